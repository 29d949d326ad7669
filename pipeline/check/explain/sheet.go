package explain

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"huizong/schema"
)

// unzipped bounds what a workbook may expand to.
const unzipped = 64 << 20

// readSheet reads the first sheet of a workbook. Its headings are the labels or
// keys of [Columns]; columns headed otherwise are left alone, so that the
// findings sheet of a run with 说明 added to it will do.
func readSheet(name string, data []byte) ([]entry, error) {
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: unzipped, UnzipXMLSizeLimit: unzipped})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	defer book.Close()
	sheet := book.GetSheetName(0)
	rows, err := book.GetRows(sheet, excelize.Options{RawCellValue: true}) // dates as day numbers, numbers unrounded
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(rows) > maxRows {
		return nil, fmt.Errorf("%s: more than %d rows", name, maxRows)
	}
	head, columns := headings(rows)
	if columns == nil {
		return nil, fmt.Errorf("%s: no row of headings with 单位代码, 年度, 规则 and 说明 (or unit, year, rule, text)", name)
	}
	var all []entry
	for i, row := range rows[head+1:] {
		place := schema.Place{File: name, Sheet: sheet, Row: head + 2 + i}
		e := entry{place: place, values: map[string]written{}}
		for k, text := range row {
			if k < len(columns) && columns[k] != nil {
				place.Column = k + 1
				e.values[columns[k].Key] = written{text, place.String()}
			}
		}
		if strings.TrimSpace(e.values["text"].text) != "" { // a row without a text explains nothing
			all = append(all, e)
		}
	}
	return all, nil
}

// headings finds the row that heads the columns.
func headings(rows [][]string) (at int, columns []*Column) {
	for i, row := range rows {
		found := make([]*Column, len(row))
		has := map[string]bool{}
		for k, text := range row {
			if c := columnOf(strings.TrimSpace(text)); c != nil && !has[c.Key] {
				found[k], has[c.Key] = c, true
			}
		}
		if has["unit"] && has["year"] && has["rule"] && has["text"] {
			return i, found
		}
	}
	return 0, nil
}
