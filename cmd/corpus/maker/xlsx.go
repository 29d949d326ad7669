package maker

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"huizong/schema"

	"github.com/xuri/excelize/v2"
)

// The variants of a workbook.
const (
	XLSXOneSheet = "onesheet" // everything on one sheet, prose in merged rows
	XLSXSheets   = "sheets"   // the prose on one sheet, each table on its own
	XLSXText     = "text"     // numbers stored as text
	XLSXFormulas = "formulas" // totals are formulas with cached values
	XLSXHidden   = "hidden"   // hidden rows, and a hidden sheet with an empty form
	XLSXInline   = "inline"   // inline strings, cells without references
	XLSXExcelize = "excelize" // written by another program
)

var xlsxVariants = []string{XLSXOneSheet, XLSXSheets, XLSXText, XLSXFormulas, XLSXHidden, XLSXInline, XLSXExcelize}

// A sheet is one worksheet before it becomes XML.
type sheet struct {
	name   string
	hidden bool
	rows   []sheetRow
	merges []string
}

type sheetRow struct {
	hidden bool
	cells  []sheetCell
}

// A sheetCell is a number if number is set, else a string; an empty string
// with no number is a cell that only has a border.
type sheetCell struct {
	text    string
	number  bool
	formula string
}

// workbookWidth is how many columns prose rows are merged over.
const workbookWidth = 10

func writeXLSX(r *Report, f Finish) ([]byte, error) {
	sheets := r.sheets(f.Variant)
	if f.Variant == XLSXExcelize {
		return byExcelize(sheets)
	}
	w := &workbook{inline: f.Variant == XLSXInline, index: map[string]int{}}
	return w.write(sheets)
}

// sheets lays the report out.
func (r *Report) sheets(variant string) []*sheet {
	split := variant == XLSXSheets || variant == XLSXFormulas
	first := &sheet{name: "年度报告"}
	out := []*sheet{first}
	for _, block := range r.Paper() {
		switch {
		case block.Grid != nil && split:
			s := &sheet{name: fmt.Sprintf("表%d", len(out)+1)}
			s.table(block.Grid, variant)
			out = append(out, s)
		case block.Grid != nil:
			first.table(block.Grid, variant)
			first.rows = append(first.rows, sheetRow{})
		default:
			first.prose(block.Text)
			if variant == XLSXHidden && block.Style == HeadingLine {
				first.rows = append(first.rows, sheetRow{hidden: true, cells: []sheetCell{{text: "（填报说明：零申请填0，不得空项）"}}})
			}
		}
	}
	if variant == XLSXHidden {
		blank := Make(Order{Seed: "form", Unit: r.Unit, Year: r.Year, Edition: r.Edition, Level: Zero, Variety: Official})
		s := &sheet{name: "模板", hidden: true}
		s.table(blank.gridTwo(), variant)
		out = append(out, s)
	}
	return out
}

func (s *sheet) prose(text string) {
	s.rows = append(s.rows, sheetRow{cells: []sheetCell{{text: text}}})
	n := len(s.rows)
	s.merges = append(s.merges, reference(0, n-1)+":"+reference(workbookWidth-1, n-1))
}

// reference is the name of a cell, column and row 0-based: A1.
func reference(column, row int) string {
	return string(rune('A'+column)) + strconv.Itoa(row+1)
}

func (s *sheet) table(g *Grid, variant string) {
	top := len(s.rows)
	for y, slots := range g.Slots() {
		line := make([]sheetCell, len(slots))
		for x, slot := range slots {
			if !slot.Anchor() {
				continue
			}
			line[x] = sheetCell{text: slot.Text, number: variant != XLSXText && plainNumber(slot.Text)}
			if variant == XLSXFormulas && line[x].number {
				line[x].formula = formulaOf(slot.ID, x, top+y)
			}
			if slot.Rows > 1 || slot.Columns > 1 {
				s.merges = append(s.merges, reference(x, top+y)+":"+reference(x+slot.Columns-1, top+y+slot.Rows-1))
			}
		}
		s.rows = append(s.rows, sheetRow{cells: line})
	}
}

// plainNumber reports whether a spreadsheet would take the text for a number.
func plainNumber(s string) bool {
	digits := strings.Trim(s, "0123456789.-")
	_, err := schema.ParseDecimal(s)
	return digits == "" && err == nil
}

// formulaOf sums the cells to the left for the totals of tables three and four.
func formulaOf(id schema.CellID, x, y int) string {
	if id == schema.NoCell {
		return ""
	}
	parts := map[schema.FormTable]int{schema.Table3: 6, schema.Table4: 4}[schema.Cells[id].Table]
	if parts == 0 || schema.Cells[id].ColumnCode != "total" {
		return ""
	}
	return "SUM(" + reference(x-parts, y) + ":" + reference(x-1, y) + ")"
}

