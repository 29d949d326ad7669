package charset

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"huizong/pipeline/read/bounds"
)

func encode(t testing.TB, e encoding.Encoding, s string) []byte {
	t.Helper()
	b, err := e.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func utf16Bytes(order binary.AppendByteOrder, s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, u)
	}
	return b
}

// samples are short and long, with and without figures.
var samples = []string{
	"规章\t0\t17\t3",
	"规章",
	"一、总体情况",
	"一",
	"（七）总计",
	"瓦岗寨乡2023年政府信息公开工作年度报告",
	"联通",
	"行政许可 1,472 件；行政处罚 124 件\n行政事业性收费 190.457379 万元\n",
	"廿垛螅乡 〇 ① № ℃ — “三安全一稳定” 『』 ＋１９",
	"姓名：喆玥淼堃，所在村：垚峪",
	"商业 企业　总计\n0\n0\n",
	"<html><head><meta charset=\"utf-8\"></head><body><table><tr><td>规章</td><td>3</td></tr></table></body></html>",
	strings.Repeat("<td>1</td>", 500) + "总计",
}

func TestDecodeSimplified(t *testing.T) {
	for _, s := range samples {
		cases := []struct {
			name string
			data []byte
		}{
			{UTF8, []byte(s)},
			{UTF8BOM, []byte("\uFEFF" + s)},
			{GB18030, encode(t, simplifiedchinese.GB18030, s)},
			{UTF16LE, utf16Bytes(binary.LittleEndian, "\uFEFF"+s)},
			{UTF16BE, utf16Bytes(binary.BigEndian, "\uFEFF"+s)},
		}
		// One hanzi alone in UTF-16 may be any two letters.
		if utf8.RuneCountInString(s) > 1 {
			cases = append(cases, []struct {
				name string
				data []byte
			}{
				{UTF16LE, utf16Bytes(binary.LittleEndian, s)},
				{UTF16BE, utf16Bytes(binary.BigEndian, s)},
			}...)
		}
		for _, c := range cases {
			text, name, err := Decode(c.data)
			if err != nil || text != s || name != c.name {
				t.Errorf("Decode(% .30x…) = %.40q, %s, %v, want %.40q, %s", c.data, text, name, err, s, c.name)
			}
		}
	}
}

func TestDecodeTraditional(t *testing.T) {
	const s = "政府資訊公開工作年度報告\n一、總體情況\n行政規範性文件 17 件，廢止 3 件。"
	for _, c := range []struct {
		name string
		data []byte
	}{
		{Big5, encode(t, traditionalchinese.Big5, s)},
		{GB18030, encode(t, simplifiedchinese.GB18030, s)},
		{UTF8, []byte(s)},
		{UTF16LE, utf16Bytes(binary.LittleEndian, s)},
	} {
		if text, name, err := Decode(c.data); err != nil || text != s || name != c.name {
			t.Errorf("Decode(%s) = %q, %s, %v", c.name, text, name, err)
		}
	}
}

