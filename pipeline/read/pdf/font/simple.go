package font

import (
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"

	"huizong/pipeline/read/pdf/object"
)

// simple reads a font of single bytes: an encoding, differences from it, and
// widths.
func (out *Font) simple(f *object.File, d object.Dict) {
	encoding := f.Resolve(d["Encoding"])
	descriptor := f.Dict(d["FontDescriptor"])
	base := object.Name("")
	var differences object.Array
	switch e := encoding.(type) {
	case object.Name:
		base = e
	case object.Dict:
		base, differences = f.Name(e["BaseEncoding"]), f.Array(e["Differences"])
	}
	embedded := descriptor["FontFile"] != nil || descriptor["FontFile2"] != nil || descriptor["FontFile3"] != nil
	symbolic := f.Int(descriptor["Flags"], 0)&4 != 0
	var table [256]string
	switch {
	case base == "WinAnsiEncoding":
		table = windows
	case base == "MacRomanEncoding":
		table = macintosh
	case base == "" && encoding == nil && embedded && symbolic:
		// only the outlines know
	case !embedded || !symbolic || base == "StandardEncoding":
		table = standard
	}
	at := 0
	for _, v := range differences {
		switch v := f.Resolve(v).(type) {
		case float64:
			at = int(v)
		case object.Name:
			if at >= 0 && at < 256 {
				table[at] = named(string(v))
			}
			at++
		}
	}
	out.decode = func(c code) string { return table[c.value&0xff] }
	out.width = simpleWidths(f, d, descriptor)
}

// simpleWidths falls back to what the standard fonts have for figures.
func simpleWidths(f *object.File, d, descriptor object.Dict) func(code) float64 {
	first, widths := f.Int(d["FirstChar"], 0), f.Array(d["Widths"])
	missing := 556.0
	name := string(f.Name(d["BaseFont"]))
	switch {
	case strings.Contains(name, "Times"):
		missing = 500
	case strings.Contains(name, "Courier"):
		missing = 600
	}
	if w, ok := f.Number(descriptor["MissingWidth"]); ok && w > 0 {
		missing = w
	}
	table := make([]float64, len(widths))
	for i, v := range widths {
		table[i], _ = f.Number(v)
	}
	return func(c code) float64 {
		if i := int(c.value) - first; i >= 0 && i < len(table) {
			return table[i]
		}
		return missing
	}
}

var (
	windows   = table(charmap.Windows1252)
	macintosh = table(charmap.Macintosh)
	standard  = func() [256]string {
		var t [256]string
		for i := 32; i < 127; i++ {
			t[i] = string(rune(i))
		}
		t['\''], t['`'] = "’", "‘"
		for i, r := range []rune("¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ\x00–†‡·\x00¶•‚„”»…‰\x00¿") {
			if r != 0 {
				t[161+i] = string(r)
			}
		}
		t[208] = "—"
		return t
	}()
)

func table(m *charmap.Charmap) [256]string {
	var t [256]string
	for i := 32; i < 256; i++ {
		if r := m.DecodeByte(byte(i)); r != 0xfffd && r >= 32 && (r < 127 || r > 159) {
			t[i] = string(r)
		}
	}
	return t
}

// named is what a glyph's name stands for, "" if it says nothing.
func named(name string) string {
	name, _, _ = strings.Cut(name, ".") // zero.tnum is a zero
	if len(name) == 1 {
		return name
	}
	if s, ok := names[name]; ok {
		return s
	}
	for _, prefix := range []string{"uni", "u"} {
		if hex, ok := strings.CutPrefix(name, prefix); ok && len(hex) >= 4 && len(hex) <= 6 {
			if n, err := strconv.ParseUint(hex, 16, 32); err == nil && n < 0x110000 {
				return string(rune(n))
			}
		}
	}
	return ""
}

// names of glyphs that are not single letters. Source: Adobe Glyph List, the
// part that reports use.
var names = func() map[string]string {
	m := map[string]string{}
	for i, name := range strings.Fields(`space exclam quotedbl numbersign dollar percent ampersand quotesingle parenleft parenright asterisk plus comma hyphen period slash
		zero one two three four five six seven eight nine colon semicolon less equal greater question at`) {
		m[name] = string(rune(32 + i))
	}
	for i, name := range strings.Fields(`bracketleft backslash bracketright asciicircum underscore grave`) {
		m[name] = string(rune('[' + i))
	}
	for i, name := range strings.Fields(`braceleft bar braceright asciitilde`) {
		m[name] = string(rune('{' + i))
	}
	for name, s := range map[string]string{
		"quoteleft": "‘", "quoteright": "’", "quotedblleft": "“", "quotedblright": "”", "endash": "–", "emdash": "—", "minus": "−",
		"bullet": "•", "ellipsis": "…", "periodcentered": "·", "middot": "·", "guillemotleft": "«", "guillemotright": "»", "degree": "°", "plusminus": "±",
		"multiply": "×", "divide": "÷", "section": "§", "fraction": "⁄", "perthousand": "‰", "fi": "fi", "fl": "fl", "nbspace": "\u00a0", "softhyphen": "-", "sfthyphen": "-",
	} {
		m[name] = s
	}
	return m
}()
