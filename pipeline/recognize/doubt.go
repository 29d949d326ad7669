package recognize

import (
	"fmt"
	"strings"

	"huizong/schema"
)

// A doubt is something of a table that could not be told, and why.
type doubt struct {
	table  schema.FormTable
	detail string // tells it apart from the others of the table: the code of a row or cell
	what   string // as printed
	why    why
	place  schema.Place
}

// unread records that something of a table could not be told.
func (r *reader) unread(t schema.FormTable, detail, what string, reason why, at schema.Place) {
	if !strings.Contains(detail, ".") {
		detail = t.String() + "." + detail
	}
	r.doubts = append(r.doubts, doubt{t, detail, what, reason, at})
}

// orphans records values that no row could be told for.
func (r *reader) orphans(t schema.FormTable, p *pairing) {
	if lost := p.orphans(); len(lost) > 0 {
		r.unread(t, "unlabelled", fmt.Sprintf("%d 行没有行标题的数值", len(lost)), unlabelled, p.list.runs[lost[0]].place())
	}
}

// fewestTogether is how many rows in doubt for one reason are told in one
// finding.
const fewestTogether = 4

// tellDoubts makes findings of the doubts: one each, or one for many rows of a
// table that are in doubt for the same reason.
func (r *reader) tellDoubts() {
	type group struct {
		table schema.FormTable
		why   why
	}
	count := map[group]int{}
	for _, d := range r.doubts {
		count[group{d.table, d.why}]++
	}
	for _, d := range r.doubts {
		switch n := count[group{d.table, d.why}]; {
		case n >= fewestTogether:
			delete(count, group{d.table, d.why})
			r.tellDoubt(doubt{d.table, "rows " + d.detail, fmt.Sprintf("%s等 %d 行", d.what, n), d.why, d.place}, fmt.Sprintf("%d rows from %s", n, d.detail))
		case n > 0:
			r.tellDoubt(d, d.detail)
		}
	}
}

func (r *reader) tellDoubt(d doubt, en string) {
	cell := schema.NoCell
	if id, ok := schema.CellByCode(d.detail); ok {
		cell = id
	}
	r.find(schema.Finding{Rule: "cell.unread", Severity: schema.Explain, Cell: cell, Detail: d.detail,
		Message:   fmt.Sprintf("%s › %s：%s", tableTitles[d.table], d.what, d.why.zh),
		MessageEN: fmt.Sprintf("%s: %s", en, d.why.en),
		Place:     d.place,
	})
}

var tableTitles = [...]string{"", "表二（主动公开）", "表三（依申请公开）", "表四（复议诉讼）"}
