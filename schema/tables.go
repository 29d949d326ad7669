package schema

import (
	"slices"
	"sync"

	"github.com/apache/arrow/go/v15/arrow"
)

// A ColumnType is the type of a published column.
type ColumnType uint8

// The types. Codes are strings and stay inside the files; names that repeat
// are dictionaries.
const (
	StringColumn  ColumnType = iota
	Dictionary               // string, dictionary encoded
	Int32Column              // whole number
	Int64Column              // whole number, sizes in bytes
	YearColumn               // report year, int32
	DecimalColumn            // decimal(18,6), exact
	BoolColumn
)

// A PublishedColumn is one column of a published table.
type PublishedColumn struct {
	Name     string
	Type     ColumnType
	Null     bool
	Label    string // Chinese, as the workbook heads it
	EN       string // what it holds, one phrase
	Measure  Measure
	KeyTable string // foreign key: the table whose key this is

	ZH             string           // what it holds, in Chinese; filled in from the meanings
	NullZH, NullEN string           // what a null says; "" unless Null
	Values         []PublishedValue // the codes of a closed column, nil for an open one
}

// A PublishedTable is one table of the snapshot: its columns are the only
// description of it; the Arrow schema, the descriptor and the dictionary are
// made from them.
type PublishedTable struct {
	Name       string
	Label, EN  string // one row is …
	ByYear     bool   // partitioned by report_year
	PrimaryKey []string
	Columns    []PublishedColumn

	once  sync.Once
	arrow *arrow.Schema // of the columns, made once
}

func key(name string, label, en, table string) PublishedColumn {
	return PublishedColumn{Name: name, Type: Dictionary, Label: label, EN: en, KeyTable: table}
}

func null(c PublishedColumn) PublishedColumn { c.Null = true; return c }

var (
	countyCode   = key("county_code", "县级代码", "six-digit division code of the county", "")
	unitCode     = key("unit_code", "单位代码", "division code of the unit", "units")
	unitName     = key("unit_name", "单位名称", "name of the unit in the roster", "")
	reportYear   = PublishedColumn{Name: "report_year", Type: YearColumn, Label: "报告年度", EN: "the year the report is about"}
	submissionID = key("submission_id", "报送件编号", "the file the row comes from", "submissions")
	cellCode     = key("cell", "指标代码", "form cell, table.row.column", "form_cells")
	edition      = key("edition", "表样版本", "edition of the form: 2019, 2021 or hybrid", "")
	place        = PublishedColumn{Name: "place", Type: StringColumn, Label: "位置", EN: "where it stands in the file"}
)

func text(name, label, en string) PublishedColumn {
	return PublishedColumn{Name: name, Type: StringColumn, Label: label, EN: en}
}

func dict(name, label, en string) PublishedColumn {
	return PublishedColumn{Name: name, Type: Dictionary, Label: label, EN: en}
}

func count(name, label, en string) PublishedColumn {
	return PublishedColumn{Name: name, Type: Int32Column, Label: label, EN: en}
}

func amount(name, label, en string) PublishedColumn {
	return PublishedColumn{Name: name, Type: DecimalColumn, Null: true, Label: label, EN: en}
}

