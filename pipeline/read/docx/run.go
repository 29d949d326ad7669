package docx

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/xmlscan"
)

// A run is what is known of the run of characters being read.
type run struct {
	hidden  bool
	symbols bool // in a font whose characters are pictures
	look    look
}

// A look is what sets characters apart that stand side by side: a figure that
// is crossed out, or raised like a footnote mark, is no digit of the figure
// beside it.
type look struct{ struck, raised bool }

// A field is an open complex field: until its separator it holds instructions,
// from there to its end the result, which is text.
type field struct{ instructions bool }

func (r *reader) readRun() error {
	around := r.run
	r.run = run{hidden: r.paragraph.styleHide}
	err := r.each(inRun)
	r.run = around
	return err
}

func inRun(r *reader) error {
	switch r.word() {
	case "rPr":
		return r.memory.known.runs.Read(r.s, &r.run, func() error { return r.each(inRunProperties) })
	case "t":
		return r.text()
	case "tab", "ptab":
		return r.sign("\t")
	case "br", "cr":
		return r.sign("\n")
	case "noBreakHyphen":
		return r.sign("-")
	case "sym":
		return r.sign(r.symbol())
	case "fldChar":
		if err := r.fieldChar(); err != nil {
			return err
		}
		return r.each(inRun)
	case "instrText", "delText", "delInstrText", "fldData":
		return r.s.Skip()
	case "r":
		return r.readRun()
	}
	return r.around(inRun)
}

func inRunProperties(r *reader) error {
	switch r.word() {
	case "vanish":
		r.run.hidden = r.flag()
	case "rStyle":
		id, _ := r.s.Attr("val")
		r.run.hidden = r.run.hidden || r.hidesText(id)
	case "rFonts":
		font, _ := r.s.Attr("ascii")
		r.run.symbols = isSymbolFont(font)
	case "strike", "dstrike":
		r.run.look.struck = r.flag()
	case "vertAlign":
		v, _ := r.s.Attr("val")
		r.run.look.raised = v != "baseline"
	}
	return r.s.Skip()
}

// text reads the characters of a w:t. Without xml:space blanks at its ends do
// not count; a line end inside is a blank, as Word sees it.
func (r *reader) text() error {
	space, _ := r.s.Attr("space")
	if text, ok := r.s.Plain(); ok {
		return r.print(text, space)
	}
	for {
		k, err := r.s.Next()
		if err != nil || k == xmlscan.End {
			return err
		}
		switch k {
		case xmlscan.Text:
			err = r.print(r.s.Text, space)
		case xmlscan.Start:
			err = r.s.Skip()
		}
		if err != nil {
			return err
		}
	}
}

func (r *reader) print(s, space string) error {
	if strings.IndexByte(s, '\n') >= 0 {
		s = strings.ReplaceAll(s, "\n", " ")
	}
	if space != "preserve" {
		s = strings.Trim(s, " \t")
	}
	return r.write(s)
}

// sign writes what an element without text stands for.
func (r *reader) sign(s string) error {
	if err := r.write(s); err != nil {
		return err
	}
	return r.s.Skip()
}

// symbol is the character of a w:sym. Digits and signs of the font Symbol are
// those of ASCII; all others stay unreadable, and not silently nothing.
func (r *reader) symbol() string {
	code, _ := r.s.Attr("char")
	font, _ := r.s.Attr("font")
	n, err := strconv.ParseUint(code, 16, 21)
	c := rune(n)
	if err != nil || !utf8.ValidRune(c) {
		return "\uFFFD"
	}
	if ascii := c & 0xFF; strings.EqualFold(font, "Symbol") && c&^0xFF == symbolArea && (unicode.IsDigit(ascii) || strings.ContainsRune(" ()+,./", ascii)) {
		c = ascii
	}
	if isSymbolFont(font) {
		c = pictured(c)
	}
	return string(c)
}

// symbolArea is where Word keeps the characters of symbol fonts.
const symbolArea = 0xF000

// isSymbolFont reports whether a font prints pictures in place of letters and
// digits: a 4 in Webdings is an arrow.
func isSymbolFont(name string) bool {
	return strings.HasPrefix(name, "Wingdings") || name == "Webdings" || name == "ZapfDingbats"
}

// pictured moves a character of such a font to where it is no letter or digit.
func pictured(c rune) rune {
	if c > ' ' && c < 0x100 {
		return symbolArea + c
	}
	return c
}

func (r *reader) fieldChar() error {
	kind, _ := r.s.Attr("fldCharType")
	n := len(r.fields)
	switch {
	case kind == "begin":
		if n >= r.meter.Bounds.Depth {
			return &bounds.Refusal{Code: bounds.TooDeep, Text: fmt.Sprintf("域嵌套超过 %d 层，请核对文件后重新报送", n),
				EN: fmt.Sprintf("fields nested more than %d deep; check the file and send it again", n)}
		}
		r.fields = append(r.fields, field{instructions: true})
	case kind == "separate" && n > 0:
		r.fields[n-1].instructions = false
	case kind == "end" && n > 0:
		r.fields = r.fields[:n-1]
	}
	return nil
}

// dropOpenInstructions forgets fields that reach the end of a paragraph without
// a result: a lost separator must not swallow the rest of the document.
func (r *reader) dropOpenInstructions() {
	for n := len(r.fields); n > 0 && r.fields[n-1].instructions; n-- {
		r.fields = r.fields[:n-1]
	}
}

// write adds printed characters to the open paragraph.
func (r *reader) write(s string) error {
	if s == "" {
		return nil
	}
	for i := range r.fields {
		if r.fields[i].instructions {
			return nil
		}
	}
	if r.run.hidden {
		r.note("docx.hidden", "文件含有隐藏文字，没有读取", "the file holds hidden text, which was not read")
		return nil
	}
	if r.run.symbols {
		s = strings.Map(pictured, s)
	}
	f := r.flow
	if n := len(f.text); f.last != r.run.look && n > 0 && isDigit(f.text[n-1]) && isDigit(s[0]) {
		f.text = append(f.text, ' ')
	}
	f.last = r.run.look
	f.text = append(f.text, s...)
	return r.meter.Text(len(f.text))
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// number reads a decimal that must lie in a range; what does not is its low.
func number(s string, low, high int) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < low {
		return low
	}
	return min(n, high)
}
