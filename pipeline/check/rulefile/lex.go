package rulefile

import (
	"strings"
	"unicode/utf8"
)

// A token is a word of a formula. at is its offset in characters, 0-based.
type token struct {
	kind kind
	text string
	at   int
}

type kind uint8

const (
	end kind = iota
	number
	name     // t3.received.total, last.t3.*.total, sum
	sign     // + - * / ( )
	relation // = <= >= < > !=
	keyword  // if, then, and
)

// keywords may be written in Chinese too.
var keywords = map[string]string{"if": "if", "then": "then", "and": "and", "若": "if", "则": "then", "且": "and"}

// relations by how they may be written, longest first.
var relations = []struct{ text, op string }{
	{"<=", "<="}, {">=", ">="}, {"==", "="}, {"!=", "!="}, {"≤", "<="}, {"≥", ">="}, {"≠", "!="}, {"=", "="}, {"<", "<"}, {">", ">"},
}

// lex cuts a formula into tokens.
func lex(formula string) ([]token, error) {
	var all []token
	at := 0
	for rest := formula; rest != ""; {
		t, n := next(rest)
		t.at = at
		if n == 0 {
			r, _ := utf8.DecodeRuneInString(rest)
			return nil, &formulaError{at, say("%q 在公式里没有意义", "%q has no meaning here", r)}
		}
		if t.kind != end {
			all = append(all, t)
		}
		at += utf8.RuneCountInString(rest[:n])
		rest = rest[n:]
	}
	return append(all, token{at: at}), nil
}

// next reads one token and returns its length in bytes; white space is the
// token end, 0 bytes are a character that no formula has.
func next(s string) (token, int) {
	if n := len(s) - len(strings.TrimLeft(s, " \t\r\n\u3000")); n > 0 {
		return token{}, n
	}
	for zh := range keywords {
		if zh[0] >= utf8.RuneSelf && strings.HasPrefix(s, zh) {
			return token{kind: keyword, text: keywords[zh]}, len(zh)
		}
	}
	for _, r := range relations {
		if strings.HasPrefix(s, r.text) {
			return token{kind: relation, text: r.op}, len(r.text)
		}
	}
	switch c := s[0]; {
	case strings.IndexByte("+-*/()", c) >= 0:
		return token{kind: sign, text: s[:1]}, 1
	case c >= '0' && c <= '9':
		n := span(s, func(i int) bool { return s[i] >= '0' && s[i] <= '9' || s[i] == '.' })
		return token{kind: number, text: s[:n]}, n
	case letter(c) || c == '_':
		return nameToken(s)
	}
	return token{}, 0
}

// nameToken reads a name. A star belongs to it behind a point or an underscore.
func nameToken(s string) (token, int) {
	n := span(s, func(i int) bool {
		return letter(s[i]) || s[i] >= '0' && s[i] <= '9' || s[i] == '_' || s[i] == '.' ||
			s[i] == '*' && i > 0 && (s[i-1] == '.' || s[i-1] == '_')
	})
	if word, ok := keywords[s[:n]]; ok {
		return token{kind: keyword, text: word}, n
	}
	return token{kind: name, text: s[:n]}, n
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func span(s string, in func(int) bool) int {
	n := 0
	for n < len(s) && in(n) {
		n++
	}
	return n
}

// A formulaError says what is wrong at which character of a formula.
type formulaError struct {
	at int
	said
}

func (e *formulaError) Error() string { return e.en }
