package maker

import (
	"huizong/schema"
)

// A SlipKind is one way in which a report can be wrong.
type SlipKind struct {
	Kind string
	Rule string // what must be raised
	Doc  string
	put  func(h *hand) bool // false: this report has no place for it
}

// A Near says what else is there when a slip is put in: the unit's report of
// the year before, and another unit's of the same year. Both may be nil.
type Near struct{ Last, Other *Report }

// A hand puts one slip into one report.
type hand struct {
	*Report
	near Near
	d    *dice
	cell schema.CellID // where the finding must be raised
	also []string      // rules that are broken besides, about no single cell
}

// SlipKinds lists every kind, in the order of the rule book.
var SlipKinds = []SlipKind{
	{"row_total", "t3.row_total", "the total of a row of table three is off", slipRowTotal},
	{"row_total_zero", "t3.row_total", "a total of 0 stands over parts", slipRowTotalZero},
	{"answered", "t3.answered", "（七）总计 of a column is off", slipAnswered},
	{"balance", "t3.balance", "一 + 二 is not 三（七） + 四", slipBalance},
	{"group", "t3.group", "a printed （六） row is not the sum of its children", slipGroup},
	{"t4_total", "t4.total", "a total of table four is off", slipFourTotal},
	{"stock", "t2.stock", "fewer documents in force than issued less repealed", slipStock},
	{"decimal", "cell.number", "a count has decimals", slipDecimal},
	{"negative", "cell.number", "a count is negative", slipNegative},
	{"blank", "cell.blank", "a cell is empty", slipMark("")},
	{"slash", "cell.blank", "a cell holds /", slipMark("/")},
	{"dash", "cell.blank", "a cell holds -", slipMark("-")},
	{"long_dash", "cell.blank", "a cell holds —", slipMark("—")},
	{"none", "cell.blank", "a cell holds 无", slipMark("无")},
	{"carry", "year.carry", "carried_in is not last year's carried_out", slipCarry},
	{"year_stock", "year.stock", "in_force does not follow from last year's", slipYearStock},
	{"jump", "year.jump", "a count is more than five times last year's", slipJump},
	{"regulations", "law.regulations", "a township has made regulations", slipRegulations},
	{"norms", "norms.loose", "twenty and more normative documents", slipNorms},
	{"subdistrict_norms", "law.subdistrict_norms", "a subdistrict has normative documents", slipSubdistrictNorms},
	{"yuan", "fee.unit", "yuan in a cell for ten thousand yuan", slipYuan},
	{"text_none", "text.none", "the prose says 未收到, the table has requests", slipTextNone},
	{"text_number", "text.requests", "the prose says another number of requests than the table", slipTextNumber},
	{"text_proceedings", "text.proceedings", "the prose says another number of reviews than the table", slipTextProceedings},
	{"text_parts", "text.parts", "an enumerated sum does not add up", slipTextParts},
	{"title_year", "time.year", "the title names another year", slipTitleYear},
	{"period", "time.period", "the period does not end on 31 December", slipPeriod},
	{"period_year", "time.year", "the period is last year's", slipPeriodYear},
	{"late", "time.late", "dated after the deadline", slipLate},
	{"stale", "time.stale", "cites the trial form of 2019", slipStale},
	{"leftover", "form.leftover", "template text is left in", slipLeftover},
	{"doubled", "form.leftover", "a heading stands there twice", slipDoubled},
	{"missing_section", "form.sections", "a section is missing", slipMissingSection},
	{"missing_table", "form.tables", "a heading has no table", slipMissingTable},
	{"section5", "form.section5", "section five says nothing", slipSectionFive},
	{"section6", "fee.section6", "section six is silent about 信息处理费", slipSectionSix},
	{"other_name", "name.other", "another unit's name stands in the text", slipOtherName},
	{"own_kind", "name.other", "a 乡 calls itself 本镇, or the other way round", slipOwnKind},
	{"copied", "text.copied", "section five is another unit's", slipCopied},
	{"copied_last", "text.copied", "section five is last year's", slipCopiedLast},
	{"copied_table", "table.copied", "table three is another unit's", slipCopiedTable},
	{"row_shift", "slip.row_shift", "the figures of a row stand one column off", slipRowShift},
	{"rows_down", "slip.row_shift", "the figures of the results stand one row off", slipRowsDown},
	{"column_swap", "slip.column_swap", "two columns are swapped", slipColumnSwap},
	{"times_ten", "slip.times_ten", "a figure has one zero too many", slipTimesTen},
	{"digits_split", "slip.digits_split", "the digits of a figure stand in two cells", slipDigitsSplit},
	{"digits_swapped", "slip.digits_swapped", "two digits of a figure changed places", slipDigitsSwapped},
	{"total_empty", "slip.total_empty", "the total column, or the total row, is empty", slipTotalEmpty},
	{"blank_column", "cell.blank", "the column of one kind of applicant is empty", slipBlankColumn},
	{"compensating", "slip.compensating", "one more here, one less there", slipCompensating},
}

