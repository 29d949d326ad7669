package container

import (
	"archive/zip"
	"bytes"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huizong/pipeline/read/bounds"
)

// packStored writes one part that is not compressed, with sizes in its header and
// a comment behind everything.
func packStored(t testing.TB, name, body, comment string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store, Extra: []byte("\x99\x99\x02\x00ab"), Comment: "甲"})
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(f, body)
	if err := w.SetComment(comment); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// asArchiveZip asks that archive/zip says the same of a directory that is plain.
func asArchiveZip(t *testing.T, data []byte) (plain bool) {
	t.Helper()
	got, ok := plainMembers(data)
	if !ok {
		return false
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatalf("archive/zip says %v of %q", err, data)
	}
	want := make([]member, len(r.File))
	for i, f := range r.File {
		want[i] = member{f.Name, f.Flags, f.Method, f.CRC32, f.CompressedSize64, f.UncompressedSize64, -1}
		if at, err := f.DataOffset(); err == nil && at <= int64(len(data)) {
			want[i].at = int(at)
		}
	}
	if d := cmp.Diff(want, got, cmp.AllowUnexported(member{})); d != "" {
		t.Errorf("members of %q (-archive/zip +ours):\n%s", data, d)
	}
	return true
}

func TestMembers(t *testing.T) {
	several := pack(t, part{"word/document.xml", "<a/>"}, part{"empty/", ""}, part{`word\styles.xml`, "<b/>"})
	broken := bytes.Clone(several)
	copy(broken, "PK\x07\x08") // of the first local header
	for name, c := range map[string]struct {
		data  []byte
		plain bool
	}{
		"several parts":       {several, true},
		"a stored part":       {packStored(t, "a", "甲", ""), true},
		"with a comment":      {packStored(t, "a", "甲", "a comment"), true},
		"an end in a comment": {packStored(t, "a", "甲", "PK\x05\x06"), false},
		"nothing":             {pack(t), true},
		"no local header":     {broken, true},
		"bytes before":        {append([]byte("MZ"), several...), false},
		"bytes behind":        {append(bytes.Clone(several), 0), false},
		"cut":                 {several[:len(several)-1], false},
		"no zip":              {[]byte("PK"), false},
	} {
		if plain := asArchiveZip(t, c.data); plain != c.plain {
			t.Errorf("%s: plain is %v, want %v", name, plain, c.plain)
		}
	}
	if _, err := OpenZip(append([]byte("MZ"), several...), bounds.Default()); err != nil {
		t.Errorf("OpenZip of a container behind other bytes = %v", err)
	}
}

func FuzzMembers(f *testing.F) {
	f.Add(pack(f, part{"a/b.xml", "<a/>"}, part{"c", ""}))
	f.Add(packStored(f, "a", "甲", "a comment"))
	f.Fuzz(func(t *testing.T, data []byte) { asArchiveZip(t, data) })
}
