package xmlscan

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"huizong/pipeline/read/bounds"
)

// scan prints the tokens of data, one a line, neighbouring texts joined.
func scan(data []byte, depth int) ([]string, error) {
	s, err := New(data, depth)
	if err != nil {
		return nil, err
	}
	var out lines
	for {
		k, err := s.Next()
		switch {
		case err != nil:
			return out, err
		case k == EOF:
			return out, nil
		case k == Start:
			out.start(s)
		case k == End:
			out.add(">%s", Name{s.Space(), s.Local()})
		case k == Text:
			out.text(s.Text)
		}
	}
}

// witness prints what encoding/xml says in the same words.
func witness(data []byte) ([]string, error) {
	d := xml.NewDecoder(strings.NewReader(string(data)))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	var out lines
	depth := 0
	for {
		token, err := d.Token()
		switch t := token.(type) {
		case xml.StartElement:
			depth++
			out.add("<%s", Name(t.Name))
			for _, a := range t.Attr {
				if a.Name.Space != "xmlns" && a.Name != (xml.Name{Local: "xmlns"}) {
					out[len(out)-1] += fmt.Sprintf(" %s=%q", Name(a.Name), a.Value)
				}
			}
		case xml.EndElement:
			depth--
			out.add(">%s", Name(t.Name))
		case xml.CharData:
			if depth > 0 {
				out.text(string(t))
			}
		}
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return out, err
		}
	}
}

type lines []string

func (l *lines) start(s *Scanner) {
	l.add("<%s", Name{s.Space(), s.Local()})
	for name, value := range s.Attrs() {
		(*l)[len(*l)-1] += fmt.Sprintf(" %s=%q", name, value)
	}
}

func (l *lines) add(format string, args ...any) { *l = append(*l, fmt.Sprintf(format, args...)) }

func (l *lines) text(s string) {
	if n := len(*l); n > 0 && strings.HasPrefix((*l)[n-1], "\"") {
		(*l)[n-1] += s
	} else if s != "" {
		l.add("\"%s", s)
	}
}

var accepted = []struct {
	name, in string
	want     []string
}{
	{"empty element", `<a/>`, []string{"<{ a}", ">{ a}"}},
	{"declaration and mark", "\uFEFF<?xml version=\"1.0\" encoding='UTF-8'?>\r\n<a>1</a>\r\n", []string{"<{ a}", `"1`, ">{ a}"}},
	{"namespaces", `<w:a xmlns:w="W" xmlns="D" w:x='1' y="2"><b/><w:c xmlns:w="V"/><w:d/></w:a>`, []string{
		`<{W a} {W x}="1" { y}="2"`, "<{D b}", ">{D b}", "<{V c}", ">{V c}", "<{W d}", ">{W d}", ">{W a}"}},
	{"default undone", `<a xmlns="D"><b xmlns=""/></a>`, []string{"<{D a}", "<{ b}", ">{ b}", ">{D a}"}},
	{"references", `<a b="&lt;&#65;&#x4E00;">&amp;&quot;&apos;&gt;&#20108;</a>`, []string{`<{ a} { b}="<A一"`, "\"&\"'>二", ">{ a}"}},
	{"sections and comments", `<a>1<![CDATA[<2>&amp;]]><!-- no -->3<?pi x?>4</a>`, []string{"<{ a}", `"1<2>&amp;34`, ">{ a}"}},
	{"line ends", "<a>1\r\n2\r3\n&#13;</a>", []string{"<{ a}", "\"1\n2\n3\n\r", ">{ a}"}},
	{"line ends in tags", "<a\r\nb='1\r\n2\r&#13;'\r><![CDATA[\r\n]]><?c\r\nd?></a\r>\r\n", []string{"<{ a} { b}=\"1\\n2\\n\\r\"", "\"\n", ">{ a}"}},
	{"chinese names", `<表 列="二"/>`, []string{`<{ 表} { 列}="二"`, ">{ 表}"}},
	{"blanks in tags", "<a  b = \"1\"\n c='2' ></a >", []string{`<{ a} { b}="1" { c}="2"`, ">{ a}"}},
	{"the xml prefix", `<a xml:space="preserve"/>`, []string{`<{ a} {http://www.w3.org/XML/1998/namespace space}="preserve"`, ">{ a}"}},
}

