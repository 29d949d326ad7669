package recognize

import (
	"strings"

	"huizong/schema"
)

// A span is a half-open range of lines.
type span struct{ from, to int }

func (s span) has(i int) bool { return i >= s.from && i < s.to }

// parts says where each part of the report lies among the lines.
type parts struct {
	headings [6][]int
	regions  [4][]span // by schema.FormTable: the lines of its tables, in order
}

func (p *parts) inTable(i int) bool {
	for t := schema.Table2; t <= schema.Table4; t++ {
		for _, s := range p.regions[t] {
			if s.has(i) {
				return true
			}
		}
	}
	return false
}

// divide finds the headings and the lines of each table. The tables' own words
// decide; headings only bound them.
func divide(lines []line) parts {
	p := parts{headings: findHeadings(lines)}
	d := &divider{lines: lines, signs: make([]sign, len(lines)), stop: make([]bool, len(lines))}
	for _, hs := range p.headings {
		for _, h := range hs {
			d.stop[h] = true
		}
	}
	for i := range lines {
		d.signs[i] = sign{row: noRow}
		if !d.stop[i] {
			d.signs[i] = lines[i].speaksFor()
		}
	}
	for t := schema.Table2; t <= schema.Table4; t++ {
		p.regions[t] = d.regions(t)
	}
	return p
}

type divider struct {
	lines []line
	signs []sign
	stop  []bool
}

// A cluster is a stretch of lines with signs of one table.
type cluster struct {
	span
	rows, heads int // different rows named; headers met
}

// enough reports whether a cluster is a table, or a part of one: prose names a
// row here and there.
func (c *cluster) enough(t schema.FormTable) bool {
	if t == schema.Table4 {
		return c.rows+c.heads >= 2
	}
	return c.rows >= 3 || c.rows >= 1 && c.heads >= 1 || c.heads >= 3
}

// regions lists the clusters of a table. A table printed twice or cut in two
// gives two; a weak one beside a strong one is prose or another table.
func (d *divider) regions(t schema.FormTable) []span {
	var all []cluster
	best := 0
	for i := 0; i < len(d.lines); {
		if d.signs[i].table != t {
			i++
			continue
		}
		c := d.cluster(i, t)
		i = c.to
		if c.enough(t) {
			all = append(all, c)
			best = max(best, c.rows)
		}
	}
	var out []span
	for _, c := range all {
		if c.rows*5 < best*2 && len(all) > 1 && (c.rows < 4 || c.heads == 0) {
			continue
		}
		out = append(out, span{d.backUp(c.from, t), d.runOn(c.to, t)})
	}
	return disjoint(out)
}

// disjoint cuts spans that overlap because each was extended.
func disjoint(spans []span) []span {
	for i := 1; i < len(spans); i++ {
		spans[i].from = max(spans[i].from, spans[i-1].to)
	}
	return spans
}

// The widest gaps inside one table: a column of cells on lines of their own;
// lines that speak for another table; sentences.
const (
	widestGap      = 150
	mostOtherSigns = 2
	mostSentences  = 1
)

// cluster takes in the lines from the sign at i to the last sign of the table
// before something else begins.
func (d *divider) cluster(i int, t schema.FormTable) cluster {
	c := cluster{span: span{i, i + 1}}
	var named [64]bool
	other, sentences := 0, 0
	for k := i; k < len(d.lines) && k < c.to+widestGap; k++ {
		s := d.signs[k]
		switch {
		case s.table == t:
			c.to, other, sentences = k+1, 0, 0
			switch {
			case s.row == noRow:
				c.heads += s.cells
			case !named[s.row]:
				named[s.row] = true
				c.rows++
				c.heads += s.cells - 1
			}
			continue
		case d.stop[k]:
			return c
		case s.table != schema.NoTable:
			other++
		case !d.tabular(k):
			sentences++
		}
		if other > mostOtherSigns || sentences > mostSentences {
			return c
		}
	}
	return c
}

// tabular reports whether a line could belong to a table: a row, or a short
// text that is no sentence.
func (d *divider) tabular(k int) bool {
	l := &d.lines[k]
	return l.row() || trailingValues(l.cells()) == len(l.cells()) || !longer(l.plain, longestSign) && !strings.Contains(l.plain, "。")
}

// backUp takes in what stands directly above the first sign: header rows, a row
// that lost its label.
func (d *divider) backUp(from int, t schema.FormTable) int {
	table, least := d.lines[from].table, from-widestGap
	for from > max(0, least) && !d.stop[from-1] && d.signs[from-1].table == schema.NoTable {
		l := &d.lines[from-1]
		if !(l.row() && l.table == table) && (l.row() || trailingValues(l.cells()) != len(l.cells())) && !d.header(from-1, t) {
			break
		}
		from--
	}
	return from
}

// header reports whether a line that shows no sign, being long, still holds
// header words of the table.
func (d *divider) header(k int, t schema.FormTable) bool {
	l := &d.lines[k]
	if strings.Contains(l.joined(), "。") {
		return false
	}
	n := 0
	for i, ps := 0, l.cells(); i < len(ps); i++ {
		p := ps[i].plain
		if _, ok := leafWords[p]; ok && t == schema.Table3 || signOf(p) == t {
			n++
		}
	}
	return n > 1
}

// runOn takes in what follows the last sign: its values, a fragment of its
// label, a footnote.
func (d *divider) runOn(to int, t schema.FormTable) int {
	table, most := d.lines[to-1].table, to+widestGap
	for to < min(len(d.lines), most) && !d.stop[to] && d.signs[to].table == schema.NoTable && d.tabular(to) {
		l := &d.lines[to]
		if l.row() && l.table != table && !d.valueRow(to) || !l.row() && trailingValues(l.cells()) == 0 && longer(l.plain, longestTail) {
			break
		}
		to++
	}
	return to
}

// longestTail, in characters, is as much text without values as may follow a
// table's last label and still be a piece of it.
const longestTail = 24

// valueRow reports whether a row prints several values, whatever words.
func (d *divider) valueRow(k int) bool {
	return countValues(d.lines[k].cells()) > 2
}
