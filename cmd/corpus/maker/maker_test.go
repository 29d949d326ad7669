package maker

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"huizong/schema"
)

var town = schema.Unit{Code: "990101101", Name: "青石镇", Kind: schema.Town, ParentCode: "990101", ParentName: "云溪县"}

// orders covers levels, varieties and editions.
func orders() []Order {
	var out []Order
	for _, u := range Counties(30, "test") {
		for _, v := range []Variety{Official, Usual, Wild} {
			for _, l := range []Level{Realistic, Zero, Small, Busy, Stress} {
				for _, e := range []schema.Edition{schema.NoEdition, schema.Edition2019, schema.Hybrid} {
					out = append(out, Order{Seed: "test", Unit: u, Year: 2023, Edition: e, Level: l, Variety: v})
				}
			}
		}
	}
	return out
}

// Every identity of the form holds in a report in which nothing is wrong.
func TestIdentitiesHold(t *testing.T) {
	for _, o := range orders() {
		r := Make(o)
		for _, table := range []schema.FormTable{schema.Table3, schema.Table4} {
			for _, id := range schema.Identities(table, r.Edition) {
				sum := schema.Decimal(0)
				for _, term := range id.Terms {
					if state := r.Cells[term.Cell].State; state != schema.Number && state != schema.Unread {
						t.Fatalf("%s %v: %s is no number", o.Unit.Name, r.Edition, schema.Cells[term.Cell].Code)
					}
					sum += r.Cells[term.Cell].Value * schema.Decimal(term.Sign)
				}
				if sum != 0 {
					t.Errorf("%s %v: %s at %s is off by %v", o.Unit.Name, r.Edition, id.Rule, schema.Cells[id.Key].Code, sum)
				}
			}
		}
		for _, s := range r.Slips {
			if o.Level != Stress && s.Kind != "edition" {
				t.Errorf("%s %v %v: clean report has slip %v", o.Unit.Code, o.Level, r.Edition, s)
			}
		}
	}
}

// Years follow each other without a finding.
func TestSeriesIsConsistent(t *testing.T) {
	for _, u := range Counties(60, "series") {
		for _, level := range []Level{Realistic, Small, Busy} {
			for _, r := range Series(Order{Seed: "s", Unit: u, Level: level}, []int{2019, 2020, 2021, 2022, 2023}) {
				if len(r.Slips) > 0 {
					t.Errorf("%s %d level %d: %v", u.Name, r.Year, level, r.Slips)
				}
			}
		}
	}
}

func TestStressFiguresDiffer(t *testing.T) {
	for _, e := range []schema.Edition{schema.Edition2019, schema.Edition2021, schema.Hybrid} {
		r := Make(Order{Seed: "1", Unit: town, Year: 2023, Edition: e, Level: Stress})
		seen := map[schema.Decimal]string{}
		for i, f := range r.Cells {
			if f.State != schema.Number {
				continue
			}
			if other := seen[f.Value]; f.Value == 0 || other != "" {
				t.Errorf("%v: %s and %s both hold %v", e, schema.Cells[i].Code, other, f.Value)
			}
			seen[f.Value] = schema.Cells[i].Code
		}
	}
}

// TestStressEnds: a year may carry over nothing, or what is no number, and the
// figures of the next can then not all differ.
func TestStressEnds(t *testing.T) {
	last := Make(Order{Seed: "1", Unit: Counties(1, "stress")[0], Year: 2022, Level: Stress})
	for c := range schema.Applicants {
		last.Cells[schema.T3(schema.RequestRowIndex("carried_out"), c)] = Count(0)
	}
	r := Make(Order{Seed: "1", Unit: last.Unit, Year: 2023, Level: Stress, Last: last})
	if r.distinct() || r.Cells[schema.T3(schema.RequestRowIndex("carried_in"), 0)] != Count(0) {
		t.Error("what nothing was carried over to is no 0")
	}
}

