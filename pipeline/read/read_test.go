package read

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"huizong/pipeline/read/bounds"
	"huizong/schema"
)

// TestFormats walks the list: a format is whole when it can be named,
// explained and tried.
func TestFormats(t *testing.T) {
	ids, extensions := map[string]bool{}, map[string]string{}
	for _, f := range Formats {
		if !regexp.MustCompile(`^[a-z0-9]+$`).MatchString(f.ID) || ids[f.ID] {
			t.Errorf("format id %q is not well formed or not unique", f.ID)
		}
		ids[f.ID] = true
		if f.Name == "" || f.NameEN == "" || f.Claims == nil || f.Read == nil || len(f.Extensions) == 0 {
			t.Errorf("%s: something is missing", f.ID)
		}
		if len(f.Doc) < 20 || strings.ContainsAny(f.Doc, ".\n") {
			t.Errorf("%s: doc %q is not one sentence without a full stop", f.ID, f.Doc)
		}
		for _, ext := range f.Extensions {
			if ext != strings.ToLower(ext) || !strings.HasPrefix(ext, ".") || extensions[ext] != "" {
				t.Errorf("%s: extension %q is not well formed, or %s has it, too", f.ID, ext, extensions[ext])
			}
			extensions[ext] = f.ID
			if ByExtension("报告"+strings.ToUpper(ext)) != f {
				t.Errorf("%s: %s does not lead to it", f.ID, ext)
			}
		}
		if ByID(f.ID) != f {
			t.Errorf("ByID(%s) is another", f.ID)
		}
		note, err := os.ReadFile(filepath.Join(f.ID, "NOTE.md"))
		if err != nil || len(note) < 300 || !bytes.HasPrefix(note, []byte("# ")) {
			t.Errorf("%s has no NOTE.md for its users: %v", f.ID, err)
		}
		if cases, _ := filepath.Glob(filepath.Join(f.ID, "*_test.go")); len(cases) == 0 {
			t.Errorf("%s has no cases", f.ID)
		}
	}
}

// TestEmptyFile: nothing claims a file without bytes.
func TestClaimsNothing(t *testing.T) {
	for _, f := range Formats {
		if f.ID != "text" && f.Claims(nil) {
			t.Errorf("%s claims a file without bytes", f.ID)
		}
	}
}

