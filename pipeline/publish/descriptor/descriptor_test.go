package descriptor

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huizong/pipeline/changes"
	"huizong/pipeline/publish/facts"
	"huizong/pipeline/publish/lists"
	"huizong/schema"
)

var update = flag.Bool("update", false, "rewrite the generated dictionary")

// snapshotFiles are the files of a snapshot of two years, as a run writes them.
func snapshotFiles() []File {
	var files []File
	add := func(path string, rows int64) {
		files = append(files, File{Path: path, Bytes: 100 + rows, Rows: rows, SHA256: strings.Repeat("ab", 32)})
	}
	for _, t := range schema.PublishedTables {
		if !t.ByYear {
			add("data/"+t.Name+"/part-0.parquet", 3)
			continue
		}
		add("data/"+t.Name+"/year=2022/part-0.parquet", 5)
		add("data/"+t.Name+"/year=2023/part-0.parquet", 7)
	}
	add("arrow/totals/year=2022/part-0.arrow", 5)
	add("arrow/units/part-0.arrow", 3)
	for _, name := range []string{"合计_2022.csv", "合计_2023.csv", "报送情况_2022.csv", "户数变动_2023.csv", "问题清单.csv", "文件清单.csv", "新的清单.csv", "县级汇总_2023.xlsx"} {
		add("summary/"+name, 0)
	}
	add("index.html", 0)
	return files
}

var info = Info{Version: "1.2.3", Area: schema.Area{Code: "410526", Name: "滑县", Level: "county"}, Years: []int{2022, 2023}}

func described(t *testing.T) dataPackage {
	t.Helper()
	var b bytes.Buffer
	if err := Package(&b, snapshotFiles(), info); err != nil {
		t.Fatal(err)
	}
	var p dataPackage
	d := json.NewDecoder(&b)
	d.DisallowUnknownFields()
	if err := d.Decode(&p); err != nil {
		t.Fatal(err)
	}
	return p
}

// TestStandard holds the descriptor to what version 2 of the Data Package
// standard demands of a package, a resource, a schema and a field.
func TestStandard(t *testing.T) {
	p := described(t)
	if p.Schema != "https://datapackage.org/profiles/2.0/datapackage.json" {
		t.Errorf("$schema = %q", p.Schema)
	}
	name, path := regexp.MustCompile(`^[a-z0-9._-]+$`), regexp.MustCompile(`^[^./~][^\\]*$`)
	if !name.MatchString(p.Name) {
		t.Errorf("name = %q", p.Name)
	}
	resources := map[string]*resource{}
	for i := range p.Resources {
		r := &p.Resources[i]
		if resources[r.Name] != nil || !name.MatchString(r.Name) || r.Type != "table" {
			t.Errorf("resource %q of type %q: a unique plain name and the type table are wanted", r.Name, r.Type)
		}
		resources[r.Name] = r
		for _, part := range paths(r) {
			if !path.MatchString(part) || strings.Contains(part, "..") || strings.Contains(part, "://") {
				t.Errorf("%s: path %q", r.Name, part)
			}
		}
		if one := len(r.Parts) == 1; one != (r.Bytes > 0) || one != strings.HasPrefix(r.Hash, "sha256:") {
			t.Errorf("%s: %d parts, bytes %d, hash %q", r.Name, len(r.Parts), r.Bytes, r.Hash)
		}
	}
	for _, r := range resources {
		if r.Schema != nil {
			fieldsStandard(t, r)
			keysStandard(t, r, resources)
		}
	}
}

// paths is the path property, a string or a list.
func paths(r *resource) []string {
	switch p := r.Path.(type) {
	case string:
		return []string{p}
	case []any:
		var out []string
		for _, s := range p {
			out = append(out, s.(string))
		}
		return out
	}
	return nil
}

func fieldsStandard(t *testing.T, r *resource) {
	t.Helper()
	seen := map[string]bool{}
	for _, f := range r.Schema.Fields {
		if f.Name == "" || seen[f.Name] {
			t.Errorf("%s: field %q stands twice or has no name", r.Name, f.Name)
		}
		seen[f.Name] = true
		if !slices.Contains([]string{"string", "integer", "number", "boolean", "year"}, f.Type) {
			t.Errorf("%s.%s: type %q", r.Name, f.Name, f.Type)
		}
		if f.Constraints != nil && f.Constraints.Enum != nil && distinct(f.Constraints.Enum) != len(f.Constraints.Enum) {
			t.Errorf("%s.%s: a code stands twice in the enum", r.Name, f.Name)
		}
		var labels, values []string
		for _, c := range f.Categories {
			labels, values = append(labels, c.Label), append(values, c.Value)
		}
		if f.Categories != nil && (f.Type != "string" || distinct(labels) != len(labels) || !slices.Equal(values, f.Constraints.Enum)) {
			t.Errorf("%s.%s: categories %v", r.Name, f.Name, f.Categories)
		}
	}
}

