package maker_test

import (
	"context"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"huizong/cmd/corpus/maker"
	"huizong/pipeline/read"
	"huizong/pipeline/recognize"
	"huizong/schema"
)

// The converted documents of the demo say what the documents say that they
// were made of: none is a leftover of an older maker.
func TestConvertedDocumentsAreCurrent(t *testing.T) {
	sources, err := maker.DemoSources()
	if err != nil {
		t.Fatal(err)
	}
	demo, err := maker.Demo()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sources {
		want := reportOf(t, s)
		found := false
		for _, f := range demo {
			ext := filepath.Ext(f.Path)
			if ext != ".doc" && ext != ".xls" || !strings.Contains(f.Path, strconv.Itoa(want.Year)) {
				continue
			}
			if got := reportOf(t, f); got.Title == want.Title {
				found = true
				for i := range got.Cells {
					if got.Cells[i].State != want.Cells[i].State || got.Cells[i].Value != want.Cells[i].Value {
						t.Errorf("%s: %s is %v, want %v", f.Path, schema.Cells[i].Code, got.Cells[i], want.Cells[i])
					}
				}
				if len(got.Narrative) == 0 || got.Narrative[len(got.Narrative)-1].Text != want.Narrative[len(want.Narrative)-1].Text {
					t.Errorf("%s: the prose is another: corpus --demo-sources, convert, and put into office", f.Path)
				}
			}
		}
		if !found {
			t.Errorf("nothing in the demo was made of %s", s.Path)
		}
	}
}

func reportOf(t *testing.T, f maker.DemoFile) *schema.Report {
	t.Helper()
	doc, err := read.Read(context.Background(), f.Path, f.Data, read.Options{})
	if err != nil {
		t.Fatalf("%s: %v", f.Path, err)
	}
	name := filepath.Base(f.Path)
	return recognize.Report(doc, recognize.Source{File: f.Path, Name: name}, recognize.NewNames(&schema.Roster{}))
}
