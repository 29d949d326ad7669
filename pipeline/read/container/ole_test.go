package container

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"testing"

	"github.com/richardlehane/mscfb"

	"huizong/pipeline/read/bounds"
)

// compound is a Word file made by LibreOffice 7.4 from a page with 150 short
// paragraphs: its streams are of both kinds, small and large.
func compound(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/word.doc")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// mscfb, an independent reader, is the witness for what the streams hold.
func TestOLEAgreesWithMSCFB(t *testing.T) {
	data := compound(t)
	o, err := OpenOLE(data, bounds.Default())
	if err != nil {
		t.Fatal(err)
	}
	witness, err := mscfb.New(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for f, err := witness.Next(); err == nil; f, err = witness.Next() {
		if f.Size == 0 || len(f.Path) > 0 {
			continue
		}
		name := f.Name
		if f.Initial < 32 {
			name = string(rune(f.Initial)) + name
		}
		want, _ := io.ReadAll(f)
		got, err := o.Stream(name)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("stream %q: %d bytes, %v, want %d bytes as mscfb reads them", name, len(got), err, len(want))
		}
		found++
	}
	if found != len(o.Names()) || !o.Has("WordDocument") {
		t.Errorf("streams %q, want %d with WordDocument", o.Names(), found)
	}
}

func TestOLERefuses(t *testing.T) {
	whole := compound(t)
	fat := (int(u32(whole, 76)) + 1) * 512
	change := func(at int, value uint32) []byte {
		d := bytes.Clone(whole)
		binary.LittleEndian.PutUint32(d[at:], value)
		return d
	}
	at := bytes.Index(whole, []byte("W\x00o\x00r\x00d\x00D\x00o\x00c\x00"))
	first, size := int(u32(whole, at+116)), at+120
	for _, c := range []struct {
		name, code string
		data       []byte
	}{
		{"header only", bounds.Damaged, whole[:100]},
		{"half", bounds.Truncated, whole[:len(whole)/2]},
		{"odd sector size", bounds.Damaged, change(30, 20)},
		{"many FAT sectors", bounds.Truncated, change(44, 0x0FFFFFFF)},
		{"circle", bounds.Damaged, change(fat+4*(first+1), uint32(first))},
		{"outside", bounds.Damaged, change(fat+4*first, 0x00FFFFFF)},
		{"early end", bounds.Damaged, change(fat+4*first, endOfChain)},
		{"huge stream", bounds.Truncated, change(size, 0x7FFFFFFF)},
		{"directory in a circle", bounds.Damaged, change(fat+4*int(u32(whole, 48)), u32(whole, 48))},
	} {
		o, err := OpenOLE(c.data, bounds.Default())
		if err == nil {
			_, err = o.Stream("WordDocument")
		}
		var r *bounds.Refusal
		if !errors.As(err, &r) || r.Code != c.code {
			t.Errorf("%s: %v, want a refusal with code %s", c.name, err, c.code)
		}
	}
}

func FuzzOpenOLE(f *testing.F) {
	f.Add(compound(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		o, err := OpenOLE(data, bounds.Default())
		if err != nil {
			return
		}
		for _, name := range o.Names() {
			if s, err := o.Stream(name); err == nil && len(s) > len(data)+512 {
				t.Fatalf("stream of %d bytes out of %d", len(s), len(data))
			}
		}
	})
}
