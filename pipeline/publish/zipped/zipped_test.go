package zipped

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
)

// TestComesBack: the standard library reads what was written, one file after the
// other with the same deflater.
func TestComesBack(t *testing.T) {
	for _, text := range []string{strings.Repeat("一、总体情况。", 1000), "", "短"} {
		var b bytes.Buffer
		z := NewWriter(&b)
		part, err := z.Create("word/document.xml")
		if err == nil {
			_, err = io.WriteString(part, text)
		}
		if err == nil {
			err = z.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		in, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
		if err != nil {
			t.Fatal(err)
		}
		r, err := in.Open("word/document.xml")
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(r); err != nil || string(got) != text {
			t.Errorf("%d bytes came back as %d, %v", len(text), len(got), err)
		}
		if len(text) > 1000 && b.Len() > len(text)/10 {
			t.Errorf("%d bytes that repeat take %d", len(text), b.Len())
		}
	}
}
