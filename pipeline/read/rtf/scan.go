package rtf

import (
	"bytes"

	"huizong/pipeline/read/bounds"
)

// scan cuts the file into groups, control words and characters, and acts on
// them one by one.
func (r *reader) scan(data []byte) error {
	for at, steps := 0, 0; at < len(data); steps++ {
		if steps%65536 == 0 && r.ctx.Err() != nil {
			return r.ctx.Err()
		}
		switch c := data[at]; c {
		case '{':
			if err := r.open(); err != nil {
				return err
			}
			at++
		case '}':
			if err := r.close(); err != nil {
				return err
			}
			if at++; len(r.groups) == 0 {
				return nil // what follows is padding
			}
		case '\\':
			if n := r.escaped(data[at:]); n > 0 {
				at += n
				continue
			}
			n, err := r.control(data[at:])
			if err != nil {
				return err
			}
			at += n
		case '\r', '\n', 0:
			at++
		default:
			n := 1
			for at+n < len(data) && plain[data[at+n]] {
				n++
			}
			if err := r.characters(data[at : at+n]); err != nil {
				return err
			}
			at += n
		}
	}
	return &bounds.Refusal{Code: bounds.Truncated, Text: "文件不完整（没有结尾），请重新复制或下载后报送",
		EN: "the file has no end; copy or download it again"}
}

// plain are the bytes that stand for themselves.
var plain = func() (t [256]bool) {
	for c := range t {
		t[c] = c != '{' && c != '}' && c != '\\' && c != '\r' && c != '\n' && c != 0
	}
	return t
}()

// escaped takes \'xx as often as it comes, and gives the length: most Chinese is
// written so. What is odd about it, or too much, is left to control.
func (r *reader) escaped(b []byte) (n int) {
	for ; len(b) >= n+4 && b[n] == '\\' && b[n+1] == '\'' && r.skip == 0 && len(r.pending) < atOnce; n += 4 {
		r.pending = append(r.pending, hex(b[n+2])<<4|hex(b[n+3]))
	}
	return n
}

// control reads a control word or sign and gives its length.
func (r *reader) control(b []byte) (n int, err error) {
	if len(b) < 2 {
		return len(b), nil
	}
	c := b[1]
	if !letter(c) {
		return r.sign(b)
	}
	end := 1
	var h hash
	for end < len(b) && letter(b[end]) {
		h = h.with(b[end])
		end++
	}
	name := b[1:end]
	value, given, end := number(b, end)
	if end < len(b) && b[end] == ' ' {
		end++
	}
	if string(name) == "bin" && given {
		return end + min(max(value, 0), len(b)-end), nil
	}
	w := wordOf(name, h)
	if w == unknown && len(r.pending) == 0 && !r.state.optional { // as most words
		r.skip = 0
		return end, nil
	}
	if w.sign != "" && r.replaces() {
		return end, nil
	}
	return end, r.word(w, value, given)
}

// replaces reports whether what comes now only replaces a character given by
// \u. Only characters are passed over so: a lost replacement must not cost the
// end of a cell.
func (r *reader) replaces() bool {
	if r.skip == 0 {
		return false
	}
	r.skip--
	return true
}

func letter(c byte) bool { return (c|0x20)-'a' < 26 }

// number reads the parameter of a control word.
func number(b []byte, at int) (value int, given bool, end int) {
	negative := at < len(b) && b[at] == '-'
	end = at
	if negative {
		end++
	}
	for ; end < len(b) && '0' <= b[end] && b[end] <= '9'; end++ {
		value, given = min(value*10+int(b[end]-'0'), 1<<31), true
	}
	if !given {
		return 0, false, at
	}
	if negative {
		value = -value
	}
	return value, true, end
}

// sign reads a backslash and the one character that follows.
func (r *reader) sign(b []byte) (n int, err error) {
	switch c := b[1]; c {
	case '\'':
		if len(b) < 4 {
			return len(b), nil
		}
		return 4, r.characters([]byte{hex(b[2])<<4 | hex(b[3])})
	case '*':
		r.state.optional = true
	case '\\', '{', '}':
		return 2, r.characters(b[1:2])
	case '~', '_', '-':
		if r.replaces() {
			return 2, nil
		}
		return 2, r.printString(map[byte]string{'~': "\u00a0", '_': "-", '-': ""}[c])
	case '\r', '\n':
		n = 2
		if bytes.HasPrefix(b[1:], []byte("\r\n")) {
			n = 3
		}
		return n, r.word(endParagraph, 0, false)
	case '\t':
		return 2, r.printString("\t")
	}
	return 2, nil
}

func hex(c byte) byte {
	switch {
	case '0' <= c && c <= '9':
		return c - '0'
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10
	}
	return 0
}
