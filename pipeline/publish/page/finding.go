package page

import (
	"iter"
	"strings"

	"huizong/pipeline/publish/mask"
	"huizong/schema"
)

// In messages, what a finding says elsewhere is not said twice: these
// characters stand for the label of its cell, and for its formula.
const (
	labelMark   = "\x01"
	formulaMark = "\x02"
)

// findingRows: [id, rule, severity, unit or −1, year, cell or −1, message,
// English message, formula, left, right, place, number of the finding that
// explains this one or −1, explanation, question]; empty ones at the end are
// left out. A place is [file, sheet, page, table, row, column, line]; 1 stands
// for "where its cell stands", 0 for nowhere.
func (b *book) findingRows() iter.Seq[row] {
	number := make(map[string]int, len(b.facts.Findings))
	ids := make([]string, len(b.facts.Findings))
	for i := range b.facts.Findings {
		ids[i] = b.facts.Findings[i].ID()
		number[ids[i]] = i
	}
	return func(yield func(row) bool) {
		for i := range b.facts.Findings {
			f := &b.facts.Findings[i]
			parent, ok := number[f.Parent]
			if !ok || f.Parent == "" {
				parent = -1
			}
			zh, en := "", ""
			if f.Cell != schema.NoCell {
				zh, en = schema.Cells[f.Cell].Label(), schema.Cells[f.Cell].LabelEN()
			}
			r := row{ids[i], b.rules[f.Rule], f.Severity, b.unit(f.UnitCode), f.ReportYear, f.Cell,
				shorten(f.Message, zh, f.Formula), shorten(f.MessageEN, en, f.Formula), f.Formula, said(f.Left), said(f.Right),
				b.foundAt(f), parent, b.masked(f.Explained), f.Suggestion}
			if !yield(trim(r)) {
				return
			}
		}
	}
}

func shorten(message, label, formula string) string {
	if strings.ContainsAny(message, labelMark+formulaMark) {
		message = strings.NewReplacer(labelMark, "\uFFFD", formulaMark, "\uFFFD").Replace(message)
	}
	if formula != "" {
		message = strings.ReplaceAll(message, formula, formulaMark)
	}
	if label != "" {
		message = strings.ReplaceAll(message, label, labelMark)
	}
	return message
}

func said(d *schema.Decimal) string {
	if d == nil {
		return ""
	}
	return d.String()
}

func (b *book) masked(s string) string {
	if b.facts.Mask {
		return mask.Text(s)
	}
	return s
}

func (b *book) foundAt(f *schema.Finding) any {
	if f.Place == (schema.Place{}) {
		return 0
	}
	if r := b.facts.Report(f.UnitCode, f.ReportYear); r != nil && f.Cell != schema.NoCell && r.Cells[f.Cell].Place == f.Place && f.Place.File == r.File {
		return 1
	}
	return b.placed(f.Place)
}

// trim drops the empty columns at the end; those before [finding's parent] stay.
func trim(r row) row {
	for len(r) > 12 {
		switch last := r[len(r)-1]; last {
		case "", -1:
			r = r[:len(r)-1]
		default:
			return r
		}
	}
	return r
}
