package pdf_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"testing"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/layout/press"
	"huizong/pipeline/read/pdf"
)

// FuzzRead damages documents: one byte, a cut, a doubled stretch. What cannot
// be read is refused. PDFium, asked for what our own reader gives up, makes
// this slow; package content has a fuzz test of its own.
func FuzzRead(f *testing.F) {
	small := press.Set([]press.Block{{Text: "规章"}, {Table: &press.Table{Columns: 2, Rows: [][]press.Cell{{{Text: "规章"}, {Text: "12"}}}}}}, press.A4)
	seeds := [][]byte{press.PDF{}.Write(small), press.PDF{Form: true, Turn: 1}.Write(small)}
	for _, name := range []string{"rc4-128", "aes-256"} {
		data, err := os.ReadFile("object/testdata/locks/" + name + ".pdf")
		if err != nil {
			f.Fatal(err)
		}
		seeds = append(seeds, data)
	}
	f.Add(uint8(0), uint(100), byte('x'), uint(0))
	f.Add(uint8(1), uint(700), byte(0), uint(900))
	f.Add(uint8(2), uint(300), byte('x'), uint(0))
	f.Add(uint8(3), uint(500), byte('5'), uint(0))
	f.Fuzz(func(t *testing.T, which uint8, at uint, b byte, cut uint) {
		data := bytes.Clone(seeds[int(which)%len(seeds)])
		data[at%uint(len(data))] = b
		if cut > 0 {
			data = data[:cut%uint(len(data))]
		}
		doc, err := pdf.Read(context.Background(), data, bounds.Default())
		var refusal *bounds.Refusal
		if err != nil && !errors.As(err, &refusal) {
			t.Fatal(err)
		}
		if err == nil && len(doc.Blocks) == 0 {
			t.Fatal("an empty document")
		}
	})
}
