package workbook

import (
	"strconv"

	"huizong/schema"
)

// asDouble is what a spreadsheet stores for an amount with places. Spreadsheets
// have nothing else; a double prints back the same digits up to fifteen, which
// is all they show. The data keep the exact decimal.
func asDouble(d schema.Decimal) float64 {
	f, _ := strconv.ParseFloat(d.String(), 64) // a Decimal prints as a number
	return f
}
