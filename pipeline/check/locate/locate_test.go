package locate

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"huizong/schema"
)

// consistent is a report of edition 2021 whose sums all close, with figures
// drawn from the seed; no figure of table three is 0.
func consistent(seed uint64) *schema.Report {
	r := &schema.Report{UnitCode: "410526209", UnitName: "瓦岗寨乡", Year: 2023, Edition: schema.Edition2021, TableEdition: [4]schema.Edition{0, schema.Edition2021, schema.Edition2021, schema.Edition2021}}
	d := rand.New(rand.NewPCG(seed, 1))
	set := func(id schema.CellID, v schema.Decimal) {
		r.Cells[id] = schema.CellValue{State: schema.Number, Value: v, Raw: v.String()}
	}
	get := func(id schema.CellID) schema.Decimal { return r.Cells[id].Value }
	rows := schema.RequestRows(schema.Edition2021)
	carriedIn, received := schema.RequestRowIndex("carried_in"), schema.RequestRowIndex("received")
	for a := range parts {
		var answered schema.Decimal
		for _, row := range rows {
			if schema.TableThree[row].Result {
				v := schema.DecimalOf(int64(d.IntN(40) + 1))
				set(schema.T3(row, a), v)
				answered += v
			}
		}
		in, out := schema.DecimalOf(int64(d.IntN(20)+1)), schema.DecimalOf(int64(d.IntN(20)+1))
		set(schema.T3(rowAnswered, a), answered)
		set(schema.T3(carriedIn, a), in)
		set(schema.T3(rowCarriedOut, a), out)
		set(schema.T3(received, a), answered+out-in)
	}
	for _, row := range rows {
		var sum schema.Decimal
		for a := range parts {
			sum += get(schema.T3(row, a))
		}
		set(schema.T3(row, total), sum)
	}
	for g := range schema.Proceedings {
		for o := range schema.Outcomes {
			set(schema.T4(g, o), 0)
		}
	}
	return r
}

// three lists the cells of table three.
var three = schema.FormCells(schema.Table3, schema.Edition2021)

func failures(r *schema.Report) []schema.Finding {
	var out []schema.Finding
	for _, t := range []schema.FormTable{schema.Table3, schema.Table4} {
		for _, id := range schema.Identities(t, schema.Edition2021) {
			var off schema.Decimal
			for _, x := range id.Terms {
				off += schema.Decimal(x.Sign) * r.Cells[x.Cell].Value
			}
			if off != 0 {
				out = append(out, schema.Finding{Rule: id.Rule, Severity: schema.Must, UnitCode: r.UnitCode, ReportYear: r.Year, Cell: id.Key})
			}
		}
	}
	return out
}

// the one finding that is no failure of a sum.
func slip(t *testing.T, r *schema.Report) *schema.Finding {
	t.Helper()
	var out *schema.Finding
	found := Locate(r, failures(r))
	for i := range found {
		if _, sum := sums[found[i].Rule]; sum {
			continue
		}
		if out != nil {
			t.Errorf("two slips: %s and %s", out.Rule, found[i].Rule)
		}
		out = &found[i]
	}
	if out != nil {
		for i := range found {
			if _, sum := sums[found[i].Rule]; sum && found[i].Parent != out.ID() {
				t.Errorf("%s stands beside the slip that explains it", found[i].Rule)
			}
		}
	}
	return out
}

func add(r *schema.Report, id schema.CellID, n int64) {
	r.Cells[id].Value += schema.DecimalOf(n)
}

// TestEverySingleCell: each of the 175 cells, wrong by several amounts, is
// located with its right value.
func TestEverySingleCell(t *testing.T) {
	for _, id := range three {
		for _, n := range []int64{1, 3, 17, 900, -1} {
			r := consistent(7)
			want := r.Cells[id].Value
			if add(r, id, n); r.Cells[id].Value < 0 {
				continue
			}
			f := slip(t, r)
			if f == nil || f.Cell != id || f.Right == nil || *f.Right != want {
				t.Errorf("%s wrong by %d: %+v, want it located with %s", schema.Cells[id].Code, n, f, want)
			}
		}
	}
}

// TestEveryPairIsNoticed: no two wrong cells hide each other, and where the two
// are found they come with a set of changes that closes every sum.
func TestEveryPairIsNoticed(t *testing.T) {
	for i, a := range three {
		for _, b := range three[i+1:] {
			r := consistent(7)
			add(r, a, 2)
			add(r, b, 5)
			if len(failures(r)) == 0 {
				t.Errorf("%s and %s hide each other", schema.Cells[a].Code, schema.Cells[b].Code)
			}
		}
	}
	found := 0
	d := rand.New(rand.NewPCG(3, 3))
	for range 200 {
		r := consistent(7)
		a, b := three[d.IntN(len(three))], three[d.IntN(len(three))]
		add(r, a, int64(d.IntN(9)+2))
		add(r, b, int64(d.IntN(9)+12))
		if f := slip(t, r); f != nil {
			found++
		}
	}
	if found < 190 {
		t.Errorf("of 200 pairs only %d were explained", found)
	}
}

