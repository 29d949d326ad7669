package doc

import (
	"context"
	"os"
	"testing"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/grid/gridtest"
)

func sample(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestLibreOffice(t *testing.T) {
	doc, err := Read(context.Background(), sample(t, "form.doc"), bounds.Default())
	if err != nil {
		t.Fatal(err)
	}
	gridtest.Compare(t, doc)
}
