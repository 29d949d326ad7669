package schema

import "testing"

// matrix turns identities into rows over the cells given, modulo a prime large
// enough that the rank of these 0/±1 matrices is the rank over the rationals.
const prime = 1_000_003

func matrix(ids []Identity, cells []CellID) [][]int64 {
	at := map[CellID]int{}
	for i, c := range cells {
		at[c] = i
	}
	rows := make([][]int64, len(ids))
	for i, id := range ids {
		rows[i] = make([]int64, len(cells))
		for _, t := range id.Terms {
			rows[i][at[t.Cell]] += int64(t.Sign)
		}
	}
	return rows
}

func power(b, e int64) int64 {
	r := int64(1)
	for b = (b%prime + prime) % prime; e > 0; e >>= 1 {
		if e&1 == 1 {
			r = r * b % prime
		}
		b = b * b % prime
	}
	return r
}

func rank(m [][]int64) int {
	r := 0
	for c := 0; c < len(m[0]) && r < len(m); c++ {
		p := -1
		for i := r; i < len(m); i++ {
			if m[i][c]%prime != 0 {
				p = i
				break
			}
		}
		if p < 0 {
			continue
		}
		m[r], m[p] = m[p], m[r]
		inv := power(m[r][c], prime-2)
		for i := r + 1; i < len(m); i++ {
			f := m[i][c] % prime * inv % prime
			for k := c; f != 0 && k < len(m[0]); k++ {
				m[i][k] = (m[i][k] - f*m[r][k]) % prime
			}
		}
		r++
	}
	return r
}

// columns picks some columns of a matrix, as a fresh matrix.
func columns(m [][]int64, pick ...int) [][]int64 {
	out := make([][]int64, len(m))
	for i := range m {
		for _, c := range pick {
			out[i] = append(out[i], m[i][c])
		}
	}
	return out
}

// FORM.md's claim: 39 equations over the 175 cells of table three, rank 37,
// minimum distance 4: no three columns are dependent, some four are.
func TestTableThreeIsACode(t *testing.T) {
	cells := FormCells(Table3, Edition2021)
	ids := Identities(Table3, Edition2021)
	if len(cells) != 175 || len(ids) != 39 {
		t.Fatalf("cells, equations = %d, %d, want 175, 39", len(cells), len(ids))
	}
	if got := rank(matrix(ids, cells)); got != 37 {
		t.Fatalf("rank = %d, want 37", got)
	}
	m := matrix(ids, cells)
	direction := func(c int) [39]int64 {
		var v [39]int64
		sign := int64(0)
		for i := range m {
			if sign == 0 && m[i][c] != 0 {
				sign = m[i][c]
			}
			v[i] = m[i][c] * sign
		}
		return v
	}
	seen := map[[39]int64]int{}
	for c := range cells {
		if direction(c) == [39]int64{} {
			t.Fatalf("%s is in no equation", Cells[cells[c]].Code)
		}
		if other, twice := seen[direction(c)]; twice {
			t.Fatalf("%s and %s are dependent", Cells[cells[c]].Code, Cells[cells[other]].Code)
		}
		seen[direction(c)] = c
	}
	// Three dependent columns: a·x + b·y = −z. All entries are 0 or ±1, so a and
	// b are ±1 or ratios of entries; testing the rank of triples covers all.
	for a := range cells {
		for b := a + 1; b < len(cells); b++ {
			for c := b + 1; c < len(cells); c++ {
				if !mayDepend(m, a, b, c) {
					continue
				}
				if rank(columns(m, a, b, c)) < 3 {
					t.Fatalf("%s, %s, %s are dependent", Cells[cells[a]].Code, Cells[cells[b]].Code, Cells[cells[c]].Code)
				}
			}
		}
	}
	// Four that are dependent: two cells in each of two rows and columns.
	at := map[CellID]int{}
	for i, c := range cells {
		at[c] = i
	}
	g, p := RequestRowIndex("granted"), RequestRowIndex("partly_granted")
	if got := rank(columns(m, at[T3(g, 0)], at[T3(g, 1)], at[T3(p, 0)], at[T3(p, 1)])); got != 3 {
		t.Fatalf("rank of a rectangle = %d, want 3 (minimum distance 4)", got)
	}
}

// mayDepend is a quick look before the exact one: in a dependent triple every
// equation meets none, or at least two of the three columns.
func mayDepend(m [][]int64, a, b, c int) bool {
	for i := range m {
		n := 0
		for _, k := range [3]int{a, b, c} {
			if m[i][k] != 0 {
				n++
			}
		}
		if n == 1 {
			return false
		}
	}
	return true
}

// The cell counts that the form itself has.
func TestFormSizes(t *testing.T) {
	for _, c := range []struct {
		table   FormTable
		edition Edition
		want    int
	}{
		{Table2, Edition2021, 10}, {Table3, Edition2021, 175}, {Table4, Edition2021, 15},
		{Table2, Edition2019, 22}, {Table3, Edition2019, 161}, {Table4, Edition2019, 15},
		{Table2, Hybrid, 10}, {Table3, Hybrid, 161}, {Table4, Hybrid, 15},
	} {
		if got := len(FormCells(c.table, c.edition)); got != c.want {
			t.Errorf("FormCells(%s, %s) has %d cells, want %d", c.table, c.edition, got, c.want)
		}
	}
	if len(Cells) != CellCount {
		t.Errorf("len(Cells) = %d, want CellCount = %d", len(Cells), CellCount)
	}
	for i := range Cells {
		if id, ok := CellByCode(Cells[i].Code); !ok || id != CellID(i) || Cells[i].ID != id {
			t.Errorf("cell %d (%s) does not lead back to itself", i, Cells[i].Code)
		}
	}
}
