package gather

import (
	"path"
	"slices"
	"strings"
	"testing"
	"unicode"
)

func TestDecodeName(t *testing.T) {
	for _, c := range []struct{ what, raw, want string }{
		{"ascii", "report-2023.docx", "report-2023.docx"},
		{"utf-8", "瓦岗寨乡.docx", "瓦岗寨乡.docx"},
		{"gbk", "\xcd\xdf\xb8\xda\xd5\xaf\xcf\xe7.docx", "瓦岗寨乡.docx"},
		{"gbk that is also utf-8", gbk("一") + ".txt", "一.txt"}, // D2 BB: Cyrillic һ
		{"utf-8 with a Latin letter", "Ämter.txt", "Ämter.txt"},
		{"utf-8 with the dot of a foreign name", "阿里·木.txt", "阿里·木.txt"},
		{"gb18030 of four bytes", gbk("㙍镇.txt"), "㙍镇.txt"},
		{"gbk, second half a backslash", "\x9c\x5c.txt", "淺.txt"},
		{"neither", "a\xff\xfe.txt", `a\xFF\xFE.txt`},
		{"empty", "", ""},
	} {
		if got := decodeName(c.raw); got != c.want {
			t.Errorf("%s: decodeName(%q) = %q, want %q", c.what, c.raw, got, c.want)
		}
	}
}

func TestMemberPath(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"a/b/c.txt", "a|b|c.txt"},
		{`a\b\c.txt`, "a|b|c.txt"},
		{"/etc/passwd", "etc|passwd"},
		{"../../etc/passwd", "etc|passwd"},
		{`C:\Users\张\年报.docx`, "Users|张|年报.docx"},
		{"./a//b.txt", "a|b.txt"},
		{"..", "无名"},
		{"", "无名"},
		{"a/\x00evil\x01.txt", `a|evil\u0001.txt`},
	} {
		folders, base := memberPath(c.name)
		if got := strings.Join(append(folders, base), "|"); got != c.want {
			t.Errorf("memberPath(%q) = %s, want %s", c.name, got, c.want)
		}
	}
}

func TestLongNamesKeepTheirExtension(t *testing.T) {
	long := strings.Repeat("镇", 60000) + ".docx"
	if got := display(long); len([]rune(got)) != longName || !strings.HasSuffix(got, "镇.docx") || !strings.Contains(got, "…") {
		t.Errorf("display of a long name has %d characters: %s", len([]rune(got)), got)
	}
	folders, _ := memberPath(strings.Repeat("a/", 30000) + "b.txt")
	if len(folders) != manyFolders+1 || !slices.Contains(folders, "…") {
		t.Errorf("a path of 30000 folders shows %d", len(folders))
	}
}

func TestUnique(t *testing.T) {
	seen := map[string]int{}
	var got []string
	for _, p := range []string{"a", "a", "a〔3〕", "a", "b"} {
		got = append(got, unique(seen, p))
	}
	if want := []string{"a", "a〔2〕", "a〔3〕", "a〔4〕", "b"}; !slices.Equal(got, want) {
		t.Errorf("unique paths %q, want %q", got, want)
	}
}

// TestMatch holds the quick match to the one of package path.
func TestMatch(t *testing.T) {
	names := []string{"", "~", "a", ".", "~$a.docx", ".~lock.a#", "~wr00001.tmp", "a.tmp", "~a.~", "a.part", "a.!ut", ".ds_store", "._a", "thumbs.db", "desktop.ini", "a.lnk", "年报.docx", "__macosx", "lost+found"}
	for _, l := range litter {
		for _, p := range append(slices.Clone(l.name), l.folders...) {
			for _, name := range names {
				want, err := path.Match(p, name)
				if got := match(p, name); got != want || err != nil {
					t.Errorf("match(%q, %q) = %v, want %v, %v", p, name, got, want, err)
				}
			}
		}
	}
}

// TestUnfit asks the tables for every character.
func TestUnfit(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		want := unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' || r == '/'
		if got := unfit(r); got != want {
			t.Errorf("unfit(%U) = %v", r, got)
		}
	}
}
