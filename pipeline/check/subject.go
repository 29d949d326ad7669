package check

import (
	"strings"
	"unicode"

	"huizong/pipeline/check/linear"
	"huizong/schema"
)

// A Subject is one report with all that its rules look at.
type Subject struct {
	Report *schema.Report
	Kind   schema.UnitKind
	Now    *linear.Row // its cells
	Last   *linear.Row // of the year before, nil if there is none
	said   Said
	review *Review
}

// Claims lists the numbers that the report's prose says, in order.
func (s *Subject) Claims() []schema.Claim { return s.said.Claims }

// cellPlace is where a cell stands, with its file.
func (s *Subject) cellPlace(id schema.CellID) schema.Place { return s.Report.Cells[id].Place }

// number is the value of a cell of this year, if it is a number.
func (s *Subject) number(id schema.CellID) (schema.Decimal, bool) {
	if s.Now.State[id] != schema.Number || !s.Now.Prints(id) {
		return 0, false
	}
	return s.Now.Value[id], true
}

// received is the date that the report came in, or the one printed in it; "" if
// nobody says.
func (s *Subject) received() string {
	if d := s.review.received[s.Report.Submission]; d != "" {
		return d
	}
	return s.Report.Dated
}

// section joins the prose of a section; found is false if there is none.
func (s *Subject) section(n int) (text string, at schema.Place, found bool) {
	for i := range s.Report.Narrative {
		p := &s.Report.Narrative[i]
		if p.Section != n {
			continue
		}
		if !found {
			at = p.Place
		} else {
			text += "\n"
		}
		text, found = text+p.Text, true
	}
	return text, at, found
}

// letters counts what a section prints beside white space and punctuation.
func (s *Subject) letters(section int) int {
	n := 0
	for i := range s.Report.Narrative {
		if p := &s.Report.Narrative[i]; p.Section == section {
			for _, r := range p.Text {
				if unicode.IsLetter(r) || unicode.IsNumber(r) {
					n++
				}
			}
		}
	}
	return n
}

// quote shortens a sentence for a message.
func quote(s string, most int) string {
	runes := []rune(strings.Join(strings.Fields(s), " "))
	if len(runes) <= most {
		return string(runes)
	}
	return string(runes[:most]) + "…"
}
