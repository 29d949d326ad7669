package rulefile

import (
	"fmt"
	"math/big"
	"strings"

	"huizong/schema"
)

// A formula is what a county's rule demands:
//
//	formula    = [ "if" conditions "then" ] conditions .
//	conditions = comparison { "and" comparison } .
//	comparison = sum ( "=" | "<=" | ">=" | "<" | ">" | "!=" ) sum [ relation sum ] .
//	sum        = [ "-" ] term { ( "+" | "-" ) term } .
//	term       = factor { "*" factor | "/" number } .
//	factor     = number | cell | "sum" "(" cell ")" | "(" sum ")" .
//	cell       = [ "last." ] table "." row "." column .
//
// A star alone for a row or column stands for the same one throughout the
// formula, which is judged for each; a star in a name (denied_*) adds up what
// it matches, and inside sum() so does a star alone, printed totals left out.
type formula struct{ when, then []comparison }

type comparison struct {
	left, right sum
	op          string
	at          int
}

// A sum is terms plus a constant.
type sum struct {
	terms    []term
	constant *big.Rat
}

// A term is a reference to cells with its coefficient. bare says that no number
// was written with it, so that its unit of measure counts.
type term struct {
	coefficient *big.Rat
	cell        reference
	bare        bool
}

// A reference names cells, with stars in it perhaps.
type reference struct {
	table       schema.FormTable
	row, column string
	last        bool
	all         bool // inside sum(): a star alone adds up
	at          int
	text        string
}

// maxTokens bounds a formula, maxNesting its brackets.
const (
	maxTokens  = 2000
	maxNesting = 50
)

type parser struct {
	tokens []token
	depth  int
}

// parse reads a formula.
func parse(text string) (*formula, error) {
	tokens, err := lex(text)
	if err != nil {
		return nil, err
	}
	if len(tokens) > maxTokens {
		return nil, &formulaError{0, say("一个公式多于 %d 个词", "more than %d words in one formula", maxTokens)}
	}
	p := &parser{tokens: tokens}
	f := &formula{}
	if p.takes(keyword, "if") {
		if f.when, err = p.conditions(); err != nil {
			return nil, err
		}
		if !p.takes(keyword, "then") {
			return nil, p.want("“则”（then）", "then")
		}
	}
	if f.then, err = p.conditions(); err != nil {
		return nil, err
	}
	if p.peek().kind != end {
		return nil, p.want("公式到此为止", "the end of the formula")
	}
	return f, nil
}

func (p *parser) peek() token { return p.tokens[0] }

func (p *parser) take() token {
	t := p.tokens[0]
	if t.kind != end {
		p.tokens = p.tokens[1:]
	}
	return t
}

func (p *parser) takes(k kind, text string) bool {
	if t := p.peek(); t.kind == k && t.text == text {
		p.take()
		return true
	}
	return false
}

func (p *parser) want(zh, en string) error {
	t := p.peek()
	found := said{fmt.Sprintf("%q", t.text), fmt.Sprintf("%q", t.text)}
	if t.kind == end {
		found = said{"公式的结尾", "the end of the formula"}
	}
	return &formulaError{t.at, said{"这里是" + found.zh + "，应为" + zh, "found " + found.en + ", expected " + en}}
}

func (p *parser) conditions() ([]comparison, error) {
	var all []comparison
	for {
		some, err := p.comparison()
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
		if !p.takes(keyword, "and") {
			return all, nil
		}
	}
}

// comparison reads a = b, or a <= b <= c as two.
func (p *parser) comparison() ([]comparison, error) {
	left, err := p.sum()
	if err != nil {
		return nil, err
	}
	var all []comparison
	for range 2 {
		op := p.peek()
		if op.kind != relation {
			break
		}
		p.take()
		right, err := p.sum()
		if err != nil {
			return nil, err
		}
		all = append(all, comparison{left, right, op.text, op.at})
		left = right
	}
	if len(all) == 0 {
		return nil, p.want(" =、<=、>=、<、> 或 !=", "=, <=, >=, <, > or !=")
	}
	return all, nil
}

func (p *parser) sum() (sum, error) {
	total := sum{constant: new(big.Rat)}
	factor := big.NewRat(1, 1)
	if p.takes(sign, "-") {
		factor.SetInt64(-1)
	}
	for {
		t, err := p.term()
		if err != nil {
			return sum{}, err
		}
		total.add(t, factor)
		switch {
		case p.takes(sign, "+"):
			factor = big.NewRat(1, 1)
		case p.takes(sign, "-"):
			factor = big.NewRat(-1, 1)
		default:
			return total, nil
		}
	}
}

