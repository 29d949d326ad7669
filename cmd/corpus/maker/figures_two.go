package maker

import "huizong/schema"

// fillTwo draws table two of the report's edition.
func (r *Report) fillTwo(d *dice, last *Report, level Level) {
	if r.Edition == schema.Edition2019 {
		r.fillTwo2019(d, level)
		return
	}
	r.fillNorms(d, last, level)
	r.put("t2.regulations.issued", stressed(d, level, 2001, 2099))
	r.put("t2.regulations.repealed", stressed(d, level, 2101, 2199))
	r.put("t2.regulations.in_force", stressed(d, level, 2201, 2299))
	for _, code := range []string{"licensing", "penalties", "compulsion"} {
		r.put("t2."+code+".decisions", decisions(d, last.value(cell("t2."+code+".decisions")), level, code))
	}
	r.Cells[cell("t2.fees.amount")] = Number(fee(d, level))
}

// fillNorms keeps in_force(N) = in_force(N−1) + issued − repealed.
func (r *Report) fillNorms(d *dice, last *Report, level Level) {
	base := int64(d.n(6))
	if last != nil && last.Edition != schema.Edition2019 {
		base = last.value(cell("t2.normative_documents.in_force"))
	}
	var issued, repealed int64
	switch {
	case level == Stress:
		issued, repealed = int64(d.unique(2301, 2399)), int64(d.unique(2401, 2499))
		if base < 5000 {
			base = int64(d.between(5000, 5999))
		}
	case r.Unit.Kind == schema.Subdistrict || level == Zero || level == quiet && d.in(70):
		if last == nil {
			base = 0
		}
	default:
		issued = int64(d.n(6))
		repealed = min(int64(d.n(3)), base)
	}
	r.put("t2.normative_documents.issued", issued)
	r.put("t2.normative_documents.repealed", repealed)
	r.put("t2.normative_documents.in_force", base+issued-repealed)
}

func stressed(d *dice, level Level, low, high int) int64 {
	if level != Stress {
		return 0
	}
	return int64(d.unique(low, high))
}

// decisions stays near last year's number, so that it is no jump.
func decisions(d *dice, last int64, level Level, code string) int64 {
	switch {
	case level == Stress:
		return int64(d.unique(2500, 4000))
	case level == Zero, level == quiet && d.in(80), code == "compulsion" && d.in(70):
		return 0
	case last > 0:
		return last*int64(d.between(70, 140))/100 + int64(d.n(3))
	case level == Busy:
		return int64(d.between(40, 1500))
	}
	return int64(d.n(60))
}

// fee is an amount of 万元 with up to six decimals.
func fee(d *dice, level Level) schema.Decimal {
	if level == Zero || level != Stress && d.in(75) {
		return 0
	}
	whole, places := d.between(1, 480), d.n(7)
	unit := 1
	for range 6 - places {
		unit *= 10
	}
	part := d.n(1_000_000) / unit * unit
	return schema.DecimalOf(int64(whole)) + schema.Decimal(part)
}

// fillTwo2019 draws the trial edition's table two; nothing of it is a sum.
func (r *Report) fillTwo2019(d *dice, level Level) {
	for _, row := range schema.TableTwo2019 {
		for _, column := range row.Columns {
			n := int64(0)
			switch {
			case level == Stress:
				n = int64(d.unique(10_000, 99_999))
			case row.Code == "regulations", level == Zero:
			case column.Role == schema.Stock || column.Code == "decisions":
				n = int64(d.n(40))
			case column.Signed:
				n = int64(d.between(-6, 12))
			default:
				n = int64(d.n(5))
			}
			f := Count(n)
			if column.Signed && n > 0 && d.in(60) {
				f.Raw = "+" + f.Raw
			}
			if column.Unit == schema.UnsaidYuan {
				f = purchase(d, n)
			}
			r.Cells[cell("t2."+row.Code+"."+column.Code)] = f
		}
	}
}

// purchase prints an amount with its unit, in which case it is a number, or
// without: then nobody knows what it counts and the text is kept.
func purchase(d *dice, n int64) Figure {
	switch {
	case n == 0:
		return Figure{State: schema.Unread, Raw: "0"}
	case d.in(50):
		v := schema.DecimalOf(n) + schema.Decimal(d.n(100)*10_000)
		return Figure{State: schema.Number, Value: v, Raw: v.String() + "万元"}
	}
	return Figure{State: schema.Text, Raw: schema.DecimalOf(n).String() + ".5"}
}
