package xls

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode/utf16"

	"huizong/pipeline/read/bounds"
	"huizong/schema"
)

// A biff builds a workbook record by record.
type biff []byte

// u16s writes numbers of two bytes.
func u16s(ns ...int) (b []byte) {
	for _, n := range ns {
		b = binary.LittleEndian.AppendUint16(b, uint16(n))
	}
	return b
}

func u32(n int) []byte     { return binary.LittleEndian.AppendUint32(nil, uint32(n)) }
func f64(f float64) []byte { return binary.LittleEndian.AppendUint64(nil, math.Float64bits(f)) }

// rec appends a record whose content is the parts joined.
func (b biff) rec(kind int, parts ...[]byte) biff {
	var body []byte
	for _, p := range parts {
		body = append(body, p...)
	}
	b = append(b, u16s(kind, len(body))...)
	return append(b, body...)
}

func bof(kind int) []byte { return append(u16s(biff8, kind, 0, 0), make([]byte, 8)...) }

// narrow and wide are strings with their flags, without length.
func narrow(s string) []byte { return append([]byte{0}, s...) }
func wide(s string) []byte   { return append([]byte{wideChars}, u16s(units(s)...)...) }

func units(s string) (out []int) {
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, int(u))
	}
	return out
}

// long is a string with a length of two bytes.
func long(s string) []byte { return append(u16s(len(units(s))), wide(s)...) }

// at is the head of a cell record.
func at(row, column, xf int) []byte { return u16s(row, column, xf) }

// label is a text cell.
func (b biff) label(row, column int, s string) biff {
	return b.rec(recLabel, at(row, column, 0), long(s))
}

// A sheetOf is a sheet and its records.
type sheetOf struct {
	name    string
	state   byte
	kind    byte
	records biff
}

// workbook joins globals and sheets. With no globals it has plain cell formats.
func workbook(globals biff, sheets ...sheetOf) []byte {
	var directory biff
	for _, s := range sheets {
		directory = directory.rec(recBoundSheet, u32(0), []byte{s.state, s.kind, byte(len(units(s.name)))}, wide(s.name))
	}
	out := biff{}.rec(recBOF, bof(globalsStream))
	first := len(out) + 4
	out = append(append(out, directory...), globals...).rec(recEOF)
	for _, s := range sheets {
		binary.LittleEndian.PutUint32(out[first:], uint32(len(out)))
		first += 4 + 4 + 3 + len(wide(s.name))
		out = append(out.rec(recBOF, bof(sheetStream)), s.records...).rec(recEOF)
	}
	return out
}

// one is a workbook of one sheet.
func one(globals, records biff) []byte {
	return workbook(globals, sheetOf{name: "表", records: records})
}

// drawn prints a document as the xlsx reader's tests do.
func drawn(doc *schema.Document) string {
	var b strings.Builder
	for _, block := range doc.Blocks {
		if block.Table == nil {
			fmt.Fprintf(&b, "¶ %s\n", block.Text)
			continue
		}
		for i, c := range block.Table.Cells {
			if i > 0 {
				b.WriteByte(' ')
			}
			fmt.Fprintf(&b, "%c%d=%s", 'A'+c.Place.Column-1, c.Place.Row, c.Text)
			if c.ColumnSpan > 1 {
				fmt.Fprintf(&b, "→%d", c.ColumnSpan)
			}
			if c.RowSpan > 1 {
				fmt.Fprintf(&b, "↓%d", c.RowSpan)
			}
			if c.Hidden {
				b.WriteByte('~')
			}
			if c.Note != "" {
				b.WriteByte('!')
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func read(t testing.TB, data []byte) *schema.Document {
	t.Helper()
	doc, err := Read(context.Background(), data, bounds.Default())
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func refused(t testing.TB, name string, data []byte, code string) {
	t.Helper()
	doc, err := Read(context.Background(), data, bounds.Default())
	var r *bounds.Refusal
	if !errors.As(err, &r) || r.Code != code {
		t.Errorf("%s: Read = %v, %v, want refusal %s", name, doc, err, code)
	}
	if r != nil && (r.Text == "" || r.EN == "") {
		t.Errorf("%s: refusal %q has no sentence for people", name, r.Code)
	}
}
