package workbook

import (
	"fmt"
	"math"

	"github.com/xuri/excelize/v2"

	"huizong/schema"
)

// The township sheet: four columns about the unit, then one per form cell.
const (
	unitColumns = 4
	unitHead    = 5 // rows above the first unit: title, table, row, column, code
)

// sumRow is the row of the sums on the township sheet.
func (b *book) sumRow() int { return unitHead + len(b.units) + 1 }

var tableTitles = [...]string{"", "表二 主动公开政府信息情况", "表三 收到和处理政府信息公开申请情况", "表四 行政复议、行政诉讼情况"}

func (b *book) townships(s *sheet) {
	widths := append([]float64{11, 16, 8, 8}, b.cellWidths()...)
	s.widths(widths...)
	s.freeze(2, unitHead)
	s.title(fmt.Sprintf("%s%d年度各单位数据", b.facts.Area.Name, b.year), 14)
	head := look{bold: true, center: true, wrap: true, border: true, shade: true}
	rows := [4][]any{}
	for i, l := range []string{"单位代码", "单位名称", "状态", "表样"} {
		rows[0] = append(rows[0], s.text(l, head))
		for r := 1; r < 4; r++ {
			rows[r] = append(rows[r], s.text("", head))
		}
		s.merge(i, 2, i, 5)
	}
	for _, id := range b.cells {
		c := &schema.Cells[id]
		for r, l := range []string{tableTitles[c.Table], rowTitle(c), c.ColumnLabel, c.Code} {
			h := head
			h.small = r == 3
			h.center = r > 0 // a table's title is wider than a screen
			rows[r] = append(rows[r], s.text(l, h))
		}
	}
	b.mergeHeads(s, rows[:2])
	for r, height := range []float64{18, 42, 30, 36} {
		s.add(height, rows[r]...)
	}
	b.rows = b.newUnitRows(s)
	s.row += len(b.units)
	b.sums(s)
	s.filter(unitHead, unitColumns+len(b.cells), unitHead+len(b.units))
	s.paper(true, 0, "$A:$B,$1:$5")
	const charactersOnPage = 160 // beside the repeated columns, at four fifths of their size
	across := int(math.Ceil(sum(widths[2:]) / charactersOnPage))
	s.keep(s.x.SetPageLayout(s.name, &excelize.PageLayoutOptions{FitToWidth: &across}))
}

func rowTitle(c *schema.FormCell) string {
	if c.Group == "" || c.Table == schema.Table2 {
		return c.RowLabel
	}
	return c.Group + " " + c.RowLabel
}

// cellWidths are what each column's sum and the reports' numbers need.
func (b *book) cellWidths() []float64 {
	widths := make([]float64, len(b.cells))
	for k, id := range b.cells {
		widths[k] = max(10, shownWidth(b.total[id]))
	}
	var least, most [schema.CellCount]schema.Decimal // of whole numbers: none between them is wider
	for i := range b.units {
		r := b.facts.Report(b.units[i].Code, b.year)
		if r == nil {
			continue
		}
		for k, id := range b.cells {
			d, ok := r.Cells[id].Known()
			switch {
			case !ok:
			case d.IsWhole():
				least[k], most[k] = min(least[k], d), max(most[k], d)
			default:
				widths[k] = max(widths[k], numberWidth(&d))
			}
		}
	}
	for k := range widths {
		widths[k] = math.Ceil(max(widths[k], numberWidth(&least[k]), numberWidth(&most[k])))
	}
	return widths
}

// mergeHeads joins the heads of neighbouring columns that say the same: the
// first says it for all.
func (b *book) mergeHeads(s *sheet, rows [][]any) {
	for r, same := range []func(a, b *schema.FormCell) bool{
		func(a, b *schema.FormCell) bool { return a.Table == b.Table },
		func(a, b *schema.FormCell) bool { return a.Table == b.Table && a.RowCode == b.RowCode },
	} {
		from := 0
		for i := 1; i <= len(b.cells); i++ {
			if i < len(b.cells) && same(&schema.Cells[b.cells[from]], &schema.Cells[b.cells[i]]) {
				rows[r][unitColumns+i] = s.text("", look{border: true, shade: true})
				continue
			}
			s.merge(unitColumns+from, 2+r, unitColumns+i-1, 2+r)
			from = i
		}
	}
}

// sums writes three rows under the units: the live sums, the published values,
// and where they differ.
func (b *book) sums(s *sheet) {
	sum, published := b.sumRow(), b.sumRow()+1
	bold := look{bold: true, border: true, shade: true}
	live := []any{s.text("合计", bold), s.text("（公式）", bold), s.text("", bold), s.text("", bold)}
	fixed := []any{s.text("发布值", look{border: true}), s.text("（数据集）", look{border: true}), s.text("", look{border: true}), s.text("", look{border: true})}
	check := []any{s.text("核对", look{border: true}), s.text("", look{border: true}), s.text("", look{border: true}), s.text("", look{border: true})}
	for _, id := range b.cells {
		col, t := b.column[id], b.total[id]
		l := bold
		l.format = totalFormat(t)
		live = append(live, excelize.Cell{StyleID: s.style(l), Formula: fmt.Sprintf("SUM(%s%d:%s%d)", col, unitHead+1, col, unitHead+len(b.units)), Value: cachedOrZero(t.Sum)})
		fixed = append(fixed, s.number(t.Sum, look{border: true, format: numberFormat(id)}))
		check = append(check, excelize.Cell{StyleID: s.style(look{border: true, center: true, bold: true, color: "C00000"}),
			Formula: differs(fmt.Sprintf("%s%d-%s%d", col, sum, col, published)), Value: ""})
	}
	s.add(20, live...)
	s.add(0, fixed...)
	s.add(0, check...)
	red, err := s.x.NewConditionalStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFC7CE"}}, Font: &excelize.Font{Color: "9C0006", Bold: true}})
	s.keep(err)
	s.keep(s.x.SetConditionalFormat(s.name, at(unitColumns, published+1)+":"+at(unitColumns+len(b.cells)-1, published+1),
		[]excelize.ConditionalFormatOptions{{Type: "cell", Criteria: "==", Format: &red, Value: `"不符"`}}))
}

func cachedOrZero(d *schema.Decimal) any {
	if d == nil {
		return int64(0)
	}
	return cached(*d)
}
