package linear

import (
	"math/big"
	"slices"
	"testing"

	"huizong/schema"
)

func id(t *testing.T, code string) schema.CellID {
	t.Helper()
	c, ok := schema.CellByCode(code)
	if !ok {
		t.Fatalf("no cell %q", code)
	}
	return c
}

// zeroes is a report of edition 2021 that prints 0 everywhere.
func zeroes() *Row {
	r := &Row{Year: 2023, Edition: [4]schema.Edition{0, schema.Edition2021, schema.Edition2021, schema.Edition2021}}
	for i := range r.State {
		if printed[schema.Edition2021][i] {
			r.State[i] = schema.Number
		}
	}
	return r
}

func set(t *testing.T, r *Row, code string, n int64) {
	r.State[id(t, code)], r.Value[id(t, code)] = schema.Number, schema.DecimalOf(n)
}

func rowTotal(t *testing.T) Comparison {
	key := id(t, "t3.granted.total")
	for _, i := range schema.Identities(schema.Table3, schema.Edition2021) {
		if i.Rule == "t3.row_total" && i.Key == key {
			return Of(i)
		}
	}
	t.Fatal("no identity")
	return Comparison{}
}

// total = natural_person + business + …, with what is written beside each case.
func TestJudgeEqual(t *testing.T) {
	total, person, business := "t3.granted.total", "t3.granted.natural_person", "t3.granted.business"
	for _, c := range []struct {
		name    string
		numbers map[string]int64
		unknown []string
		want    schema.CheckState
		formula string
	}{
		{"both sides agree", map[string]int64{total: 15, person: 10, business: 5}, nil, schema.Holds, ""},
		{"total too large", map[string]int64{total: 17, person: 10, business: 5}, nil, schema.Violated, "17 ≠ 10 + 5 + 0 + 0 + 0 + 0 = 15"},
		{"a blank part may close the gap", map[string]int64{total: 17, person: 10}, []string{business}, schema.Unclear, ""},
		{"a blank part can only widen it", map[string]int64{total: 7, person: 10}, []string{business}, schema.Violated, "7 ≠ 10 + ? + 0 + 0 + 0 + 0 ≥ 10"},
		{"the blank may be zero", map[string]int64{total: 10, person: 10}, []string{business}, schema.Unclear, ""},
		{"blank total", map[string]int64{person: 10}, []string{total}, schema.Unclear, ""},
	} {
		r := zeroes()
		for code, n := range c.numbers {
			set(t, r, code, n)
		}
		for _, code := range c.unknown {
			r.State[id(t, code)] = schema.Blank
		}
		cmp := rowTotal(t)
		if got := cmp.Judge(r, nil).State; got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
		if c.formula != "" {
			if got := cmp.Formula(r, nil, nil); got != c.formula {
				t.Errorf("%s: formula %q, want %q", c.name, got, c.formula)
			}
		}
	}
}

// An interval judged must agree with trying values for the unknown cell.
func TestJudgeAgreesWithTrying(t *testing.T) {
	a, b := id(t, "t3.granted.total"), id(t, "t3.granted.business")
	for op := Equal; op <= Differ; op++ {
		for _, unknown := range []schema.CellID{a, b} {
			for left := int64(0); left <= 3; left++ {
				for right := int64(0); right <= 3; right++ {
					c := Comparison{Left: Sum{Terms: []Term{{Cell: a, Coefficient: 1}}}, Op: op,
						Right: Sum{Terms: []Term{{Cell: b, Coefficient: 2}}, Constant: int64(schema.DecimalOf(1))}}
					r := zeroes()
					r.Value[a], r.Value[b] = schema.DecimalOf(left), schema.DecimalOf(right)
					holds, fails := 0, 0
					for half := range schema.Decimal(20) {
						r.Value[unknown] = half * schema.DecimalOf(1) / 2
						if c.Judge(r, nil).State == schema.Holds {
							holds++
						} else {
							fails++
						}
					}
					want := schema.Unclear
					if holds == 0 {
						want = schema.Violated
					} else if fails == 0 {
						want = schema.Holds
					}
					r.State[unknown], r.Value[unknown] = schema.Unread, 0
					if got := c.Judge(r, nil).State; got != want {
						t.Errorf("%d %v 2×%d + 1 with %s unknown: %v, want %v", left, op, right, schema.Cells[unknown].Code, got, want)
					}
				}
			}
		}
	}
}

// A signed cell may be anything at all.
func TestSignedUnknown(t *testing.T) {
	change := id(t, "t2.licensing.items_change")
	r := &Row{Edition: [4]schema.Edition{0, schema.Edition2019}}
	r.State[change] = schema.Blank
	c := Comparison{Left: Sum{Terms: []Term{{Cell: change, Coefficient: 1}}}, Op: AtLeast}
	if got := c.Judge(r, nil).State; got != schema.Unclear {
		t.Errorf("blank 本年增/减 ≥ 0 is %v, want unclear", got)
	}
}

func TestWideIsExact(t *testing.T) {
	for _, a := range []int64{0, 1, -1, 7, -999_999_999_999, MaxCoefficient} {
		for _, b := range []int64{0, 1, -1, 999_999_999_999_999_999, -999_999_999_999_999_999} {
			for _, c := range []int64{0, 5, -5, 1 << 62, -1 << 62} {
				got := times(a, b).plus(WideOf(c))
				want := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
				want.Add(want, big.NewInt(c))
				if got.big().Cmp(want) != 0 {
					t.Errorf("%d·%d + %d = %v, want %v", a, b, c, got.big(), want)
				}
			}
		}
	}
}

