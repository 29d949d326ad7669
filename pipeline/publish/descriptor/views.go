package descriptor

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"huizong/schema"
)

// A view is one view of views.sql.
type view struct {
	name   string
	zh, en string // what it shows
	query  string
	labels [][2]string // column, comment; nil for none
}

// Views writes views.sql: views that run in DuckDB as they are when it is
// started in the snapshot's folder, or told of it by file_search_path.
func Views(w io.Writer) error {
	b := bufio.NewWriter(w)
	b.WriteString(viewsHead)
	for _, g := range viewGroups() {
		fmt.Fprintf(b, "\n-- %s / %s\n", g.zh, g.en)
		for _, v := range g.views {
			v.write(b)
		}
	}
	return b.Flush() // the first error of all writes
}

const viewsHead = `-- DuckDB 视图。在快照文件夹中启动 duckdb 后执行 .read views.sql；
-- 在别处启动时先执行 SET file_search_path = '快照文件夹的绝对路径'。
-- Views for DuckDB. Start duckdb in the snapshot's folder and say .read views.sql;
-- elsewhere first SET file_search_path = 'the folder, absolute'.
`

func (v *view) write(w io.Writer) {
	fmt.Fprintf(w, "\nCREATE OR REPLACE VIEW %s AS\n%s;\n", quote(v.name), v.query)
	fmt.Fprintf(w, "COMMENT ON VIEW %s IS %s;\n", quote(v.name), literal(v.zh+" / "+v.en))
	for _, l := range append(v.labels, comments(v)...) {
		fmt.Fprintf(w, "COMMENT ON COLUMN %s.%s IS %s;\n", quote(v.name), quote(l[0]), literal(l[1]))
	}
}

// quote makes an identifier of any name; several columns bear reserved words.
func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func literal(s string) string { return `'` + strings.ReplaceAll(s, `'`, `''`) + `'` }

type viewGroup struct {
	zh, en string
	views  []view
}

func viewGroups() []viewGroup {
	return []viewGroup{
		{"数据表", "the tables", tableViews()},
		{"星型模型：维度", "star schema: dimensions", dimensions()},
		{"星型模型：事实", "star schema: facts", factViews()},
		{"中文列名", "Chinese column names", labelled()},
		{"表样版式", "in the layout of the form", formViews()},
		{"常用查询", "ready answers", answers()},
	}
}

// tableViews has one view per published table, under its name.
func tableViews() []view {
	var out []view
	for _, t := range schema.PublishedTables {
		v := view{name: t.Name, zh: t.Label, en: "one row is " + t.EN}
		var columns []string
		for i := range t.Columns {
			c := &t.Columns[i]
			columns = append(columns, quote(c.Name))
			v.labels = append(v.labels, [2]string{c.Name, c.Label + " / " + c.EN})
		}
		v.query = fmt.Sprintf("SELECT %s\nFROM read_parquet(%s, hive_partitioning = false)", strings.Join(columns, ", "), literal(glob(t)))
		out = append(out, v)
	}
	return out
}

// glob finds the parts of a table. The folder's year is the column report_year
// in the files, whose statistics let DuckDB pass over years as well.
func glob(t *schema.PublishedTable) string {
	if t.ByYear {
		return "data/" + t.Name + "/year=*/part-*.parquet"
	}
	return "data/" + t.Name + "/part-*.parquet"
}

// labelled has one view per published table with its columns under their
// Chinese labels and closed codes in words.
func labelled() []view {
	var out []view
	for _, t := range schema.PublishedTables {
		var columns []string
		for i := range t.Columns {
			c := &t.Columns[i]
			columns = append(columns, worded("", c)+" AS "+quote(c.Label))
		}
		out = append(out, view{
			name: t.Name + "_zh", zh: t.Label + "，中文列名", en: t.Name + " under Chinese names",
			query: fmt.Sprintf("SELECT %s\nFROM %s", strings.Join(columns, ",\n  "), quote(t.Name)),
		})
	}
	return out
}

// worded is a column with its codes in Chinese words; row and column codes of
// the form stay, their labels belong to the cell.
func worded(from string, c *schema.PublishedColumn) string {
	name := from + quote(c.Name)
	if c.Values == nil || c.Name == "row" || c.Name == "column" {
		return name
	}
	var b strings.Builder
	fmt.Fprintf(&b, "CASE %s", name)
	for _, v := range c.Values {
		fmt.Fprintf(&b, " WHEN %s THEN %s", literal(v.Code), literal(v.Label))
	}
	fmt.Fprintf(&b, " ELSE %s END", name)
	return b.String()
}

// inWords is [worded] for a column by name.
func inWords(from string, t *schema.PublishedTable, column string) string {
	for i := range t.Columns {
		if t.Columns[i].Name == column {
			return worded(from, &t.Columns[i])
		}
	}
	panic("descriptor: no column " + t.Name + "." + column)
}