func (s *sum) add(t sum, factor *big.Rat) {
	s.constant = new(big.Rat).Add(s.constant, new(big.Rat).Mul(t.constant, factor))
	for _, x := range t.terms {
		x.coefficient = new(big.Rat).Mul(x.coefficient, factor)
		s.terms = append(s.terms, x)
	}
}

// term reads factors; at most one of them has cells, or the rule is not linear.
func (p *parser) term() (sum, error) {
	product, err := p.factor()
	if err != nil {
		return sum{}, err
	}
	for {
		at := p.peek().at
		divide := false
		switch {
		case p.takes(sign, "*"):
		case p.takes(sign, "/"):
			divide = true
		default:
			return product, nil
		}
		f, err := p.factor()
		if err != nil {
			return sum{}, err
		}
		if product, err = times(product, f, divide, at); err != nil {
			return sum{}, err
		}
	}
}

func times(a, b sum, divide bool, at int) (sum, error) {
	if divide {
		if len(b.terms) > 0 || b.constant.Sign() == 0 {
			return sum{}, &formulaError{at, said{"“/”后面只能是不为 0 的数", "only a number other than 0 may stand behind /"}}
		}
		b.constant = new(big.Rat).Inv(b.constant)
	}
	if len(a.terms) > 0 && len(b.terms) > 0 {
		return sum{}, &formulaError{at, said{"单元格可以相加、比较，不能相乘", "cells may be added and compared, not multiplied"}}
	}
	if len(b.terms) > 0 {
		a, b = b, a
	}
	scaled := sum{constant: new(big.Rat)}
	scaled.add(a, b.constant)
	for i := range scaled.terms {
		scaled.terms[i].bare = false
	}
	return scaled, nil
}

func (p *parser) factor() (sum, error) {
	t := p.peek()
	switch {
	case t.kind == number:
		p.take()
		return numeral(t)
	case t.kind == name && t.text == "sum":
		p.take()
		return p.summation()
	case t.kind == name:
		p.take()
		return cells(t, false)
	case p.takes(sign, "("):
		return p.bracket()
	}
	return sum{}, p.want("单元格、数、sum(…) 或括号", "a cell, a number, sum(…) or a bracket")
}

func (p *parser) bracket() (sum, error) {
	if p.depth++; p.depth > maxNesting {
		return sum{}, &formulaError{p.peek().at, say("括号嵌套超过 %d 层", "brackets nested deeper than %d", maxNesting)}
	}
	s, err := p.sum()
	if err != nil {
		return sum{}, err
	}
	p.depth--
	if !p.takes(sign, ")") {
		return sum{}, p.want(" )", ")")
	}
	return s, nil
}

func (p *parser) summation() (sum, error) {
	if !p.takes(sign, "(") {
		return sum{}, p.want(" sum 后面的 (", "( behind sum")
	}
	t := p.peek()
	if t.kind != name {
		return sum{}, p.want("带星号的单元格，如 sum(t3.received.*)", "a cell with a star, as in sum(t3.received.*)")
	}
	p.take()
	s, err := cells(t, true)
	if err != nil {
		return sum{}, err
	}
	if !p.takes(sign, ")") {
		return sum{}, p.want(" )", ")")
	}
	return s, nil
}

func numeral(t token) (sum, error) {
	v, err := schema.ParseDecimal(t.text)
	if err != nil {
		return sum{}, &formulaError{t.at, say("%q 不是整数部分不超过 12 位、小数不超过 6 位的数", "%q is not a number of at most 12 digits before and 6 behind the point", t.text)}
	}
	return sum{constant: big.NewRat(int64(v), int64(schema.DecimalOf(1)))}, nil
}

func cells(t token, all bool) (sum, error) {
	r, err := refer(t, all)
	if err != nil {
		return sum{}, err
	}
	return sum{terms: []term{{big.NewRat(1, 1), r, true}}, constant: new(big.Rat)}, nil
}

// refer reads a cell code, with stars perhaps.
func refer(t token, all bool) (reference, error) {
	code, last := strings.CutPrefix(t.text, "last.")
	r := reference{last: last, all: all, at: t.at, text: t.text}
	parts := strings.Split(code, ".")
	if len(parts) == 3 {
		r.row, r.column = parts[1], parts[2]
		for table := schema.Table2; table <= schema.Table4; table++ {
			if parts[0] == table.String() {
				r.table = table
			}
		}
	}
	if len(r.match()) == 0 {
		return r, &formulaError{t.at, say("没有单元格 %q", "unknown cell %q", t.text).nearest(code, codes, prefix(last))}
	}
	return r, nil
}

func prefix(last bool) string {
	if last {
		return "last."
	}
	return ""
}
