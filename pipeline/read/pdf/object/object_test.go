package object

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
)

func TestLexer(t *testing.T) {
	for in, want := range map[string][]Value{
		"1 -2 +3 .5 4. -.25 00012":          {1.0, -2.0, 3.0, 0.5, 4.0, -0.25, 12.0},
		"--5 1.2.3 5-3":                     {-5.0, 1.2, 5.0},
		"/Name /A#20B /":                    {Name("Name"), Name("A B"), Name("")},
		"(a(b)c\\)\\n\\101\\\r\nx)":         {String("a(b)c)\nAx")},
		"<48 65 6c6C6> <>":                  {String("Hell`"), String("")},
		"[1 [2 (x)] /N]":                    {Array{1.0, Array{2.0, String("x")}, Name("N")}},
		"<</A 1/B<</C[true false null]>>>>": {Dict{"A": 1.0, "B": Dict{"C": Array{true, false, nil}}}},
		"<</A/B/C>>":                        {Dict{"A": Name("B"), "C": nil}},
		"q 1 0 0 1 5 6 cm % comment\nBT":    {Operator("q"), 1.0, 0.0, 0.0, 1.0, 5.0, 6.0, Operator("cm"), Operator("BT")},
		"12 0 R":                            {12.0, 0.0, Operator("R")},
		"T* ' \" f*":                        {Operator("T*"), Operator("'"), Operator("\""), Operator("f*")},
		"] > ) 7":                           {7.0},
		"(open":                             {String("open")},
		"[1 2":                              {Array{1.0, 2.0}},
	} {
		var got []Value
		l := NewLexer([]byte(in))
		for {
			v, err := l.Next()
			if err == io.EOF {
				break
			}
			got = append(got, v)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q gives %#v, want %#v", in, got, want)
		}
	}
}

func TestReferences(t *testing.T) {
	l := &Lexer{data: []byte("[12 0 R 7 8 0 Rx 3 0 R]"), refs: true}
	v, _ := l.Next()
	if want := (Array{Ref(12), 7.0, 8.0, 0.0, Operator("Rx"), Ref(3)}); !reflect.DeepEqual(v, want) {
		t.Errorf("got %#v, want %#v", v, want)
	}
}

func TestDepth(t *testing.T) {
	l := NewLexer([]byte(strings.Repeat("[", 1_000_000)))
	if _, err := l.Next(); err != nil {
		t.Error(err)
	}
}

func deflate(s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = io.WriteString(w, s)
	_ = w.Close()
	return b.String()
}

