package sheet

import (
	"fmt"
	"strings"
	"unicode"
)

// A Format is a number format, taken apart as far as it changes what a number
// says: dates, percents, a printed unit, digits that are hidden or scaled. How
// many places are shown is not among them: the stored digits count.
type Format struct {
	sections []section
	by1904   bool
}

// A section is one of up to four parts of a format code: positive, negative,
// zero, text.
type section struct {
	digits      bool   // has a place for digits
	literal     string // what is printed instead of digits
	suffix      string // printed behind the digits
	percents    int
	scaled      bool // shows a thousandth, or a point that is not the number's
	date, clock bool
	elapsed     bool
	conditional bool
}

// ParseFormat reads a format code ("0.00", "yyyy-m-d", `0"件"`). date1904 is
// the workbook's date system. It accepts every string.
func ParseFormat(code string, date1904 bool) *Format {
	f := &Format{by1904: date1904}
	for _, s := range splitSections(plainGeneral(code)) {
		f.sections = append(f.sections, parseSection(s))
	}
	return f
}

// Plain reports whether every number prints as its digits, without a remark.
func (f *Format) Plain() bool {
	for _, s := range f.sections {
		if !s.digits || s.suffix != "" || s.percents > 0 || s.scaled || s.date || s.clock {
			return len(f.sections) == 1 && s == section{}
		}
	}
	return true
}

// plainGeneral writes the word for "as it comes" as a place for digits. WPS
// and Chinese Excel write it in Chinese.
func plainGeneral(code string) string {
	code = strings.ReplaceAll(code, "G/通用格式", "0")
	for {
		i := strings.Index(strings.ToLower(code), "general")
		if i < 0 || i+len("general") > len(code) {
			return code
		}
		code = code[:i] + "0" + code[i+len("general"):]
	}
}

// splitSections cuts at semicolons that are not quoted or escaped.
func splitSections(code string) []string {
	var parts []string
	quoted, escaped, start := false, false, 0
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case escaped:
			escaped = false
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\\' || c == '!':
			escaped = true
		case c == ';' && len(parts) < 3:
			parts = append(parts, code[start:i])
			start = i + 1
		}
	}
	return append(parts, code[start:])
}

func parseSection(code string) section {
	p := sectionParser{rest: []rune(code)}
	for len(p.rest) > 0 {
		p.token()
	}
	return p.finish()
}

type sectionParser struct {
	section
	rest    []rune
	behind  strings.Builder // literals since the last place for digits
	commas  int             // since the last place for digits
	letters string          // date and time letters met, in order
}

func (p *sectionParser) next() rune {
	if len(p.rest) == 0 {
		return 0
	}
	c := p.rest[0]
	p.rest = p.rest[1:]
	return c
}

func (p *sectionParser) token() {
	switch c := p.next(); c {
	case '"':
		for len(p.rest) > 0 {
			if c := p.next(); c != '"' {
				p.behind.WriteRune(c)
			} else {
				break
			}
		}
	case '\\', '!':
		if c := p.next(); c != 0 {
			p.behind.WriteRune(c)
		}
	case '_', '*':
		p.next()
	case '[':
		p.bracket()
	case '0', '#', '?':
		if p.digits && strings.Contains(p.behind.String(), ".") {
			p.scaled = true
		}
		p.digits, p.commas = true, 0
		if !p.hasDate() {
			p.behind.Reset()
		}
	case '.', '/', '@':
	case ',':
		p.commas++
	case '%':
		p.percents++
	default:
		p.letter(c)
	}
}

// letter takes what is a date or time part, an exponent, or a literal that
// needs no quotes.
func (p *sectionParser) letter(c rune) {
	switch low := unicode.ToLower(c); low {
	case 'e':
		if len(p.rest) > 0 && (p.rest[0] == '+' || p.rest[0] == '-') {
			p.next()
			return
		}
		p.letters += "y"
	case 'y', 'g', 'b':
		p.letters += "y"
	case 'd', 'm', 'h', 's':
		p.letters += string(low)
	case 'a':
		p.weekdayOrNoon()
	default:
		p.behind.WriteRune(c)
	}
}

// weekdayOrNoon tells "AM/PM" and "A/P" from the weekday "aaaa".
func (p *sectionParser) weekdayOrNoon() {
	for _, noon := range []string{"m/pm", "/p"} {
		if rest := string(p.rest); len(rest) >= len(noon) && strings.EqualFold(rest[:len(noon)], noon) {
			p.rest = []rune(rest[len(noon):])
			p.letters += "h"
			return
		}
	}
	p.letters += "d"
}

// bracket takes a colour, a condition, a locale or an elapsed time.
func (p *sectionParser) bracket() {
	var inside strings.Builder
	for len(p.rest) > 0 {
		c := p.next()
		if c == ']' {
			break
		}
		inside.WriteRune(c)
	}
	switch s := strings.ToLower(inside.String()); {
	case s == "":
	case strings.Trim(s, "h") == "", strings.Trim(s, "m") == "", strings.Trim(s, "s") == "":
		p.elapsed = true
		p.letters += s[:1]
	case strings.ContainsAny(s[:1], "<>="):
		p.conditional = true
	}
}

func (p *sectionParser) hasDate() bool { return p.letters != "" }

func (p *sectionParser) finish() section {
	s := p.section
	switch {
	case p.hasDate():
		s.clock = strings.ContainsAny(p.letters, "hs")
		s.date = strings.ContainsAny(p.letters, "yd") || !s.clock
		s.date = s.date && !s.elapsed
	case s.digits:
		s.scaled = s.scaled || p.commas > 0
		// A negative number in brackets keeps its sign and loses them.
		s.suffix = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(p.behind.String()), ")"))
	default:
		s.literal = strings.TrimSpace(p.behind.String())
	}
	return s
}

// Print gives the text of a cell that stores digits (plain, see [Digits]) and
// a remark where the cell shows something else than they say, "" otherwise.
func (f *Format) Print(digits string) (text, note string) {
	s := f.section(digits)
	switch {
	case s.date || s.clock:
		if text, ok := f.moment(digits, s); ok {
			return text, fmt.Sprintf("日期格式的单元格，存储值 %s", digits)
		}
		return digits, fmt.Sprintf("日期格式的单元格，但存储值 %s 不是日期", digits)
	case s.percents > 0:
		return Shift(digits, 2*s.percents) + strings.Repeat("%", s.percents), ""
	case s.scaled:
		return digits, fmt.Sprintf("数字格式按比例缩放显示，存储值 %s", digits)
	case !s.digits && len(f.sections) > 0:
		return digits, fmt.Sprintf("数字格式使其显示为“%s”，存储值 %s", s.literal, digits)
	}
	return digits + s.suffix, ""
}

// section picks the part of the code that is for these digits. Conditions are
// not weighed: then only the digits are printed.
func (f *Format) section(digits string) section {
	switch n := len(f.sections); {
	case n == 0 || f.sections[0].conditional || n > 1 && f.sections[1].conditional:
		return section{digits: true}
	case digits[0] == '-' && n > 1:
		return f.sections[1]
	case digits == "0" && n > 2:
		return f.sections[2]
	}
	// A code that is only for text ("@") shows numbers as they come.
	if s := f.sections[0]; s.digits || s.date || s.clock || s.literal != "" || len(f.sections) > 1 {
		return s
	}
	return section{digits: true}
}