func TestDetect(t *testing.T) {
	for _, c := range []struct{ file, name, data, want string }{
		{"page", "a.html", "<html><p>甲", "html"},
		{"page called a document", "a.doc", "<html><p>甲", "html"},
		{"page of Word called a document", "a.doc", `<html xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name="ProgId" content="Word.Document"></head><p>甲`, "html"},
		{"archive of Word called a document", "a.doc", "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<meta content=\"Word.Document\">", "mht"},
		{"Word 2003 XML", "a.doc", `<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument><w:p/></w:wordDocument>`, "docx"},
		{"flat OPC", "a.xml", `<?xml version="1.0"?><pkg:package xmlns:pkg="x"></pkg:package>`, "docx"},
		{"text", "a.txt", "甲 17", "text"},
		{"text without extension", "报告", "甲 17", "text"},
		{"text called a document", "a.doc", "甲 17", "text"},
		{"markdown with tables of a page", "a.md", "# 甲\n<table><tr><td>1</table>", "text"},
		{"figures in UTF-16", "a.txt", "\xFF\xFE1\x007\x00", "text"},
		{"text that begins like a picture", "a.txt", "BM 镇 17", "text"},
		{"no bytes", "a.docx", "", bounds.Empty},
		{"zero bytes", "a.docx", string(make([]byte, 5000)), bounds.Damaged},
		{"noise with an extension", "a.docx", "\x01\x02\xff\xfe\x00\x03", bounds.Damaged},
		{"noise", "a.bin", "\x01\x02\xff\xfe\x00\x03", bounds.Unsupported},
		{"picture", "a.jpg", "\xff\xd8\xff\xe0\x00\x10JFIF", bounds.Unsupported},
		{"picture called a document", "a.docx", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", bounds.Unsupported},
		{"bitmap", "a.bmp", "BM\x36\x00\x0c\x00\x00\x00", bounds.Unsupported},
		{"photograph", "a.heic", "\x00\x00\x00\x18ftypheic\x00\x00", bounds.Unsupported},
		{"program", "a.exe", "MZ\x90\x00\x03\x00", bounds.Unsupported},
		{"presentation", "a.pptx", "PK\x03\x04\x14\x00\x00\x00\x08\x00 ppt/presentation.xml", bounds.Unsupported},
		{"OpenDocument", "a.odt", "PK\x03\x04\x14\x00\x00\x00\x00\x00mimetypeapplication/vnd.oasis.opendocument.text", "odf"},
		{"OpenDocument presentation", "a.odp", "PK\x03\x04\x14\x00\x00\x00\x00\x00mimetypeapplication/vnd.oasis.opendocument.presentation", bounds.Unsupported},
		{"OpenDocument in one file", "a.xml", `<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">`, "odf"},
		{"Excel 2003 XML", "a.xls", `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Table></Table></Workbook>`, "xmlss"},
		{"locked by an office", "a.docx", "b\x14#e\x10\x00\x00\x00", bounds.Encrypted},
		{"locked by an office, newer", "a.docx", "\x00\x01\x02E-SafeNet\x00\x00LOCK", bounds.Encrypted},
		{"fixed layout of others", "a.ceb", "Founder CEB 3.0\x00", bounds.Unsupported},
	} {
		got := ""
		f, _, err := detect(c.name, []byte(c.data))
		refusal, refused := errors.AsType[*bounds.Refusal](err)
		switch {
		case refused:
			got = refusal.Code
			if refusal.Text == "" || refusal.EN == "" || strings.ContainsAny(refusal.EN[len(refusal.EN)-1:], ".") {
				t.Errorf("%s: refusal %+v", c.file, refusal)
			}
		case err != nil:
			t.Errorf("%s: %v is no refusal", c.file, err)
		default:
			got = f.ID
		}
		if got != c.want {
			t.Errorf("%s: %s (%v), want %s", c.file, got, err, c.want)
		}
	}
}

func TestExtensionNote(t *testing.T) {
	for name, want := range map[string]string{
		"a.html": "", "a.HTM": "", "a.xml": "", "报告": "", "a.xyz": "", "a.html.docx": "扩展名是 .docx，内容是网页，已按内容读取", "b/a.TXT": "扩展名是 .txt，内容是网页，已按内容读取",
	} {
		doc, err := Read(context.Background(), name, []byte("<html><p>甲</html>"), Options{})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if len(doc.Notes) > 0 {
			got = doc.Notes[0].Text
		}
		if got != want {
			t.Errorf("Read(%s) notes %q, want %q", name, got, want)
		}
	}
}

// with puts a format in front of the list for one test.
func with(t *testing.T, read func(context.Context, []byte, Options) (*schema.Document, error)) {
	before := Formats
	t.Cleanup(func() { Formats = before })
	Formats = slices.Insert(slices.Clone(before), 0, &Format{ID: "test", Name: "试验", NameEN: "a test",
		Claims: func(data []byte) bool { return true }, Read: read})
}

func TestPanicIsRefusal(t *testing.T) {
	with(t, func(context.Context, []byte, Options) (*schema.Document, error) { panic("index out of range") })
	_, err := Read(context.Background(), "a.docx", []byte("甲"), Options{})
	if r, ok := errors.AsType[*bounds.Refusal](err); !ok || r.Code != bounds.Damaged || !strings.Contains(r.EN, "index out of range") {
		t.Errorf("Read = %v", err)
	}
}

func TestNothingIsRefusal(t *testing.T) {
	for _, doc := range []*schema.Document{nil, {}} {
		with(t, func(context.Context, []byte, Options) (*schema.Document, error) { return doc, nil })
		_, err := Read(context.Background(), "a.docx", []byte("甲"), Options{})
		if r, ok := errors.AsType[*bounds.Refusal](err); !ok || r.Code != bounds.Empty {
			t.Errorf("Read = %v", err)
		}
	}
}

// TestDeadline: a reader that never ends does not hold the run.
func TestDeadline(t *testing.T) {
	release := make(chan bool)
	defer close(release)
	with(t, func(context.Context, []byte, Options) (*schema.Document, error) { <-release; return nil, nil })
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	if _, err := Read(ctx, "a.docx", []byte("甲"), Options{}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Read = %v, want the deadline", err)
	}
	if _, err := Read(ctx, "a.docx", []byte("甲"), Options{}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Read after the deadline = %v", err)
	}
}

func TestBoundsReachReaders(t *testing.T) {
	var got bounds.Bounds
	with(t, func(_ context.Context, _ []byte, o Options) (*schema.Document, error) {
		got = o.Bounds
		return nil, nil
	})
	_, _ = Read(context.Background(), "a", []byte("甲"), Options{})
	if got != bounds.Default() {
		t.Errorf("bounds = %+v, want the default", got)
	}
	mine := bounds.Default()
	mine.Cells = 7
	_, _ = Read(context.Background(), "a", []byte("甲"), Options{Bounds: mine})
	if got != mine {
		t.Errorf("bounds = %+v, want %+v", got, mine)
	}
}

// quick runs a reading that must end soon, keep the memory bounded, and give a
// document or a refusal.
func quick(t *testing.T, name string, data []byte) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	began := spent()
	_, err := Read(context.Background(), name, data, Options{})
	took := spent() - began
	runtime.ReadMemStats(&after)
	if took > slower*2*time.Second {
		t.Errorf("%s took %v", name, took)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 1<<30 {
		t.Errorf("%s allocated %d MiB", name, used>>20)
	}
	if _, ok := errors.AsType[*bounds.Refusal](err); err != nil && !ok {
		t.Errorf("%s: %v is no refusal", name, err)
	}
}

// TestCut cuts every document of the corpus at each sixteenth.
func TestCut(t *testing.T) {
	files, err := filepath.Glob("testdata/zero/zero*")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for k := range 16 {
			quick(t, filepath.Base(file), data[:len(data)*k/16])
		}
	}
}

// TestRenamed gives every document of the corpus every extension.
func TestRenamed(t *testing.T) {
	files, _ := filepath.Glob("testdata/zero/zero*")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want, _, err := detect(file, data)
		if err != nil {
			continue // its reader is not there yet
		}
		for _, f := range Formats {
			if got, _, err := detect("a"+f.Extensions[0], data); got != want {
				t.Errorf("%s called %s is %v, %v, want %s", file, f.Extensions[0], got, err, want.ID)
			}
		}
	}
}

// TestDamaged overwrites stretches of every document of the corpus.
func TestDamaged(t *testing.T) {
	files, _ := filepath.Glob("testdata/zero/zero*")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for k := range 8 {
			broken := slices.Clone(data)
			from := len(data) * (2*k + 1) / 16
			for i := from; i < min(from+200, len(data)); i++ {
				broken[i] = byte(i * 37)
			}
			quick(t, filepath.Base(file), broken)
		}
	}
}