// The published tables, in the order of the design.
var (
	SubmissionsTable = &PublishedTable{Name: "submissions", Label: "报送文件", EN: "one file gathered", PrimaryKey: []string{"submission_id"},
		Columns: []PublishedColumn{
			text("submission_id", "报送件编号", "identity of the file: its path and its bytes"),
			text("path", "文件", "path inside the inbox, bundle parts joined by ›"),
			null(text("bundle", "压缩包", "the bundle it came in")),
			null(text("sha256", "SHA-256", "hash of its bytes, lower-case hexadecimal")),
			{Name: "bytes", Type: Int64Column, Label: "字节数", EN: "size in bytes"},
			null(dict("format", "格式", "format that read it")),
			null(dict("charset", "字符集", "charset of a text format")),
			null(unitCode), null(reportYear), null(edition),
			dict("verdict", "判定", "accepted, superseded, duplicate, held, unreadable, not_a_report or bundle"),
			null(dict("reason_code", "原因代码", "machine word for the reason")),
			null(text("reason", "原因", "why, in Chinese")),
			null(text("reason_en", "原因（英文）", "why, in English")),
		}}
	CellsTable = &PublishedTable{Name: "cells", Label: "单元格", EN: "one form cell of one accepted report", ByYear: true,
		PrimaryKey: []string{"unit_code", "report_year", "cell"},
		Columns: []PublishedColumn{
			countyCode, unitCode, unitName, reportYear, null(edition), cellCode,
			dict("table", "表", "t2, t3 or t4"),
			dict("row", "行代码", "row code of the form cell"),
			dict("column", "列代码", "column code of the form cell"),
			dict("state", "状态", "number, blank, mark, text, unread or absent"),
			amount("value", "数值", "exact value; null unless state is number"),
			null(dict("raw", "原文", "what is printed, verbatim; null where nothing was found")),
			submissionID, null(place),
		}}
	TotalsTable = &PublishedTable{Name: "totals", Label: "汇总", EN: "one form cell of one area and year", ByYear: true,
		PrimaryKey: []string{"area_code", "report_year", "cell"},
		Columns: []PublishedColumn{
			key("area_code", "地区代码", "division code of the area", ""),
			key("area_name", "地区名称", "name of the area", ""),
			dict("area_level", "地区级别", "county, city, province or all"),
			reportYear, cellCode,
			amount("total", "合计", "sum over the units counted; null if none was, or if it is beyond decimal(18,6)"),
			count("units_expected", "应报单位数", "units that owe a report"),
			count("units_reported", "已报单位数", "units with an accepted report"),
			count("units_counted", "计入单位数", "units whose cell is a number and was added"),
			{Name: "complete", Type: BoolColumn, Label: "是否完整", EN: "every unit expected was counted"},
			amount("parts_total", "分项合计", "the same sum made from the parts that the form adds up to this cell; null if the cell is no printed total"),
			amount("parts_difference", "总计与分项之差", "total − parts_total"),
			amount("last_year_total", "上年合计", "total of the year before; null if there is none"),
			amount("change", "比上年增减", "total − last_year_total"),
		}}
	FindingsTable = &PublishedTable{Name: "findings", Label: "问题", EN: "one place where a rule does not hold",
		PrimaryKey: []string{"finding_id"},
		Columns: []PublishedColumn{
			text("finding_id", "问题编号", "stable identity of the finding"),
			key("rule", "规则", "rule id", ""),
			dict("severity", "等级", "must, explain or note"),
			null(unitCode), null(unitName), null(reportYear), null(cellCode),
			text("message", "说明", "what was found and expected, in Chinese"),
			text("message_en", "说明（英文）", "the same in English"),
			null(text("formula", "算式", "the rule with the actual numbers")),
			amount("left", "左边", "left side"),
			amount("right", "右边", "right side"),
			amount("difference", "差额", "left − right"),
			null(place), null(submissionID),
			null(text("explanation", "审核说明", "the unit's explanation")),
			null(text("suggestion", "询问", "a question to the unit; never applied to the data")),
			{Name: "parent_id", Type: StringColumn, Null: true, Label: "所属差错", EN: "finding_id of the slip that explains this finding", KeyTable: "findings"},
		}}
	ChecksTable = &PublishedTable{Name: "checks", Label: "审核结果", EN: "one rule × unit × year",
		PrimaryKey: []string{"rule", "unit_code", "report_year"},
		Columns: []PublishedColumn{
			key("rule", "规则", "rule id", ""), unitCode, reportYear,
			dict("state", "结果", "holds, violated, unclear or not_applicable"),
			count("instances", "处数", "places that were judged"),
		}}
	NarrativeTable = &PublishedTable{Name: "narrative", Label: "文字", EN: "one paragraph of prose", ByYear: true,
		PrimaryKey: []string{"unit_code", "report_year", "section", "ordinal"},
		Columns: []PublishedColumn{
			countyCode, unitCode, reportYear,
			count("section", "章节", "1–6; 0 before the first heading"),
			count("ordinal", "段次", "1-based inside the section"),
			null(text("heading", "标题", "heading of the section as printed")),
			text("text", "原文", "the paragraph, verbatim"),
			submissionID,
		}}
	ClaimsTable = &PublishedTable{Name: "claims", Label: "文字中的数字", EN: "one number said in prose", ByYear: true,
		PrimaryKey: []string{"unit_code", "report_year", "section", "ordinal", "offset", "metric"},
		Columns: []PublishedColumn{
			countyCode, unitCode, reportYear,
			count("section", "章节", "1–6; 0 before the first heading"),
			count("ordinal", "段次", "paragraph inside the section, 1-based"),
			dict("metric", "指标", "what the number counts, e.g. requests.received"),
			{Name: "value", Type: DecimalColumn, Label: "数值", EN: "the number said"},
			dict("qualifier", "确切程度", "exact, at_least or about"),
			{Name: "ambiguous", Type: BoolColumn, Label: "口径不明", EN: "the metric is not certain"},
			text("sentence", "原句", "the sentence it stands in, verbatim"),
			count("offset", "字位", "of the number inside the paragraph, in characters, 0-based"),
			submissionID,
		}}
	ChangesTable = &PublishedTable{Name: "changes", Label: "变动", EN: "one cell, total or status that differs from the snapshot before",
		PrimaryKey: []string{"kind", "code", "report_year", "cell"},
		Columns: []PublishedColumn{
			dict("kind", "类别", "cell, total or status"),
			dict("code", "代码", "unit code of a cell or status, area code of a total"),
			null(dict("name", "名称", "name of the unit or area")),
			reportYear,
			null(dict("cell", "指标代码", "form cell; null for a status")),
			null(text("old", "原值", "what the snapshot before says")),
			null(text("new", "现值", "what this snapshot says")),
			dict("cause", "原因", "refiled (a file came, went or another one stands), roster, rules (or settings), or reader (the same file read otherwise)"),
			null(submissionID),
		}}
	UnitsTable = &PublishedTable{Name: "units", Label: "单位", EN: "one unit of the roster", PrimaryKey: []string{"unit_code"},
		Columns: []PublishedColumn{
			text("unit_code", "单位代码", "division code"),
			text("unit_name", "单位名称", "name"),
			dict("kind", "类别", "subdistrict, town, township, department, county or other"),
			null(dict("parent_code", "上级代码", "six-digit code of the county")),
			null(dict("parent_name", "上级名称", "name of the county")),
			null(text("aliases", "别名", "former and other names, joined by |")),
			null(count("valid_from", "起始年度", "first report year it owes")),
			null(count("valid_to", "终止年度", "last report year it owes")),
			null(key("successor", "继承单位", "code of the unit that goes on in its place", "units")),
		}}
	FormCellsTable = &PublishedTable{Name: "form_cells", Label: "指标", EN: "one cell of the official form", PrimaryKey: []string{"cell"},
		Columns: []PublishedColumn{
			text("cell", "指标代码", "table.row.column"),
			dict("table", "表", "t2, t3 or t4"),
			count("position", "序号", "1-based order in the form"),
			dict("row", "行代码", "row code"),
			dict("column", "列代码", "column code"),
			text("label", "指标名称", "printed labels, Chinese"),
			text("label_en", "指标名称（英文）", "the same in English"),
			dict("unit", "计量单位", "unit of measure"),
			dict("role", "作用", "part, total or stock"),
			{Name: "in_2019", Type: BoolColumn, Label: "2019版", EN: "printed in edition 2019"},
			{Name: "in_2021", Type: BoolColumn, Label: "2021版", EN: "printed in edition 2021"},
		}}
	ReportsTable = reportsTable()
)

