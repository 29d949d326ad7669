package workbook

import (
	"bytes"
	"encoding/xml"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"

	"huizong/schema"
)

// unitRows are the rows of the township sheet, one for each unit: twenty
// thousand of two hundred cells. They are written straight into the file, as
// excelize would write them, but that it gathers a sheet first and looks at
// every column for each cell.
type unitRows struct {
	*book
	columns []string // of the sheet, by name
	numbers []int    // styles of the columns of numbers

	about, aboutMissing int // styles of what is said of a unit
	odd                 int // and of a cell that holds no number
}

func (b *book) newUnitRows(s *sheet) *unitRows {
	u := &unitRows{book: b,
		about: s.style(look{border: true}), aboutMissing: s.style(look{border: true, color: "C00000"}),
		odd: s.style(look{border: true, color: "C00000", center: true}),
	}
	for i := range unitColumns + len(b.cells) {
		u.columns = append(u.columns, column(i))
	}
	for _, id := range b.cells {
		u.numbers = append(u.numbers, s.style(look{border: true, format: numberFormat(id)}))
	}
	return u
}

func (u *unitRows) write(w io.Writer) error {
	var row bytes.Buffer
	for i := range u.units {
		row.Reset()
		u.row(&row, strconv.Itoa(unitHead+1+i), &u.units[i])
		if _, err := w.Write(row.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// row writes the row of a unit.
func (u *unitRows) row(to *bytes.Buffer, number string, unit *schema.Unit) {
	r := u.facts.Report(unit.Code, u.year)
	style, status, edition := u.aboutMissing, "未报送", ""
	if r != nil {
		style, status, edition = u.about, "已报送", editionNames[r.Edition]
	}
	to.WriteString(`<row r="` + number + `">`)
	for i, text := range [unitColumns]string{unit.Code, unit.Name, status, edition} {
		writeCell(to, u.columns[i], number, style)
		writeText(to, text)
	}
	for k, id := range u.cells {
		column := u.columns[unitColumns+k]
		if r == nil {
			writeCell(to, column, number, u.numbers[k])
			writeText(to, "")
			continue
		}
		c := &r.Cells[id]
		if d, ok := c.Known(); ok {
			writeCell(to, column, number, u.numbers[k])
			writeNumber(to, d)
			continue
		}
		style, text := u.odd, c.Raw
		switch c.State {
		case schema.Blank:
			text = ""
		case schema.Unread:
			text = "未读出"
		case schema.Absent:
			style, text = u.about, ""
		}
		writeCell(to, column, number, style)
		writeText(to, text)
	}
	to.WriteString(`</row>`)
}

// writeCell begins a cell.
func writeCell(to *bytes.Buffer, column, row string, style int) {
	to.WriteString(`<c r="`)
	to.WriteString(column)
	to.WriteString(row)
	to.WriteString(`" s="`)
	to.Write(strconv.AppendInt(to.AvailableBuffer(), int64(style), 10))
}

// mostDigits is how many digits a spreadsheet holds.
const mostDigits = 15

// writeNumber ends a cell with a number; places beyond the digits that a
// spreadsheet holds are cut off.
func writeNumber(to *bytes.Buffer, d schema.Decimal) {
	to.WriteString(`"><v>`)
	if d.IsWhole() {
		to.Write(strconv.AppendInt(to.AvailableBuffer(), int64(d)/int64(schema.DecimalOf(1)), 10))
	} else {
		to.WriteString(cut(d.String()))
	}
	to.WriteString(`</v></c>`)
}

// cut keeps the digits of a number with places that a spreadsheet holds.
func cut(number string) string {
	digits := 0
	for i, c := range number {
		if c >= '0' && c <= '9' && (digits > 0 || c > '0') {
			digits++
		}
		if digits > mostDigits {
			return strings.TrimSuffix(number[:i], ".")
		}
	}
	return number
}

// mostCharacters is what a cell holds of a text, in units of UTF-16.
const mostCharacters = 32767

// likeEscape is what looks like the escape of a character that XML cannot hold,
// which a spreadsheet would undo.
var likeEscape = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// writeText ends a cell with a text, never a formula.
func writeText(to *bytes.Buffer, s string) {
	to.WriteString(`" t="inlineStr"><is><t`)
	if s != strings.Trim(s, " \t\r\n") {
		to.WriteString(` xml:space="preserve"`)
	}
	to.WriteString(`>`)
	if s != "" {
		var text strings.Builder
		_ = xml.EscapeText(&text, []byte(likeEscape.ReplaceAllString(shortened(s), "_x005F$0"))) // a strings.Builder takes everything
		to.WriteString(strings.ReplaceAll(text.String(), "&#xA;", "\n"))
	}
	to.WriteString(`</t></is></c>`)
}

// shortened keeps what a cell holds.
func shortened(s string) string {
	n := 0
	for i, r := range s {
		if n += utf16.RuneLen(r); n > mostCharacters {
			return s[:i]
		}
	}
	return s
}
