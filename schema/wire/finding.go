package wire

import "huizong/schema"

func (e *encoder) findings(all []schema.Finding) {
	e.count(len(all))
	for i := range all {
		f := &all[i]
		for _, s := range texts(f) {
			e.text(*s)
		}
		e.uint(uint64(f.Severity))
		e.int(int64(f.ReportYear))
		e.int(int64(f.Cell))
		e.amount(f.Left)
		e.amount(f.Right)
		e.place(&f.Place)
	}
}

func (d *decoder) findings() []schema.Finding {
	n := d.count()
	if n == 0 {
		return nil
	}
	all := make([]schema.Finding, n)
	for i := range all {
		f := &all[i]
		for _, s := range texts(f) {
			*s = d.text()
		}
		f.Severity = schema.Severity(d.upTo(uint64(schema.Must)))
		f.ReportYear = int(d.int())
		f.Cell = schema.CellID(d.int())
		if f.Cell < schema.NoCell || int(f.Cell) >= schema.CellCount {
			d.fail()
		}
		f.Left, f.Right = d.amount(), d.amount()
		d.place(&f.Place)
	}
	return all
}

func texts(f *schema.Finding) [11]*string {
	return [...]*string{&f.Rule, &f.UnitCode, &f.UnitName, &f.Detail, &f.Message, &f.MessageEN, &f.Formula, &f.Submission, &f.Explained, &f.Parent, &f.Suggestion}
}

func (e *encoder) amount(v *schema.Decimal) {
	e.flag(v != nil)
	if v != nil {
		e.int(int64(*v))
	}
}

func (d *decoder) amount() *schema.Decimal {
	if !d.flag() {
		return nil
	}
	v := schema.Decimal(d.int())
	return &v
}
