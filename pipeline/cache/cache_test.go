package cache

import (
	"crypto/sha256"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huizong/schema"
)

func entry() *Entry {
	r := &schema.Report{Submission: "id", File: "2023/a.docx", UnitCode: "410526209", Year: 2023, Edition: schema.Hybrid, SubItems: [5]bool{true},
		Narrative: []schema.NarrativeParagraph{{Section: 1, Ordinal: 1, Text: "文字", Place: schema.Place{Line: 3}}},
		Findings:  []schema.Finding{{Rule: "cell.unread", Cell: schema.NoCell, Message: "未读出"}}}
	r.Cells[0] = schema.CellValue{State: schema.Blank}
	r.Cells[7] = schema.CellValue{State: schema.Number, Value: 7, Raw: "0.000007", Place: schema.Place{Table: 1}}
	return &Entry{Submission: schema.Submission{ID: "id", Path: "2023/a.docx", SHA256: "abc", Format: "docx", Folders: []string{"2023"}, Notes: []schema.Note{{Code: "x"}}},
		Document: &schema.Document{Format: "docx", Blocks: []schema.Block{schema.Paragraph("文字", schema.Place{Line: 3})}}, Report: r}
}

func files(t *testing.T, dir string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestPutAndGet(t *testing.T) {
	dir := t.TempDir()
	c, err := Open(dir, "roster", "v1")
	if err != nil {
		t.Fatal(err)
	}
	want := entry()
	if got := c.Get(&want.Submission); got != nil {
		t.Fatalf("an empty cache gives %+v", got)
	}
	if err := c.Put(want); err != nil {
		t.Fatal(err)
	}
	recognized := Entry{Submission: want.Submission, Report: want.Report}
	if diff := cmp.Diff(&recognized, c.Get(&want.Submission)); diff != "" {
		t.Errorf("what was put comes back otherwise (-want +got):\n%s", diff)
	}
	newer, err := Open(dir, "roster", "v2")
	if err != nil {
		t.Fatal(err)
	}
	if newer.Get(&want.Submission) != nil {
		t.Error("another version finds the entry")
	}
	moved := want.Submission
	moved.Path = "2022/a.docx"
	if c.Get(&moved) != nil {
		t.Error("a file with other names above it finds the entry")
	}
}

// TestAnotherRoster: what was read is known, what was recognized is not.
func TestAnotherRoster(t *testing.T) {
	dir := t.TempDir()
	c, err := Open(dir, "roster", "v1")
	if err != nil {
		t.Fatal(err)
	}
	other, err := Open(dir, "a longer roster", "v1")
	if err != nil {
		t.Fatal(err)
	}
	want := entry()
	if err := c.Put(want); err != nil {
		t.Fatal(err)
	}
	read := Entry{Submission: want.Submission, Document: want.Document}
	if diff := cmp.Diff(&read, other.Get(&want.Submission)); diff != "" {
		t.Errorf("under another roster (-want +got):\n%s", diff)
	}

	want.Document.Blocks[0].Text = strings.Repeat("字", maxDocument)
	if err := c.Put(want); err != nil {
		t.Fatal(err)
	}
	if got := other.Get(&want.Submission); got != nil {
		t.Errorf("a document that was not kept gives %+v", got)
	}
	if c.Get(&want.Submission) == nil {
		t.Error("its report is lost with it")
	}

	refused := &Entry{Submission: want.Submission}
	if err := c.Put(refused); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(refused, other.Get(&want.Submission)); diff != "" {
		t.Errorf("a file that no reader takes (-want +got):\n%s", diff)
	}
}

func TestDamageIsNoticed(t *testing.T) {
	dir := t.TempDir()
	c, err := Open(dir, "", "v1")
	if err != nil {
		t.Fatal(err)
	}
	want := entry()
	if err := c.Put(want); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(files(t, dir)[0])
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(whole); i += 7 {
		broken := append([]byte(nil), whole...)
		broken[i] ^= 0x40
		for _, data := range [][]byte{broken, whole[:i]} {
			if err := os.WriteFile(c.path(&want.Submission), data, 0o644); err != nil {
				t.Fatal(err)
			}
			if got := c.Get(&want.Submission); got != nil {
				t.Fatalf("an entry with byte %d changed or cut is trusted", i)
			}
		}
	}
	if left := files(t, dir); len(left) != 0 {
		t.Errorf("damaged entries stay: %v", left)
	}
}

func TestTrim(t *testing.T) {
	dir := t.TempDir()
	c, err := Open(dir, "", "v1")
	if err != nil {
		t.Fatal(err)
	}
	e := entry()
	if err := c.Put(e); err != nil {
		t.Fatal(err)
	}
	if err := c.Trim(time.Now().Add(-time.Hour)); err != nil || len(files(t, dir)) != 1 {
		t.Errorf("a fresh entry was trimmed: %v", err)
	}
	if err := c.Trim(time.Now().Add(time.Hour)); err != nil || len(files(t, dir)) != 0 {
		t.Errorf("an old entry stays: %v", err)
	}
}

func TestNoCache(t *testing.T) {
	c, err := Open("", "")
	if err != nil {
		t.Fatal(err)
	}
	e := entry()
	if err := c.Put(e); err != nil || c.Get(&e.Submission) != nil {
		t.Errorf("a cache that is off keeps entries: %v", err)
	}
}

func FuzzDecode(f *testing.F) {
	ours, other := &Cache{}, &Cache{roster: [32]byte{1}}
	f.Add(ours.encode(entry())[sha256.Size:])
	f.Add(other.encode(entry())[sha256.Size:])
	f.Fuzz(func(t *testing.T, data []byte) {
		sum := sha256.Sum256(data)
		e, err := ours.decode(append(sum[:], data...)) // as if somebody had meant it
		if err == nil && e != nil && e.Report != nil && e.Document != nil {
			t.Error("an entry to be recognized again that is recognized")
		}
	})
}

func BenchmarkGet(b *testing.B) {
	c, err := Open(b.TempDir(), "", "v1")
	if err != nil {
		b.Fatal(err)
	}
	e := entry()
	for i := range e.Report.Cells {
		e.Report.Cells[i] = schema.CellValue{State: schema.Number, Value: schema.Decimal(i), Raw: "12"}
	}
	if err := c.Put(e); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if c.Get(&e.Submission) == nil {
			b.Fatal("lost")
		}
	}
}
