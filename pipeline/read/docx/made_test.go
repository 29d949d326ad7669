package docx

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"huizong/cmd/corpus/maker"
	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/grid/gridtest"
	"huizong/schema"
)

func TestMadeReports(t *testing.T) {
	gridtest.Papers(t, "docx", func(data []byte) (*schema.Document, error) {
		return Read(context.Background(), data, bounds.Default())
	})
}

// TestKeepsNothingLent reads other reports into the memory that a report's part was
// expanded into: nothing of the first document may change.
func TestKeepsNothingLent(t *testing.T) {
	for _, variant := range maker.FormatByID("docx").Variants {
		units := maker.Counties(3, "lent")
		var files [][]byte
		for i, unit := range units {
			r := maker.Make(maker.Order{Seed: fmt.Sprint("lent", i), Unit: unit, Year: 2021 + i, Level: maker.Stress})
			f, err := maker.Write(r, "docx", maker.Finish{Variant: variant, Realistic: true})
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, f.Data)
		}
		doc := read(t, files[0])
		before, err := json.Marshal(doc)
		if err != nil {
			t.Fatal(err)
		}
		for _, other := range files[1:] {
			read(t, other)
		}
		if after, _ := json.Marshal(doc); !bytes.Equal(before, after) {
			t.Errorf("%s: the document changed when others were read", variant)
		}
	}
}