// byExcelize lets excelize write the sheets.
func byExcelize(sheets []*sheet) ([]byte, error) {
	f := excelize.NewFile()
	for i, s := range sheets {
		if i == 0 {
			if err := f.SetSheetName("Sheet1", s.name); err != nil {
				return nil, err
			}
		} else if _, err := f.NewSheet(s.name); err != nil {
			return nil, err
		}
		for y, row := range s.rows {
			for x, c := range row.cells {
				set := f.SetCellStr
				if c.number {
					set = f.SetCellDefault
				}
				if c.text == "" {
					continue
				}
				if err := set(s.name, reference(x, y), c.text); err != nil {
					return nil, err
				}
			}
		}
		for _, m := range s.merges {
			from, to, _ := strings.Cut(m, ":")
			if err := f.MergeCell(s.name, from, to); err != nil {
				return nil, err
			}
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return b.Bytes(), f.Close()
}

// A workbook writes SpreadsheetML as Excel and WPS do.
type workbook struct {
	inline  bool
	strings []string
	index   map[string]int
}

const (
	mainNS   = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	relNS    = `xmlns="http://schemas.openxmlformats.org/package/2006/relationships"`
	officeNS = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	sheetCT  = `application/vnd.openxmlformats-officedocument.spreadsheetml.`
)

func (w *workbook) write(sheets []*sheet) ([]byte, error) {
	var parts []member
	var types, names, rels strings.Builder
	for i, s := range sheets {
		n := strconv.Itoa(i + 1)
		state := ""
		if s.hidden {
			state = ` state="hidden"`
		}
		types.WriteString(`<Override PartName="/xl/worksheets/sheet` + n + `.xml" ContentType="` + sheetCT + `worksheet+xml"/>`)
		names.WriteString(`<sheet name="` + escape(s.name) + `" sheetId="` + n + `"` + state + ` r:id="rId` + n + `"/>`)
		rels.WriteString(`<Relationship Id="rId` + n + `" Type="` + officeNS + `/worksheet" Target="worksheets/sheet` + n + `.xml"/>`)
		parts = append(parts, member{"xl/worksheets/sheet" + n + ".xml", w.sheet(s)})
	}
	rels.WriteString(`<Relationship Id="rIdS" Type="` + officeNS + `/styles" Target="styles.xml"/><Relationship Id="rIdT" Type="` + officeNS + `/sharedStrings" Target="sharedStrings.xml"/>`)
	head := []member{
		{"[Content_Types].xml", xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="` + sheetCT + `sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="` + sheetCT + `styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="` + sheetCT + `sharedStrings+xml"/>` + types.String() + `</Types>`},
		{"_rels/.rels", xmlHead + `<Relationships ` + relNS + `><Relationship Id="rId1" Type="` + officeNS + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", xmlHead + `<workbook ` + mainNS + ` xmlns:r="` + officeNS + `"><sheets>` + names.String() + `</sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", xmlHead + `<Relationships ` + relNS + `>` + rels.String() + `</Relationships>`},
		{"xl/styles.xml", xmlHead + `<styleSheet ` + mainNS + `><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf/></cellXfs></styleSheet>`},
	}
	parts = slices.Concat(head, parts, []member{{"xl/sharedStrings.xml", w.sharedStrings()}})
	return zipped(parts)
}

func (w *workbook) sheet(s *sheet) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<worksheet ` + mainNS + `><sheetData>`)
	for y, row := range s.rows {
		b.WriteString(`<row r="` + strconv.Itoa(y+1) + `"`)
		if row.hidden {
			b.WriteString(` hidden="1"`)
		}
		b.WriteString(`>`)
		for x, c := range row.cells {
			w.cell(&b, c, x, y)
		}
		b.WriteString(`</row>`)
	}
	b.WriteString(`</sheetData>`)
	if len(s.merges) > 0 {
		fmt.Fprintf(&b, `<mergeCells count="%d">`, len(s.merges))
		for _, m := range s.merges {
			b.WriteString(`<mergeCell ref="` + m + `"/>`)
		}
		b.WriteString(`</mergeCells>`)
	}
	b.WriteString(`</worksheet>`)
	return b.String()
}

func (w *workbook) cell(b *strings.Builder, c sheetCell, x, y int) {
	b.WriteString(`<c`)
	if !w.inline {
		b.WriteString(` r="` + reference(x, y) + `"`)
	}
	switch {
	case c.number:
		b.WriteString(`>`)
		if c.formula != "" {
			b.WriteString(`<f>` + c.formula + `</f>`)
		}
		b.WriteString(`<v>` + c.text + `</v></c>`)
	case c.text == "":
		b.WriteString(`/>`)
	case w.inline:
		b.WriteString(` t="inlineStr"><is><t xml:space="preserve">` + escape(c.text) + `</t></is></c>`)
	default:
		b.WriteString(` t="s"><v>` + strconv.Itoa(w.shared(c.text)) + `</v></c>`)
	}
}

func (w *workbook) shared(s string) int {
	i, known := w.index[s]
	if !known {
		i = len(w.strings)
		w.strings, w.index[s] = append(w.strings, s), i
	}
	return i
}

// sharedStrings cuts every third string into rich runs, as Excel does where
// part of a cell has another font.
func (w *workbook) sharedStrings() string {
	var b strings.Builder
	fmt.Fprintf(&b, `%s<sst %s count="%d" uniqueCount="%d">`, xmlHead, mainNS, len(w.strings), len(w.strings))
	for i, s := range w.strings {
		rs := []rune(s)
		if i%3 == 2 && len(rs) > 1 {
			half := len(rs) / 2
			b.WriteString(`<si><r><t xml:space="preserve">` + escape(string(rs[:half])) + `</t></r><r><rPr><b/></rPr><t xml:space="preserve">` + escape(string(rs[half:])) + `</t></r></si>`)
			continue
		}
		b.WriteString(`<si><t xml:space="preserve">` + escape(s) + `</t></si>`)
	}
	b.WriteString(`</sst>`)
	return b.String()
}
