package pipeline_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"os"
	"path"
	"strings"
	"testing"
	"time"

	apache "github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/memory"

	"huizong/cmd/corpus/maker"
	"huizong/pipeline/publish/dataset"
	"huizong/pipeline/read/bounds"
	"huizong/schema"
	"huizong/schema/batch"
)

// Promise 6: hostile files cost bounded time and memory, one verdict each, and
// no other report.

// secret stands outside the inbox, and hostile files ask for it.
const secret = "the content of a file that nobody filed"

// hostileTime is what all the hostile files together may cost; a reader that
// forgets its bounds takes many times that.
const hostileTime = 30 * time.Second

// TestHostileFiles files hostile files among good ones: the cells of the good
// ones come out as without them, byte for byte.
func TestHostileFiles(t *testing.T) {
	w := makeWorld(t, 6, maker.Corpus{Years: []int{2023}})
	w.put("secret.txt", []byte(secret))
	w.run(nil)
	alone := w.tree("out/current")

	hostile := w.hostile()
	for name, data := range hostile {
		w.put("inbox/"+name, data)
	}
	outside := w.entries("inbox")
	began := time.Now()
	w.run(nil)
	if took := time.Since(began); took > hostileTime {
		t.Errorf("the run took %v, want at most %v", took, hostileTime)
	}
	if after := w.entries("inbox"); strings.Join(after, "\n") != strings.Join(outside, "\n") {
		t.Error("the inbox has changed")
	}
	for _, stray := range []string{"evil.docx", "evil.txt", "inbox/evil.txt"} {
		if _, err := os.Lstat(w.path(stray)); err == nil {
			t.Errorf("%s was unpacked", stray)
		}
	}

	verdicts, codes := map[string]schema.Verdict{}, map[string]string{}
	for _, s := range w.published().submissions {
		verdicts[s.Path] = s.Verdict
		bundle, _, _ := strings.Cut(s.Path, " › ")
		codes[bundle] += s.Code + " "
	}
	for name := range hostile {
		switch v := verdicts[name]; v {
		case schema.Unreadable, schema.NotAReport, schema.Held, schema.OpenedBundle:
			t.Logf("%-24s %s", name, v)
		default:
			t.Errorf("%s: verdict %q", name, v)
		}
	}
	for name, code := range bounded {
		if !strings.Contains(codes[name], code) {
			t.Errorf("%s: refused for %q, want %s", name, codes[name], code)
		}
	}
	together := w.tree("out/current")
	for _, table := range []string{"cells", "totals"} {
		at := "data/" + table + "/year=2023/part-0.parquet"
		if alone[at] != together[at] {
			t.Errorf("%s are not what they are without the hostile files", table)
		}
	}
	w.tellsNoSecret()
	for name, text := range together {
		switch path.Ext(name) {
		case ".csv":
			noFormulas(t, name, text)
		case ".xlsx":
			noLinks(t, name, text)
		}
	}
}

// bounded are files, or bundles with members, that a bound must refuse.
var bounded = map[string]string{
	"bomb.docx": bounds.TooLarge, "bomb.zip": bounds.TooLarge, "many.zip": bounds.TooLarge,
	"deep.docx": bounds.TooDeep, "deep tables.html": bounds.TooDeep, "matryoshka.zip": bounds.TooDeep,
}

