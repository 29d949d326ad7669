package xlsx

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/sheet"
	"huizong/pipeline/read/xmlscan"
)

// sharedStrings reads the string table. Each entry costs memory, so their
// number is bounded like that of the cells.
func (r *reader) sharedStrings(part string) error {
	s, err := r.open(part)
	if err != nil {
		return err
	}
	if k, err := s.Next(); err != nil || k != xmlscan.Start {
		return err
	}
	r.strings = slices.Grow(r.strings, said(s, "uniqueCount"))
	return children(s, func(local string) error {
		if local != "si" {
			return s.Skip()
		}
		if len(r.strings) >= r.bounds.Cells {
			return bounds.Over("shared strings", "共享字符串数", int64(r.bounds.Cells))
		}
		text, err := richText(s)
		r.strings = append(r.strings, text)
		return err
	})
}

// richText joins the runs of an si or is element. Phonetic runs (rPh) are
// reading aids above the text, not text.
func richText(s *xmlscan.Scanner) (string, error) {
	text := ""
	add := func(more string) {
		if text == "" {
			text = more
		} else {
			text += more
		}
	}
	err := children(s, func(local string) error {
		switch local {
		case "t":
			t, err := content(s)
			add(t)
			return err
		case "r":
			return children(s, func(local string) error {
				if local != "t" {
					return s.Skip()
				}
				t, err := content(s)
				add(t)
				return err
			})
		}
		return s.Skip()
	})
	return unescape(text), err
}

// unescape decodes _x000D_ and its like (ST_Xstring, ECMA-376 22.9.2.19), and
// brings line ends to '\n'. Other control characters go.
func unescape(s string) string {
	if strings.Contains(s, "_x") {
		var out strings.Builder
		for {
			i := strings.Index(s, "_x")
			if i < 0 {
				break
			}
			out.WriteString(s[:i])
			s = s[i:]
			if r, ok := escaped(s); ok {
				out.WriteRune(r)
				s = s[len("_x0000_"):]
				continue
			}
			out.WriteString("_x")
			s = s[len("_x"):]
		}
		out.WriteString(s)
		s = out.String()
	}
	return sheet.Clean(s)
}

// escaped reads _xHHHH_ at the start of s.
func escaped(s string) (rune, bool) {
	if len(s) < len("_x0000_") || s[6] != '_' {
		return 0, false
	}
	n, err := strconv.ParseUint(s[2:6], 16, 32)
	return rune(n), err == nil && utf8.ValidRune(rune(n))
}
