package cache

import (
	"os"
	"path/filepath"
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
	return &Entry{Submission: schema.Submission{ID: "id", Path: "2023/a.docx", SHA256: "abc", Format: "docx", Folders: []string{"2023"}, Notes: []schema.Note{{Code: "x"}}}, Report: r}
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
	c, err := Open(dir, "v1", "roster")
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
	if diff := cmp.Diff(want, c.Get(&want.Submission)); diff != "" {
		t.Errorf("what was put comes back otherwise (-want +got):\n%s", diff)
	}
	for name, other := range map[string][]string{"another version": {"v2", "roster"}, "another roster": {"v1", "roster2"}} {
		o, err := Open(dir, other...)
		if err != nil {
			t.Fatal(err)
		}
		if o.Get(&want.Submission) != nil {
			t.Errorf("%s finds the entry", name)
		}
	}
	moved := want.Submission
	moved.Path = "2022/a.docx"
	if c.Get(&moved) != nil {
		t.Error("a file with other names above it finds the entry")
	}
}

func TestDamageIsNoticed(t *testing.T) {
	dir := t.TempDir()
	c, err := Open(dir, "v1")
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
	c, err := Open(dir, "v1")
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
	c, err := Open("")
	if err != nil {
		t.Fatal(err)
	}
	e := entry()
	if err := c.Put(e); err != nil || c.Get(&e.Submission) != nil {
		t.Errorf("a cache that is off keeps entries: %v", err)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(encode(entry()))
	f.Fuzz(func(t *testing.T, data []byte) {
		if e, err := decode(data); err == nil && e == nil {
			t.Error("neither an entry nor an error")
		}
	})
}

func BenchmarkGet(b *testing.B) {
	c, err := Open(b.TempDir(), "v1")
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
