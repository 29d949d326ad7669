package container

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huizong/pipeline/read/bounds"
)

type part struct{ name, body string }

// pack writes the parts as a zip container. Go's writer gives each part a data
// descriptor behind it, like programs that stream.
func pack(t testing.TB, parts ...part) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, p := range parts {
		f, err := w.Create(p.name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(f, p.body)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func open(t testing.TB, data []byte, b bounds.Bounds) *Zip {
	t.Helper()
	z, err := OpenZip(data, b)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func wantRefusal(t testing.TB, err error, code string) {
	t.Helper()
	var r *bounds.Refusal
	if !errors.As(err, &r) || r.Code != code {
		t.Errorf("error = %v, want a refusal with code %s", err, code)
	}
}

func TestPart(t *testing.T) {
	z := open(t, pack(t, part{"word/document.xml", "<a/>"}, part{"Word\\Styles.xml", "<b/>"}, part{"empty/", ""}), bounds.Default())
	if d := cmp.Diff([]string{"word/document.xml", "Word/Styles.xml"}, z.Names()); d != "" {
		t.Errorf("names (-want +got):\n%s", d)
	}
	for name, want := range map[string]string{"/word/Document.xml": "<a/>", "word/styles.xml": "<b/>"} {
		if got, err := z.Part(name); string(got) != want || err != nil {
			t.Errorf("Part(%s) = %q, %v, want %q", name, got, err, want)
		}
	}
	_, err := z.Part("word/numbering.xml")
	wantRefusal(t, err, bounds.Damaged)
}

// TestLend lends parts of several sizes, one after the other and one inside the
// other, and compares each with what is given to keep.
func TestLend(t *testing.T) {
	z := open(t, pack(t, part{"a", strings.Repeat("甲", 3000)}, part{"b", "乙"}, part{"c", strings.Repeat("丙", 9000)}), bounds.Default())
	whole := func(name string, data []byte) {
		if want, err := z.Part(name); err != nil || !bytes.Equal(data, want) {
			t.Errorf("Lend(%s) = %.20q…, %d bytes, %v", name, data, len(data), err)
		}
	}
	for _, name := range []string{"a", "b", "c", "b"} {
		err := z.Lend(name, func(data []byte) error {
			return z.Lend("c", func(inner []byte) error {
				whole(name, data)
				whole("c", inner)
				return nil
			})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	wantRefusal(t, z.Lend("d", func([]byte) error { t.Error("a part that is missing is lent"); return nil }), bounds.Damaged)
}

func TestDoubledPart(t *testing.T) {
	z := open(t, pack(t, part{"a", "1"}, part{"A", "2"}), bounds.Default())
	_, err := z.Part("a")
	wantRefusal(t, err, bounds.Damaged)
}

func TestBounds(t *testing.T) {
	b := bounds.Default()
	bomb := pack(t, part{"a", strings.Repeat("0", 6<<20)}, part{"b", strings.Repeat("1", 3<<20)}, part{"c", "2"})

	z := open(t, bomb, b)
	_, err := z.Part("a") // a thousandfold, over the floor
	wantRefusal(t, err, bounds.TooLarge)

	b.Ratio, b.Bytes = 10_000, 8<<20
	z = open(t, bomb, b)
	if _, err := z.Part("a"); err != nil {
		t.Errorf("Part(a) = %v, want it read within the bounds", err)
	}
	_, err = z.Part("b") // 6 + 3 > 8
	wantRefusal(t, err, bounds.TooLarge)

	b.Entries = 2
	_, err = OpenZip(bomb, b)
	wantRefusal(t, err, bounds.TooLarge)
}

// A header that lies about the size helps nobody.
func TestLyingSize(t *testing.T) {
	for _, size := range [][]byte{{1, 0, 0, 0}, {0xFE, 0xFF, 0xFF, 0xFF}} {
		data := pack(t, part{"a", strings.Repeat("0", 3<<20)})
		copy(data[bytes.Index(data, []byte("PK\x01\x02"))+24:], size) // uncompressed size
		if got, err := open(t, data, bounds.Default()).Part("a"); err == nil {
			t.Errorf("Part = %d bytes, want a refusal", len(got))
		}
	}
}

func TestBroken(t *testing.T) {
	whole := pack(t, part{"word/document.xml", "<a>" + strings.Repeat("政府信息公开", 100) + "</a>"})
	_, err := OpenZip(whole[:len(whole)/2], bounds.Default())
	wantRefusal(t, err, bounds.Truncated)
	_, err = OpenZip([]byte("PK\x05\x06"), bounds.Default())
	wantRefusal(t, err, bounds.Damaged)

	flipped := bytes.Clone(whole)
	flipped[60] ^= 0x10 // inside the compressed part
	_, err = open(t, flipped, bounds.Default()).Part("word/document.xml")
	wantRefusal(t, err, bounds.Damaged)
}

func TestEncryptedPart(t *testing.T) {
	data := pack(t, part{"a", "1"})
	data[bytes.Index(data, []byte("PK\x01\x02"))+8] |= 1
	z := open(t, data, bounds.Default())
	if !z.Encrypted() {
		t.Error("Encrypted() = false, want true")
	}
	_, err := z.Part("a")
	wantRefusal(t, err, bounds.Encrypted)
}

func TestUnusualMethod(t *testing.T) {
	data := pack(t, part{"a", "1"})
	data[bytes.Index(data, []byte("PK\x01\x02"))+10] = 12 // bzip2
	_, err := open(t, data, bounds.Default()).Part("a")
	wantRefusal(t, err, bounds.Unsupported)
}

func TestRelations(t *testing.T) {
	z := open(t, pack(t,
		part{"[Content_Types].xml", `<Types xmlns="ct"><Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/w/main.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		part{"_rels/.rels", `<Relationships xmlns="r"><Relationship Id="rId1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/w/main.xml"/></Relationships>`},
		part{"w/main.xml", "<a/>"}, part{"numbering.xml", "<b/>"},
		part{"w/_rels/main.xml.rels", `<Relationships xmlns="r">` +
			`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="..\numbering.xml"/>` +
			`<Relationship Id="rId2" Type="x/hyperlink" Target="http://example.org/" TargetMode="External"/>` +
			`<Relationship Id="rId3" Type="x/image" Target="../../../etc/passwd"/></Relationships>`},
	), bounds.Default())
	got, err := z.Relations("w/main.xml")
	want := []Relation{{"rId1", "numbering", "numbering.xml", false}, {"rId2", "hyperlink", "http://example.org/", true}, {"rId3", "image", "etc/passwd", false}}
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Errorf("Relations: %v, (-want +got):\n%s", err, d)
	}
	for _, c := range []struct{ part, kind, want string }{{"", "officeDocument", "w/main.xml"}, {"w/main.xml", "numbering", "numbering.xml"},
		{"w/main.xml", "image", ""}, {"w/main.xml", "hyperlink", ""}, {"numbering.xml", "image", ""}} {
		if got, err := z.Related(c.part, c.kind); got != c.want || err != nil {
			t.Errorf("Related(%q, %s) = %q, %v, want %q", c.part, c.kind, got, err, c.want)
		}
	}
	if got, err := z.OfContentType("wordprocessingml.document.main"); got != "w/main.xml" || err != nil {
		t.Errorf("OfContentType = %q, %v, want w/main.xml", got, err)
	}
}

func FuzzOpenZip(f *testing.F) {
	whole := pack(f, part{"_rels/.rels", `<R xmlns="r"><Relationship Id="1" Type="a/officeDocument" Target="b"/></R>`}, part{"b", "<a/>"})
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	b := bounds.Default()
	b.Bytes = 1 << 20
	f.Fuzz(func(t *testing.T, data []byte) {
		z, err := OpenZip(data, b)
		if err != nil {
			return
		}
		total := 0
		for _, name := range z.Names() {
			body, _ := z.Part(name)
			total += len(body)
		}
		if int64(total) > b.Bytes {
			t.Fatalf("%d bytes came out, bound %d", total, b.Bytes)
		}
		z.Related("", "officeDocument")
	})
}
