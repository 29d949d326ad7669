package font

import (
	"strings"
	"testing"

	"huizong/pipeline/read/pdf/object"
)

// open puts objects into a file; object 9 is the font.
func open(t testing.TB, objects string) *object.File {
	t.Helper()
	f, err := object.Open([]byte("%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]>>endobj\n"+objects+"\n%%EOF"), 1<<24)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// spell is the text of a string, unknown characters as ?, and its width.
func spell(f *Font, s string) (text string, width float64) {
	for s != "" {
		c, n := f.Next(s)
		s = s[n:]
		if c.Text == "" {
			c.Text = "?"
		}
		text += c.Text
		width += c.Width
	}
	return text, width
}

func TestFonts(t *testing.T) {
	cid := "/DescendantFonts[<</CIDSystemInfo<<>>/DW 1000/W[1 95 500 300 [250 251] 814 908 500]>>]"
	unicode := "8 0 obj<<>>stream\n1 begincodespacerange<0000><ffff>endcodespacerange 2 beginbfchar<0005><4e00><0006><00660069>endbfchar\n" +
		"2 beginbfrange<0010><0019><0030><0020><0021>[<5927><5c0f>]endbfrange\nendstream endobj "
	for name, tc := range map[string]struct {
		objects, in, text string
		width             float64
	}{
		"windows":          {"9 0 obj<</Subtype/TrueType/Encoding/WinAnsiEncoding/FirstChar 48/Widths[500 501]>>endobj", "01\x96", "01–", 500 + 501 + 556},
		"standard":         {"9 0 obj<</Subtype/Type1/BaseFont/Times-Roman>>endobj", "7'\xb7", "7’•", 1500},
		"differences":      {"9 0 obj<</Subtype/Type1/Encoding<</Differences[1/one/two.tnum/uni4E00/g77]>>>>endobj", "\x01\x02\x03\x04", "12一?", 4 * 556},
		"outlines only":    {"9 0 obj<</Subtype/TrueType/FontDescriptor<</Flags 4/FontFile2 3 0 R>>>>endobj", "12", "??", 2 * 556},
		"meaning said":     {unicode + "9 0 obj<</Subtype/Type0/Encoding/Identity-H/ToUnicode 8 0 R" + cid + ">>endobj", "\x00\x05\x00\x06\x00\x12\x00\x20\x00\x21\x00\x99", "一fi2大小?", 5*500 + 1000},
		"no meaning":       {"9 0 obj<</Subtype/Type0/Encoding/Identity-H" + cid + ">>endobj", "\x00\x05\x01\x2c", "??", 750},
		"unicode":          {"9 0 obj<</Subtype/Type0/Encoding/UniGB-UCS2-H" + cid + ">>endobj", "\x00\x31\x4e\x00", "1一", 1500},
		"utf-16":           {"9 0 obj<</Subtype/Type0/Encoding/UniGB-UTF16-H" + cid + ">>endobj", "\xd8\x40\xdc\x0b\x00\x39", "𠀋9", 1500},
		"gbk":              {"9 0 obj<</Subtype/Type0/Encoding/GBK-EUC-H" + cid + ">>endobj", "7\xd2\xbb", "7一", 1500},
		"gb18030":          {"9 0 obj<</Subtype/Type0/Encoding/GBK2K-H" + cid + ">>endobj", "7\x81\x39\xee\x39\xd2\xbb", "7㐀一", 2500},
		"another list":     {"9 0 obj<</Subtype/Type0/Encoding/Foo-H" + cid + ">>endobj", "\x00\x31", "?", 500},
		"a map of its own": {"7 0 obj<<>>stream\n1 begincodespacerange<00><7f>endcodespacerange 1 begincidrange<30><39>300 endcidrange\nendstream endobj 9 0 obj<</Subtype/Type0/Encoding 7 0 R" + cid + ">>endobj", "01", "??", 250 + 251},
		"no font":          {"", "1", "?", 500},
	} {
		t.Run(name, func(t *testing.T) {
			font := New(open(t, tc.objects), object.Ref(9))
			if text, width := spell(font, tc.in); text != tc.text || width != tc.width {
				t.Errorf("got %q, %v wide, want %q, %v", text, width, tc.text, tc.width)
			}
		})
	}
}

func TestVertical(t *testing.T) {
	for encoding, want := range map[string]bool{"UniGB-UCS2-V": true, "UniGB-UCS2-H": false, "Identity-V": true} {
		f := New(open(t, "9 0 obj<</Subtype/Type0/DescendantFonts[<<>>]/Encoding/"+encoding+">>endobj"), object.Ref(9))
		if f.Vertical != want {
			t.Errorf("%s: vertical is %v", encoding, f.Vertical)
		}
	}
}

// A map of endless ranges is cut.
func TestMapBound(t *testing.T) {
	f := open(t, "8 0 obj<<>>stream\n"+strings.Repeat("<0000><ffff><0030> endbfrange\n", 300_000)+"endstream endobj")
	if m := toUnicode(f, object.Ref(8)); len(m.texts) > maxRanges+1 {
		t.Errorf("holds %d ranges", len(m.texts))
	}
}
