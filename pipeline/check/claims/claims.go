// Package claims finds the numbers that a report says of itself in prose: how
// many requests came, how many were answered, how many documents were issued.
//
// The one thing to know: most numbers in prose are no claims (villages, phone
// numbers, view counts, last year's figures), so a number is taken only where
// its own clause says what it counts. Where the clause leaves that open the
// claim is marked ambiguous, and a contradiction becomes a question.
package claims

import (
	"strconv"
	"strings"

	"huizong/pipeline/check"
	"huizong/schema"
)

// Of lists the claims of a report in the order of its text, and the sums it
// lists part by part; sentences of more than six kilobytes are passed over. Their
// sentences share the memory of the report's text.
func Of(r *schema.Report) ([]schema.Claim, []check.PartsClaim) {
	var all []schema.Claim
	var parts []check.PartsClaim
	var listener listener
	year := ""
	if r.Year != 0 {
		year = strconv.Itoa(r.Year)
	}
	section := -1
	for i := range r.Narrative {
		p := &r.Narrative[i]
		if p.Section != section {
			section = p.Section
			listener.turn(topicOf[section])
		}
		text := fold(p.Text)
		for at := range sentences(text) {
			if at.to-at.from > longestSentence {
				continue
			}
			s := sentence{text: text, at: at, listener: &listener, year: year, whole: text[at.from:at.to]}
			before := len(all)
			all = s.claims(all)
			claims := all[before:]
			if len(claims) == 0 {
				continue
			}
			whole := strings.TrimSpace(verbatim(p.Text, text, at.span))
			place := p.Place
			place.File = r.File
			for k := range claims {
				c := &claims[k]
				c.UnitCode, c.ReportYear, c.Section, c.Ordinal, c.Submission = r.UnitCode, r.Year, p.Section, p.Ordinal, r.Submission
				c.Place, c.Sentence = place, whole
			}
			if sum := s.parts(claims); sum != nil {
				sum.UnitCode, sum.ReportYear, sum.Section, sum.Ordinal, sum.Submission = r.UnitCode, r.Year, p.Section, p.Ordinal, r.Submission
				sum.Place, sum.Sentence = place, whole
				parts = append(parts, *sum)
			}
		}
	}
	return all, parts
}

// longestSentence, in bytes, is more than anybody writes: what is longer says nothing
// that could be told, and looking through it for each of its numbers takes long.
const longestSentence = 6 << 10
