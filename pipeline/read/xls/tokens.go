package xls

import (
	"encoding/binary"
	"math"
	"strconv"

	"huizong/pipeline/read/sheet"
)

// Tokens of parsed formulas, [MS-XLS] 2.5.198. Those for operands come in three
// classes, 0x20, 0x40 and 0x60, that mean the same here.
const (
	tokenShared    = 0x01
	tokenAdd       = 0x03
	tokenSubtract  = 0x04
	tokenPlus      = 0x12
	tokenMinus     = 0x13
	tokenBracket   = 0x15
	tokenMissing   = 0x16
	tokenAttribute = 0x19
	tokenInteger   = 0x1E
	tokenNumber    = 0x1F
	tokenFunction  = 0x22 // with a variable number of arguments
	tokenCell      = 0x24
	tokenArea      = 0x25
	tokenCellN     = 0x2C // relative to the cell that has the formula
	tokenAreaN     = 0x2D

	attributeVolatile = 0x01
	attributeSum      = 0x10
	attributeSpace    = 0x40
	functionSum       = 4
)

// maxOperands bounds the stack and the terms of one sum.
const maxOperands = 1024

// sumOf reads the tokens of the formula at a cell. It is nil for a formula that
// does anything but add.
func sumOf(tokens []byte, at sheet.Ref) sheet.Sum {
	p := adder{rest: tokens, at: at}
	for len(p.rest) > 0 && !p.failed {
		p.token()
	}
	if p.failed || len(p.stack) != 1 || p.stack[0].area || !p.stack[0].sum.Refers() {
		return nil
	}
	return p.stack[0].sum
}

// An operand is a sum; an area of several cells is one only inside SUM( ).
type operand struct {
	sum  sheet.Sum
	area bool
}

// An adder works tokens off a stack, as they are written in postfix order.
type adder struct {
	rest   []byte
	at     sheet.Ref
	stack  []operand
	terms  int
	failed bool
}

// take cuts n bytes off the tokens.
func (p *adder) take(n int) []byte {
	if n > len(p.rest) {
		p.failed = true
		return make([]byte, n)
	}
	out := p.rest[:n]
	p.rest = p.rest[n:]
	return out
}

func (p *adder) push(o operand) {
	p.terms += len(o.sum)
	p.failed = p.failed || len(p.stack) >= maxOperands || p.terms > 16*maxOperands
	p.stack = append(p.stack, o)
}

// pop takes the last operand; alone says that it must not be an area.
func (p *adder) pop(alone bool) sheet.Sum {
	if len(p.stack) == 0 {
		p.failed = true
		return nil
	}
	o := p.stack[len(p.stack)-1]
	p.stack = p.stack[:len(p.stack)-1]
	p.failed = p.failed || alone && o.area
	return o.sum
}

func (p *adder) token() {
	t := p.take(1)[0]
	if t >= 0x20 {
		t = t&0x1F | 0x20
	}
	switch t {
	case tokenAdd, tokenSubtract:
		b := p.pop(true)
		a := p.pop(true)
		if t == tokenSubtract {
			b = b.Negated()
		}
		p.push(operand{sum: append(a[:len(a):len(a)], b...)})
	case tokenMinus:
		p.push(operand{sum: p.pop(true).Negated()})
	case tokenPlus, tokenBracket:
	case tokenMissing:
		p.push(operand{})
	case tokenAttribute:
		p.attribute()
	case tokenInteger:
		n := int(binary.LittleEndian.Uint16(p.take(2)))
		p.push(operand{sum: sheet.Sum{{Constant: strconv.Itoa(n)}}})
	case tokenNumber:
		digits, ok := sheet.FloatDigits(math.Float64frombits(binary.LittleEndian.Uint64(p.take(8))))
		p.failed = p.failed || !ok
		p.push(operand{sum: sheet.Sum{{Constant: digits}}})
	case tokenFunction:
		b := p.take(3)
		p.call(int(b[0]&0x7F), binary.LittleEndian.Uint16(b[1:]))
	case tokenCell, tokenCellN:
		b := p.take(4)
		r := p.address(b[0:2], b[2:4], t == tokenCellN)
		p.refer(sheet.Range{First: r, Last: r})
	case tokenArea, tokenAreaN:
		b := p.take(8)
		p.refer(sheet.Range{First: p.address(b[0:2], b[4:6], t == tokenAreaN), Last: p.address(b[2:4], b[6:8], t == tokenAreaN)})
	default:
		p.failed = true
	}
}

func (p *adder) attribute() {
	b := p.take(3)
	switch kind := b[0]; {
	case kind == attributeSum:
		p.call(1, functionSum)
	case kind&^(attributeVolatile|attributeSpace) != 0:
		p.failed = true
	}
}

// call adds up the arguments of SUM.
func (p *adder) call(arguments int, function uint16) {
	if function != functionSum || arguments > len(p.stack) {
		p.failed = true
		return
	}
	var sum sheet.Sum
	for _, o := range p.stack[len(p.stack)-arguments:] {
		sum = append(sum, o.sum...)
	}
	p.stack = p.stack[:len(p.stack)-arguments]
	p.push(operand{sum: sum})
}

func (p *adder) refer(r sheet.Range) {
	p.failed = p.failed || !r.Valid()
	p.push(operand{sum: sheet.Sum{{Range: r}}, area: r.First != r.Last})
}

// address reads a row and a column. Their two upper bits say which of them are
// relative; in a shared formula those are distances from its cell.
func (p *adder) address(row, column []byte, shared bool) sheet.Ref {
	const columnBits, relativeColumn, relativeRow = 0x3FFF, 0x4000, 0x8000
	flags := int(binary.LittleEndian.Uint16(column))
	r := sheet.Ref{Row: int(binary.LittleEndian.Uint16(row)), Column: flags & columnBits}
	if shared && flags&relativeRow != 0 {
		r.Row = int(uint16(p.at.Row + r.Row))
	}
	if shared && flags&relativeColumn != 0 {
		r.Column = int(uint8(p.at.Column + r.Column))
	}
	return r
}