// Which block （六） counts when a report prints the parent row, its children
// or both.
func TestBlockSixIsCountedOnce(t *testing.T) {
	parent, child := "t3.other_handling.total", "t3.other_rest.total"
	for _, c := range []struct {
		name            string
		said            schema.Edition
		parent, child   schema.CellState
		want            schema.Edition
		bothSix         bool
		parentIsCounted bool
	}{
		{"2021 as printed", schema.Edition2021, schema.Absent, schema.Number, schema.Edition2021, false, false},
		{"parent alone", schema.Edition2021, schema.Number, schema.Absent, schema.Hybrid, false, true},
		{"both filled", schema.Edition2021, schema.Number, schema.Number, schema.Edition2021, true, false},
		{"hybrid that prints the children", schema.Hybrid, schema.Number, schema.Number, schema.Edition2021, true, false},
		{"the parent is only a group label", schema.Edition2021, schema.Blank, schema.Number, schema.Edition2021, false, false},
		{"2019", schema.Edition2019, schema.Number, schema.Absent, schema.Edition2019, false, true},
	} {
		rep := &schema.Report{Year: 2023}
		rep.TableEdition[schema.Table3] = c.said
		rep.Cells[id(t, parent)].State, rep.Cells[id(t, child)].State = c.parent, c.child
		r := RowOf(rep)
		if r.Edition[schema.Table3] != c.want || r.BothSix != c.bothSix {
			t.Errorf("%s: edition %v, both %v, want %v, %v", c.name, r.Edition[schema.Table3], r.BothSix, c.want, c.bothSix)
		}
	}
}

func members() []Member {
	of := map[string]*Member{}
	order := []string{"t3.row_total", "t3.answered", "t3.balance", "t4.total"}
	for _, name := range order {
		of[name] = &Member{Rule: name}
	}
	for table := schema.Table3; table <= schema.Table4; table++ {
		for _, i := range schema.Identities(table, schema.Edition2021) {
			of[i.Rule].Comparisons = append(of[i.Rule].Comparisons, Of(i))
		}
	}
	var all []Member
	for _, name := range order {
		all = append(all, *of[name])
	}
	return all
}

func side(t *testing.T, constant int64, codes ...string) Sum {
	s := Sum{Constant: constant * int64(schema.DecimalOf(1))}
	for _, code := range codes {
		k := int64(1)
		if code[0] == '-' {
			k, code = -1, code[1:]
		}
		s.Terms = append(s.Terms, Term{Cell: id(t, code), Coefficient: k})
	}
	return s
}

func TestRelate(t *testing.T) {
	for _, c := range []struct {
		name        string
		left, right Sum
		op          Op
		want        Relation
		because     []string
	}{
		{"answered at most what came in", side(t, 0, "t3.answered.total"), side(t, 0, "t3.received.total", "t3.carried_in.total"), AtMost, Follows, []string{"t3.balance"}},
		{"granted at most answered", side(t, 0, "t3.granted.total"), side(t, 0, "t3.answered.total"), AtMost, Follows, []string{"t3.answered"}},
		{"a person's request is among all", side(t, 0, "t3.granted.natural_person"), side(t, 0, "t3.answered.total"), AtMost, Follows, []string{"t3.row_total", "t3.answered"}},
		{"the balance again", side(t, 0, "t3.received.other", "t3.carried_in.other"), side(t, 0, "t3.answered.other", "t3.carried_out.other"), Equal, Follows, []string{"t3.balance"}},
		{"everything granted", side(t, 0, "t3.granted.total"), side(t, 0, "t3.answered.total"), Equal, Independent, nil},
		{"a bound on the sum", side(t, 0, "t4.review.total"), side(t, 100), AtMost, Independent, nil},
		{"a count is not negative", side(t, 0, "t4.review.total"), side(t, 0), AtLeast, Follows, nil},
		{"a total above its parts", side(t, 0, "t4.review.total"),
			side(t, 1, "t4.review.upheld", "t4.review.corrected", "t4.review.other", "t4.review.pending"), Equal, Contradicts, []string{"t4.total"}},
		{"less than nothing", side(t, 0, "t4.review.upheld"), side(t, -1), AtMost, Contradicts, nil},
	} {
		got, because := Relate([]Comparison{{Left: c.left, Right: c.right, Op: c.op}}, members(), schema.Edition2021)
		if got != c.want || len(because) != len(c.because) {
			t.Errorf("%s: %v because of %v, want %v, %v", c.name, got, because, c.want, c.because)
			continue
		}
		for i := range because {
			if because[i] != c.because[i] {
				t.Errorf("%s: because of %v, want %v", c.name, because, c.because)
			}
		}
	}
}

// The 39 equations of table three have rank 37. One dependency runs through the
// row totals of all results and the （七） column equations, the other through
// the balance: together they touch every equation, so each one alone follows
// from the rest. Table four has no such slack.
func TestRedundantIdentities(t *testing.T) {
	all := members()
	for i, m := range all {
		for k, c := range m.Comparisons {
			rest := slices.Clone(all)
			rest[i].Comparisons = slices.Delete(slices.Clone(m.Comparisons), k, k+1)
			want := Independent
			if schema.Cells[c.Key].Table == schema.Table3 {
				want = Follows
			}
			if got := relation([]Comparison{c}, rest, schema.Edition2021); got != want {
				t.Errorf("%s at %s: %v, want %v", m.Rule, schema.Cells[c.Key].Code, got, want)
			}
		}
	}
}
