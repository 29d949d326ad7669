package page

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"huizong/pipeline/publish/facts"
	"huizong/schema"
)

var pagesDir = flag.String("pages", "", "folder to leave the pages in, for a browser to look at")

func write(t testing.TB, f *facts.Facts) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, f); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// read parses the page and returns its data and the texts of its scripts.
func read(t *testing.T, page []byte) (data map[string]json.RawMessage, scripts []string) {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == "script" {
			scripts = append(scripts, n.FirstChild.Data)
		}
	}
	if len(scripts) != 2 {
		t.Fatalf("%d scripts, want the data and the program", len(scripts))
	}
	if err := json.Unmarshal([]byte(scripts[0]), &data); err != nil {
		t.Fatalf("data: %v", err)
	}
	return data, scripts
}

func member[T any](t *testing.T, data map[string]json.RawMessage, name string) T {
	t.Helper()
	var v T
	d := json.NewDecoder(bytes.NewReader(data[name]))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return v
}

// unroll is the reverse of [vector], told from its description.
func unroll(t *testing.T, text string) []string {
	t.Helper()
	var out []string
	for _, token := range strings.Split(text, ",") {
		token, times, repeated := strings.Cut(token, "*")
		n := 1
		if repeated {
			var err error
			if n, err = strconv.Atoi(times); err != nil || n < 2 {
				t.Fatalf("vector %q: %q", text, times)
			}
		}
		for range n {
			out = append(out, token)
		}
	}
	return out
}

