package read_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"huizong/cmd/corpus/maker"
	"huizong/pipeline/read"
	"huizong/schema"
)

// words lists what stands in a document in reading order, cut at white space.
func words(blocks []schema.Block) (out []string) {
	for i := range blocks {
		t := blocks[i].Table
		if t == nil {
			out = append(out, strings.Fields(blocks[i].Text)...)
			continue
		}
		for k := range t.Cells {
			if c := &t.Cells[k]; c.Inner != nil {
				out = append(out, words(c.Inner)...)
			} else {
				out = append(out, strings.Fields(c.Text)...)
			}
		}
	}
	return out
}

// figureRows lists the figures of every table row of a report, top to bottom.
func figureRows(r *maker.Report) (out [][]string) {
	for _, b := range r.Paper() {
		if b.Grid == nil {
			continue
		}
		for _, row := range b.Grid.Rows {
			var figures []string
			for _, c := range row {
				if !c.Head {
					figures = append(figures, strings.Fields(c.Text)...)
				}
			}
			if len(figures) > 0 {
				out = append(out, figures)
			}
		}
	}
	return out
}

// inOrder finds each row in words as it stands, behind the row before it, and
// returns the first that is not there.
func inOrder(words []string, rows [][]string) (missing []string) {
	for _, row := range rows {
		at := slices.Index(words, row[0])
		for at >= 0 && !(len(words)-at >= len(row) && slices.Equal(words[at:at+len(row)], row)) {
			next := slices.Index(words[at+1:], row[0])
			if next < 0 {
				at = -1
				break
			}
			at += 1 + next
		}
		if at < 0 {
			return row
		}
		words = words[at+len(row):]
	}
	return nil
}

// wholeRows says whether a kind of file keeps the figures of a row together.
func wholeRows(format, variant string) bool {
	layout, _, _ := strings.Cut(variant, "/")
	return format != "txt" || !maker.TextLayout(layout).Loses()
}

// TestMade reads made reports, a different figure in every cell, from every
// kind of file: all figures are there, each row together and in order.
func TestMade(t *testing.T) {
	for n, u := range maker.Counties(8, "made") {
		order := maker.Order{Seed: "made", Unit: u, Year: 2019 + n%6, Level: maker.Stress, Variety: maker.Variety(n % 3)}
		r := maker.Make(order)
		rows := figureRows(r)
		for _, f := range maker.Formats {
			id := f.ID
			if id == "txt" || id == "md" || id == "csv" {
				id = "text"
			}
			if read.ByID(id) == nil {
				continue
			}
			for _, variant := range f.Variants {
				if !wholeRows(f.ID, variant) {
					continue
				}
				t.Run(fmt.Sprintf("%s/%s/%s", u.Code, f.ID, variant), func(t *testing.T) {
					file, err := maker.Write(r, f.ID, maker.Finish{Variant: variant})
					if err != nil {
						t.Fatal(err)
					}
					doc, err := read.Read(context.Background(), file.Name, file.Data, read.Options{})
					if err != nil {
						t.Fatal(err)
					}
					if missing := inOrder(words(doc.Blocks), rows); missing != nil {
						t.Errorf("the row %v is not there as printed", missing)
					}
					if doc.Format != id {
						t.Errorf("read as %s", doc.Format)
					}
				})
			}
		}
	}
}
