package sheet

import (
	"slices"
	"strings"
)

// A Sum is a formula that only adds and subtracts cells, ranges of cells and
// constants: SUM(B2:B5), B2+C2, SUM(B2,D2:F2)-G2.
type Sum []Term

// A Term is one thing added.
type Term struct {
	Range    Range
	Constant string // plain digits; Range is then unused
	Negative bool
}

// Negated is the sum with all signs turned.
func (s Sum) Negated() Sum {
	out := slices.Clone(s)
	for i := range out {
		out[i].Negative = !out[i].Negative
	}
	return out
}

// Refers reports whether the sum names any cell.
func (s Sum) Refers() bool {
	return slices.ContainsFunc(s, func(t Term) bool { return t.Constant == "" })
}

// String prints the sum as a formula would say it.
func (s Sum) String() string {
	var b strings.Builder
	for i, t := range s {
		switch {
		case t.Negative:
			b.WriteByte('-')
		case i > 0:
			b.WriteByte('+')
		}
		switch {
		case t.Constant != "":
			b.WriteString(t.Constant)
		case t.Range.First == t.Range.Last:
			b.WriteString(t.Range.String())
		default:
			b.WriteString("SUM(" + t.Range.String() + ")")
		}
	}
	return b.String()
}

// ParseSum reads a formula as xlsx files write it, moved by shift from the
// cell it was written for. It is nil for a formula that does anything but add.
func ParseSum(formula string, shift Ref) Sum {
	p := sumParser{rest: strings.TrimPrefix(strings.TrimSpace(formula), "="), shift: shift}
	s, ok := p.terms(false)
	if !ok || p.peek() != 0 || !s.Refers() {
		return nil
	}
	return s
}

const (
	maxSumDepth = 16
	maxSumTerms = 1024
)

type sumParser struct {
	rest  string
	shift Ref
	depth int
	count int
}

// peek is the next byte that is not a blank, 0 at the end.
func (p *sumParser) peek() byte {
	p.rest = strings.TrimLeft(p.rest, " \t\r\n")
	if p.rest == "" {
		return 0
	}
	return p.rest[0]
}

func (p *sumParser) take(c byte) bool {
	if p.peek() != c {
		return false
	}
	p.rest = p.rest[1:]
	return true
}

// terms reads a + b − c; inside SUM( ) a range may stand for a term.
func (p *sumParser) terms(ranges bool) (sum Sum, ok bool) {
	if p.depth++; p.depth > maxSumDepth {
		return nil, false
	}
	defer func() { p.depth-- }()
	for first := true; ; first = false {
		negative := false
		switch c := p.peek(); {
		case c == '+', c == '-':
			negative = c == '-'
			p.rest = p.rest[1:]
		case !first:
			return sum, true
		}
		t, ok := p.term(ranges)
		if p.count++; !ok || p.count > maxSumTerms {
			return nil, false
		}
		if negative {
			t = t.Negated()
		}
		sum = append(sum, t...)
	}
}

func (p *sumParser) term(ranges bool) (Sum, bool) {
	switch c := p.peek(); {
	case c == '(':
		p.rest = p.rest[1:]
		s, ok := p.terms(false)
		return s, ok && p.take(')')
	case c >= '0' && c <= '9', c == '.':
		return p.constant()
	case len(p.rest) > 4 && strings.EqualFold(p.rest[:4], "SUM("):
		p.rest = p.rest[4:]
		return p.list()
	}
	return p.area(ranges)
}

// list reads the arguments of SUM.
func (p *sumParser) list() (sum Sum, ok bool) {
	for {
		if p.peek() == ',' { // an argument that was left out counts as zero
			p.rest = p.rest[1:]
			continue
		}
		s, ok := p.terms(true)
		if !ok {
			return nil, false
		}
		sum = append(sum, s...)
		if p.take(')') {
			return sum, true
		}
		if !p.take(',') {
			return nil, false
		}
	}
}

func (p *sumParser) constant() (Sum, bool) {
	end := strings.IndexFunc(p.rest, func(r rune) bool { return r != '.' && (r < '0' || r > '9') })
	if end < 0 {
		end = len(p.rest)
	}
	digits, ok := Digits(p.rest[:end])
	p.rest = p.rest[end:]
	return Sum{{Constant: digits}}, ok
}

func (p *sumParser) area(ranges bool) (Sum, bool) {
	a, rest, ok := cutRef(p.rest)
	if !ok {
		return nil, false
	}
	first, ok := a.moved(p.shift)
	last := first
	if ok && ranges && strings.HasPrefix(rest, ":") {
		if a, rest, ok = cutRef(rest[1:]); !ok {
			return nil, false
		}
		last, ok = a.moved(p.shift)
	}
	p.rest = rest
	r := Range{first, last}
	return Sum{{Range: r}}, ok && r.Valid()
}