func whole(t *testing.T, v any) int {
	t.Helper()
	n, err := strconv.Atoi(string(v.(json.Number)))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestEveryTotalStandsInTheData: each column of each total, on every level.
func TestEveryTotalStandsInTheData(t *testing.T) {
	f := province(12, 23, 2020, 2021, 2022)
	data, _ := read(t, write(t, f))
	areas := member[[][]string](t, data, "areas")
	type key struct {
		area       string
		year, cell int
	}
	got := map[key][6]string{}
	for _, row := range member[[][]any](t, data, "totals") {
		area, year := areas[whole(t, row[0])][0], f.Years[whole(t, row[1])]
		var columns [6][]string
		for i := range columns {
			columns[i] = unroll(t, row[2+i].(string))
			if len(columns[i]) != schema.CellCount {
				t.Fatalf("%s %d: a vector of %d cells", area, year, len(columns[i]))
			}
		}
		for id := range schema.CellCount {
			if columns[0][id] == tokenAbsent {
				continue
			}
			var c [6]string
			for i := range c {
				c[i] = columns[i][id]
			}
			got[key{area, year, id}] = c
		}
	}
	if len(got) != f.Totals.Len() {
		t.Errorf("%d totals in the data, want %d", len(got), f.Totals.Len())
	}
	number := func(d *schema.Decimal) string {
		if d == nil {
			return tokenNone
		}
		return d.String()
	}
	for x := range f.Totals.All() {
		want := [6]string{number(x.Sum), fmt.Sprint(x.Expected), fmt.Sprint(x.Reported), fmt.Sprint(x.Counted), number(x.Parts), number(x.LastYear)}
		if c := got[key{x.Area.Code, x.ReportYear, int(x.Cell)}]; c != want {
			t.Fatalf("%s %d %s = %v, want %v", x.Area.Code, x.ReportYear, schema.Cells[x.Cell].Code, c, want)
		}
	}
}

// TestEveryCellStandsInTheData: value or state, raw text, remark and place of
// every cell of every report, tables with text lines, pages and sheets among
// them.
func TestEveryCellStandsInTheData(t *testing.T) {
	f := county(2020, 2021, 2022)
	odd := f.Report("410526100", 2022)
	for id := range odd.Cells {
		p := &odd.Cells[id].Place
		p.Sheet, p.Page, p.Line = "表 "+fmt.Sprint(schema.Cells[id].Table), id/40, id*3%7
		if id%10 == 0 {
			*p = schema.Place{}
		}
		if id%25 == 1 {
			p.File = "另一个文件.xlsx"
		}
	}
	odd.Cells[3] = schema.CellValue{State: schema.Number, Value: -11_500_000, Raw: "－11.50", Note: "负数", Place: schema.Place{File: odd.File, Table: 1}}
	data, _ := read(t, write(t, f))
	units, names, patterns := member[[][]any](t, data, "units"), member[[]string](t, data, "names"), member[[]string](t, data, "patterns")
	rows := member[[][]any](t, data, "reports")
	if len(rows) != len(f.Reports.(facts.InMemory)) {
		t.Fatalf("%d reports in the data, want %d", len(rows), len(f.Reports.(facts.InMemory)))
	}
	for _, row := range rows {
		unit, year := units[whole(t, row[0])][0].(string), f.Years[whole(t, row[1])]
		r := f.Report(unit, year)
		if file := names[whole(t, row[2])]; file != r.File {
			t.Errorf("%s %d: file %q, want %q", unit, year, file, r.File)
		}
		got := decodeCells(t, row, names, patterns)
		for id := range r.Cells {
			want := r.Cells[id]
			if want.Place != (schema.Place{}) && want.Place.File == "" {
				want.Place.File = r.File
			}
			if got[id] != want {
				t.Fatalf("%s %d %s = %+v, want %+v", unit, year, schema.Cells[id].Code, got[id], want)
			}
		}
	}
}

func decodeCells(t *testing.T, row []any, names, patterns []string) (cells [schema.CellCount]schema.CellValue) {
	t.Helper()
	file := names[whole(t, row[2])]
	letters := map[string]schema.CellState{"a": schema.Absent, "u": schema.Unread, "b": schema.Blank, "m": schema.Mark, "t": schema.Text}
	for id, token := range unroll(t, row[5].(string)) {
		state, letter := letters[token]
		if !letter {
			d, err := schema.ParseDecimal(token)
			if err != nil {
				t.Fatalf("value %q", token)
			}
			cells[id] = schema.CellValue{State: schema.Number, Value: d, Raw: token}
			continue
		}
		cells[id].State = state
	}
	for n, walk := range row[6].([]any) {
		if walk == nil {
			continue
		}
		var numbers []int
		for _, v := range walk.([]any) {
			numbers = append(numbers, whole(t, v))
		}
		at, steps := numbers[1:], unroll(t, patterns[numbers[0]])
		for id := range cells {
			if int(schema.Cells[id].Table) != n+1 {
				continue
			}
			step := steps[0]
			steps = steps[1:]
			if step == nowhere {
				continue
			}
			for step != stay && step != "" {
				end := 1
				for end < len(step) && (step[end] == '-' || step[end] >= '0' && step[end] <= '9') {
					end++
				}
				d, err := strconv.Atoi(step[1:end])
				if err != nil {
					t.Fatal(err)
				}
				at[strings.IndexByte(spotLetters, step[0])] += d
				step = step[end:]
			}
			cells[id].Place = schema.Place{File: file, Page: at[1], Table: at[2], Row: at[3], Column: at[4], Line: at[5]}
			if at[0] > 0 {
				cells[id].Place.Sheet = names[at[0]-1]
			}
		}
	}
	for _, e := range row[7].([]any) {
		x := e.([]any)
		c := &cells[whole(t, x[0])]
		c.Raw = x[1].(string)
		if len(x) > 2 {
			c.Note = x[2].(string)
		}
		if len(x) > 3 {
			c.Place.File = names[whole(t, x[3])]
		}
	}
	return cells
}

// TestEveryFindingStandsInTheData with its sentences whole again, and its
// failures under the slip.
func TestEveryFindingStandsInTheData(t *testing.T) {
	f := county(2022, 2023)
	data, _ := read(t, write(t, f))
	rows := member[[][]any](t, data, "findings")
	if len(rows) != len(f.Findings) {
		t.Fatalf("%d findings, want %d", len(rows), len(f.Findings))
	}
	children := 0
	for i, row := range rows {
		x := &f.Findings[i]
		said := func(n int) string {
			if n >= len(row) {
				return ""
			}
			return row[n].(string)
		}
		zh := strings.NewReplacer("\x01", schema.Cells[x.Cell].Label(), "\x02", x.Formula).Replace(said(6))
		en := strings.NewReplacer("\x01", schema.Cells[x.Cell].LabelEN(), "\x02", x.Formula).Replace(said(7))
		if said(0) != x.ID() || zh != x.Message || en != x.MessageEN || said(8) != x.Formula || said(14) != x.Suggestion {
			t.Fatalf("finding %d = %q, want %+v", i, row, x)
		}
		if len(row) > 12 && whole(t, row[12]) >= 0 {
			children++
			if parent := rows[whole(t, row[12])][0]; parent != x.Parent {
				t.Errorf("finding %d stands under %s, want %s", i, parent, x.Parent)
			}
		} else if x.Parent != "" {
			t.Errorf("finding %d stands under nothing, want %s", i, x.Parent)
		}
	}
	if children == 0 {
		t.Error("no failure stands under a slip")
	}
	if page := string(write(t, f)); strings.Contains(page, "张大明") || !strings.Contains(page, "漏填") {
		t.Error("an explanation is missing, or names a person though names are to be masked")
	}
}

// hostile has markup wherever a file or a clerk can put a text.
const hostile = "</script><script>document.title='owned'</script><!--<img src=x onerror=\"document.title='owned'\">\u2028&lt;'\""

func hostileCounty() *facts.Facts {
	f := county(2022, 2023)
	f.Mask = false
	f.Area.Name, f.Version = hostile, hostile
	for x := range f.Totals.All() {
		x.Area.Name = hostile
		f.Totals.Add(x)
	}
	for i := range f.Units {
		f.Units[i].Name, f.Units[i].ParentName = hostile, hostile
	}
	for i := range f.Findings {
		x := &f.Findings[i]
		x.Message, x.MessageEN, x.Formula, x.Suggestion, x.Explained, x.Place.File = hostile, hostile, hostile, hostile, hostile, hostile
	}
	for _, r := range f.Reports.(facts.InMemory) {
		r.File = hostile
		r.Cells[0] = schema.CellValue{State: schema.Text, Raw: hostile, Note: hostile, Place: schema.Place{File: hostile, Sheet: hostile}}
	}
	for i := range f.Submissions {
		s := &f.Submissions[i]
		s.Path, s.Reason, s.ReasonEN, s.Format = hostile, hostile, hostile, hostile
	}
	return f
}

func TestHostileTextsStayTexts(t *testing.T) {
	page := write(t, hostileCounty())
	data, scripts := read(t, page)
	if names := member[[]string](t, data, "names"); names[0] != hostile {
		t.Errorf("name = %q, want the text as filed", names[0])
	}
	if strings.ContainsAny(scripts[0], "<>&\u2028\u2029") {
		t.Error("the data has characters that can end a script or a line")
	}
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && (n.Data == "img" || n.Data == "iframe") || n.Type == html.CommentNode {
			t.Errorf("the page holds a <%s>", n.Data)
		}
	}
}