func TestScan(t *testing.T) {
	for _, c := range accepted {
		t.Run(c.name, func(t *testing.T) {
			got, err := scan([]byte(c.in), 10)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("tokens (-want +got):\n%s", d)
			}
		})
	}
}

var refused = []struct{ name, in, code string }{
	{"nothing", "", bounds.Truncated},
	{"no root", "<?xml version='1.0'?> ", bounds.Truncated},
	{"open element", "<a><b></b>", bounds.Truncated},
	{"cut tag", "<a><b c", bounds.Truncated},
	{"cut value", `<a b="1`, bounds.Truncated},
	{"cut comment", "<a><!-- ", bounds.Truncated},
	{"cut section", "<a><![CDATA[1", bounds.Truncated},
	{"wrong end", "<a></b>", bounds.Damaged},
	{"end of the other prefix", `<x:a xmlns:x="1" xmlns:y="1"></y:a>`, bounds.Damaged},
	{"doctype", `<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`, bounds.Damaged},
	{"external entity", `<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>`, bounds.Damaged},
	{"unknown entity", "<a>&nbsp;</a>", bounds.Damaged},
	{"surrogate", "<a>&#xD800;</a>", bounds.Damaged},
	{"nul reference", "<a>&#0;</a>", bounds.Damaged},
	{"huge reference", "<a>&#99999999999999999999;</a>", bounds.Damaged},
	{"control character", "<a>\x01</a>", bounds.Damaged},
	{"control character in a value", "<a b='\x01'/>", bounds.Damaged},
	{"control character in a section", "<a><![CDATA[\x01]]></a>", bounds.Damaged},
	{"control character in a comment", "<a><!--\x01--></a>", bounds.Damaged},
	{"control character in an instruction", "<a><?b \x01?></a>", bounds.Damaged},
	{"control character in a tag", "<a\x01/>", bounds.Damaged},
	{"control character behind", "<a/>\x00", bounds.Damaged},
	{"no character", "<a>\uFFFE</a>", bounds.Damaged},
	{"not utf-8", "<a>\xff</a>", bounds.Damaged},
	{"not utf-8 in a value", "<a b='\xff'/>", bounds.Damaged},
	{"not utf-8 in a name", "<a\xff/>", bounds.Damaged},
	{"undeclared prefix", "<w:a/>", bounds.Damaged},
	{"undeclared prefix of an attribute", "<a w:b='1'/>", bounds.Damaged},
	{"text outside", "1<a/>", bounds.Damaged},
	{"text behind", "<a/>1", bounds.Damaged},
	{"two roots", "<a/><b/>", bounds.Damaged},
	{"late declaration", "<a/><?xml version='1.0'?>", bounds.Damaged},
	{"no quotes", "<a b=1/>", bounds.Damaged},
	{"less in a value", "<a b='<'/>", bounds.Damaged},
	{"no value", "<a b/>", bounds.Damaged},
	{"two colons", "<a:b:c xmlns:a='1'/>", bounds.Damaged},
	{"dashes in a comment", "<a><!-- -- --></a>", bounds.Damaged},
	{"deep", strings.Repeat("<a>", 11), bounds.TooDeep},
	{"many attributes", "<a" + strings.Repeat(" b='1'", 600) + "/>", bounds.Damaged},
}

func TestRefusals(t *testing.T) {
	for _, c := range refused {
		t.Run(c.name, func(t *testing.T) {
			tokens, err := scan([]byte(c.in), 10)
			var r *bounds.Refusal
			if !errors.As(err, &r) || r.Code != c.code {
				t.Errorf("scan(%.40q) = %v, %v, want a refusal with code %s", c.in, tokens, err, c.code)
			}
		})
	}
}

