package schema

import (
	"errors"
	"strconv"
	"strings"
)

// A Decimal is an exact number with six places, held in millionths. It is what
// the data calls decimal(18,6): at most twelve digits before the point.
type Decimal int64

const (
	// DecimalScale is the number of places a [Decimal] holds.
	DecimalScale = 6
	// DecimalPrecision is the number of digits a [Decimal] holds.
	DecimalPrecision = 18

	decimalOne  Decimal = 1_000_000
	decimalEnd  Decimal = 1_000_000_000_000_000_000
	maxIntDigit         = DecimalPrecision - DecimalScale
)

// ErrDecimal is what [ParseDecimal] gives for a text that is not a decimal
// number of at most twelve digits before and six behind the point.
var ErrDecimal = errors.New("not a decimal(18,6)")

// DecimalOf returns the whole number n.
func DecimalOf(n int64) Decimal { return Decimal(n) * decimalOne }

// ParseDecimal reads ASCII digits with an optional sign and point. It never
// rounds: more than six significant places are [ErrDecimal].
func ParseDecimal(s string) (Decimal, error) {
	negative := false
	if s != "" && (s[0] == '+' || s[0] == '-') {
		negative = s[0] == '-'
		s = s[1:]
	}
	whole, places, point := strings.Cut(s, ".")
	if whole == "" || point && places == "" {
		return 0, ErrDecimal
	}
	whole = strings.TrimLeft(whole, "0")
	places = strings.TrimRight(places, "0")
	if len(whole) > maxIntDigit || len(places) > DecimalScale {
		return 0, ErrDecimal
	}
	var n Decimal
	for _, c := range []byte(whole + places + "000000"[len(places):]) {
		if c < '0' || c > '9' {
			return 0, ErrDecimal
		}
		n = n*10 + Decimal(c-'0')
	}
	if negative {
		n = -n
	}
	return n, nil
}

// IsWhole reports whether nothing stands behind the point.
func (d Decimal) IsWhole() bool { return d%decimalOne == 0 }

// Fits reports whether d lies in the range of decimal(18,6).
func (d Decimal) Fits() bool { return d < decimalEnd && d > -decimalEnd }

// String prints d without trailing zeros: "17", "190.457379", "-0.5".
func (d Decimal) String() string {
	sign := ""
	u := uint64(d)
	if d < 0 {
		sign, u = "-", uint64(-d)
	}
	s := sign + strconv.FormatUint(u/uint64(decimalOne), 10)
	if frac := u % uint64(decimalOne); frac != 0 {
		f := strconv.FormatUint(frac+uint64(decimalOne), 10)[1:]
		s += "." + strings.TrimRight(f, "0")
	}
	return s
}
