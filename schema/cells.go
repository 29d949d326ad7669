package schema

import "fmt"

// A CellID addresses one form cell of either edition: its index in the form's
// order. Inside, a report is a row of [CellCount] cells; the code strings
// ("t3.received.total") are for the outside.
type CellID int16

// NoCell is the CellID of "no cell in particular".
const NoCell CellID = -1

// CellCount is the number of form cells of both editions together: 10 + 22 − 3
// of table two (decisions mean the same), 26 × 7 of table three, 15 of table four.
const CellCount = 29 + 26*7 + 15

// A FormCell describes one cell of the form.
type FormCell struct {
	ID                    CellID
	Code                  string // table.row.column
	Table                 FormTable
	RowCode, ColumnCode   string
	Group                 string // printed group label above the row or column, "" if none
	RowLabel, ColumnLabel string // printed labels, verbatim
	RowEN, ColumnEN       string
	Unit                  Measure
	Role                  Role
	Signed, Decimals      bool
	In2019, In2021        bool
	RowIndex, ColumnIndex int // 0-based inside [TableThree]×[Applicants], [Proceedings]×[Outcomes], or the block rows
}

// Label names the cell in Chinese: 一、本年新收政府信息公开申请数量 › 总计.
func (c *FormCell) Label() string {
	row := c.RowLabel
	if c.Group != "" {
		row = c.Group + " › " + row
	}
	return row + " › " + c.ColumnLabel
}

// LabelEN names the cell in English.
func (c *FormCell) LabelEN() string { return c.RowEN + " › " + c.ColumnEN }

// Column is the name of the cell's column in the wide table: t3_received_total.
func (c *FormCell) Column() string {
	return c.Table.String() + "_" + c.RowCode + "_" + c.ColumnCode
}

// Cells lists all form cells; Cells[id].ID == id.
var Cells = buildCells()

var (
	cellByCode = codes()
	tableThree = layThree()
	tableFour  = layFour()
)

func codes() map[string]CellID {
	m := make(map[string]CellID, CellCount)
	for i := range Cells {
		m[Cells[i].Code] = Cells[i].ID
	}
	return m
}

func layThree() (t [26][7]CellID) {
	for i := range Cells {
		if c := &Cells[i]; c.Table == Table3 {
			t[c.RowIndex][c.ColumnIndex] = c.ID
		}
	}
	return t
}

func layFour() (t [3][5]CellID) {
	for i := range Cells {
		if c := &Cells[i]; c.Table == Table4 {
			t[c.RowIndex][c.ColumnIndex] = c.ID
		}
	}
	return t
}

// CellByCode returns the cell with the code; ok is false for an unknown code.
func CellByCode(code string) (id CellID, ok bool) {
	id, ok = cellByCode[code]
	return id, ok
}

// T3 returns the cell of table three at a row of [TableThree] and a column of
// [Applicants], both 0-based.
func T3(row, column int) CellID { return tableThree[row][column] }

// T4 returns the cell of table four at a group of [Proceedings] and a column
// of [Outcomes], both 0-based.
func T4(group, column int) CellID { return tableFour[group][column] }

// RequestRowIndex returns the index in [TableThree] of the row code.
func RequestRowIndex(code string) int {
	for i := range TableThree {
		if TableThree[i].Code == code {
			return i
		}
	}
	panic("schema: no row " + code + " in table three")
}

// FormCells lists the cells of a table in an edition, in form order. [Hybrid]
// of table three has the single （六） row in place of its children; of the
// other tables it is 2021.
func FormCells(t FormTable, e Edition) []CellID {
	var ids []CellID
	for i := range Cells {
		if c := &Cells[i]; c.Table == t && c.inEdition(e) {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

func (c *FormCell) inEdition(e Edition) bool {
	switch {
	case e == Edition2019, e == Hybrid && c.Table == Table3:
		return c.In2019
	case e == Edition2021, e == Hybrid:
		return c.In2021
	}
	return false
}

func articleLabel(n int) string {
	return fmt.Sprintf("第二十条第（%s）项", [...]string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}[n])
}

// buildCells lays the editions over each other in the form's order.
func buildCells() []FormCell {
	var cells []FormCell
	index := map[string]int{}
	add := func(c FormCell, in editions) {
		c.Code = c.Table.String() + "." + c.RowCode + "." + c.ColumnCode
		i, known := index[c.Code]
		if !known {
			i = len(cells)
			index[c.Code] = i
			c.ID = CellID(i)
			cells = append(cells, c)
		}
		cells[i].In2019 = cells[i].In2019 || in&in2019 != 0
		cells[i].In2021 = cells[i].In2021 || in&in2021 != 0
	}
	block := func(rows []BlockRow, in editions) {
		for ri, r := range rows {
			for ci, k := range r.Columns {
				add(FormCell{Table: Table2, RowCode: r.Code, ColumnCode: k.Code, Group: articleLabel(r.Article),
					RowLabel: r.Label, ColumnLabel: k.Label, RowEN: r.EN, ColumnEN: k.EN, Unit: k.Unit, Role: k.Role,
					Signed: k.Signed, Decimals: k.Decimals, RowIndex: ri, ColumnIndex: ci}, in)
			}
		}
	}
	block(TableTwo2021, in2021)
	block(TableTwo2019, in2019)
	for ri, r := range TableThree {
		for ci, a := range Applicants {
			role := r.Role
			if a.Role == Total {
				role = Total
			}
			add(FormCell{Table: Table3, RowCode: r.Code, ColumnCode: a.Code, Group: r.Group,
				RowLabel: r.Label, ColumnLabel: a.Label, RowEN: r.EN, ColumnEN: a.EN, Unit: Pieces, Role: role,
				RowIndex: ri, ColumnIndex: ci}, r.in)
		}
	}
	for gi, g := range Proceedings {
		for oi, o := range Outcomes {
			add(FormCell{Table: Table4, RowCode: g.Code, ColumnCode: o.Code,
				RowLabel: g.Label, ColumnLabel: o.Label, RowEN: g.EN, ColumnEN: o.EN, Unit: Pieces, Role: o.Role,
				RowIndex: gi, ColumnIndex: oi}, inBoth)
		}
	}
	return cells
}
