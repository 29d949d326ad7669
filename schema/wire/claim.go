package wire

import (
	"fmt"

	"huizong/schema"
)

// AppendClaims appends claims to dst.
func AppendClaims(dst []byte, all []schema.Claim) []byte {
	e := encoder{b: dst}
	e.count(len(all))
	for i := range all {
		c := &all[i]
		for _, s := range [...]string{c.UnitCode, c.Metric, string(c.Qualifier), c.Sentence, c.Submission} {
			e.text(s)
		}
		for _, n := range [...]int{c.ReportYear, c.Section, c.Ordinal, c.Offset} {
			e.int(int64(n))
		}
		e.int(int64(c.Value))
		e.flag(c.Ambiguous)
		e.place(&c.Place)
	}
	return e.b
}

// Claims reads claims back; their texts share the memory of record. The error
// is [ErrForm].
func Claims(record string) ([]schema.Claim, error) {
	d := decoder{rest: record}
	all := make([]schema.Claim, d.count())
	for i := range all {
		c := &all[i]
		c.UnitCode, c.Metric, c.Qualifier, c.Sentence, c.Submission = d.text(), d.text(), schema.Qualifier(d.text()), d.text(), d.text()
		c.ReportYear, c.Section, c.Ordinal, c.Offset = int(d.int()), int(d.int()), int(d.int()), int(d.int())
		c.Value = schema.Decimal(d.int())
		c.Ambiguous = d.flag()
		d.place(&c.Place)
	}
	if err := d.end(); err != nil {
		return nil, fmt.Errorf("claims: %w", err)
	}
	return all, nil
}
