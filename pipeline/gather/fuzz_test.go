package gather

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"huizong/pipeline/read/bounds"
)

// fuzzBundle opens hostile bytes under every name that a kind looks at, and
// holds what is true of every file handed over.
func fuzzBundle(f *testing.F, names []string, seeds ...string) {
	fuzzWrapped(f, names, func(s string) string { return s }, seeds...)
}

// fuzzWrapped puts the bytes behind the checksums that guard a format, which
// fuzzing does not guess.
func fuzzWrapped(f *testing.F, names []string, wrap func(string) string, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	o := Options{Bounds: bounds.Bounds{Bytes: 1 << 20, Entries: 100, Depth: 4}, Expanded: 4 << 20, OpenTime: 10 * time.Second}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) == 0 {
			return
		}
		data = []byte(wrap(string(data)))
		for _, name := range names {
			var files []*File
			w := &walk{ctx: context.Background(), o: o.complete(), seen: map[string]int{}, yield: func(f *File) error { files = append(files, f); return nil }}
			if err := w.judge(w.file(shelf{}, name), data, nil); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if len(files) == 0 {
				t.Fatalf("%s has no verdict", name)
			}
			checkFiles(t, files)
			for _, f := range files {
				if strings.Contains(f.Path, "/../") || strings.ContainsAny(f.Path, "\n\x00") {
					t.Errorf("path %q", f.Path)
				}
			}
		}
	})
}

func FuzzReadZip(f *testing.F) {
	fuzzBundle(f, []string{"a.zip"}, zipOf(f, zipped{name: "a.txt", content: "1"}, zipped{name: gbk("镇/b.zip"), content: nested(f, 2, "c", "2"), raw: true}),
		fixture(f, "bzip2.zip"), fixture(f, "aes.zip"), overlapping(f, 3, 100))
}

func FuzzReadRAR(f *testing.F) {
	fuzzBundle(f, []string{"a.rar", "a.part1.rar"}, rar4Of(rarFile{name: gbk(`镇\a.txt`), content: "1"}, rarFile{name: "b", content: "2", link: true}),
		rar5Of(rarFile{name: "a.txt", content: "1"}, rarFile{name: "b", content: "0123456789abcdef", encrypted: true}),
		rar5Volume(1, 0, true, rarFile{name: "a.txt", content: "1", after: true}), promising())
}

func FuzzRead7z(f *testing.F) {
	var seeds []string
	for _, name := range []string{"solid.7z", "lzma.7z", "ppmd.7z", "deflate.7z", "bcj2.7z", "copy.7z", "encrypted.7z", "encrypted_header.7z"} {
		seeds = append(seeds, fixture(f, name))
	}
	fuzzBundle(f, []string{"a.7z"}, seeds...)
}

func FuzzRead7zHeader(f *testing.F) {
	whole := fixture(f, "copy.7z")
	fuzzWrapped(f, []string{"a.7z"}, sevenZipOf, whole[32+19:], "\x01\x04\x06\x00\x01\x09\x05\x00\x07\x0b\x01\x00\x01\x01\x00\x0c\x05\x00\x00\x05\x01\x00\x00")
}

func FuzzReadRARBlock(f *testing.F) {
	wrap := func(body string) string {
		if body[0]&1 == 0 {
			return rar4 + block4(0x73, 0, strings.Repeat("\x00", 6)) + block4(0x74, 0x8000|int(body[0])>>1, body[1:]) + body
		}
		return rar5 + block5(vint(1)+vint(0)+vint(0)) + block5(body[1:]) + body
	}
	r4, r5 := rar4Of(rarFile{name: "a.txt", content: "1"}), rar5Of(rarFile{name: "a.txt", content: "1"})
	fuzzWrapped(f, []string{"a.rar"}, wrap, "\x00"+r4[len(rar4)+13+7:], "\x01"+r5[len(rar5)+8+5:])
}

func FuzzReadTar(f *testing.F) {
	plain := tarOf(f, text("a.txt", "1"), text("b.txt", "2"))
	fuzzBundle(f, []string{"a.tar", "a.tgz"}, plain, gzipped(f, "", plain), xzed(f, plain), sparse(), "BZh91AY&SY....")
}

func FuzzReadMail(f *testing.F) {
	fuzzBundle(f, []string{"a.eml", "a"}, plainMail, deepMail(3),
		envelope+multipart("mixed", attachment("Content-Disposition: attachment; filename*=GBK'zh'%CD%DF.txt", "1"), "\r\n正文"),
		envelope+multipart("alternative", "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=C7=EB=", "\r\nx"))
}

// FuzzDisplay: whatever a name is, what is shown can be printed on one line.
func FuzzDisplay(f *testing.F) {
	for _, s := range []string{"瓦岗寨乡", gbk("瓦岗寨乡"), "a\xff", "../..", "\u202e", `C:\x`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		folders, base := memberPath(decodeName(raw))
		for _, p := range append(folders, base) {
			if p == "" || p == "." || p == ".." || strings.ContainsAny(p, "/\n\r\x00") || strings.ToValidUTF8(p, "") != p || len([]rune(p)) > longName {
				t.Errorf("%q is shown as %q", raw, p)
			}
		}
	})
}

func BenchmarkWalk(b *testing.B) {
	dir := b.TempDir()
	member := strings.Repeat("一、总体情况 主动公开政府信息 ", 400)
	var entries []zipped
	size := int64(0)
	for _, n := range []string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"} {
		entries = append(entries, zipped{name: n + "镇/年报.txt", content: member})
		write(b, filepath.Join(dir, n+"乡", "年报.txt"), member)
		size += 2 * int64(len(member))
	}
	if err := os.WriteFile(filepath.Join(dir, "全县.zip"), []byte(zipOf(b, entries...)), 0o644); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(size)
	b.ReportAllocs()
	files := 0
	for b.Loop() {
		files = 0
		if err := Walk(context.Background(), dir, Options{}, func(*File) error { files++; return nil }); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(files)*float64(b.N)/b.Elapsed().Seconds(), "files/s")
}