// TestThreeUnreadAreRestored: any three cells that could not be read follow
// from the others, and so does a whole row or column.
func TestThreeUnreadAreRestored(t *testing.T) {
	d := rand.New(rand.NewPCG(5, 5))
	sets := [][]schema.CellID{}
	for range 3000 {
		sets = append(sets, []schema.CellID{three[d.IntN(len(three))], three[d.IntN(len(three))], three[d.IntN(len(three))]})
	}
	for _, row := range schema.RequestRows(schema.Edition2021) {
		if row == rowAnswered {
			continue
		}
		var ids []schema.CellID
		for a := range schema.Applicants {
			ids = append(ids, schema.T3(row, a))
		}
		sets = append(sets, ids)
	}
	for a := range parts { // a lost total column is a slip: see TestSlips
		var ids []schema.CellID
		for _, row := range schema.RequestRows(schema.Edition2021) {
			ids = append(ids, schema.T3(row, a))
		}
		sets = append(sets, ids)
	}
	for _, set := range sets {
		r := consistent(7)
		want := map[schema.CellID]schema.Decimal{}
		for _, id := range set {
			if r.Cells[id].State == schema.Number {
				want[id] = r.Cells[id].Value
			}
			r.Cells[id] = schema.CellValue{State: schema.Unread}
		}
		got := map[schema.CellID]schema.Decimal{}
		for _, f := range Locate(r, nil) {
			if f.Rule == "cell.inferred" && f.Severity == schema.NoteSeverity && f.Right != nil {
				got[f.Cell] = *f.Right
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("unread %v: inferred %v, want %v", set, got, want)
		}
	}
}

func TestSlips(t *testing.T) {
	at := func(code string) schema.CellID { id, _ := schema.CellByCode(code); return id }
	row := schema.RequestRowIndex("unable_not_held")
	for _, c := range []struct {
		name, want string
		do         func(*schema.Report)
	}{
		{"right", "slip.row_shift", func(r *schema.Report) {
			for a := total; a > 0; a-- {
				r.Cells[schema.T3(row, a)] = r.Cells[schema.T3(row, a-1)]
			}
			r.Cells[schema.T3(row, 0)].Value = 0
		}},
		{"left", "slip.row_shift", func(r *schema.Report) {
			for a := range total {
				r.Cells[schema.T3(row, a)] = r.Cells[schema.T3(row, a+1)]
			}
			r.Cells[schema.T3(row, total)] = schema.CellValue{State: schema.Blank}
		}},
		{"rows down", "slip.row_shift", func(r *schema.Report) {
			rows := schema.RequestRows(schema.Edition2021)
			for i := len(rows) - 1; i > 20; i-- {
				for a := range schema.Applicants {
					r.Cells[schema.T3(rows[i], a)] = r.Cells[schema.T3(rows[i-1], a)]
				}
			}
			for a := range schema.Applicants {
				r.Cells[schema.T3(rows[20], a)].Value = 0
			}
		}},
		{"two columns of a row", "slip.column_swap", func(r *schema.Report) {
			x, y := schema.T3(row, 1), schema.T3(row, 2)
			r.Cells[x].Value = r.Cells[y].Value + schema.DecimalOf(9)
			add(r, schema.T3(rowAnswered, 1), 0)
			*r = *consistent(11)
			r.Cells[x], r.Cells[y] = r.Cells[y], r.Cells[x]
		}},
		{"other and total", "slip.column_swap", func(r *schema.Report) {
			for _, i := range schema.RequestRows(schema.Edition2021) {
				x, y := schema.T3(i, 5), schema.T3(i, 6)
				r.Cells[x], r.Cells[y] = r.Cells[y], r.Cells[x]
			}
		}},
		{"digits split", "slip.digits_split", func(r *schema.Report) {
			v := r.Cells[schema.T3(row, 2)].Value
			for _, i := range []int{row, rowAnswered, schema.RequestRowIndex("received")} { // make it 23, and its neighbour 0
				r.Cells[schema.T3(i, 2)].Value += schema.DecimalOf(23) - v
				r.Cells[schema.T3(i, total)].Value += schema.DecimalOf(23) - v
			}
			w := r.Cells[schema.T3(row, 3)].Value
			for _, i := range []int{row, rowAnswered, schema.RequestRowIndex("received")} {
				r.Cells[schema.T3(i, 3)].Value -= w
				r.Cells[schema.T3(i, total)].Value -= w
			}
			r.Cells[schema.T3(row, 2)].Value, r.Cells[schema.T3(row, 3)].Value = schema.DecimalOf(2), schema.DecimalOf(3)
		}},
		{"ten times", "slip.times_ten", func(r *schema.Report) { r.Cells[at("t3.granted.business")].Value *= 10 }},
		{"digits swapped", "slip.digits_swapped", func(r *schema.Report) {
			for _, code := range []string{"t3.granted.business", "t3.granted.total", "t3.answered.business", "t3.answered.total", "t3.received.business", "t3.received.total"} {
				add(r, at(code), 41)
			}
			v := r.Cells[at("t3.granted.business")].Value
			tens := v / schema.DecimalOf(10)
			r.Cells[at("t3.granted.business")].Value = schema.DecimalOf(int64(v/schema.DecimalOf(1)-tens*10))*10 + schema.DecimalOf(int64(tens))
		}},
		{"total column blank", "slip.total_empty", func(r *schema.Report) {
			for _, i := range schema.RequestRows(schema.Edition2021) {
				r.Cells[schema.T3(i, total)].Value = 0
			}
		}},
		{"total row blank", "slip.total_empty", func(r *schema.Report) {
			for a := range schema.Applicants {
				r.Cells[schema.T3(rowAnswered, a)] = schema.CellValue{State: schema.Blank}
			}
		}},
		{"compensating", "slip.compensating", func(r *schema.Report) {
			add(r, at("t3.granted.business"), 1)
			add(r, at("t3.granted.research"), -1)
		}},
	} {
		r := consistent(7)
		c.do(r)
		f := slip(t, r)
		if f == nil || f.Rule != c.want || f.Suggestion == "" {
			t.Errorf("%s: %+v, want %s", c.name, f, c.want)
		}
	}
}

// TestUnreadIsNotEmpty: what could not be read may well be filled in.
func TestUnreadIsNotEmpty(t *testing.T) {
	for _, state := range []schema.CellState{schema.Unread, schema.Absent} {
		row, column := consistent(7), consistent(7)
		for a := range schema.Applicants {
			row.Cells[schema.T3(rowAnswered, a)] = schema.CellValue{State: state}
		}
		for _, i := range schema.RequestRows(schema.Edition2021) {
			column.Cells[schema.T3(i, total)] = schema.CellValue{State: state}
		}
		for _, r := range []*schema.Report{row, column} {
			for _, f := range Locate(r, failures(r)) {
				if f.Rule == "slip.total_empty" {
					t.Errorf("%v: %+v", state, f)
				}
			}
		}
	}
}

// TestCleanIsSilent: a report whose sums close gives nothing.
func TestCleanIsSilent(t *testing.T) {
	for seed := range uint64(50) {
		if f := Locate(consistent(seed), nil); len(f) != 0 {
			t.Fatalf("seed %d: %+v", seed, f)
		}
	}
}

// TestFourAsks: two published totals of 0 over parts of 11 and 5 are two
// questions, each about its own group.
func TestFourAsks(t *testing.T) {
	r := consistent(1)
	add(r, schema.T4(0, 0), 10)
	add(r, schema.T4(0, 1), 1)
	add(r, schema.T4(2, 0), 5)
	found := Locate(r, failures(r))
	if len(found) != 2 || !strings.Contains(found[0].Suggestion, "应为 11") || !strings.Contains(found[1].Suggestion, "应为 5") {
		t.Errorf("found %+v", found)
	}
}

func TestYuan(t *testing.T) {
	id, _ := schema.CellByCode("t2.fees.amount")
	for raw, want := range map[string]string{"251000": "是否应为 25.1 万元？", "5000元": "是否应为 0.5 万元？", "7730.28": "", "1200": "", "1200万元": ""} {
		r := consistent(1)
		v, err := schema.ParseDecimal(strings.TrimRight(raw, "万元"))
		if err != nil {
			t.Fatal(err)
		}
		r.Cells[id] = schema.CellValue{State: schema.Number, Value: v, Raw: raw}
		got := ""
		for _, f := range Locate(r, []schema.Finding{{Rule: "fee.unit", Cell: id, Left: &v}}) {
			if f.Rule == "slip.yuan" {
				got = f.Suggestion
			}
		}
		if got != want {
			t.Errorf("a fee of %s: %q, want %q", raw, got, want)
		}
	}
}

func TestColumnSwapAcrossYears(t *testing.T) {
	d := func(n int64) *schema.Decimal { v := schema.DecimalOf(n); return &v }
	carry := func(code string, left, right int64) schema.Finding {
		id, _ := schema.CellByCode(code)
		return schema.Finding{Rule: "year.carry", Cell: id, Left: d(left), Right: d(right)}
	}
	found := Locate(consistent(1), []schema.Finding{carry("t3.carried_in.business", 4, 9), carry("t3.carried_in.research", 9, 4)})
	if len(found) != 3 || found[2].Rule != "slip.column_swap" || found[0].Parent != found[2].ID() {
		t.Errorf("found %+v", found)
	}
	if found := Locate(consistent(1), []schema.Finding{carry("t3.carried_in.business", 4, 9), carry("t3.carried_in.research", 9, 5)}); len(found) != 2 {
		t.Errorf("columns that do not match were called swapped: %+v", found)
	}
}

func BenchmarkLocate(b *testing.B) {
	r := consistent(7)
	add(r, three[40], 3)
	f := failures(r)
	b.ReportAllocs()
	for b.Loop() {
		Locate(r, f)
	}
}

func BenchmarkClean(b *testing.B) {
	r := consistent(7)
	b.ReportAllocs()
	for b.Loop() {
		Locate(r, nil)
	}
}