func distinct(of []string) int { return len(slices.Compact(slices.Sorted(slices.Values(of)))) }

func keysStandard(t *testing.T, r *resource, resources map[string]*resource) {
	t.Helper()
	has := func(of *resource, names []string) bool {
		for _, n := range names {
			if !slices.ContainsFunc(of.Schema.Fields, func(f field) bool { return f.Name == n }) {
				return false
			}
		}
		return len(names) > 0
	}
	if r.Schema.PrimaryKey != nil && !has(r, r.Schema.PrimaryKey) {
		t.Errorf("%s: primary key %v", r.Name, r.Schema.PrimaryKey)
	}
	for _, f := range r.Schema.Fields {
		if slices.Contains(r.Schema.PrimaryKey, f.Name) && (f.Constraints == nil || !f.Constraints.Required) {
			t.Errorf("%s.%s is of the primary key and may be null", r.Name, f.Name)
		}
	}
	for _, k := range r.Schema.UniqueKeys {
		if !has(r, k) {
			t.Errorf("%s: unique key %v", r.Name, k)
		}
	}
	for _, k := range r.Schema.ForeignKeys {
		to := resources[k.Reference.Resource]
		if k.Reference.Resource == "" {
			to = r
		}
		// The arrow folder of these files has two tables only: keys of one
		// into another that is not there are told all the same.
		if to == nil && strings.HasSuffix(r.Name, "-arrow") {
			continue
		}
		if to == nil || k.Reference.Resource == r.Name || !has(r, k.Fields) || !has(to, k.Reference.Fields) || len(k.Fields) != len(k.Reference.Fields) {
			t.Errorf("%s: foreign key %+v", r.Name, k)
		}
	}
}

// TestTables: each table's fields are those of its Arrow schema, by name and
// order, and its parts are those written.
func TestTables(t *testing.T) {
	p := described(t)
	for i, table := range schema.PublishedTables {
		r := p.Resources[i]
		if r.Name != table.Name || r.Title != table.Label || r.Format != "parquet" {
			t.Errorf("resource %d = %s %s %s, want %s", i, r.Name, r.Title, r.Format, table.Name)
		}
		arrow := table.Arrow()
		if len(r.Schema.Fields) != arrow.NumFields() {
			t.Fatalf("%s has %d fields, want %d", r.Name, len(r.Schema.Fields), arrow.NumFields())
		}
		for j, f := range r.Schema.Fields {
			a := arrow.Field(j)
			label, _ := a.Metadata.GetValue("label")
			if f.Name != a.Name || f.Title != label || (f.Constraints != nil && f.Constraints.Required) == a.Nullable {
				t.Errorf("%s field %d = %+v, want %v", r.Name, j, f, a)
			}
		}
		want := []string{"data/" + table.Name + "/part-0.parquet"}
		rows := int64(3)
		if table.ByYear {
			want, rows = []string{"data/" + table.Name + "/year=2022/part-0.parquet", "data/" + table.Name + "/year=2023/part-0.parquet"}, 12
		}
		if got := paths(&r); !slices.Equal(got, want) || *r.Rows != rows || table.ByYear != (r.Partition != nil) {
			t.Errorf("%s: paths %v, %d rows, partition %v; want %v, %d rows", r.Name, got, *r.Rows, r.Partition, want, rows)
		}
	}
}