func TestEncodings(t *testing.T) {
	const body = `<a b="二">𠀀1</a>`
	want := []string{`<{ a} { b}="二"`, `"𠀀1`, ">{ a}"}
	wide := func(s string, high int) []byte {
		var out []byte
		for _, u := range utf16.Encode([]rune(s)) {
			pair := []byte{byte(u), byte(u)}
			pair[high], pair[1-high] = byte(u>>8), byte(u)
			out = append(out, pair...)
		}
		return out
	}
	gb, _ := simplifiedchinese.GB18030.NewEncoder().String(`<?xml version="1.0" encoding="GB2312"?>` + body)
	for name, in := range map[string][]byte{
		"utf-16le with mark":    wide("\uFEFF"+body, 1),
		"utf-16be with mark":    wide("\uFEFF"+body, 0),
		"utf-16le without mark": wide(`<?xml version="1.0"?>`+body, 1),
		"utf-16be without mark": wide(body, 0),
		"utf-8 said to be gbk":  []byte(`<?xml version="1.0" encoding="GBK"?>` + body),
		"gbk":                   []byte(gb),
	} {
		got, err := scan(in, 10)
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("%s: %v, (-want +got):\n%s", name, err, d)
		}
	}
}

func TestSkip(t *testing.T) {
	s, _ := New([]byte(`<a><b><c>1</c><b/></b><d/></a>`), 10)
	for range 2 {
		if _, err := s.Next(); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Skip(); err != nil {
		t.Fatal(err)
	}
	if k, err := s.Next(); k != Start || s.Local() != "d" || err != nil {
		t.Errorf("after Skip = %v %v %v, want the start of d", k, s.Local(), err)
	}
}

// stricter lists why this scanner refuses what encoding/xml takes. Odd names
// with colons (<:a/>) are a reason, too, and attributes with no blank between them.
var stricter = []string{"DOCTYPE", "outside of the root", "second root", "prefix", "ends in the middle", "character that XML does not allow",
	"no known encoding", "closes nothing", "XML declaration", "too many attributes", "unknown reference", "processing instruction", "unexpected character in a tag"}

func FuzzScan(f *testing.F) {
	for _, c := range accepted {
		f.Add([]byte(c.in))
	}
	for _, c := range refused {
		if len(c.in) < 100 {
			f.Add([]byte(c.in))
		}
	}
	f.Add([]byte("<ᡨ/>"))
	f.Add([]byte(`<a b="1"c="2"/>`))
	f.Fuzz(func(t *testing.T, in []byte) {
		got, err := scan(in, 20)
		var r *bounds.Refusal
		if err != nil && !errors.As(err, &r) {
			t.Fatalf("error %v is no refusal", err)
		}
		src, bad := decode(in)
		if bad != nil {
			return
		}
		want, wrong := witness([]byte(src))
		switch {
		case err == nil && wrong != nil && strings.Contains(wrong.Error(), "invalid XML name"):
			// encoding/xml knows the letters of XML 1.0's second edition; the fifth takes more scripts.
			if utf8.RuneCountInString(src) == len(src) {
				t.Fatalf("scan takes %q, encoding/xml says %v", src, wrong)
			}
		case err == nil && wrong != nil:
			t.Fatalf("scan takes %q, encoding/xml says %v", src, wrong)
		case err == nil:
			if d := cmp.Diff(want, got); d != "" {
				t.Fatalf("scan(%q) (-encoding/xml +scan):\n%s", src, d)
			}
		case wrong == nil && r.Code == bounds.Damaged:
			for _, reason := range stricter {
				if strings.Contains(r.EN, reason) || strings.Contains(src, ":") && strings.Contains(r.EN, "unexpected") {
					return
				}
			}
			t.Fatalf("scan(%q) = %v, encoding/xml takes it", src, err)
		}
	})
}

func sample() []byte {
	cell := `<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/></w:tcPr><w:p w:rsidR="00AB"><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t>公开 &amp; 12</w:t></w:r></w:p></w:tc>`
	return []byte(`<w:document xmlns:w="W"><w:tbl>` + strings.Repeat("<w:tr>"+strings.Repeat(cell, 10)+"</w:tr>", 30) + `</w:tbl></w:document>`)
}

func BenchmarkScan(b *testing.B) {
	in := sample()
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		s, err := New(in, 100)
		if err != nil {
			b.Fatal(err)
		}
		for k := Start; k != EOF; {
			if k, err = s.Next(); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkEncodingXML(b *testing.B) {
	in := sample()
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		d := xml.NewDecoder(strings.NewReader(string(in)))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
}
