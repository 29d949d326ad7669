package descriptor

import "huizong/schema"

// plain prints a decimal without the zeros behind it: 1234.500000 → 1234.5.
func plain(column string) string { return `rtrim(rtrim(` + column + `::VARCHAR, '0'), '.')` }

// answers are the questions that are asked first.
func answers() []view {
	return []view{
		{name: "totals_said", zh: "合计及其覆盖情况：不完整的写作“≥ 数值 (计入/应报)”", en: "totals with their coverage in words", query: `SELECT t."area_code", t."area_name", t."area_level", t."report_year", t."cell", c."position", c."table", c."label", c."unit",
  t."total", t."units_counted" || '/' || t."units_expected" AS "coverage",
  CASE WHEN t."total" IS NULL THEN '— (' || t."units_counted" || '/' || t."units_expected" || ')'
    WHEN t."complete" THEN ` + plain(`t."total"`) + `
    WHEN c."signed" THEN ` + plain(`t."total"`) + ` || ' (' || t."units_counted" || '/' || t."units_expected" || ')'
    ELSE '≥ ' || ` + plain(`t."total"`) + ` || ' (' || t."units_counted" || '/' || t."units_expected" || ')' END AS "said",
  t."complete"
FROM "totals" t JOIN "dim_cell" c USING ("cell")`},
		{name: "totals_year_over_year", zh: "合计与上年相比；两年都完整才可比", en: "totals beside the year before; comparable if both are complete", query: `SELECT t."area_code", t."area_name", t."area_level", t."report_year", t."cell", c."position", c."table", c."label", c."unit",
  t."total", t."last_year_total", t."change",
  CASE WHEN t."last_year_total" > 0 THEN round(100 * t."change" / t."last_year_total", 1) END AS "change_percent",
  t."units_counted" || '/' || t."units_expected" AS "coverage", l."units_counted" || '/' || l."units_expected" AS "last_year_coverage",
  t."complete" AND coalesce(l."complete", false) AS "comparable"
FROM "totals" t JOIN "dim_cell" c USING ("cell")
LEFT JOIN "totals" l ON l."area_code" = t."area_code" AND l."cell" = t."cell" AND l."report_year" = t."report_year" - 1
WHERE t."last_year_total" IS NOT NULL`},
		{name: "units_year_over_year", zh: "单位各指标与上年相比；撤并的由继承单位承接", en: "each unit's cells beside the year before; a successor goes on for those it took over", query: `WITH "owed" AS (
  SELECT r."unit_code", r."report_year", coalesce(CASE WHEN u."valid_to" = r."report_year" THEN u."successor" END, r."unit_code") AS "goes_on_as"
  FROM "reports" r JOIN "units" u USING ("unit_code")),
"parts" AS (SELECT "goes_on_as", "report_year", count(*) AS "units" FROM "owed" GROUP BY ALL),
"last" AS (
  SELECT o."goes_on_as" AS "unit_code", c."report_year", c."cell", CASE WHEN count(c."value") = any_value(p."units") THEN sum(c."value") END AS "value"
  FROM "cells" c JOIN "owed" o USING ("unit_code", "report_year") JOIN "parts" p USING ("goes_on_as", "report_year")
  GROUP BY ALL)
SELECT t."unit_code", t."unit_name", t."report_year", t."cell", f."position", f."label", f."unit", t."value",
  l."value"::DECIMAL(18, 6) AS "last_year_value", (t."value" - l."value")::DECIMAL(18, 6) AS "change",
  CASE WHEN l."value" > 0 THEN round(100 * (t."value" - l."value") / l."value", 1) END AS "change_percent"
FROM "cells" t JOIN "last" l ON l."unit_code" = t."unit_code" AND l."cell" = t."cell" AND l."report_year" = t."report_year" - 1
JOIN "dim_cell" f ON f."cell" = t."cell"
WHERE t."value" IS NOT NULL AND l."value" IS NOT NULL`},
		{name: "findings_open", zh: "未了的问题，重的在前", en: "open findings, the grave ones first", query: `SELECT f."finding_id", f."severity", ` + inWords("f.", schema.FindingsTable, "severity") + ` AS "severity_zh", f."rule", f."unit_code", f."unit_name", f."report_year",
  f."cell", c."label", f."message", f."message_en", f."formula", f."left", f."right", f."difference", f."suggestion", f."place", s."path"
FROM "findings" f LEFT JOIN "form_cells" c USING ("cell") LEFT JOIN "submissions" s ON s."submission_id" = f."submission_id"
WHERE f."explanation" IS NULL AND f."parent_id" IS NULL
ORDER BY list_position(['must', 'explain', 'note'], f."severity"), f."report_year" DESC, f."unit_code", f."rule", c."position", f."finding_id"`},
		{name: "filing", zh: "报送情况：单位、状态、问题数、文件", en: "who has filed, and what is open", query: `SELECT r."county_code", r."report_year", r."unit_code", r."unit_name", r."status", ` + inWords("r.", schema.ReportsTable, "status") + ` AS "status_zh",
  r."edition", r."findings_must", r."findings_explain", r."findings_note", s."path"
FROM "reports" r LEFT JOIN "submissions" s ON s."submission_id" = r."submission_id"`},
		{name: "coverage", zh: "各地区各年应报、已报、未报单位数", en: "units that owe, filed and are missing, by area and year", query: `SELECT "area_code", "area_name", "area_level", "report_year", max("units_expected") AS "expected", max("units_reported") AS "reported",
  max("units_expected") - max("units_reported") AS "missing"
FROM "totals"
GROUP BY ALL`},
		{name: "trace", zh: "每个数字的出处：文件、位置、原文", en: "where each number stands: file, place, raw text", query: `SELECT c."unit_code", c."unit_name", c."report_year", c."cell", f."label", c."state", c."value", c."raw", s."path", c."place", s."sha256"
FROM "cells" c JOIN "form_cells" f USING ("cell") JOIN "submissions" s ON s."submission_id" = c."submission_id"`},
	}
}