func TestFilters(t *testing.T) {
	rows := "\x00abc\x01a\x01\x01\x02\x01\x01\x01\x03\x01\x01\x01\x04\x01\x01\x01"
	for name, tc := range map[string]struct{ dict, raw, want string }{
		"flate":       {"/Filter/FlateDecode", deflate("hello"), "hello"},
		"array":       {"/Filter[/ASCIIHexDecode/FlateDecode]", fmt.Sprintf("%x>", deflate("hello")), "hello"},
		"85":          {"/Filter/ASCII85Decode", "<~87cURDZ~>", "Hello"},
		"run length":  {"/Filter/RunLengthDecode", "\x02abc\xfed\x80", "abcddd"},
		"lzw":         {"/Filter/LZWDecode", "\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", "-----A---B"},
		"prediction":  {"/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 3>>", deflate(rows), "abcabcbcd2KX3LY"},
		"tiff":        {"/Filter/FlateDecode/DecodeParms<</Predictor 2/Columns 4>>", deflate("a\x01\x01\x01b\x00\x00\x01"), "abcdbbbc"},
		"cut off":     {"/Filter/FlateDecode", deflate(strings.Repeat("hello", 100))[:14], "hello"},
		"no filter":   {"", "plain", "plain"},
		"long length": {"/Length 900", "plain", "plain"},
	} {
		t.Run(name, func(t *testing.T) {
			f := fileOf(t, "9 0 obj<<"+tc.dict+">>stream\n"+tc.raw+"\nendstream endobj")
			got, _ := f.Decode(f.Stream(Ref(9)))
			if name == "cut off" {
				got = got[:min(len(got), len(tc.want))]
			}
			if string(got) != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

func fileOf(t *testing.T, objects string) *File {
	t.Helper()
	f, err := Open([]byte("%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]>>endobj\n"+objects+"\n%%EOF"), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestBomb(t *testing.T) {
	f := fileOf(t, "9 0 obj<</Filter[/FlateDecode/FlateDecode]>>stream\n"+deflate(deflate(strings.Repeat("\x00", 50<<20)))+"\nendstream endobj")
	if _, err := f.Decode(f.Stream(Ref(9))); !errors.Is(err, ErrTooLarge) {
		t.Errorf("got %v, want ErrTooLarge", err)
	}
}

// A file of a table that is a stream, with objects in an object stream, read
// by its tables and, when these are lost, by search.
func TestObjectStreams(t *testing.T) {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	body := "1 0 2 33 <</Type/Catalog/Pages 2 0 R>>     <</Type/Pages/Kids[]/Mark(here)>>"
	first := strings.Index(body, "<<")
	second := strings.LastIndex(body, "<<") - first
	body = fmt.Sprintf("1 0 2 %-3d%s", second, body[first:])
	at := b.Len()
	fmt.Fprintf(&b, "5 0 obj<</Type/ObjStm/N 2/First %d/Filter/FlateDecode/Length %d>>stream\n%s\nendstream endobj\n", strings.Index(body, "<<"), len(deflate(body)), deflate(body))
	xref := b.Len()
	rows := "\x00\x00\x00\x00" + "\x02\x00\x05\x00" + "\x02\x00\x05\x01" + "\x01" + string([]byte{byte(at >> 8), byte(at)}) + "\x00"
	fmt.Fprintf(&b, "6 0 obj<</Type/XRef/W[1 2 1]/Index[0 3 5 1]/Size 7/Root 1 0 R/Length %d>>stream\n%s\nendstream endobj\nstartxref\n%d\n%%%%EOF", len(rows), rows, xref)
	for name, data := range map[string][]byte{"tables": b.Bytes(), "search": bytes.Replace(b.Bytes(), []byte("startxref\n"), []byte("startxref\n8"), 1)} {
		f, err := Open(data, 1<<20)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if f.Rebuilt != (name == "search") {
			t.Errorf("%s: rebuilt is %v", name, f.Rebuilt)
		}
		pages := f.Dict(f.Dict(f.Trailer["Root"])["Pages"])
		if pages["Mark"] != String("here") {
			t.Errorf("%s: pages are %v", name, pages)
		}
	}
}

// Objects and lengths that name each other in a circle end.
func TestCircles(t *testing.T) {
	f := fileOf(t, "7 0 obj 8 0 R endobj 8 0 obj 7 0 R endobj 9 0 obj<</Length 9 0 R>>stream\nx\nendstream endobj")
	if v := f.Resolve(Ref(7)); v != nil {
		t.Errorf("got %v", v)
	}
	if s := f.Stream(Ref(9)); s == nil || string(s.Raw) != "x" {
		t.Errorf("got %v", s)
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte("%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]>>endobj\nxref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R>>startxref\n9\n%%EOF"))
	f.Add([]byte("5 0 obj<</Type/ObjStm/N 2/First 8>>stream\n1 0 2 9 <</A 1>><</B[1 0 R]>>endstream endobj 6 0 obj<</Type/XRef/W[1 1 1]/Size 3/Root 1 0 R>>stream\nabcdefghi\nendstream"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Open(data, 1<<20)
		if err != nil {
			return
		}
		for n := range 20 {
			if s := file.Stream(Ref(n)); s != nil {
				_, _ = file.Decode(s)
			}
		}
	})
}
