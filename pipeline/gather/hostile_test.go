package gather

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"runtime"
	"strings"
	"testing"
	"time"

	"huizong/pipeline/read/bounds"
)

func small() Options {
	return Options{Bounds: bounds.Bounds{Bytes: 32 << 20, Entries: 1000, Depth: 8, Ratio: 200}, Expanded: 64 << 20}
}

// nested packs content into n zips inside each other.
func nested(t testing.TB, n int, name, content string) string {
	t.Helper()
	for i := range n {
		content, name = zipOf(t, zipped{name: name, content: content}), fmt.Sprintf("%d.zip", i)
	}
	return content
}

// TestHostileBundles: each costs one or a few verdicts, bounded time and
// memory, and the honest file beside it nothing.
func TestHostileBundles(t *testing.T) {
	zeros := strings.Repeat("\x00", 24<<20)
	layer := func(n int, name, content string) string {
		var e []zipped
		for i := range n {
			e = append(e, zipped{name: fmt.Sprintf("%d%s", i, name), content: content})
		}
		return zipOf(t, e...)
	}
	for _, c := range []struct {
		what, name, content string
		o                   Options
		want                []string // codes that must come up, anything else but those and members to read
	}{
		{"ratio of one member", "a.zip", zipOf(t, zipped{name: "z.txt", content: zeros}), small(), []string{"too_large"}},
		{"ratio of a stream", "a.txt.gz", gzipped(t, "", zeros), small(), []string{"too_large"}},
		{"ratio of a tar in a stream", "a.tgz", gzipped(t, "", tarOf(t, text("a.txt", zeros))), small(), []string{"too_large"}},
		{"like 42.zip", "a.zip", layer(16, ".zip", layer(16, ".zip", layer(16, ".txt", zeros[:5<<20]))), small(), []string{"too_large"}},
		{"deeper than the bound", "a.zip", nested(t, 12, "a.txt", "1"), small(), []string{"too_deep"}},
		{"too many entries", "a.zip", crowd(t, 100_000), Options{}, []string{"too_large"}},
		{"too many entries over the nesting", "a.zip", zipOf(t, zipped{name: "1.zip", content: crowd(t, 600)}, zipped{name: "2.zip", content: crowd(t, 600)}), small(), []string{"too_large", "empty"}},
		{"overlapping members", "a.zip", overlapping(t, 900, 8<<20), small(), []string{"too_large"}},
		{"a sparse tar of a terabyte", "a.tar", sparse(), small(), []string{"too_large", "damaged", "truncated"}},
		{"a solid rar that promises a terabyte", "a.rar", promising(), small(), []string{"too_large", "truncated"}},
		{"a 7z with four billion files", "a.7z", sevenZipOf("\x01\x05\xf0\xff\xff\xff\xff\x00"), small(), []string{"too_large"}},
		{"a 7z with four billion streams", "a.7z", sevenZipOf("\x01\x04\x06\x00\xf0\xff\xff\xff\xff\x0a\x01"), small(), []string{"too_large"}},
		{"a 7z with a dictionary of four gigabytes", "a.7z", sevenZipOf("\x01\x04\x07\x0b\x01\x00\x01\x23\x03\x01\x01\x05\x5d\xff\xff\xff\xff\x0c\x01\x00\x00\x05\x01"), small(), []string{"too_large"}},
		{"an xz with a dictionary of four gigabytes", "a.xz", hungry(t), small(), []string{"too_large"}},
		{"a mail of mails", "a.eml", deepMail(300), small(), []string{"too_deep"}},
		{"a mail of multiparts", "a.eml", envelope + deepMultipart(2000), small(), []string{"too_deep"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			dir := inbox(t, map[string]string{c.name: c.content, "z.txt": "honest"})
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			files := walked(t, dir, c.o)
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			if last := files[len(files)-1]; string(last.Data) != "honest" {
				t.Errorf("the honest file came out as %v", lines(files[len(files)-1:]))
			}
			if took > 10*time.Second {
				t.Errorf("took %v", took)
			}
			if got := after.TotalAlloc - before.TotalAlloc; got > 1<<30 {
				t.Errorf("allocated %d MB", got>>20)
			}
			found := map[string]bool{}
			for _, f := range files {
				if f.Verdict != "" && f.Code != "" {
					found[f.Code] = true
				}
			}
			for _, code := range c.want {
				if !found[code] && code == c.want[0] {
					t.Errorf("no verdict %s among %v", code, lines(files)[:min(8, len(files))])
				}
				delete(found, code)
			}
			if len(found) > 0 {
				t.Errorf("unexpected verdicts %v", found)
			}
		})
	}
}

