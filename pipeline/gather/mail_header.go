package gather

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime/quotedprintable"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
)

// A header is the fields of a message or part in their order, unfolded. The
// standard library's readers stop at what Chinese mail programs write: raw GBK,
// GBK in RFC 2231 parameters, encoded words cut inside a character.
type header []field

type field struct{ name, value string }

// parseHeader cuts a message into header and body. Lines that are no field are
// passed over; so is the "From " line of a mailbox.
func parseHeader(data []byte) (header, []byte) {
	var h header
	data = bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\ufeff")), "\r\n")
	for len(data) > 0 {
		line, rest, _ := bytes.Cut(data, []byte("\n"))
		data = rest
		line = bytes.TrimRight(line, "\r")
		if len(line) == 0 {
			break
		}
		if line[0] == ' ' || line[0] == '\t' {
			if len(h) > 0 && len(h[len(h)-1].value) < longestField {
				h[len(h)-1].value += " " + strings.TrimSpace(string(line))
			}
			continue
		}
		if name, value, ok := bytes.Cut(line, []byte(":")); ok && len(h) < mostFields {
			h = append(h, field{string(bytes.TrimSpace(name)), string(bytes.TrimSpace(value))})
		}
	}
	return h, data
}

const (
	mostFields   = 1000
	longestField = 16 << 10
)

// get is the value of the first field of that name, "" if there is none.
func (h header) get(name string) string {
	for i := range h {
		if strings.EqualFold(h[i].name, name) {
			return h[i].value
		}
	}
	return ""
}

// words is a field of text with its encoded words decoded.
func (h header) words(name string) string { return display(decodeWords(h.get(name))) }

// parameters cuts "kind; name=value; …" and decodes the values: quoted strings,
// encoded words, raw bytes, and the continuations and charsets of RFC 2231.
// Names and kind come in lower case.
func parameters(value string) (kind string, params map[string]string) {
	kind, rest, _ := strings.Cut(value, ";")
	kind = strings.ToLower(strings.TrimSpace(kind))
	var pieces []piece
	for rest != "" && len(pieces) < 100 {
		var name, text string
		name, text, rest = nextParameter(rest)
		if name != "" {
			pieces = append(pieces, newPiece(name, text))
		}
	}
	return kind, join2231(pieces)
}

// nextParameter takes one "name=value" off the front.
func nextParameter(s string) (name, value, rest string) {
	s = strings.TrimLeft(s, "; \t")
	name, s, found := strings.Cut(s, "=")
	if !found {
		return "", "", ""
	}
	name, s = strings.ToLower(strings.TrimSpace(name)), strings.TrimLeft(s, " \t")
	if !strings.HasPrefix(s, `"`) {
		value, rest, _ = strings.Cut(s, ";")
		return name, strings.TrimSpace(value), rest
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '"':
			return name, b.String(), s[i+1:]
		case s[i] == '\\' && i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\'):
			i++
			b.WriteByte(s[i])
		default:
			b.WriteByte(s[i])
		}
	}
	return name, b.String(), ""
}

// A piece is one parameter as RFC 2231 cuts it: name*2*=…
type piece struct {
	name    string
	order   int
	percent bool // %XX escapes, the first piece led by charset'language'
	text    string
}

func newPiece(name, text string) piece {
	p := piece{name: name, order: -1, text: text}
	p.name, p.percent = strings.CutSuffix(p.name, "*")
	if base, n, ok := strings.Cut(p.name, "*"); ok {
		if order, err := strconv.Atoi(n); err == nil {
			p.name, p.order = base, order
		}
	}
	return p
}

// join2231 puts the pieces together. A plain parameter counts only where the
// same name has no extended one.
func join2231(pieces []piece) map[string]string {
	slices.SortStableFunc(pieces, func(a, b piece) int { return a.order - b.order })
	params := map[string]string{}
	extended := map[string][]byte{}
	charsets := map[string]string{}
	for _, p := range pieces {
		if p.order < 0 && !p.percent {
			if params[p.name] == "" {
				params[p.name] = decodeWords(p.text)
			}
			continue
		}
		if p.percent && p.order <= 0 {
			if charset, rest, ok := strings.Cut(p.text, "'"); ok {
				_, p.text, _ = strings.Cut(rest, "'")
				charsets[p.name] = charset
			}
		}
		text := []byte(p.text)
		if p.percent {
			text = unescapePercent(p.text)
		}
		extended[p.name] = append(extended[p.name], text...)
	}
	for name, raw := range extended {
		text := decodeCharset(raw, charsets[name])
		if charsets[name] == "" {
			text = decodeWords(text)
		}
		params[name] = text
	}
	return params
}

func unescapePercent(s string) []byte {
	var out []byte
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				out = append(out, byte(n))
				i += 2
				continue
			}
		}
		out = append(out, s[i])
	}
	return out
}

// decodeCharset decodes text in a named charset; an unknown name or a name
// that lies leaves it to the ladder for file names.
func decodeCharset(raw []byte, charset string) string {
	if e, err := htmlindex.Get(strings.TrimSpace(charset)); err == nil {
		if s, err := e.NewDecoder().Bytes(raw); err == nil && !bytes.ContainsRune(s, '\ufffd') {
			return string(s)
		}
	}
	return decodeName(string(raw))
}

// decodeWords decodes the encoded words of RFC 2047 in a text. Neighbours of
// one charset are put together before they are decoded, because mail programs
// cut them inside a character. What is no encoded word is text by the ladder
// for file names.
func decodeWords(s string) string {
	var out strings.Builder
	var run []byte // bytes of neighbouring words
	charset := ""
	flush := func() {
		out.WriteString(decodeCharset(run, charset))
		run, charset = nil, ""
	}
	for s != "" {
		word, before, rest, ok := nextWord(s)
		if strings.TrimSpace(before) != "" || !ok {
			flush()
			out.WriteString(decodeName(before))
		} else if charset == "" {
			out.WriteString(before)
		}
		if !ok {
			break
		}
		if charset != "" && !strings.EqualFold(charset, word.charset) {
			flush()
		}
		run, charset, s = append(run, word.bytes...), word.charset, rest
	}
	if run != nil {
		flush()
	}
	return out.String()
}

type encodedWord struct {
	charset string
	bytes   []byte
}

// nextWord finds the first "=?charset?B?text?=" in s. Without one, before is
// all of s.
func nextWord(s string) (w encodedWord, before, rest string, ok bool) {
	for from := 0; ; {
		start := strings.Index(s[from:], "=?")
		if start < 0 {
			return w, s, "", false
		}
		start += from
		fields := strings.SplitN(s[start+2:], "?", 4)
		if len(fields) == 4 && strings.HasPrefix(fields[3], "=") && len(fields[1]) == 1 {
			if raw, decoded := decodeWord(fields[1][0], fields[2]); decoded {
				charset, _, _ := strings.Cut(fields[0], "*") // RFC 2231 adds a language
				return encodedWord{charset, raw}, s[:start], fields[3][1:], true
			}
		}
		from = start + 2
	}
}

func decodeWord(encoding byte, text string) ([]byte, bool) {
	switch encoding | 0x20 {
	case 'b':
		raw, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			raw, err = base64.RawStdEncoding.DecodeString(strings.TrimRight(text, "="))
		}
		return raw, err == nil
	case 'q':
		raw, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(strings.ReplaceAll(text, "_", " "))))
		return raw, err == nil
	}
	return nil, false
}