func TestSameFactsSameBytes(t *testing.T) {
	if a, b := write(t, county(2022, 2023)), write(t, county(2022, 2023)); !bytes.Equal(a, b) {
		t.Error("two pages of the same facts differ")
	}
}

func emptyCounty() *facts.Facts {
	f := county(2023)
	f.Reports, f.Findings, f.Checks, f.Submissions = facts.InMemory{}, nil, nil, nil
	for x := range f.Totals.All() {
		x.Sum, x.Parts, x.LastYear, x.Reported, x.Counted = nil, nil, nil, 0, 0
		f.Totals.Add(x)
	}
	return f
}

// TestSize: 2 000 units over five years stay below 30 MB. Two years are
// written, and what a report adds is counted up to five.
func TestSize(t *testing.T) {
	one, two := len(write(t, province(100, 20, 2022))), len(write(t, province(100, 20, 2022, 2023)))
	five := one + 4*(two-one)
	t.Logf("2 000 units: one year %d bytes, two years %d, five years about %d", one, two, five)
	if five > 30<<20 {
		t.Errorf("five years of 2 000 units take %d bytes", five)
	}
}

// TestPages writes the pages that the browser test looks at, with the numbers
// it must find on them.
func TestPages(t *testing.T) {
	dir := *pagesDir
	if dir == "" {
		dir = t.TempDir()
	}
	years := []int{2022, 2023}
	if *pagesDir != "" {
		years = []int{2019, 2020, 2021, 2022, 2023}
	}
	clean := county(2022, 2023)
	clean.Findings = nil
	pages := map[string]*facts.Facts{"county": county(2021, 2022, 2023), "oneyear": county(2023), "empty": emptyCounty(), "clean": clean, "hostile": hostileCounty(), "province": province(100, 20, years...)}
	for name, f := range pages {
		out, err := os.Create(filepath.Join(dir, name+".html"))
		if err != nil {
			t.Fatal(err)
		}
		if err := Write(out, f); err != nil {
			t.Fatal(err)
		}
		if err := out.Close(); err != nil {
			t.Fatal(err)
		}
	}
	text, err := json.Marshal(expectations(pages["county"]))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "county.json"), text, 0o644); err != nil {
		t.Fatal(err)
	}
}

// An expectation is what a reader must see at a form cell.
type expectation struct {
	Unit, Cell, Shown, Raw, Place string
	Year                          int
}

// expectations lists what the tables of the county and of four of its units
// must show for the newest year, digits not grouped.
func expectations(f *facts.Facts) []expectation {
	var out []expectation
	year := f.Latest()
	for x := range f.Totals.All() {
		if x.ReportYear != year {
			continue
		}
		shown := "无数据"
		if x.Sum != nil {
			shown = strings.Replace(x.Sum.String(), "-", "−", 1)
			if x.Counted < x.Expected {
				shown = fmt.Sprintf("≥%s(%d/%d)", shown, x.Counted, x.Expected)
			}
		}
		out = append(out, expectation{Cell: schema.Cells[x.Cell].Code, Year: year, Shown: shown})
	}
	for _, n := range []int{0, slipUnit, blankUnit, hybridUnit} {
		r := f.Report(f.Units[n].Code, year)
		for _, id := range r.PublishedCells() {
			c := &r.Cells[id]
			shown := c.Raw
			if d, ok := c.Known(); ok {
				shown = d.String()
			}
			out = append(out, expectation{Unit: r.UnitCode, Cell: schema.Cells[id].Code, Year: year, Shown: shown, Raw: c.Raw, Place: c.Place.String()})
		}
	}
	return out
}

func BenchmarkWrite(b *testing.B) {
	f := province(100, 20, 2022, 2023)
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(io.Discard, f); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(f.Reports.(facts.InMemory))*b.N)/b.Elapsed().Seconds(), "reports/s")
}