// overlapping is a zip whose directory points n times at one packed member.
func overlapping(t testing.TB, n, size int) string {
	t.Helper()
	z := zipOf(t, zipped{name: "aaa.txt", content: strings.Repeat("\x00", size)})
	end := endOfDirectory([]byte(z))
	from := int(binary.LittleEndian.Uint32([]byte(z[end+16:])))
	record := z[from:end]
	var b bytes.Buffer
	b.WriteString(z[:from])
	for i := range n {
		at := b.Len()
		b.WriteString(record)
		copy(b.Bytes()[at+46:], fmt.Sprintf("%03d", i))
	}
	tail := []byte(z[end:])
	binary.LittleEndian.PutUint16(tail[8:], uint16(n))
	binary.LittleEndian.PutUint16(tail[10:], uint16(n))
	binary.LittleEndian.PutUint32(tail[12:], uint32(n*len(record)))
	b.Write(tail)
	return b.String()
}

// sparse is a GNU tar header of a file of a terabyte with nothing in it.
func sparse() string {
	h := make([]byte, 1536)
	copy(h, "sparse.txt")
	copy(h[100:], "0000644\x00")
	copy(h[124:], "00000000000\x00")
	copy(h[136:], "00000000000\x00")
	h[156] = 'S'
	copy(h[257:], "ustar  \x00")
	copy(h[386:], "00000000000\x0000000000000\x00")
	h[483] = 0x80 // the real size in base 256
	binary.BigEndian.PutUint64(h[487:], 1<<40)
	copy(h[148:], "        ")
	sum := uint32(0)
	for _, c := range h[:512] {
		sum += uint32(c)
	}
	copy(h[148:], octal(sum))
	return string(h)
}

// promising is a solid RAR 5 whose files claim a terabyte each.
func promising() string {
	b := rar5 + block5(vint(1)+vint(0)+vint(4))
	for i := range 3 {
		name := fmt.Sprintf("%d.txt", i)
		b += block5(vint(2)+vint(2)+vint(8)+vint(4)+vint(1<<40)+vint(0o100644)+le32(0)+vint(0x40|3<<7)+vint(1)+vint(len(name))+name) + "01234567"
	}
	return b + block5(vint(5)+vint(0)+vint(0))
}

// sevenZipOf wraps a plain header.
func sevenZipOf(header string) string {
	start := string(binary.LittleEndian.AppendUint64(nil, 0)) + string(binary.LittleEndian.AppendUint64(nil, uint64(len(header)))) + le32(crc32.ChecksumIEEE([]byte(header)))
	return sevenZip + "\x00\x04" + le32(crc32.ChecksumIEEE([]byte(start))) + start + header
}

// hungry is an xz whose second block asks for the largest dictionary.
func hungry(t testing.TB) string {
	x := []byte(xzed(t, "1"))
	second := append([]byte{2, 0, 0x21, 1, 40, 0, 0, 0}, 0, 0, 0, 0)
	binary.LittleEndian.PutUint32(second[8:], crc32.ChecksumIEEE(second[:8]))
	return string(x) + string(second)
}

func deepMail(n int) string {
	mail := plainMail
	for i := range n {
		mail = fmt.Sprintf("%sContent-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\nContent-Type: message/rfc822; name=a.eml\r\n\r\n%s\r\n--b%d--\r\n", envelope, i, i, mail, i)
	}
	return mail
}

func deepMultipart(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
	}
	return b.String()
}

func TestTimeLimit(t *testing.T) {
	o := Options{OpenTime: time.Nanosecond}
	same3(t, opened(t, "a.zip", zipOf(t, zipped{name: "a.txt", content: "1"}), o), "a.zip: unreadable too_large")
}

// Names of members are shown, never opened.
func TestMemberNamesCannotLead(t *testing.T) {
	for _, name := range []string{"../../../../tmp/huizong-evil", "/tmp/huizong-evil", `..\..\tmp\huizong-evil`, "a/../../tmp/huizong-evil"} {
		z := zipOf(t, zipped{name: name, content: "x"})
		for _, f := range opened(t, "a.zip", z, Options{})[1:] {
			if strings.Contains(f.Path, "..") || !strings.HasPrefix(f.Path, "a.zip › ") {
				t.Errorf("%q is shown as %q", name, f.Path)
			}
		}
	}
}

func TestLimitsAreExact(t *testing.T) {
	for _, n := range []int{9, 10, 11} {
		o := Options{Bounds: bounds.Bounds{Bytes: 10}}
		content := strings.Repeat("x", n)
		want := "a.txt = " + content
		if n > 10 {
			want = "a.txt: unreadable too_large"
		}
		same3(t, walked(t, inbox(t, map[string]string{"a.txt": content}), o), want)
		o.Bounds.Bytes = 200
		o.Expanded = 10
		files := opened(t, "a.zip", zipOf(t, zipped{name: "a.txt", content: content}), o)
		same3(t, files, "a.zip: bundle", "a.zip › "+want)
		o = Options{Bounds: bounds.Bounds{Entries: 10}}
		files = opened(t, "a.zip", crowd(t, n), o)
		if got := len(files); n <= 10 && got != n+1 || n > 10 && got != 1 {
			t.Errorf("%d entries under a bound of 10 give %d files", n, got)
		}
	}
}