// TestFields spells out columns of each kind.
func TestFields(t *testing.T) {
	p := described(t)
	find := func(table, column string) field {
		for _, r := range p.Resources {
			if r.Name == table {
				for _, f := range r.Schema.Fields {
					if f.Name == column {
						return f
					}
				}
			}
		}
		t.Fatalf("no field %s.%s", table, column)
		return field{}
	}
	for _, c := range []struct{ table, column, kind, physical, unit, title string }{
		{"cells", "unit_code", "string", "dictionary<int32, string>", "", "单位代码"},
		{"cells", "report_year", "year", "int32", "", "报告年度"},
		{"cells", "value", "number", "decimal(18,6)", "", "数值"},
		{"submissions", "bytes", "integer", "int64", "", "字节数"},
		{"totals", "complete", "boolean", "boolean", "", "是否完整"},
		{"reports", "t2_fees_amount", "number", "decimal(18,6)", "万元", "第二十条第（八）项 › 行政事业性收费 › 本年收费金额（单位：万元）"},
		{"reports", "t4_review_pending", "number", "decimal(18,6)", "件", "行政复议 › 尚未审结"},
		{"csv-totals", "合计", "number", "", "", ""},
		{"csv-totals", "地区代码", "string", "", "", ""},
		{"csv-status", "强制问题", "integer", "", "", ""},
	} {
		f := find(c.table, c.column)
		if f.Type != c.kind || f.Physical != c.physical || f.Unit != c.unit || f.Title != c.title {
			t.Errorf("%s.%s = %+v, want %+v", c.table, c.column, f, c)
		}
	}
	if f := find("csv-totals", "是否完整"); f.Type != "boolean" || !slices.Equal(f.TrueValues, []string{"是"}) {
		t.Errorf("csv-totals.是否完整 = %+v", f)
	}
	if f := find("findings", "severity"); !slices.Equal(f.Constraints.Enum, []string{"note", "explain", "must"}) || f.Categories[2].Label != "强制" {
		t.Errorf("findings.severity = %+v", f)
	}
}

// TestKeys: a table refers to others by the name of the resource, to itself by
// none; a key with a null in it is a unique key.
func TestKeys(t *testing.T) {
	p := described(t)
	byName := map[string]*table{}
	for _, r := range p.Resources {
		byName[r.Name] = r.Schema
	}
	units := foreignKey{Fields: []string{"successor"}, Reference: reference{Fields: []string{"unit_code"}}}
	if diff := cmp.Diff([]foreignKey{units}, byName["units"].ForeignKeys); diff != "" {
		t.Errorf("units: %s", diff)
	}
	cells := []foreignKey{
		{[]string{"unit_code"}, reference{"units", []string{"unit_code"}}},
		{[]string{"cell"}, reference{"form_cells", []string{"cell"}}},
		{[]string{"submission_id"}, reference{"submissions", []string{"submission_id"}}},
	}
	if diff := cmp.Diff(cells, byName["cells"].ForeignKeys); diff != "" {
		t.Errorf("cells: %s", diff)
	}
	if s := byName["changes"]; s.PrimaryKey != nil || !slices.Equal(s.UniqueKeys[0], []string{"kind", "code", "report_year", "cell"}) {
		t.Errorf("changes: primary key %v, unique keys %v", s.PrimaryKey, s.UniqueKeys)
	}
	if k := byName["totals-arrow"].ForeignKeys; len(k) != 1 || k[0].Reference.Resource != "form_cells-arrow" {
		t.Errorf("totals-arrow: %+v", k)
	}
}

// TestLists: the headings told are those that the lists write.
func TestLists(t *testing.T) {
	p := described(t)
	var got []string
	for _, r := range p.Resources {
		if r.Format == "csv" {
			got = append(got, r.Name)
			if (r.Schema == nil) != (r.Title == "新的清单") {
				t.Errorf("%s: schema %v", r.Name, r.Schema)
			}
		}
	}
	if want := []string{"csv-totals", "csv-status", "csv-movements", "csv-findings", "csv-submissions", "csv-6"}; !slices.Equal(got, want) {
		t.Errorf("lists = %v, want %v", got, want)
	}
	var b bytes.Buffer
	if err := lists.Findings(&b, &facts.Facts{}); err != nil {
		t.Fatal(err)
	}
	head, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\uFEFF"))).Read()
	if err != nil {
		t.Fatal(err)
	}
	var fields []string
	for _, f := range csvLists[3].schema().Fields {
		fields = append(fields, f.Name)
	}
	if !slices.Equal(fields, head) {
		t.Errorf("csv-findings has %v, want %v", fields, head)
	}
}

