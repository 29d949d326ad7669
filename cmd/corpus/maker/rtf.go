package maker

import (
	"fmt"
	"strconv"
	"strings"
)

// The variants of RTF.
const (
	RTFWord    = "word"    // Word on Chinese Windows: GBK escapes, \clvmgf, wide cells
	RTFUnicode = "unicode" // \uN with a replacement, as LibreOffice writes
	RTFMerged  = "merged"  // cells merged across by \clmgf and \clmrg
)

var rtfVariants = []string{RTFWord, RTFUnicode, RTFMerged}

// rtf writes Rich Text Format.
type rtf struct {
	b       strings.Builder
	d       *dice
	variant string
}

const rtfWidth = 9000 // of a table, in twips

func writeRTF(r *Report, f Finish) ([]byte, error) {
	w := &rtf{d: r.dice("rtf " + f.Variant), variant: f.Variant}
	w.b.WriteString(`{\rtf1\ansi\ansicpg936\deff0\uc1{\fonttbl{\f0\fnil\fcharset134 ` + w.escape("宋体") + `;}{\f1\fswiss\fcharset0 Arial;}{\f2\fnil\fcharset134 ` + w.escape("仿宋_GB2312") + `;}}` +
		"\n" + `{\colortbl;\red0\green0\blue0;}{\stylesheet{\s0 Normal;}{\s1\b heading 1;}}{\*\generator Msftedit 5.41;}` +
		"\n" + `{\info{\title ` + w.escape("年报77") + `}{\creatim\yr2024\mo1\dy9}}\paperw11906\paperh16838{\footer\pard\qc{\field{\*\fldinst PAGE 99}{\fldrslt 1}}\par}` + "\n")
	for _, block := range r.Paper() {
		if block.Grid != nil {
			w.table(block.Grid)
			continue
		}
		style := map[Style]string{TitleLine: `\qc\b\fs44`, HeadingLine: `\s1\b\fs32`, Body: `\fi640\fs32`, ClosingLine: `\qr\fs32`}[block.Style]
		w.b.WriteString(`\pard\plain` + style + `\f2 `)
		w.text(block.Text)
		w.b.WriteString(`\par` + "\n")
	}
	w.b.WriteString("}")
	return []byte(w.b.String()), nil
}

// text prints words cut into groups here and there.
func (w *rtf) text(s string) {
	for i, piece := range cut(w.d, s) {
		if i%2 == 1 {
			w.b.WriteString(`{\lang2052\langfe2052\loch\f1\hich\af1\dbch\f2 ` + w.escape(piece) + `}`)
		} else {
			w.b.WriteString(w.escape(piece))
		}
	}
}

// escape prints characters as RTF does in this variant.
func (w *rtf) escape(s string) string {
	var b strings.Builder
	for _, c := range s {
		switch {
		case c == '\n':
			b.WriteString(`\line `)
		case c == '\\' || c == '{' || c == '}':
			b.WriteString(`\` + string(c))
		case c < 0x80:
			b.WriteRune(c)
		default:
			b.WriteString(w.wide(c))
		}
	}
	return b.String()
}

// wide prints a character beyond ASCII: its two GBK bytes, or its number with
// a question mark for readers that know no Unicode.
func (w *rtf) wide(c rune) string {
	if w.variant != RTFUnicode {
		if gbk, err := gb18030(string(c)); err == nil && len(gbk) == 2 {
			return fmt.Sprintf(`\'%02x\'%02x`, gbk[0], gbk[1])
		}
	}
	n := int(c)
	if n > 0x7FFF {
		n -= 0x10000
	}
	return `\u` + strconv.Itoa(n) + `?`
}

func (w *rtf) table(g *Grid) {
	for _, slots := range g.Slots() {
		w.b.WriteString(`\trowd\trgaph108\trleft-108\trbrdrt\brdrs\trbrdrl\brdrs\trbrdrb\brdrs\trbrdrr\brdrs` + "\n")
		for x := 0; x < len(slots); x += w.step(slots[x]) {
			w.definition(slots[x], x, g.Columns)
		}
		w.b.WriteString(`\pard\intbl\qc\fs21`)
		for x := 0; x < len(slots); x += w.step(slots[x]) {
			w.b.WriteString(`{\f0 `)
			if slots[x].Anchor() {
				w.text(slots[x].Text)
			}
			w.b.WriteString(`}\cell`)
		}
		w.b.WriteString(`\row` + "\n")
	}
	w.b.WriteString(`\pard\plain\par` + "\n")
}

// step is how many columns one RTF cell takes: all of its span, unless the
// variant prints merged cells one by one.
func (w *rtf) step(s Slot) int {
	if w.variant == RTFMerged || s.GridCell == nil {
		return 1
	}
	return s.Columns
}

func (w *rtf) definition(s Slot, x, columns int) {
	if s.GridCell != nil && s.Rows > 1 {
		w.b.WriteString(map[bool]string{true: `\clvmgf`, false: `\clvmrg`}[s.Top])
	}
	if w.variant == RTFMerged && s.GridCell != nil && s.Columns > 1 {
		w.b.WriteString(map[bool]string{true: `\clmgf`, false: `\clmrg`}[s.Left])
	}
	w.b.WriteString(`\clvertalc\clbrdrt\brdrs\clbrdrl\brdrs\clbrdrb\brdrs\clbrdrr\brdrs\cellx` + strconv.Itoa((x+w.step(s))*rtfWidth/columns) + "\n")
}
