package ofd_test

import (
	"context"
	"errors"
	"testing"

	"huizong/cmd/corpus/maker"
	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/ofd"
	"huizong/pipeline/recognize"
	"huizong/schema"
)

// TestMadeReports: every variant of the standard, with a different figure in
// every cell, reads right or says so; nearly all of it is read.
func TestMadeReports(t *testing.T) {
	format := maker.FormatByID("ofd")
	units := maker.Counties(2, "ofd")
	roster := &schema.Roster{Units: units}
	names := recognize.NewNames(roster)
	for _, variant := range format.Variants {
		numbers, right, wrong := 0, 0, 0
		for _, u := range units[:min(len(units), 12)] {
			report := maker.Make(maker.Order{Seed: "ofd", Unit: u, Year: 2023, Level: maker.Stress})
			file, err := maker.Write(report, "ofd", maker.Finish{Variant: variant})
			if err != nil {
				t.Fatal(err)
			}
			doc, err := ofd.Read(context.Background(), file.Data, bounds.Default())
			if err != nil {
				t.Fatalf("%s %s: %v", variant, u.Name, err)
			}
			got := recognize.Report(doc, recognize.Source{Name: file.Name}, names)
			if got.UnitCode != u.Code || got.Year != 2023 {
				t.Errorf("%s: unit %q year %d, want %s 2023", variant, got.UnitCode, got.Year, u.Code)
			}
			for id := range schema.Cells {
				truth, cell := report.Cells[id], &got.Cells[id]
				if truth.State == schema.Number {
					numbers++
				}
				switch maker.Judge(truth, cell.State, cell.Value) {
				case maker.Right:
					if truth.State == schema.Number {
						right++
					}
				case maker.Wrong:
					wrong++
					t.Errorf("%s %s: %s = %s, want %s", variant, u.Name, schema.Cells[id].Code, cell.Value, truth.Value)
				}
			}
		}
		if wrong > 0 || right*1000 < numbers*995 {
			t.Errorf("%s: of %d numbers %d are read, %d wrong", variant, numbers, right, wrong)
		}
	}
}

func TestRefusals(t *testing.T) {
	report := maker.Make(maker.Order{Seed: "ofd", Unit: maker.Counties(1, "ofd")[0], Year: 2023})
	file, err := maker.Write(report, "ofd", maker.Finish{})
	if err != nil {
		t.Fatal(err)
	}
	for cut := 0; cut < len(file.Data); cut += len(file.Data) / 16 {
		_, err := ofd.Read(context.Background(), file.Data[:cut], bounds.Default())
		var r *bounds.Refusal
		if !errors.As(err, &r) {
			t.Errorf("cut at %d of %d: %v, want a refusal", cut, len(file.Data), err)
		}
	}
	few := bounds.Default()
	few.Pages = 1
	var r *bounds.Refusal
	if _, err := ofd.Read(context.Background(), file.Data, few); !errors.As(err, &r) || r.Code != bounds.TooLarge {
		t.Errorf("over the bound of pages: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	report := maker.Make(maker.Order{Seed: "fuzz", Unit: maker.Counties(1, "fuzz")[0], Year: 2023})
	for _, variant := range maker.FormatByID("ofd").Variants {
		file, err := maker.Write(report, "ofd", maker.Finish{Variant: variant})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(file.Data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := ofd.Read(context.Background(), data, bounds.Default())
		if (doc == nil) == (err == nil) {
			t.Errorf("document %v, error %v", doc, err)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	report := maker.Make(maker.Order{Seed: "bench", Unit: maker.Counties(1, "bench")[0], Year: 2023})
	file, err := maker.Write(report, "ofd", maker.Finish{})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.SetBytes(int64(len(file.Data)))
	for b.Loop() {
		if _, err := ofd.Read(context.Background(), file.Data, bounds.Default()); err != nil {
			b.Fatal(err)
		}
	}
}