// hostile are the files, by path in the inbox.
func (w *world) hostile() map[string][]byte {
	w.t.Helper()
	many := strings.Repeat
	entity := `<!DOCTYPE x [<!ENTITY d SYSTEM "file://` + w.path("secret.txt") + `">]>`
	const open = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`
	const types = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
	word := func(document string) []byte {
		return zipOf(w.t, "[Content_Types].xml", types, "word/document.xml", document)
	}
	files := map[string][]byte{
		"bomb.docx":          word(open + many("<w:p/>", 30<<20/6)),
		"deep.docx":          word(open + many("<w:tbl><w:tr><w:tc>", 100_000)),
		"entity.docx":        word(entity + open + "<w:p><w:r><w:t>&d;</w:t></w:r></w:p></w:body></w:document>"),
		"deep.html":          []byte(many("<div>", 500_000)),
		"deep tables.html":   []byte(many("<table><tr><td>", 100_000)),
		"entity.html":        []byte(entity + "<html><body><p>&d;</p></body></html>"),
		"include.html":       []byte(`<iframe src="../secret.txt"></iframe><object data="file:///etc/passwd"></object><p>年度报告</p>`),
		"spans.html":         []byte(`<table><tr><td rowspan=2000000000 colspan=2000000000>1</td></tr></table>`),
		"entity.rtf":         []byte(`{\rtf1{\field{\*\fldinst INCLUDETEXT "` + w.path("secret.txt") + `"}}` + many("{", 200_000)),
		"bomb.zip":           zipOf(w.t, "a.txt", many("0", 64<<20)),
		"matryoshka.zip":     matryoshka(w.t, 200),
		"many.zip":           manyMembers(w.t, 20_000),
		"traversal.zip":      zipOf(w.t, "../evil.txt", "甲", "../../evil.docx", "乙", "/evil.txt", "丙", `..\evil.txt`, "丁", "C:\\evil.txt", "戊"),
		"broken.zip":         []byte("PK\x03\x04" + many("\xFF", 100_000)),
		"loop.xls":           append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 100_000)...),
		"xref.pdf":           []byte("%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj\ntrailer<</Root 1 0 R/Size 99999999>>\n%%EOF"),
		"=1+1.txt":           []byte("公式"),
		"@SUM(1+1).csv":      []byte("=HYPERLINK(\"http://example.invalid\"),1\r\n"),
		"-1+cmd|' C'!A0.txt": []byte("公式"),
	}
	for _, format := range []string{"docx", "xlsx", "pdf", "ofd"} {
		file, err := maker.Write(w.filed[0].Report, format, maker.Finish{})
		if err != nil {
			w.t.Fatal(err)
		}
		files["truncated."+format] = file.Data[:len(file.Data)*2/3]
	}
	for name, path := range map[string]string{"truncated.doc": "read/doc/testdata/form.doc", "truncated.xls": "read/xls/testdata/2021_onesheet.xls"} {
		data, err := os.ReadFile(path)
		if err != nil {
			w.t.Fatal(err)
		}
		files[name] = data[:len(data)/3]
	}
	return files
}

// zipOf packs names and contents, in turn, under names that may be hostile.
func zipOf(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		m, err := z.Create(parts[i])
		if err == nil {
			_, err = io.WriteString(m, parts[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func matryoshka(t testing.TB, depth int) []byte {
	data := "甲"
	for range depth {
		data = string(zipOf(t, "inner.zip", data))
	}
	return []byte(data)
}

func manyMembers(t testing.TB, n int) []byte {
	var parts []string
	for range n {
		parts = append(parts, "a.txt", "")
	}
	return zipOf(t, parts...)
}

// tellsNoSecret looks for the secret in all prose and reasons published.
func (w *world) tellsNoSecret() {
	w.t.Helper()
	for _, table := range []*schema.PublishedTable{schema.NarrativeTable, schema.SubmissionsTable, schema.CellsTable} {
		err := dataset.EachGroup(memory.DefaultAllocator, w.path("out/current"), table, nil, func(b apache.Record) error {
			for _, name := range []string{"text", "reason", "raw"} {
				if len(b.Schema().FieldIndices(name)) == 0 {
					continue
				}
				text := batch.TextOf(b, name)
				for i := range int(b.NumRows()) {
					if strings.Contains(text.At(i), secret) {
						w.t.Errorf("%s.%s tells what stands outside the inbox", table.Name, name)
					}
				}
			}
			return nil
		})
		if err != nil {
			w.t.Fatal(err)
		}
	}
}

// noFormulas looks for cells that a spreadsheet would run.
func noFormulas(t *testing.T, name, text string) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\uFEFF"))).ReadAll()
	if err != nil {
		t.Errorf("%s: %v", name, err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if _, err := schema.ParseDecimal(cell); err != nil && cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
				t.Errorf("%s: the cell %q is a formula", name, cell)
			}
		}
	}
}

// noLinks looks for formulas in a workbook that are not its own.
func noLinks(t *testing.T, name, data string) {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range z.File {
		if !strings.HasPrefix(m.Name, "xl/worksheets/") {
			continue
		}
		r, err := m.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		for _, bad := range []string{"<f>1+1", "<f>SUM(1+1)", "<f>HYPERLINK(&quot;http", "<f>-1+cmd"} {
			if bytes.Contains(text, []byte(bad)) {
				t.Errorf("%s: %s holds the formula %s", name, m.Name, bad)
			}
		}
	}
}

// TestAbsurdNumber: two townships print the largest number that the data can hold. All
// that is lost is the one total that cannot be held.
func TestAbsurdNumber(t *testing.T) {
	w := makeWorld(t, 4, maker.Corpus{Seed: "absurd", Years: []int{2023}, Level: maker.Busy, Formats: []string{"html"}})
	issued, _ := schema.CellByCode("t2.normative_documents.issued")
	for i := range w.filed[:2] {
		w.filed[i].Report.Cells[issued] = maker.Count(999_999_999_999)
		w.refile(&w.filed[i])
	}
	w.run(nil)
	got := w.published()
	for total := range got.totals.All() {
		switch {
		case total.Cell == issued && (total.Sum != nil || total.Counted != 4):
			t.Errorf("%s: the total is %v of %d units, want null of 4", total.Area.Code, total.Sum, total.Counted)
		case total.Cell != issued && total.Counted == 4 && total.Sum == nil:
			t.Errorf("%s: %s has no total", total.Area.Code, schema.Cells[total.Cell].Code)
		}
	}
	for i := range w.filed[:2] {
		r := got.reports[unitYear{w.filed[i].Report.Unit.Code, 2023}]
		if c := r.Cells[issued]; c.State != schema.Number || c.Value != schema.DecimalOf(999_999_999_999) {
			t.Errorf("the cell is %s %s, printed 999999999999", c.State, c.Value)
		}
	}
}