// SlipKindByName returns the kind, nil if there is none of that name.
func SlipKindByName(kind string) *SlipKind {
	for i := range SlipKinds {
		if SlipKinds[i].Kind == kind {
			return &SlipKinds[i]
		}
	}
	return nil
}

// Inject puts a slip of the kind into the report and writes down what must be
// raised for it, consequences included. It returns false, and changes nothing,
// if the report has no place for the slip. Of several slips those in the tables
// come first: some of them write the prose anew, to say what the tables say.
func (r *Report) Inject(kind string, near Near) bool {
	k := SlipKindByName(kind)
	if k == nil {
		panic("maker: no slip " + kind)
	}
	h := &hand{Report: r, near: near, d: r.dice("slip " + kind), cell: schema.NoCell}
	before := *r
	if !k.put(h) {
		*r = before
		return false
	}
	r.Slips = append(r.Slips, Slip{kind, k.Rule, h.cell})
	for _, rule := range h.also {
		r.Slips = append(r.Slips, Slip{kind, rule, schema.NoCell})
	}
	r.settle(near.Last)
	return true
}

// settle writes the consequences behind the slips that were put in.
func (r *Report) settle(last *Report) {
	var kept []Slip
	known := map[Slip]bool{}
	for _, s := range r.Slips {
		if s.Kind != Follows {
			kept = append(kept, s)
			known[Slip{Follows, s.Rule, s.Cell}] = true
		}
	}
	for _, s := range append(r.consequences(last), r.contradictions()...) {
		if !known[s] {
			known[s] = true
			kept = append(kept, s)
		}
	}
	r.Slips = kept
}

// count returns a whole number in a cell.
func (h *hand) count(id schema.CellID) int64 { return h.value(id) }

// add changes a number in a cell.
func (h *hand) add(id schema.CellID, n int64) {
	h.Cells[id] = Number(h.Cells[id].Value + schema.DecimalOf(n))
}

// addTo changes an applicant's figure of a row and the row's total with it.
func (h *hand) addTo(row, column int, n int64) {
	h.add(schema.T3(row, column), n)
	h.add(schema.T3(row, applicantParts), n)
}

// three reports whether table three is there.
func (h *hand) three() bool { return !h.Sections[2].NoTable && !h.Sections[2].Missing }

// rowWhere draws a printed row of table three.
func (h *hand) rowWhere(fits func(row int) bool) (row int, ok bool) {
	var rows []int
	for _, x := range h.rowsThree() {
		if fits(x) {
			rows = append(rows, x)
		}
	}
	if len(rows) == 0 || !h.three() {
		return 0, false
	}
	return pick(h.d, rows), true
}

// delta is a small wrong amount.
func (h *hand) delta() int64 { return int64(h.d.between(1, 4)) }

// busy counts the figures of a row that are not zero, total left out.
func (h *hand) busy(row int) (n int) {
	for c := range applicantParts {
		if h.count(schema.T3(row, c)) != 0 {
			n++
		}
	}
	return n
}

// distinctRow reports whether a row has at least two different figures.
func (h *hand) distinctRow(row int) bool {
	for c := 1; c < applicantParts; c++ {
		if h.count(schema.T3(row, c)) != h.count(schema.T3(row, 0)) {
			return true
		}
	}
	return false
}
