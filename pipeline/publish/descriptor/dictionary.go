package descriptor

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"huizong/schema"
)

// Dictionary writes the data dictionary in Markdown: every table, column, code
// and view, Chinese first, English beside. It is the same for every snapshot.
func Dictionary(w io.Writer) error {
	b := bufio.NewWriter(w)
	b.WriteString(dictionaryHead)
	b.WriteString("\n| 表 table | 中文名 | 每行是 one row is | 列 columns | 文件 files |\n|---|---|---|---:|---|\n")
	for _, t := range schema.PublishedTables {
		fmt.Fprintf(b, "| [%s](#%s) | %s | %s | %d | `%s` |\n", t.Name, t.Name, t.Label, t.EN, len(t.Columns), glob(t))
	}
	for _, t := range schema.PublishedTables {
		writeTable(b, t)
	}
	writeCodes(b)
	writeViews(b)
	return b.Flush() // the first error of all writes
}

const dictionaryHead = `# 数据字典 / Data dictionary

由 schema 生成，请勿手改。Generated from the schema; do not edit by hand.

- **空值从不是零。** 空白、符号、读不出的格，数值列为空，看 ` + "`cells.state`" + `。A null is never a zero: where the form has a blank, a mark or something unread, the value is
  null and ` + "`cells.state`" + ` says which.
- **合计只在完整时是合计。** ` + "`complete`" + ` 为假时是下限，须连同 ` + "`units_counted`/`units_expected`" + ` 引用。A total is one only where complete is true; otherwise it is a lower bound (where
  the cell cannot be negative) and is quoted with its coverage.
- **数值** ` + "`decimal(18,6)`" + `，准确的六位小数，在 Parquet 中存为 INT64，不经浮点。Values are exact; read them as decimals, not as floats.
- **代码是文本**，不要当作数字（区划代码、指标代码）。Codes are text.
- **分区**：按年度分文件夹 ` + "`year=2023`" + `，文件内另有同值的 ` + "`report_year`" + ` 列。Folders are named by year; the files hold the same value as report_year.
- **隐私**：` + "`narrative.text`、`claims.sentence`、`findings.message`、`cells.raw`" + ` 是报送原文，可能含个人姓名和电话，不作遮盖（文书和网页默认遮盖）。对外提供前请去掉这些列。
  These columns quote the reports as filed and may hold names and phone numbers of persons, unmasked; leave them out of what goes outside.
`

func writeTable(b io.Writer, t *schema.PublishedTable) {
	fmt.Fprintf(b, "\n## %s\n\n%s：one row is %s. `%s`\n\n", t.Name, t.Label, t.EN, glob(t))
	fmt.Fprintf(b, "键 key: %s\n\n", "`"+strings.Join(t.PrimaryKey, "`, `")+"`")
	fmt.Fprint(b, "| 列 column | 中文名 | 类型 type | 单位 unit | 含义 meaning | 空值 null |\n|---|---|---|---|---|---|\n")
	for i := range t.Columns {
		c := &t.Columns[i]
		null := "—"
		if c.Null {
			null = c.NullZH + "<br>" + c.NullEN
		}
		fmt.Fprintf(b, "| `%s` | %s | `%s` | %s | %s | %s |\n", c.Name, cellText(c.Label), columnTypes[c.Type].physical, c.Measure, cellText(meaningOf(t, c)), cellText(null))
	}
}

func meaningOf(t *schema.PublishedTable, c *schema.PublishedColumn) string {
	m := c.ZH + "<br>" + c.EN
	if c.ZH == c.Label {
		m = c.EN
	}
	if c.Values != nil {
		m += "<br>→ [代码 codes](#" + codesAnchor(t, c) + ")"
	}
	if c.KeyTable != "" && !isKey(t, c) {
		m += "<br>→ [" + c.KeyTable + "](#" + c.KeyTable + ")"
	}
	return m
}

var inCell = strings.NewReplacer("|", `\|`, "\n", " ")

// cellText keeps a text inside one cell of a Markdown table.
func cellText(s string) string { return inCell.Replace(s) }

// codesAnchor names a list of codes: by the column, and by the table too where
// two tables have different codes under one column name.
func codesAnchor(t *schema.PublishedTable, c *schema.PublishedColumn) string {
	if c.Name == "state" || c.Name == "unit" {
		return "codes-" + t.Name + "-" + c.Name
	}
	return "codes-" + c.Name
}

// writeCodes lists the codes of the closed columns, each list once.
func writeCodes(b io.Writer) {
	fmt.Fprint(b, "\n## 代码 / Codes\n")
	done := map[string]bool{}
	for _, t := range schema.PublishedTables {
		for i := range t.Columns {
			c := &t.Columns[i]
			anchor := codesAnchor(t, c)
			if c.Values == nil || done[anchor] {
				continue
			}
			done[anchor] = true
			fmt.Fprintf(b, "\n### %s\n\n`%s`，%s\n\n| 代码 code | 中文 | English |\n|---|---|---|\n", anchor, c.Name, c.Label)
			for _, v := range c.Values {
				fmt.Fprintf(b, "| `%s` | %s | %s |\n", v.Code, v.Label, v.EN)
			}
		}
	}
}

func writeViews(b io.Writer) {
	fmt.Fprint(b, "\n## 视图 / Views\n\n`views.sql` 在 DuckDB 中建立以下视图。These views stand in views.sql for DuckDB.\n\n| 视图 view | 内容 | what it shows |\n|---|---|---|\n")
	for _, g := range viewGroups() {
		fmt.Fprintf(b, "| **%s** | | **%s** |\n", g.zh, g.en)
		for _, v := range g.views {
			fmt.Fprintf(b, "| `%s` | %s | %s |\n", v.name, v.zh, v.en)
		}
	}
}
