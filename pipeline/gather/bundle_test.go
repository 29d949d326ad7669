package gather

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/ulikunitz/xz"

	"huizong/schema"
)

func fixture(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// opened gathers an inbox that holds one bundle.
func opened(t testing.TB, name, content string, o Options) []*File {
	t.Helper()
	return walked(t, inbox(t, map[string]string{name: content}), o)
}

func TestZipNames(t *testing.T) {
	z := zipOf(t,
		zipped{name: "一/瓦岗寨乡.txt", content: "1"},                // the flag for UTF-8
		zipped{name: "二/老店镇.txt", content: "2", raw: true},      // UTF-8, no flag
		zipped{name: gbk(`三\上官镇.txt`), content: "3", raw: true}, // GBK, backslash
		zipped{name: "../../../etc/passwd", content: "4"},       // out of the way
		zipped{name: "/root.txt", content: "5"},                 // absolute
		zipped{name: `C:\windows\x.txt`, content: "6"},          // a drive
		zipped{name: "一/瓦岗寨乡.txt", content: "7"},                // again
		zipped{name: "空/"}, zipped{name: "__MACOSX/._a.txt", content: "8"}, // no report
		zipped{name: "d/.DS_Store", content: "9"}, zipped{name: "d/~$a.docx", content: "10"},
	)
	same3(t, opened(t, "滑县.zip", z, Options{}),
		"滑县.zip: bundle", "滑县.zip › etc/passwd = 4", "滑县.zip › root.txt = 5", "滑县.zip › windows/x.txt = 6",
		"滑县.zip › __MACOSX/._a.txt: not_a_report system_file", "滑县.zip › d/.DS_Store: not_a_report system_file",
		"滑县.zip › d/~$a.docx: not_a_report office_lock", "滑县.zip › 一/瓦岗寨乡.txt = 1", "滑县.zip › 一/瓦岗寨乡.txt〔2〕 = 7",
		"滑县.zip › 三/上官镇.txt = 3", "滑县.zip › 二/老店镇.txt = 2")
}

// WinRAR writes a GBK name and the UTF-8 one in an extra field.
func TestZipUnicodePath(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	raw := "\xcd\xdf?.txt" // 瓦 and a character that its code page has not
	extra := []byte{0x75, 0x70, 0, 0, 1, 0, 0, 0, 0}
	name := "瓦垛.txt"
	extra[2] = byte(5 + len(name))
	putCRC(extra[5:], raw)
	w, err := z.CreateHeader(&zip.FileHeader{Name: raw, NonUTF8: true, Extra: append(extra, name...)})
	if err != nil {
		t.Fatal(err)
	}
	w.Write([]byte("1"))
	z.Close()
	same3(t, opened(t, "a.zip", b.String(), Options{}), "a.zip: bundle", "a.zip › 瓦垛.txt = 1")
}

func TestDocumentsInZipClothes(t *testing.T) {
	for name, part := range map[string]string{"a.docx": "[Content_Types].xml", "a.ofd": "OFD.xml", "a.odt": "mimetype", "renamed.zip": "[Content_Types].xml"} {
		files := opened(t, name, zipOf(t, zipped{name: part, content: "x"}), Options{})
		if len(files) != 1 || files[0].Verdict != "" {
			t.Errorf("%s with %s: %v, want one document", name, part, lines(files))
		}
	}
}

func TestZipEntriesThatAreNoFiles(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	h := &zip.FileHeader{Name: "link.txt"}
	h.SetMode(fs.ModeSymlink | 0o777)
	w, _ := z.CreateHeader(h)
	w.Write([]byte("/etc/passwd"))
	h = &zip.FileHeader{Name: "pipe"}
	h.SetMode(fs.ModeNamedPipe | 0o777)
	z.CreateHeader(h)
	z.Close()
	same3(t, opened(t, "a.zip", b.String(), Options{}), "a.zip: bundle", "a.zip › link.txt: held link", "a.zip › pipe: not_a_report special_file")
}

func TestZipMethods(t *testing.T) {
	long := strings.Repeat("一、总体情况\n", 200)
	files := opened(t, "a.zip", fixture(t, "bzip2.zip"), Options{})
	same3(t, files, "a.zip: bundle", "a.zip › 长.txt = "+clip(long))
	if string(files[1].Data) != long {
		t.Error("bzip2 in zip gives other bytes")
	}
	same3(t, opened(t, "a.zip", fixture(t, "lzma.zip"), Options{}), "a.zip: bundle", "a.zip › 长.txt: unreadable unsupported")
	for _, name := range []string{"encrypted.zip", "aes.zip"} {
		same3(t, opened(t, name, fixture(t, name), Options{}), name+": bundle", name+" › a.txt: unreadable encrypted")
	}
}

func TestDamagedMemberCostsOnlyItself(t *testing.T) {
	z := []byte(zipOf(t, zipped{name: "a.txt", content: "first"}, zipped{name: "b.txt", content: "second"}))
	at := bytes.Index(z, []byte("a.txt")) + len("a.txt") + 2
	z[at] ^= 0xff
	same3(t, opened(t, "z.zip", string(z), Options{}), "z.zip: bundle", "z.zip › a.txt: unreadable damaged", "z.zip › b.txt = second")
}

func TestZip64AndDescriptors(t *testing.T) {
	// archive/zip writes data descriptors for streams; a zip64 end is written
	// for 65536 entries and more.
	z := crowd(t, 65536)
	files := opened(t, "a.zip", z, Options{})
	same3(t, files, "a.zip: unreadable too_large")
	o := Options{}
	o.Bounds.Entries = 70000
	if files := opened(t, "a.zip", z, o); len(files) != 65537 || files[65536].Code != "empty" {
		t.Errorf("a zip64 of 65536 entries gives %d files", len(files))
	}
}

// crowd is a zip of n empty files.
func crowd(t testing.TB, n int) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for range n {
		if _, err := z.CreateHeader(&zip.FileHeader{Name: "a", Method: zip.Store}); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestSplitZipIsNamed(t *testing.T) {
	z := []byte(zipOf(t, zipped{name: "a.txt", content: "1"}))
	z[len(z)-22+4] = 1 // number of this disk
	dir := inbox(t, map[string]string{"a.zip": string(z), "a.z01": "PK\x07\x08PK\x03\x04", "b.z01": "PK\x07\x08PK\x03\x04"})
	same3(t, walked(t, dir, Options{}), "a.z01: bundle volume", "a.zip: unreadable unsupported", "b.z01: unreadable volume_missing")
}

func tarOf(t testing.TB, headers ...tar.Header) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := range headers {
		h := headers[i]
		content := h.Linkname
		if h.Typeflag == tar.TypeReg {
			h.Size, h.Linkname = int64(len(content)), ""
		}
		if err := w.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
		if h.Typeflag == tar.TypeReg {
			w.Write([]byte(content))
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// text is a regular file of a tar; its content travels in Linkname.
func text(name, content string) tar.Header {
	return tar.Header{Typeflag: tar.TypeReg, Name: name, Linkname: content, Mode: 0o644}
}

func gzipped(t testing.TB, name, content string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Name = name
	w.Write([]byte(content))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func xzed(t testing.TB, content string) string {
	t.Helper()
	var b bytes.Buffer
	w, err := xz.NewWriter(&b)
	if err != nil {
		t.Fatal(err)
	}
	w.Write([]byte(content))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTar(t *testing.T) {
	plain := tarOf(t, text("./b/瓦岗寨乡.txt", "1"), tar.Header{Typeflag: tar.TypeDir, Name: "d/"}, text("../a.txt", "2"),
		tar.Header{Typeflag: tar.TypeSymlink, Name: "l.txt", Linkname: "/etc/passwd"}, tar.Header{Typeflag: tar.TypeFifo, Name: "p"})
	want := []string{": bundle", " › b/瓦岗寨乡.txt = 1", " › a.txt = 2", " › l.txt: held link", " › p: not_a_report special_file"}
	for name, content := range map[string]string{
		"a.tar": plain, "a.tar.gz": gzipped(t, "", plain), "a.tgz": gzipped(t, "a.tar", plain), "a.tar.xz": xzed(t, plain), "no extension": plain,
	} {
		var named []string
		for _, w := range want {
			named = append(named, name+w)
		}
		same3(t, opened(t, name, content, Options{}), named...)
	}
}

func TestTarNamesInGBK(t *testing.T) {
	raw := []byte(tarOf(t, text("AAAAAAAAAAAA", "1")))
	copy(raw, gbk("瓦岗寨乡.txt"))
	var sum uint32
	copy(raw[148:], "        ")
	for _, c := range raw[:512] {
		sum += uint32(c)
	}
	copy(raw[148:], octal(sum))
	same3(t, opened(t, "a.tar", string(raw), Options{}), "a.tar: bundle", "a.tar › 瓦岗寨乡.txt = 1")
}

// latin1 spells bytes the way the gzip writer wants a name.
func latin1(raw string) string {
	var b strings.Builder
	for _, c := range []byte(raw) {
		b.WriteRune(rune(c))
	}
	return b.String()
}

func TestCompressedSingleFile(t *testing.T) {
	same3(t, opened(t, "瓦岗寨乡.txt.gz", gzipped(t, "other.txt", "1"), Options{}), "瓦岗寨乡.txt.gz: bundle", "瓦岗寨乡.txt.gz › 瓦岗寨乡.txt = 1")
	same3(t, opened(t, "年报", gzipped(t, latin1(gbk("瓦岗寨乡.txt")), "1"), Options{}), "年报: bundle", "年报 › 瓦岗寨乡.txt = 1")
	same3(t, opened(t, "a.txt.xz", xzed(t, "1"), Options{}), "a.txt.xz: bundle", "a.txt.xz › a.txt = 1")
	cut := gzipped(t, "", strings.Repeat("0123456789", 999))
	same3(t, opened(t, "a.txt.gz", cut[:len(cut)-9], Options{}), "a.txt.gz: bundle", "a.txt.gz › a.txt: unreadable truncated")
}

func TestTruncatedTarKeepsWholeMembers(t *testing.T) {
	whole := tarOf(t, text("a.txt", "1"), text("b.txt", strings.Repeat("2", 2000)), text("c.txt", "3"))
	same3(t, opened(t, "a.tar", whole[:1024+512+1000], Options{}),
		"a.tar: unreadable truncated", "a.tar › a.txt = 1", "a.tar › b.txt: unreadable truncated")
}

func TestSevenZip(t *testing.T) {
	one, two := "一、总体情况\n", "二、主动公开\n"
	files := opened(t, "a.7z", fixture(t, "solid.7z"), Options{})
	same3(t, files, "a.7z: bundle", "a.7z › 空.txt: unreadable empty", "a.7z › 二〇二三/老店镇.txt = "+clip(two), "a.7z › 瓦岗寨乡.txt = "+clip(one))
	same3(t, opened(t, "a.7z", fixture(t, "lzma.7z"), Options{}), "a.7z: bundle", "a.7z › 二〇二三/老店镇.txt = "+clip(two), "a.7z › 瓦岗寨乡.txt = "+clip(one))
	for _, name := range []string{"ppmd.7z", "deflate.7z", "bcj2.7z", "copy.7z"} {
		same3(t, opened(t, name, fixture(t, name), Options{}), name+": bundle", name+" › 瓦岗寨乡.txt = "+clip(one))
	}
	same3(t, opened(t, "a.7z", fixture(t, "encrypted.7z"), Options{}), "a.7z: bundle", "a.7z › 瓦岗寨乡.txt: unreadable encrypted")
	same3(t, opened(t, "a.7z", fixture(t, "encrypted_header.7z"), Options{}), "a.7z: unreadable encrypted")
	whole := fixture(t, "solid.7z")
	same3(t, opened(t, "a.7z", whole[:len(whole)-20], Options{}), "a.7z: unreadable truncated")
}

func TestSevenZipChecksum(t *testing.T) {
	broken := []byte(fixture(t, "copy.7z"))
	broken[40] ^= 1 // in the stored text
	same3(t, opened(t, "a.7z", string(broken), Options{}), "a.7z: bundle", "a.7z › 瓦岗寨乡.txt: unreadable damaged")
}

func TestSplitSevenZip(t *testing.T) {
	parts := map[string]string{}
	for _, n := range []string{"001", "002", "003"} {
		parts["报告.7z."+n] = fixture(t, "split.7z."+n)
	}
	files := walked(t, inbox(t, parts), Options{})
	same3(t, files, "报告.7z.001: bundle", "报告.7z.001 › r.txt = "+clip(fixture(t, "split.txt")), "报告.7z.002: bundle volume", "报告.7z.003: bundle volume")
	if string(files[1].Data) != fixture(t, "split.txt") {
		t.Error("a split archive gives other bytes")
	}
	delete(parts, "报告.7z.003")
	same3(t, walked(t, inbox(t, parts), Options{}), "报告.7z.001: unreadable volume_missing", "报告.7z.002: bundle volume")
	delete(parts, "报告.7z.001")
	same3(t, walked(t, inbox(t, parts), Options{}), "报告.7z.002: unreadable volume_missing")
}

func TestNestedBundles(t *testing.T) {
	inner := zipOf(t, zipped{name: "瓦岗寨乡.txt", content: "1"})
	outer := zipOf(t, zipped{name: "乡镇/内.zip", content: inner}, zipped{name: "b.tar.gz", content: gzipped(t, "", tarOf(t, text("c.txt", "2")))})
	files := opened(t, "外.zip", outer, Options{})
	same3(t, files, "外.zip: bundle", "外.zip › b.tar.gz: bundle", "外.zip › b.tar.gz › c.txt = 2", "外.zip › 乡镇/内.zip: bundle", "外.zip › 乡镇/内.zip › 瓦岗寨乡.txt = 1")
	last := files[4]
	if diff := cmp.Diff([]string{"外.zip", "乡镇", "内.zip"}, last.Folders); diff != "" || last.Bundle != "外.zip › 乡镇/内.zip" {
		t.Errorf("witnesses %q, bundle %q", last.Folders, last.Bundle)
	}
}

func TestEmptyBundle(t *testing.T) {
	same3(t, opened(t, "a.zip", zipOf(t), Options{}), "a.zip: unreadable empty")
}

func TestBundleInLitterIsNotOpened(t *testing.T) {
	same3(t, opened(t, ".trash/a.zip", zipOf(t, zipped{name: "a.txt", content: "1"}), Options{}), ".trash/a.zip: not_a_report hidden")
}

func TestYoungVolumeHoldsItsArchive(t *testing.T) {
	dir := inbox(t, map[string]string{"a.7z.001": fixture(t, "split.7z.001"), "a.7z.002": fixture(t, "split.7z.002"), "a.7z.003": fixture(t, "split.7z.003")})
	old := testNow.Add(-hour)
	for _, n := range []string{"001", "002"} {
		if err := os.Chtimes(filepath.Join(dir, "a.7z."+n), old, old); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chtimes(filepath.Join(dir, "a.7z.003"), testNow, testNow); err != nil {
		t.Fatal(err)
	}
	files := walked(t, dir, Options{Now: testNow, Quiet: hour / 2})
	same3(t, files, "a.7z.001: held not_stable", "a.7z.002: bundle volume", "a.7z.003: held not_stable")
}

// Every kind that opens also claims itself and no other kind.
func TestKindsDoNotOverlap(t *testing.T) {
	for want, content := range map[string]string{
		"zip": zipOf(t, zipped{name: "a.txt", content: "1"}), "rar": rar4Of(rarFile{name: "a.txt", content: "1"}), "7z": fixture(t, "solid.7z"),
		"gz": gzipped(t, "", "1"), "xz": xzed(t, "1"), "tar": tarOf(t, text("a.txt", "1")), "eml": plainMail, "bz2": "BZh91AY&SY....",
	} {
		for _, k := range kinds {
			if got := k.claims("x", []byte(content)); got != (k.id == want) {
				t.Errorf("%s claims a %s: %v", k.id, want, got)
			}
		}
	}
}

func TestSubmissionOfABundle(t *testing.T) {
	f := opened(t, "a.zip", zipOf(t, zipped{name: "a.txt", content: "1"}), Options{})[0]
	if f.Format != "zip" || f.Verdict != schema.OpenedBundle || f.SHA256 == "" || !strings.Contains(f.Reason, "1 个文件") {
		t.Errorf("bundle: %+v", f.Submission)
	}
}