func TestDecodeDamage(t *testing.T) {
	long := strings.Repeat("公开政府信息共十七条。", 20)
	gb := encode(t, simplifiedchinese.GB18030, long)
	for _, c := range []struct {
		what, data, text, name string
	}{
		{"no bytes", "", "", UTF8},
		{"a mark only", "\xEF\xBB\xBF", "", UTF8BOM},
		{"CRLF, CR and LF", "a\r\nb\rc\nd\r", "a\nb\nc\nd\n", UTF8},
		{"UTF-8 cut in a character", "中文17件\xE4\xB8", "中文17件\uFFFD\uFFFD", UTF8},
		{"UTF-8 with one bad byte", long + "\xFF17" + long, long + "\uFFFD17" + long, UTF8},
		{"GB18030 cut in a character", string(gb) + "17\xB9", long + "17\uFFFD", GB18030},
		{"GB18030 with one bad byte", string(gb) + "\xFF17" + string(gb), long + "\uFFFD17" + long, GB18030},
		{"GB18030 lead byte before a digit", string(gb) + "\xB917\n" + string(gb), long + "\uFFFD17\n" + long, GB18030},
		{"UTF-16 cut in a unit", "\xFF\xFE1\x007\x002", "17\uFFFD", UTF16LE},
		{"UTF-8 mark before GB18030", "\xEF\xBB\xBF" + string(gb), long, GB18030},
		{"NULs behind", "总计 17\x00\x00\x00\x00", "总计 17", UTF8},
		{"NULs behind GB18030", string(gb) + "\x00\x00\x00", long, GB18030},
		{"NULs between words", "总计\x00\x00数量17" + long, "总计数量17" + long, UTF8},
		{"NULs between digits", long + "1\x00\x007", long + "1\uFFFD7", UTF8},
		{"figures only, UTF-16", "1\x007\x00\n\x000\x00", "17\n0", UTF16LE},
		{"figures only", "17\n0", "17\n0", UTF8},
		{"Latin-1 signs in UTF-8", "3×4·5\u00A06", "3×4·5\u00A06", UTF8},
	} {
		text, name, err := Decode([]byte(c.data))
		if err != nil || text != c.text || name != c.name {
			t.Errorf("%s: Decode = %q, %s, %v, want %q, %s", c.what, text, name, err, c.text, c.name)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	noise := make([]byte, 4096)
	x := uint32(1)
	for i := range noise {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	for what, data := range map[string][]byte{
		"noise":   noise,
		"zip":     append([]byte("PK\x03\x04\x14\x00\x08\x00\x08\x00"), noise[:300]...),
		"OLE2":    append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 500)...),
		"PNG":     append([]byte("\x89PNG\r\n\x1A\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x02"), noise[:300]...),
		"NULs":    make([]byte, 100),
		"control": []byte("\x01\x02\x03\x04\x05\x06"),
		"FF":      bytes.Repeat([]byte{0xFF}, 50),
	} {
		text, name, err := Decode(data)
		refusal, ok := errors.AsType[*bounds.Refusal](err)
		if !ok || refusal.Code != bounds.Damaged || refusal.Text == "" || refusal.EN == "" {
			t.Errorf("Decode(%s) = %.40q, %s, %v, want a refusal", what, text, name, err)
		}
	}
}

// TestDecodeReports reads one published report in six charsets.
func TestDecodeReports(t *testing.T) {
	want, err := os.ReadFile("testdata/zero_tab.txt")
	if err != nil {
		t.Fatal(err)
	}
	for file, name := range map[string]string{
		"zero_tab.txt":           UTF8,
		"zero_gb18030_crlf.txt":  GB18030,
		"zero_utf16be_nobom.txt": UTF16BE,
		"zero_utf16le_bom.txt":   UTF16LE,
		"zero_gbk.csv":           GB18030,
		"zero_utf8bom.csv":       UTF8BOM,
	} {
		data, err := os.ReadFile(filepath.Join("testdata", file))
		if err != nil {
			t.Fatal(err)
		}
		text, got, err := Decode(data)
		if err != nil || got != name {
			t.Errorf("Decode(%s) = %s, %v, want %s", file, got, err, name)
		}
		if strings.HasSuffix(file, ".txt") && text != string(want) {
			t.Errorf("Decode(%s) is not the text of zero_tab.txt", file)
		}
		if strings.ContainsAny(text, "\r\uFFFD") || !strings.HasPrefix(text, "瓦岗寨乡 2023") {
			t.Errorf("Decode(%s) = %.60q…", file, text)
		}
	}
}

// TestDecodeEveryPrefix cuts a report anywhere: whatever is left keeps its
// encoding once it is long enough to tell, and never loses a figure.
func TestDecodeEveryPrefix(t *testing.T) {
	const s = "总体情况：公开政府信息 150 余条，\n规章\t17\t23\t0\n"
	for name, data := range map[string][]byte{
		UTF8:    []byte(s),
		GB18030: encode(t, simplifiedchinese.GB18030, s),
		UTF16LE: utf16Bytes(binary.LittleEndian, s),
		UTF16BE: utf16Bytes(binary.BigEndian, s),
	} {
		for n := 12; n <= len(data); n++ {
			text, got, err := Decode(data[:n])
			if err != nil || got != name || !strings.HasPrefix(s, strings.TrimRight(text, "\uFFFD")) {
				t.Errorf("Decode(%s[:%d]) = %q, %s, %v", name, n, text, got, err)
			}
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range samples {
		f.Add([]byte(s))
		f.Add(utf16Bytes(binary.LittleEndian, s))
		f.Add(encode(f, simplifiedchinese.GB18030, s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		text, name, err := Decode(data)
		if err != nil {
			return
		}
		if name == "" || !utf8.ValidString(text) || strings.ContainsAny(text, "\x00\r") {
			t.Errorf("Decode(%q) = %q, %q", data, text, name)
		}
		if len(text) > 3*len(data)+3 {
			t.Errorf("Decode(%q) grew to %d bytes", data, len(text))
		}
	})
}

// TestBad asks for every character.
func TestBad(t *testing.T) {
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if got, want := isBad(r), badByTables(r); got != want {
			t.Errorf("isBad(%U) = %v", r, got)
		}
	}
}

// FuzzSound holds the quick look at UTF-8 to the count of its characters.
func FuzzSound(f *testing.F) {
	for _, s := range samples {
		f.Add([]byte(s))
	}
	f.Add([]byte("17\uFFFD"))
	f.Add([]byte("\u0080\uE000\u3040\x7f\x1a"))
	f.Fuzz(func(t *testing.T, data []byte) {
		want := utf8.Valid(data) && !bytes.ContainsRune(data, utf8.RuneError) && judge(data, true).bad == 0
		if got := sound(data); got != want {
			t.Errorf("sound(%q) = %v, want %v", data, got, want)
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	for _, file := range []string{"zero_tab.txt", "zero_gb18030_crlf.txt", "zero_utf16be_nobom.txt"} {
		b.Run(file, func(b *testing.B) {
			data, err := os.ReadFile(filepath.Join("testdata", file))
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := Decode(data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
