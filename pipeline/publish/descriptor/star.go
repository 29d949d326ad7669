package descriptor

import (
	"strconv"
	"strings"

	"huizong/schema"
)

// dimensions are joined to the facts by the columns that bear the same names.
func dimensions() []view {
	return []view{
		{name: "dim_unit", zh: "单位：区划代码、名称、类别、所属", en: "units by unit_code", query: `SELECT "unit_code", "unit_name", "kind", ` + inWords("", schema.UnitsTable, "kind") + ` AS "kind_zh",
  coalesce("parent_code", left("unit_code", 6)) AS "county_code", "parent_name" AS "county_name",
  left(coalesce("parent_code", "unit_code"), 4) AS "city_code", left(coalesce("parent_code", "unit_code"), 2) AS "province_code",
  "valid_from", "valid_to", "successor"
FROM "units"`},
		{name: "dim_cell", zh: "指标：代码、表、行、列、名称、计量单位", en: "cells of the form by cell", query: `SELECT "cell", "position", "table", ` + inWords("", schema.FormCellsTable, "table") + ` AS "table_zh", "row", "column",
  "label", "label_en", "unit", "role", ` + inWords("", schema.FormCellsTable, "role") + ` AS "role_zh", "in_2019", "in_2021",
  "cell" IN (` + signedCells() + `) AS "signed"
FROM "form_cells"`},
		{name: "dim_year", zh: "年度", en: "report years by report_year", query: `SELECT "report_year", "report_year" + 1 AS "published_in",
  CASE WHEN "report_year" <= ` + trialYears() + ` THEN ` + literal(schema.Edition2019.String()) + ` ELSE ` + literal(schema.Edition2021.String()) + ` END AS "edition_expected"
FROM (SELECT DISTINCT "report_year" FROM "reports")`},
		{name: "dim_area", zh: "地区：代码、名称、级别", en: "areas by area_code", query: `SELECT DISTINCT "area_code", "area_name", "area_level", ` + inWords("", schema.TotalsTable, "area_level") + ` AS "area_level_zh"
FROM "totals"`},
		{name: "dim_submission", zh: "报送文件", en: "files by submission_id", query: `SELECT "submission_id", "path", "bundle", "format", "verdict", ` + inWords("", schema.SubmissionsTable, "verdict") + ` AS "verdict_zh", "reason", "sha256"
FROM "submissions"`},
		{name: "dim_rule", zh: "规则，及各等级问题数", en: "rules by rule", query: `SELECT r."rule", split_part(r."rule", '.', 1) AS "family",
  count(f."finding_id") FILTER (WHERE f."severity" = 'must') AS "must",
  count(f."finding_id") FILTER (WHERE f."severity" = 'explain') AS "explain",
  count(f."finding_id") FILTER (WHERE f."severity" = 'note') AS "note"
FROM (SELECT "rule" FROM "checks" UNION SELECT "rule" FROM "findings") r LEFT JOIN "findings" f USING ("rule")
GROUP BY ALL`},
	}
}

// factViews hold keys and measures only.
func factViews() []view {
	return []view{
		{name: "fact_cells", zh: "单元格事实：单位 × 年度 × 指标", en: "unit × year × cell", query: `SELECT "unit_code", "county_code", "report_year", "cell", "edition", "state", "value",
  ("state" = 'number')::INTEGER AS "is_number", "submission_id"
FROM "cells"`},
		{name: "fact_totals", zh: "合计事实：地区 × 年度 × 指标", en: "area × year × cell", query: `SELECT "area_code", "report_year", "cell", "total", "units_expected", "units_reported", "units_counted",
  "complete"::INTEGER AS "is_complete", "last_year_total", "change"
FROM "totals"`},
		{name: "fact_filing", zh: "报送事实：单位 × 年度", en: "unit × year owed", query: `SELECT "unit_code", "county_code", "report_year", ("status" = 'filed')::INTEGER AS "is_filed", 1 AS "is_owed",
  "findings_must", "findings_explain", "findings_note", "edition", "submission_id"
FROM "reports"`},
		{name: "fact_findings", zh: "问题事实", en: "findings", query: `SELECT "finding_id", "rule", "severity", "unit_code", "report_year", "cell", "left", "right", "difference",
  ("explanation" IS NULL AND "parent_id" IS NULL)::INTEGER AS "is_open", "submission_id"
FROM "findings"`},
		{name: "fact_checks", zh: "审核事实：规则 × 单位 × 年度", en: "rule × unit × year", query: `SELECT "rule", "unit_code", "report_year", "state", "instances",
  ("state" = 'violated')::INTEGER AS "is_violated", ("state" = 'unclear')::INTEGER AS "is_unclear"
FROM "checks"`},
		{name: "fact_claims", zh: "文字中的数字", en: "numbers said in prose", query: `SELECT "unit_code", "county_code", "report_year", "section", "metric", "value", "qualifier", "ambiguous"::INTEGER AS "is_ambiguous", "submission_id"
FROM "claims"`},
	}
}

// signedCells lists the cells that may be negative, for which a sum of some
// units is no lower bound.
func signedCells() string {
	var codes []string
	for i := range schema.Cells {
		if c := &schema.Cells[i]; c.Signed {
			codes = append(codes, literal(c.Code))
		}
	}
	return strings.Join(codes, ", ")
}

// trialYears is the last report year of the trial form.
func trialYears() string {
	year := 2019
	for schema.EditionFor(year+1) == schema.Edition2019 {
		year++
	}
	return strconv.Itoa(year)
}