// reportsTable is wide: the keys, then one column per form cell.
func reportsTable() *PublishedTable {
	t := &PublishedTable{Name: "reports", Label: "年度报告（宽表）", EN: "one unit and year that owes or filed a report", ByYear: true,
		PrimaryKey: []string{"unit_code", "report_year"},
		Columns: []PublishedColumn{
			countyCode, unitCode, unitName, reportYear, null(edition),
			dict("status", "报送状态", "filed or missing"),
			count("findings_must", "强制问题数", "open findings of severity must"),
			count("findings_explain", "核实问题数", "open findings of severity explain"),
			count("findings_note", "提示问题数", "findings of severity note"),
			null(submissionID),
		}}
	t.Columns = slices.Grow(t.Columns, len(Cells))
	for i := range Cells {
		c := &Cells[i]
		col := amount(c.Column(), c.Label(), c.LabelEN())
		col.Measure = c.Unit
		t.Columns = append(t.Columns, col)
	}
	return t
}

// PublishedTables lists every table of the snapshot.
var PublishedTables = described([]*PublishedTable{
	SubmissionsTable, CellsTable, ReportsTable, TotalsTable, FindingsTable,
	ChecksTable, NarrativeTable, ClaimsTable, ChangesTable, UnitsTable, FormCellsTable,
})

// PublishedTableByName returns the published table of that name, nil if there is none.
func PublishedTableByName(name string) *PublishedTable {
	for _, t := range PublishedTables {
		if t.Name == name {
			return t
		}
	}
	return nil
}

// Arrow returns the Arrow schema of t. Each field carries its Chinese label,
// its English description and, where there is one, its unit of measure. The
// columns do not change after.
func (t *PublishedTable) Arrow() *arrow.Schema {
	t.once.Do(func() { t.arrow = t.makeArrow() })
	return t.arrow
}

func (t *PublishedTable) makeArrow() *arrow.Schema {
	fields := make([]arrow.Field, len(t.Columns))
	for i, c := range t.Columns {
		keys, values := []string{"label", "description"}, []string{c.Label, c.EN}
		if c.Measure != "" {
			keys, values = append(keys, "unit"), append(values, string(c.Measure))
		}
		fields[i] = arrow.Field{Name: c.Name, Type: c.Type.arrow(), Nullable: c.Null, Metadata: arrow.NewMetadata(keys, values)}
	}
	return arrow.NewSchema(fields, nil)
}

// DecimalType is the Arrow type of every value: decimal(18,6).
var DecimalType = &arrow.Decimal128Type{Precision: DecimalPrecision, Scale: DecimalScale}

func (c ColumnType) arrow() arrow.DataType {
	switch c {
	case Dictionary:
		return &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int32, ValueType: arrow.BinaryTypes.String}
	case Int32Column, YearColumn:
		return arrow.PrimitiveTypes.Int32
	case Int64Column:
		return arrow.PrimitiveTypes.Int64
	case DecimalColumn:
		return DecimalType
	case BoolColumn:
		return arrow.FixedWidthTypes.Boolean
	}
	return arrow.BinaryTypes.String
}
