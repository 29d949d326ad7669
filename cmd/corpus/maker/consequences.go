package maker

import (
	"slices"

	"huizong/schema"
)

// consequences lists what the arithmetic of the form finds in the printed
// figures, so that a slip is written down with all it breaks. It is the
// obvious reading of the rules, slow and small; cells that are no number break
// only cell.blank, and leave the equations they stand in undecided.
func (r *Report) consequences(last *Report) []Slip {
	var out []Slip
	find := func(rule string, id schema.CellID) { out = append(out, Slip{Follows, rule, id}) }
	r.judgeEach(find)
	r.judgeSums(find)
	r.judgeTwo(last, find)
	r.judgeYears(last, find)
	return out
}

// sum adds cells; known is false if one of them is no number.
func (r *Report) sum(terms []schema.Term) (s schema.Decimal, known bool) {
	for _, t := range terms {
		f := r.Cells[t.Cell]
		if f.State != schema.Number {
			return 0, false
		}
		s += f.Value * schema.Decimal(t.Sign)
	}
	return s, true
}

func (r *Report) judgeSums(find func(string, schema.CellID)) {
	ids := slices.Concat(schema.Identities(schema.Table3, r.Edition), schema.Identities(schema.Table4, r.Edition))
	if r.Edition == schema.Edition2021 {
		ids = append(ids, schema.GroupIdentities()...)
	}
	for _, id := range ids {
		if s, known := r.sum(id.Terms); known && s != 0 {
			find(id.Rule, id.Key)
		}
	}
}

func (r *Report) judgeEach(find func(string, schema.CellID)) {
	for i := range schema.Cells {
		c, f := &schema.Cells[i], r.Cells[i]
		switch f.State {
		case schema.Blank, schema.Mark:
			find("cell.blank", c.ID)
		case schema.Number:
			if f.Value < 0 && !c.Signed || !f.Value.IsWhole() && !c.Decimals {
				find("cell.number", c.ID)
			}
		}
	}
}

func (r *Report) judgeTwo(last *Report, find func(string, schema.CellID)) {
	amount := r.Cells[cell("t2.fees.amount")]
	if amount.State == schema.Number && amount.Value > schema.DecimalOf(1000) {
		find("fee.unit", cell("t2.fees.amount"))
	}
	for _, column := range []string{"issued", "repealed", "in_force"} {
		if r.value(cell("t2.regulations."+column)) > 0 {
			find("law.regulations", cell("t2.regulations."+column))
		}
	}
	issued, inForce := cell("t2.normative_documents.issued"), cell("t2.normative_documents.in_force")
	switch {
	case r.Unit.Kind != schema.Subdistrict:
		if r.Cells[issued].Value >= schema.DecimalOf(20) {
			find("norms.loose", issued)
		}
	case r.Cells[issued].Value > 0:
		find("law.subdistrict_norms", issued)
	case r.Cells[inForce].Value > 0:
		find("law.subdistrict_norms", inForce)
	}
	for _, row := range []string{"regulations", "normative_documents"} {
		issued, repealed, stock := r.Cells[cell("t2."+row+".issued")], r.Cells[cell("t2."+row+".repealed")], r.Cells[cell("t2."+row+".in_force")]
		if issued.State != schema.Number || repealed.State != schema.Number || stock.State != schema.Number {
			continue
		}
		flow := issued.Value - repealed.Value
		if stock.Value < flow {
			find("t2.stock", cell("t2."+row+".in_force"))
		}
		if last == nil {
			continue
		}
		if before := last.Cells[cell("t2."+row+".in_force")]; before.State == schema.Number && stock.Value != before.Value+flow {
			find("year.stock", cell("t2."+row+".in_force"))
		}
	}
}

func (r *Report) judgeYears(last *Report, find func(string, schema.CellID)) {
	if last == nil {
		return
	}
	for c := range schema.Applicants {
		in, out := r.Cells[schema.T3(rowCarriedIn, c)], last.Cells[schema.T3(rowCarriedOut, c)]
		if in.State == schema.Number && out.State == schema.Number && in.Value != out.Value {
			find("year.carry", schema.T3(rowCarriedIn, c))
		}
	}
	ten := schema.DecimalOf(10)
	for i := range schema.Cells {
		now, before := r.Cells[i], last.Cells[i]
		if now.State == schema.Number && before.State == schema.Number && now.Value >= ten && before.Value >= ten &&
			schema.Cells[i].Unit == schema.Pieces && (now.Value >= 5*before.Value || before.Value >= 5*now.Value) {
			find("year.jump", schema.CellID(i))
		}
	}
}
