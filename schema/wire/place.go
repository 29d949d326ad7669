package wire

import "huizong/schema"

// Which parts of a place are there.
const (
	hasFile = 1 << iota
	hasSheet
	hasPage
	hasTable
	hasRow
	hasColumn
	hasLine
	inFile // the file is the report's
)

func (e *encoder) place(p *schema.Place) {
	var has byte
	for bit, there := range [...]bool{p.File != "", p.Sheet != "", p.Page != 0, p.Table != 0, p.Row != 0, p.Column != 0, p.Line != 0} {
		if there {
			has |= 1 << bit
		}
	}
	if has&hasFile != 0 && p.File == e.file {
		has += inFile - hasFile
	}
	e.b = append(e.b, has)
	if has&hasFile != 0 {
		e.text(p.File)
	}
	if p.Sheet != "" {
		e.text(p.Sheet)
	}
	for _, n := range [...]int{p.Page, p.Table, p.Row, p.Column, p.Line} {
		if n != 0 {
			e.int(int64(n))
		}
	}
}

func (d *decoder) place(p *schema.Place) {
	has := d.byte()
	if has&inFile != 0 {
		p.File = d.file
	}
	if has&hasFile != 0 {
		p.File = d.text()
	}
	if has&hasSheet != 0 {
		p.Sheet = d.text()
	}
	if has&hasPage != 0 {
		p.Page = int(d.int())
	}
	if has&hasTable != 0 {
		p.Table = int(d.int())
	}
	if has&hasRow != 0 {
		p.Row = int(d.int())
	}
	if has&hasColumn != 0 {
		p.Column = int(d.int())
	}
	if has&hasLine != 0 {
		p.Line = int(d.int())
	}
}