// TestSameWords: the labels of codes are the words that the papers use.
func TestSameWords(t *testing.T) {
	values := func(table, column string) []schema.PublishedValue {
		for _, c := range schema.PublishedTableByName(table).Columns {
			if c.Name == column {
				return c.Values
			}
		}
		return nil
	}
	for _, v := range values("submissions", "verdict") {
		if want := lists.VerdictLabel(schema.Verdict(v.Code)); v.Label != want {
			t.Errorf("verdict %s is %s, the lists say %s", v.Code, v.Label, want)
		}
	}
	for i, want := range []changes.Cause{changes.Refiled, changes.Roster, changes.Rules, changes.Reader} {
		if got := values("changes", "cause")[i].Code; got != string(want) {
			t.Errorf("cause %d = %s, want %s", i, got, want)
		}
	}
	for i, want := range []changes.Kind{changes.Status, changes.Cell, changes.Total} {
		if got := values("changes", "kind")[i].Code; got != string(want) {
			t.Errorf("kind %d = %s, want %s", i, got, want)
		}
	}
}

func TestSameBytes(t *testing.T) {
	var a, b bytes.Buffer
	if err := Package(&a, snapshotFiles(), info); err != nil {
		t.Fatal(err)
	}
	if err := Package(&b, snapshotFiles(), info); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two writings differ")
	}
	if strings.Contains(a.String(), `\u00`) {
		t.Error("the descriptor escapes what people should read")
	}
}

// TestDescribes: a file that the descriptor passes over may be left out, and no
// other.
func TestDescribes(t *testing.T) {
	described := slices.DeleteFunc(snapshotFiles(), func(f File) bool { return !Describes(f.Path) })
	descriptorOf := func(files []File) string {
		var b bytes.Buffer
		if err := Package(&b, files, info); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	whole := descriptorOf(snapshotFiles())
	if descriptorOf(described) != whole || len(described) == len(snapshotFiles()) {
		t.Errorf("%d of %d files are described otherwise than all of them", len(described), len(snapshotFiles()))
	}
	for i, f := range described {
		if descriptorOf(slices.Delete(slices.Clone(described), i, i+1)) == whole {
			t.Errorf("%s is said to be described", f.Path)
		}
	}
	if Describes("letters/2023/回执_410526209_瓦岗寨乡.docx") {
		t.Error("a letter is said to be described")
	}
}

func TestNoTables(t *testing.T) {
	if err := Package(&bytes.Buffer{}, []File{{Path: "index.html"}}, info); err == nil {
		t.Error("a descriptor without a resource was written")
	}
}

// TestArea: the name of the package is plain for every area.
func TestArea(t *testing.T) {
	for code, want := range map[string]string{"": "huizong", "41": "huizong-41", "all": "huizong-all"} {
		if got := packageName(schema.Area{Code: code}); got != want {
			t.Errorf("packageName(%q) = %q, want %q", code, got, want)
		}
	}
}

const dictionaryFile = "../../../.github/DATA.md"

// TestDictionary: the page in the tree is what the schema says. -update writes it.
func TestDictionary(t *testing.T) {
	var b bytes.Buffer
	if err := Dictionary(&b); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.MkdirAll(filepath.Dir(dictionaryFile), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(dictionaryFile, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(dictionaryFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(have), b.String()); diff != "" {
		t.Errorf("%s is not what the schema says; go test ./pipeline/publish/descriptor -update\n%s", dictionaryFile, diff)
	}
}

// TestDictionaryWhole: every column has its line, every link its heading, and
// every table's lines have the same number of cells.
func TestDictionaryWhole(t *testing.T) {
	var b bytes.Buffer
	if err := Dictionary(&b); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	headings := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^#+ (\S+)$`).FindAllStringSubmatch(text, -1) {
		if headings[m[1]] {
			t.Errorf("heading %s stands twice", m[1])
		}
		headings[m[1]] = true
	}
	for _, m := range regexp.MustCompile(`\]\(#([^)]+)\)`).FindAllStringSubmatch(text, -1) {
		if !headings[m[1]] {
			t.Errorf("link to %s leads nowhere", m[1])
		}
	}
	for _, table := range schema.PublishedTables {
		_, section, _ := strings.Cut(text, "\n## "+table.Name+"\n")
		section, _, _ = strings.Cut(section, "\n## ")
		for _, c := range table.Columns {
			if n := strings.Count(section, "\n| `"+c.Name+"` | "); n != 1 {
				t.Errorf("%s.%s has %d lines in the dictionary", table.Name, c.Name, n)
			}
		}
	}
	cells := 0
	for i, line := range strings.Split(text, "\n") {
		n := strings.Count(strings.ReplaceAll(line, `\|`, ""), "|")
		if n > 0 && cells > 0 && n != cells {
			t.Errorf("line %d has %d bars, the lines above %d: %s", i+1, n, cells, line)
		}
		cells = n
	}
}
