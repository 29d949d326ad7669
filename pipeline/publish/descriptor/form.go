package descriptor

import (
	"fmt"
	"strings"

	"huizong/schema"
)

// formViews show the reports as the form prints them, under the printed labels.
func formViews() []view {
	return []view{formTwo(), formThree(), formFour()}
}

// unitHeads are the columns that say whose row it is.
func unitHeads(from string) []string {
	var out []string
	for _, c := range schema.ReportsTable.Columns {
		switch c.Name {
		case "county_code", "unit_code", "unit_name", "report_year", "edition":
			out = append(out, from+quote(c.Name)+" AS "+quote(c.Label))
		}
	}
	return out
}

// formTwo has one row per unit and year: the cells of table two of both
// editions side by side.
func formTwo() view {
	columns := unitHeads("")
	for i := range schema.Cells {
		if c := &schema.Cells[i]; c.Table == schema.Table2 {
			columns = append(columns, quote(c.Column())+" AS "+quote(c.RowLabel+" › "+c.ColumnLabel))
		}
	}
	return view{name: "t2_zh", zh: "表二，每单位每年一行", en: "table two, a row per unit and year",
		query: "SELECT " + strings.Join(columns, ",\n  ") + "\nFROM \"reports\"\nWHERE \"status\" = 'filed'"}
}

// formThree has one row per unit, year and printed row, the seven applicants
// as columns.
func formThree() view {
	var rows, columns []string
	for i, r := range schema.TableThree {
		rows = append(rows, fmt.Sprintf("(%d, %s, %s, %s)", i+1, literal(r.Code), literal(r.Group), literal(r.Label)))
	}
	for _, a := range schema.Applicants {
		columns = append(columns, pivoted(a.Code, a.Label))
	}
	return pivot("t3", "表三", "table three, a row per unit, year and printed row", rows,
		`r."place" AS "序号", r."group" AS "组", r."label" AS "行"`, columns)
}

// formFour has one row per unit, year and kind of proceeding, the five
// outcomes as columns.
func formFour() view {
	var rows, columns []string
	for i, p := range schema.Proceedings {
		rows = append(rows, fmt.Sprintf("(%d, %s, '', %s)", i+1, literal(p.Code), literal(p.Label)))
	}
	for _, o := range schema.Outcomes {
		columns = append(columns, pivoted(o.Code, o.Label))
	}
	return pivot("t4", "表四", "table four, a row per unit, year and kind of proceeding", rows, `r."place" AS "序号", r."label" AS "类别"`, columns)
}

func pivoted(code, label string) string {
	return fmt.Sprintf(`max(c."value") FILTER (WHERE c."column" = %s) AS %s`, literal(code), quote(label))
}

// pivot turns the cells of a form table into printed rows. A null is not a
// number, and how many cells of the row are none is said beside them.
func pivot(table, zh, en string, rows []string, heads string, columns []string) view {
	lead := append(unitHeads("c."), heads)
	return view{name: table + "_zh", zh: zh + "，每单位每年每行一行", en: en, query: fmt.Sprintf(`WITH r("place", "code", "group", "label") AS (VALUES
  %s)
SELECT %s,
  %s,
  count(*) FILTER (WHERE c."state" <> 'number') AS "非数字格数"
FROM "cells" c JOIN r ON r."code" = c."row"
WHERE c."table" = %s
GROUP BY ALL`, strings.Join(rows, ",\n  "), strings.Join(lead, ", "), strings.Join(columns, ",\n  "), literal(table))}
}
