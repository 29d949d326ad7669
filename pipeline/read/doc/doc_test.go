package doc

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/container"
	"huizong/pipeline/read/grid/gridtest"
	"huizong/schema"
)

func sample(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func read(t testing.TB, data []byte) *schema.Document {
	t.Helper()
	doc, err := Read(context.Background(), data, bounds.Default())
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestLibreOffice(t *testing.T) {
	gridtest.Compare(t, read(t, sample(t, "form.doc")))
}

func TestFeatures(t *testing.T) {
	doc := read(t, sample(t, "features.doc"))
	if d := cmp.Diff(gridtest.Features, gridtest.Outline(doc.Blocks)); d != "" {
		t.Errorf("blocks (-want +got):\n%s", d)
	}
	var codes []string
	for _, n := range doc.Notes {
		codes = append(codes, n.Code)
	}
	if d := cmp.Diff([]string{"doc.tracked", "doc.hidden"}, codes); d != "" {
		t.Errorf("notes (-want +got):\n%s", d)
	}
}

// header is where the Word text begins in a compound file.
func header(t testing.TB, data []byte) int {
	t.Helper()
	at := bytes.Index(data, []byte{0xEC, 0xA5})
	if at < 0 {
		t.Fatal("no header in the sample")
	}
	return at
}

func TestRefusals(t *testing.T) {
	whole := sample(t, "form.doc")
	change := func(at int, value uint16) []byte {
		d := bytes.Clone(whole)
		binary.LittleEndian.PutUint16(d[header(t, d)+at:], value)
		return d
	}
	rename := func(old, new string) []byte {
		d := bytes.Clone(whole)
		at := bytes.Index(d, wide(old))
		clear(d[at : at+64])
		copy(d[at:], wide(new))
		d[at+64] = byte(2*len(new) + 2)
		return d
	}
	small := bounds.Default()
	small.Cells = 100
	short := bounds.Default()
	short.Blocks = 3
	for _, c := range []struct {
		name, code string
		data       []byte
		b          bounds.Bounds
	}{
		{"no bytes", bounds.Empty, nil, bounds.Default()},
		{"half", bounds.Truncated, whole[:len(whole)/2], bounds.Default()},
		{"another format", bounds.Damaged, []byte("{\\rtf1}"), bounds.Default()},
		{"encrypted", bounds.Encrypted, change(10, binary.LittleEndian.Uint16(whole[header(t, whole)+10:])|flagEncrypted), bounds.Default()},
		{"encrypted docx", bounds.Encrypted, rename("WordDocument", "EncryptedPackage"), bounds.Default()},
		{"Word 95", bounds.Unsupported, change(2, 0x68), bounds.Default()},
		{"Word 6", bounds.Unsupported, change(0, 0xA5DC), bounds.Default()},
		{"no header", bounds.Damaged, change(0, 0), bounds.Default()},
		{"spreadsheet", bounds.Unsupported, rename("WordDocument", "Workbook"), bounds.Default()},
		{"negative length", bounds.Damaged, change(0x4E, 0xFFFF), bounds.Default()},
		{"long text", bounds.Damaged, change(0x4C, 0xFFFF), bounds.Default()},
		{"many cells", bounds.TooLarge, whole, small},
		{"many paragraphs", bounds.TooLarge, whole, short},
	} {
		doc, err := Read(context.Background(), c.data, c.b)
		var r *bounds.Refusal
		if !errors.As(err, &r) || r.Code != c.code {
			t.Errorf("%s: Read = %v, %v, want a refusal with code %s", c.name, doc != nil, err, c.code)
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, sample(t, "form.doc"), bounds.Default()); !errors.Is(err, context.Canceled) {
		t.Errorf("Read with a cancelled context = %v, want %v", err, context.Canceled)
	}
}

// A sector that is lost, or lies in another's place, is noticed or changes
// nothing: no figure moves to another cell.
func TestLostSectors(t *testing.T) {
	whole := sample(t, "form.doc")
	want := gridtest.Outline(read(t, whole).Blocks)
	last := len(whole)/512 - 1
	for at := range last {
		zeroed, swapped := bytes.Clone(whole), bytes.Clone(whole)
		clear(zeroed[at*512 : at*512+512])
		copy(swapped[at*512:], whole[last*512:])
		copy(swapped[last*512:], whole[at*512:at*512+512])
		for how, data := range map[string][]byte{"zeroed": zeroed, "swapped with the last": swapped} {
			doc, err := Read(context.Background(), data, bounds.Default())
			if err == nil && !slices.Equal(gridtest.Outline(doc.Blocks), want) {
				t.Errorf("sector %d %s: read as another document", at, how)
			}
		}
	}
}

func TestClaims(t *testing.T) {
	whole := sample(t, "form.doc")
	for name, c := range map[string]struct {
		data []byte
		want bool
	}{"doc": {whole, true}, "half": {whole[:len(whole)-512], true}, "rtf": {[]byte("{\\rtf1"), false}, "nothing": {nil, false},
		"compound file": {container.OLESignature, false}} {
		if got := Claims(c.data); got != c.want {
			t.Errorf("%s: Claims = %v, want %v", name, got, c.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(sample(f, "features.doc"))
	b := bounds.Default()
	b.Cells = 10_000
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := Read(context.Background(), data, b)
		var r *bounds.Refusal
		if err != nil && !errors.As(err, &r) {
			t.Fatalf("error %v is no refusal", err)
		}
		if err == nil {
			gridtest.Sound(t, doc)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	data := sample(b, "form.doc")
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(context.Background(), data, bounds.Default()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reports/s")
}
