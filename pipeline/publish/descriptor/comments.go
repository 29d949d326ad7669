package descriptor

import (
	"regexp"
	"strings"

	"huizong/schema"
)

// shownColumns are the columns of the views that are more than a table: BI
// tools show the comment on a column as its name.
var shownColumns = map[string]string{
	"coverage":              "area_code area_name area_level report_year expected reported missing",
	"dim_area":              "area_code area_name area_level area_level_zh",
	"dim_cell":              "cell position table table_zh row column label label_en unit role role_zh in_2019 in_2021 signed",
	"dim_rule":              "rule family must explain note",
	"dim_submission":        "submission_id path bundle format verdict verdict_zh reason sha256",
	"dim_unit":              "unit_code unit_name kind kind_zh county_code county_name city_code province_code valid_from valid_to successor",
	"dim_year":              "report_year published_in edition_expected",
	"fact_cells":            "unit_code county_code report_year cell edition state value is_number submission_id",
	"fact_checks":           "rule unit_code report_year state instances is_violated is_unclear",
	"fact_claims":           "unit_code county_code report_year section metric value qualifier is_ambiguous submission_id",
	"fact_filing":           "unit_code county_code report_year is_filed is_owed findings_must findings_explain findings_note edition submission_id",
	"fact_findings":         "finding_id rule severity unit_code report_year cell left right difference is_open submission_id",
	"fact_totals":           "area_code report_year cell total units_expected units_reported units_counted is_complete last_year_total change",
	"filing":                "county_code report_year unit_code unit_name status status_zh edition findings_must findings_explain findings_note path",
	"findings_open":         "finding_id severity severity_zh rule unit_code unit_name report_year cell label message message_en formula left right difference suggestion place path",
	"totals_said":           "area_code area_name area_level report_year cell position table label unit total coverage said complete",
	"totals_year_over_year": "area_code area_name area_level report_year cell position table label unit total last_year_total change change_percent coverage last_year_coverage comparable",
	"trace":                 "unit_code unit_name report_year cell label state value raw path place sha256",
	"units_year_over_year":  "unit_code unit_name report_year cell position label unit value last_year_value change change_percent",
}

// madeColumns are the columns that a view makes itself; a column of a table is
// called as there, and one that ends in _zh is that column in words.
var madeColumns = map[string]string{
	"expected": "应报单位数 / units that owe a report", "reported": "已报单位数 / units that filed", "missing": "未报单位数 / units that did not",
	"signed": "可为负 / may be negative", "family": "规则类别 / family of the rule", "must": "强制问题数 / findings of severity must",
	"explain": "核实问题数 / findings of severity explain", "note": "提示问题数 / findings of severity note",
	"county_code": "县级代码 / six-digit division code of the county", "county_name": "县级名称 / name of the county", "city_code": "市级代码 / four-digit code", "province_code": "省级代码 / two-digit code",
	"published_in": "公布年份 / the year in which it is due", "edition_expected": "应用表样 / edition of the form that the year asks for",
	"is_number": "是数字 / 1 if the cell is a number", "is_violated": "不成立 / 1 if the rule does not hold", "is_unclear": "不明 / 1 if unknown cells decide",
	"is_ambiguous": "有歧义 / 1 if it may mean something else", "is_filed": "已报送 / 1 if filed", "is_owed": "应报送 / 1 for each report owed",
	"is_open": "未了 / 1 if neither explained nor caused by another", "is_complete": "完整 / 1 if every unit was counted",
	"coverage": "覆盖：计入/应报 / units counted/owing", "last_year_coverage": "上年覆盖：计入/应报 / units counted/owing last year",
	"said": "合计（文字） / the total as the papers say it", "change_percent": "增减百分比 / change in per cent of last year's",
	"change": "比上年增减 / value less last year's", "comparable": "可比：两年都完整 / both years count every unit", "last_year_value": "上年数值 / last year's value",
}

var sources = regexp.MustCompile(`(?:FROM|JOIN) "(\w+)"`)

// comments are the columns of a view with what they are called.
func comments(v *view) (labels [][2]string) {
	columns := strings.Fields(shownColumns[v.name])
	if len(columns) == 0 {
		return nil
	}
	called := calledIn(v.query)
	for _, column := range columns {
		labels = append(labels, [2]string{column, commentOn(v, called, column)})
	}
	return labels
}

// calledIn is what the columns of the tables that a query reads are called; the
// first table that has a column says it.
func calledIn(query string) map[string]string {
	called := map[string]string{}
	for _, from := range sources.FindAllStringSubmatch(query, -1) {
		table := schema.PublishedTableByName(strings.Replace(from[1], "dim_cell", "form_cells", 1))
		if table == nil {
			continue
		}
		for i := range table.Columns {
			if c := &table.Columns[i]; called[c.Name] == "" {
				called[c.Name] = c.Label + " / " + c.EN
			}
		}
	}
	return called
}

func commentOn(v *view, called map[string]string, column string) string {
	if words, ok := strings.CutSuffix(column, "_zh"); ok {
		zh, _, _ := strings.Cut(commentOn(v, called, words), " / ")
		return zh + "（文字） / " + words + " in Chinese words"
	}
	if said := called[column]; said != "" {
		return said
	}
	if said, ok := madeColumns[column]; ok {
		return said
	}
	panic("descriptor: nobody says what " + v.name + "." + column + " is")
}
