package workbook

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"huizong/schema"
)

// The number formats: an incomplete total carries its coverage.
const (
	plainFormat = "#,##0.######"
	wholeFormat = "#,##0"
)

// numberFormat shows money with its places, counts without.
func numberFormat(id schema.CellID) string {
	if schema.Cells[id].Decimals {
		return "#,##0.00####"
	}
	return wholeFormat
}

// totalFormat shows a total with its coverage: "≥ 1,234 (22/23)". A negative
// number has a format of its own, or its sign would stand before the "≥".
func totalFormat(t *schema.AreaTotal) string {
	f := numberFormat(t.Cell)
	switch {
	case t.Sum == nil:
		return f + ";-" + f + `;"无数据"`
	case t.Complete():
		return f
	}
	coverage := fmt.Sprintf(`" (%d/%d)"`, t.Counted, t.Expected)
	if !t.AtLeast() {
		return f + coverage
	}
	return fmt.Sprintf(`"≥ "%[1]s%[2]s;"≥ -"%[1]s%[2]s`, f, coverage)
}

// shownWidth is the width in characters that a total takes: its digits with
// their commas, and its coverage. A number wider than its column shows as ###.
func shownWidth(t *schema.AreaTotal) float64 {
	if t == nil || t.Sum == nil {
		return 0
	}
	w := numberWidth(t.Sum)
	if !t.Complete() {
		w += float64(utf8.RuneCountInString(fmt.Sprintf("≥  (%d/%d)", t.Counted, t.Expected)))
	}
	return w
}

// numberWidth is the width in characters of a number with commas, and the room
// beside it; nothing for none.
func numberWidth(d *schema.Decimal) float64 {
	if d == nil {
		return 0
	}
	whole, _, _ := strings.Cut(d.String(), ".")
	places := len(d.String()) - len(whole)
	if places > 0 {
		places = max(places, len(".00"))
	}
	return float64(len(whole)+(len(whole)-1)/3+places) + 2
}

// differs is a formula that says 不符 unless each term, a difference, is less
// than half of the last of six places; text typed over a number differs, too.
func differs(terms ...string) string {
	for i, t := range terms {
		terms[i] = "ABS(" + t + ")"
	}
	return fmt.Sprintf(`IF(IFERROR(%s,1)>0.0000005,"不符","")`, strings.Join(terms, "+"))
}