// The truth is what is printed: each grid cell of a figure shows its raw text,
// and every figure stands in exactly one.
func TestTruthIsPrinted(t *testing.T) {
	for _, o := range orders() {
		r := Make(o)
		times, truth := map[schema.CellID]int{}, r.Truth()
		for section := 2; section <= 4; section++ {
			for _, g := range r.Tables(section) {
				for _, row := range g.Rows {
					for _, c := range row {
						if c.ID == schema.NoCell {
							continue
						}
						times[c.ID]++
						if c.Text != truth.Cells[c.ID].Raw {
							t.Fatalf("%s prints %q, truth %q", schema.Cells[c.ID].Code, c.Text, truth.Cells[c.ID].Raw)
						}
					}
				}
			}
		}
		for i, f := range truth.Cells {
			want := 1
			if f.State == schema.Absent {
				want = 0
			}
			if times[schema.CellID(i)] != want {
				t.Errorf("%v: %s is printed %d times, want %d", r.Edition, schema.Cells[i].Code, times[schema.CellID(i)], want)
			}
		}
	}
}

// No grid has a hole, and no cell reaches over its edge.
func TestGridsAreFull(t *testing.T) {
	for _, o := range orders() {
		r := Make(o)
		for section := 2; section <= 4; section++ {
			for _, g := range r.Tables(section) {
				for y, slots := range g.Slots() {
					for x, s := range slots {
						if s.GridCell == nil {
							t.Fatalf("%v table %v: nothing at row %d column %d", r.Edition, g.Table, y, x)
						}
					}
				}
			}
		}
	}
}

// A claim's number stands at its offset.
func TestClaimsStandWhereTheySay(t *testing.T) {
	n := 0
	for _, o := range orders() {
		r := Make(o)
		for _, s := range r.Sections {
			for _, p := range s.Paragraphs {
				for _, c := range p.Claims {
					rest := string([]rune(p.Text)[c.Offset:])
					spelled := c.Value.String()
					if c.Value > 0 && c.Value < schema.DecimalOf(100) && !strings.HasPrefix(rest, spelled) {
						spelled = chinese(int(c.Value / schema.DecimalOf(1)))
					}
					if !strings.HasPrefix(rest, spelled) && c.Value != 0 {
						t.Errorf("%q does not begin with %s", rest, spelled)
					}
					n++
				}
			}
		}
	}
	if n < 1000 {
		t.Errorf("only %d claims", n)
	}
}

func TestFilesOpen(t *testing.T) {
	r := Make(Order{Seed: "open", Unit: town, Year: 2023, Level: Busy})
	for _, format := range Formats {
		for _, v := range format.Variants {
			for _, big := range []bool{false, true} {
				f, err := Write(r, format.ID, Finish{Variant: v, Realistic: big})
				if err != nil {
					t.Fatal(err)
				}
				again, err := Write(r, format.ID, Finish{Variant: v, Realistic: big})
				if err != nil || !bytes.Equal(f.Data, again.Data) {
					t.Errorf("%s/%s: two writings differ (%v)", format.ID, v, err)
				}
				if strings.HasSuffix(format.Extension, "x") || format.ID == "ofd" {
					if err := wellFormed(f.Data); err != nil {
						t.Errorf("%s/%s: %v", format.ID, v, err)
					}
				}
			}
		}
	}
}

// wellFormed opens a zip and parses every XML member to its end.
func wellFormed(data []byte) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err
	}
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			return err
		}
		dec := xml.NewDecoder(in)
		for {
			if _, err = dec.Token(); err != nil {
				break
			}
		}
		if !errors.Is(err, io.EOF) {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	return nil
}

// A realistic docx is as large as the issue of size says: 60 to 350 KB of XML.
func TestRealisticSize(t *testing.T) {
	r := Make(Order{Seed: "size", Unit: town, Year: 2023})
	for _, v := range []string{DocxWord, DocxWPS, DocxLibreOffice} {
		f, err := Write(r, "docx", Finish{Variant: v, Realistic: true})
		if err != nil {
			t.Fatal(err)
		}
		z, err := zip.NewReader(bytes.NewReader(f.Data), int64(len(f.Data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range z.File {
			if n := m.UncompressedSize64; m.Name == "word/document.xml" && (n < 60_000 || n > 350_000) {
				t.Errorf("%s: document.xml has %d bytes", v, n)
			}
		}
	}
}
