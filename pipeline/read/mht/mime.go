package mht

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"slices"
	"strings"

	"huizong/pipeline/read/charset"
)

// Web archives are made by programs that follow the standards of mail loosely;
// the standard library's readers refuse some of them. These take what is there.

// header holds the fields by lower-case name, the first of each; folded lines
// are joined.
type header map[string]string

// longestHeader in bytes bounds the search for the end of a header.
const longestHeader = 256 << 10

// cutHeader parts a header from its body at the first blank line; ok is false
// when the first line is no header field.
func cutHeader(data []byte) (h header, body []byte, ok bool) {
	data = bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")), "\r\n")
	h = header{}
	name := ""
	for at := 0; at < min(len(data), longestHeader); {
		line := data[at:]
		if k := bytes.IndexByte(line, '\n'); k >= 0 {
			line = line[:k+1]
		}
		at += len(line)
		line = bytes.TrimRight(line, "\r\n")
		switch {
		case len(line) == 0:
			return h, data[at:], len(h) > 0
		case (line[0] == ' ' || line[0] == '\t') && name != "":
			h[name] += " " + string(bytes.TrimSpace(line))
			continue
		}
		field, value, found := bytes.Cut(line, []byte(":"))
		if !found || !isToken(field) {
			if len(h) == 0 {
				return nil, data, false
			}
			continue // a broken line inside a header
		}
		name = strings.ToLower(string(field))
		if _, twice := h[name]; twice {
			name = ""
			continue
		}
		h[name] = string(bytes.TrimSpace(value))
	}
	return h, nil, len(h) > 0
}

func isToken(b []byte) bool {
	for _, c := range b {
		if c != '-' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			return false
		}
	}
	return len(b) > 0
}

// mediaType reads a Content-Type; kind is lower-case, "" if there is none.
func mediaType(s string) (kind, boundary string) {
	kind, parameters, _ := strings.Cut(s, ";")
	kind = strings.ToLower(strings.TrimSpace(kind))
	if _, p, err := mime.ParseMediaType(s); err == nil {
		return kind, p["boundary"]
	}
	k := strings.Index(strings.ToLower(parameters), "boundary=")
	if k < 0 {
		return kind, ""
	}
	value := strings.TrimSpace(parameters[k+len("boundary="):])
	if strings.HasPrefix(value, `"`) {
		value, _, _ = strings.Cut(value[1:], `"`)
		return kind, value
	}
	value, _, _ = strings.Cut(value, ";")
	return kind, strings.TrimSpace(value)
}

// split cuts a body at the lines that begin with the boundary. Without a stated
// boundary the first line that could be one is taken. No parts is nil.
func split(body []byte, boundary string) (parts [][]byte, closed bool) {
	mark := []byte("--" + boundary)
	if boundary == "" {
		k := bytes.Index(body, []byte("--"))
		if k < 0 {
			return nil, false
		}
		mark = bytes.TrimRight(body[k:k+lineLength(body[k:])], "\r\n ")
	}
	start := -1
	for at := 0; ; {
		k := bytes.Index(body[at:], mark)
		if k < 0 {
			break
		}
		at += k
		n := lineLength(body[at:])
		if at == 0 || body[at-1] == '\n' {
			rest := bytes.TrimSpace(body[at+len(mark) : at+n])
			if len(rest) == 0 || bytes.Equal(rest, []byte("--")) {
				if start >= 0 {
					parts = append(parts, body[start:at])
				}
				if len(rest) > 0 {
					return parts, true
				}
				start = at + n
			}
		}
		at += n
	}
	if start >= 0 && start < len(body) {
		parts = append(parts, body[start:])
	}
	return parts, false
}

// lineLength is that of the first line, its end included.
func lineLength(b []byte) int {
	if k := bytes.IndexByte(b, '\n'); k >= 0 {
		return k + 1
	}
	return len(b)
}

// decodeBody undoes a transfer encoding, and appends what there is then to out.
func decodeBody(out []byte, encoding string, body []byte) []byte {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "quoted-printable":
		return unquote(out, body)
	case "base64":
		return fromBase64(out, body)
	}
	return append(out, body...)
}

// unquote undoes quoted-printable; what is no escape stays.
func unquote(out, body []byte) []byte {
	out = slices.Grow(out, len(body))
	for {
		k := bytes.IndexByte(body, '=')
		if k < 0 {
			return append(out, body...)
		}
		out = append(out, body[:k]...)
		body = body[k+1:]
		if len(body) >= 2 && hexValue[body[0]] >= 0 && hexValue[body[1]] >= 0 {
			out = append(out, byte(hexValue[body[0]]<<4|hexValue[body[1]]))
			body = body[2:]
			continue
		}
		end := bytes.TrimLeft(bytes.TrimLeft(body, " \t"), "\r")
		if len(end) > 0 && end[0] != '\n' {
			out = append(out, '=')
			continue
		}
		body = end[min(len(end), 1):] // the line goes on
	}
}

// hexValue is what a hexadecimal digit stands for, -1 for all else.
var hexValue = func() (t [256]int8) {
	for c := range t {
		t[c] = -1
	}
	for v, c := range "0123456789abcdef" {
		t[c] = int8(v)
	}
	for v, c := range "ABCDEF" {
		t[c] = int8(10 + v)
	}
	return t
}()

// fromBase64 takes what can be decoded; a cut end is dropped.
func fromBase64(out, body []byte) []byte {
	length := len(out)
	out = slices.Grow(out, base64.RawStdEncoding.DecodedLen(len(body)))
	room := out[length:cap(out)]
	if n, err := base64.StdEncoding.Decode(room, body); err == nil {
		return out[:length+n] // written as usual
	}
	clean := make([]byte, 0, len(body))
	for _, c := range body {
		if c == '+' || c == '/' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' {
			clean = append(clean, c)
		}
	}
	if len(clean)%4 == 1 {
		clean = clean[:len(clean)-1]
	}
	n, _ := base64.RawStdEncoding.Decode(room, clean) // what comes before an error counts
	return out[:length+n]
}

// decodeWords reads a header field such as =?gb2312?B?…?=, whatever charset it
// claims; "" if it cannot.
func decodeWords(s string) string {
	decoder := mime.WordDecoder{CharsetReader: func(_ string, input io.Reader) (io.Reader, error) {
		b, err := io.ReadAll(input)
		if err != nil {
			return nil, err
		}
		text, _, err := charset.Decode(b)
		return strings.NewReader(text), err
	}}
	if text, _, err := charset.Decode([]byte(s)); err == nil {
		s = text
	}
	decoded, err := decoder.DecodeHeader(s)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(decoded)
}
