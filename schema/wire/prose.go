package wire

import (
	"fmt"

	"huizong/schema"
)

// AppendProse appends the prose of a report to dst.
func AppendProse(dst []byte, p *schema.Prose) []byte {
	e := encoder{b: dst, file: p.File}
	e.prose(p)
	return e.b
}

// Prose reads what [AppendProse] wrote, which stands first in a record of
// [AppendReport], and nothing behind it; its texts share the memory of record.
// The error is [ErrForm].
func Prose(record string) (*schema.Prose, error) {
	d := decoder{rest: record}
	p := d.prose()
	if d.err != nil {
		return nil, fmt.Errorf("prose: %w", d.err)
	}
	return p, nil
}

func (e *encoder) prose(p *schema.Prose) {
	for _, s := range [...]string{p.Submission, p.File, p.UnitCode, p.UnitName} {
		e.text(s)
	}
	e.int(int64(p.Year))
	e.count(len(p.Narrative))
	for i := range p.Narrative {
		n := &p.Narrative[i]
		e.int(int64(n.Section))
		e.int(int64(n.Ordinal))
		e.text(n.Heading)
		e.text(n.Text)
		e.place(&n.Place)
	}
}

func (d *decoder) prose() *schema.Prose {
	p := &schema.Prose{Submission: d.text(), File: d.text(), UnitCode: d.text(), UnitName: d.text(), Year: int(d.int())}
	d.file = p.File
	if n := d.count(); n > 0 {
		p.Narrative = make([]schema.NarrativeParagraph, n)
		for i := range p.Narrative {
			n := &p.Narrative[i]
			n.Section = int(d.int())
			n.Ordinal = int(d.int())
			n.Heading = d.text()
			n.Text = d.text()
			d.place(&n.Place)
		}
	}
	return p
}
