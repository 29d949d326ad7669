package page

import (
	"strconv"

	"huizong/schema"
)

// Tokens that stand for a form cell without a number.
const (
	tokenAbsent = "a" // the form cell is not there
	tokenUnread = "u"
	tokenBlank  = "b"
	tokenMark   = "m"
	tokenText   = "t"
	tokenNone   = "n" // a total of no unit
)

var stateTokens = map[schema.CellState]string{
	schema.Absent: tokenAbsent, schema.Unread: tokenUnread, schema.Blank: tokenBlank, schema.Mark: tokenMark, schema.Text: tokenText,
}

// A vector holds one token for each form cell, in form order, as a text:
// tokens are joined by commas, and a token that repeats is said once with its
// count ("0*35,12,b*3"). Most cells of most reports are zero.
type vector struct {
	text []byte
	last string
	n    int
}

func (v *vector) add(token string) {
	if v.n > 0 && token == v.last {
		v.n++
		return
	}
	v.flush()
	v.last, v.n = token, 1
}

func (v *vector) flush() {
	if v.n == 0 {
		return
	}
	if len(v.text) > 0 {
		v.text = append(v.text, ',')
	}
	v.text = append(v.text, v.last...)
	if v.n > 1 {
		v.text = append(v.text, '*')
		v.text = strconv.AppendInt(v.text, int64(v.n), 10)
	}
	v.n = 0
}

// String ends the vector.
func (v *vector) String() string {
	v.flush()
	return string(v.text)
}

func amount(d *schema.Decimal) string {
	if d == nil {
		return tokenNone
	}
	return d.String()
}

// valueToken is the number of a cell, or the letter of its state.
func valueToken(c *schema.CellValue) string {
	if d, ok := c.Known(); ok {
		return d.String()
	}
	return stateTokens[c.State]
}
