package sheet

import (
	"math"
	"strconv"
	"strings"
)

// SignificantDigits is how many digits of a number a spreadsheet shows; what
// is stored behind them is the noise of binary floating point.
const SignificantDigits = 15

// maxExponent is beyond anything a double can hold.
const maxExponent = 400

// Digits reads a stored number ("190.45737900000001", "1.5E-2") and prints it
// as plain decimal digits of at most [SignificantDigits] significant places:
// no exponent, no sign on zero, no trailing zeros behind the point. ok is
// false if s is not a number.
func Digits(s string) (digits string, ok bool) {
	if isPlain(s) {
		return s, true
	}
	negative := strings.HasPrefix(s, "-")
	if negative || strings.HasPrefix(s, "+") {
		s = s[1:]
	}
	exponent := 0
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		e, err := strconv.Atoi(s[i+1:])
		if err != nil || e > maxExponent || e < -maxExponent {
			return "", false
		}
		exponent, s = e, s[:i]
	}
	whole, places, _ := strings.Cut(s, ".")
	if whole+places == "" || strings.Trim(whole+places, "0123456789") != "" || len(s) > maxExponent {
		return "", false
	}
	mantissa, exponent := round(whole+places, exponent-len(places))
	return plain(negative, mantissa, exponent), true
}

// isPlain reports whether a number is stored as most are: digits alone, as they are
// printed.
func isPlain(s string) bool {
	if s == "" || len(s) > SignificantDigits || s[0] == '0' && len(s) > 1 {
		return false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// FloatDigits is [Digits] of a number that a file holds as a binary double,
// through its shortest exact-enough decimal form. ok is false for NaN and
// infinity.
func FloatDigits(f float64) (digits string, ok bool) {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return "", false
	}
	return Digits(strconv.FormatFloat(f, 'e', SignificantDigits-1, 64))
}

// Shift multiplies plain digits by a power of ten.
func Shift(digits string, power int) string {
	shifted, _ := Digits(digits + "e" + strconv.Itoa(power))
	return shifted
}

// round cuts the integer mantissa to its significant digits, half up.
func round(mantissa string, exponent int) (string, int) {
	mantissa = strings.TrimLeft(mantissa, "0")
	if over := len(mantissa) - SignificantDigits; over > 0 {
		up := mantissa[SignificantDigits] >= '5'
		mantissa, exponent = mantissa[:SignificantDigits], exponent+over
		if up {
			n, _ := strconv.ParseUint(mantissa, 10, 64)
			mantissa = strconv.FormatUint(n+1, 10)
		}
	}
	trimmed := strings.TrimRight(mantissa, "0")
	return trimmed, exponent + len(mantissa) - len(trimmed)
}

// plain prints mantissa × 10^exponent without an exponent.
func plain(negative bool, mantissa string, exponent int) string {
	if mantissa == "" {
		return "0"
	}
	var s string
	switch point := len(mantissa) + exponent; {
	case exponent >= 0:
		s = mantissa + strings.Repeat("0", exponent)
	case point > 0:
		s = mantissa[:point] + "." + mantissa[point:]
	default:
		s = "0." + strings.Repeat("0", -point) + mantissa
	}
	if negative {
		return "-" + s
	}
	return s
}
