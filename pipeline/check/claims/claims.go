// Package claims finds the numbers that a report says of itself in prose: how
// many requests came, how many were answered, how many documents were issued.
//
// The one thing to know: most numbers in prose are no claims (villages, phone
// numbers, view counts, last year's figures), so a number is taken only where
// its own clause says what it counts. Where the clause leaves that open the
// claim is marked ambiguous, and a contradiction becomes a question.
package claims

import (
	"strings"

	"huizong/pipeline/check"
	"huizong/schema"
)

// Of lists the claims of a report in the order of its text, and the sums it
// lists part by part.
func Of(r *schema.Report) ([]schema.Claim, []check.PartsClaim) {
	var all []schema.Claim
	var parts []check.PartsClaim
	topic := topicNone
	section := -1
	for i := range r.Narrative {
		p := &r.Narrative[i]
		if p.Section != section {
			section, topic = p.Section, topicOf[p.Section]
		}
		text := fold(p.Text)
		for _, s := range sentences(text) {
			found := newSentence(text, s, topic, r.Year)
			claims := found.claims()
			topic = found.topic
			for k := range claims {
				c := &claims[k]
				c.UnitCode, c.ReportYear, c.Section, c.Ordinal, c.Submission = r.UnitCode, r.Year, p.Section, p.Ordinal, r.Submission
				c.Place = p.Place
				c.Place.File = r.File
				c.Sentence = strings.TrimSpace(string([]rune(p.Text)[s.from:s.to]))
			}
			if sum := found.parts(claims); sum != nil {
				sum.UnitCode, sum.ReportYear, sum.Section, sum.Ordinal, sum.Submission = r.UnitCode, r.Year, p.Section, p.Ordinal, r.Submission
				sum.Place = p.Place
				sum.Place.File = r.File
				sum.Sentence = strings.TrimSpace(string([]rune(p.Text)[s.from:s.to]))
				parts = append(parts, *sum)
			}
			all = append(all, claims...)
		}
	}
	return all, parts
}

// A topic is what a clause without a noun of its own speaks of.
type topic uint8

const (
	topicNone topic = iota
	topicRequests
	topicProceedings
	topicNorms
	topicDisclosed
)

// topicOf is what a section speaks of before it says so itself.
var topicOf = map[int]topic{2: topicNorms, 3: topicRequests, 4: topicProceedings}

// fold makes text comparable character by character: positions stay.
func fold(s string) []rune {
	r := []rune(s)
	for i, c := range r {
		switch {
		case c >= '０' && c <= '９':
			r[i] = c - '０' + '0'
		case c == '　', c == '\u00a0', c == '\t', c == '\u2002', c == '\u2003':
			r[i] = ' '
		case c == ',', c == '，':
			r[i] = '，'
			if groups(r, i) {
				r[i] = ','
			}
		case c == ';':
			r[i] = '；'
		case c == ':':
			r[i] = '：'
		case c == '(':
			r[i] = '（'
		case c == ')':
			r[i] = '）'
		case c == '％':
			r[i] = '%'
		case c == '．':
			r[i] = '.'
		}
	}
	return r
}

// groups reports whether the comma at i parts thousands: a digit before it and
// exactly three behind.
func groups(r []rune, i int) bool {
	digit := func(k int) bool {
		return k >= 0 && k < len(r) && (isDigit(r[k]) || r[k] >= '０' && r[k] <= '９')
	}
	return digit(i-1) && digit(i+1) && digit(i+2) && digit(i+3) && !digit(i+4)
}

func isDigit(c rune) bool { return c >= '0' && c <= '9' }

// A span is a half-open range of characters.
type span struct{ from, to int }

// sentences cuts at full stops, semicolons and line ends.
func sentences(text []rune) []span {
	var out []span
	from := 0
	for i := 0; i <= len(text); i++ {
		if i == len(text) || strings.ContainsRune("。；！？\n", text[i]) {
			if i > from {
				out = append(out, span{from, min(i+1, len(text))})
			}
			from = i + 1
		}
	}
	return out
}
