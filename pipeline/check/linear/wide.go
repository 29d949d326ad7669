package linear

import (
	"math/big"
	"math/bits"

	"huizong/schema"
)

// A Wide is an exact signed 128-bit number of millionths. Thirty cells of a
// hostile report, twelve digits each, overflow 64 bits; they do not overflow this.
type Wide struct {
	hi int64
	lo uint64
}

// WideOf returns n millionths.
func WideOf(n int64) Wide { return Wide{n >> 63, uint64(n)} }

func (w Wide) plus(v Wide) Wide {
	lo, carry := bits.Add64(w.lo, v.lo, 0)
	return Wide{w.hi + v.hi + int64(carry), lo}
}

func (w Wide) negative() Wide {
	lo, borrow := bits.Sub64(0, w.lo, 0)
	return Wide{-w.hi - int64(borrow), lo}
}

// times returns a·b. The bounds of coefficients ([MaxCoefficient]) and of
// decimals keep thousands of such products inside 128 bits.
func times(a, b int64) Wide {
	if a == 1 {
		return WideOf(b)
	}
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	w := Wide{int64(hi), lo}
	if (a < 0) != (b < 0) {
		return w.negative()
	}
	return w
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// Cmp compares w and v: −1, 0 or +1.
func (w Wide) Cmp(v Wide) int {
	switch {
	case w == v:
		return 0
	case w.hi < v.hi, w.hi == v.hi && w.lo < v.lo:
		return -1
	}
	return 1
}

// Decimal returns w/scale, and whether that is exact and a decimal(18,6).
func (w Wide) Decimal(scale int64) (schema.Decimal, bool) {
	if scale == 1 && (w.hi == 0 && int64(w.lo) >= 0 || w.hi == -1 && int64(w.lo) < 0) {
		d := schema.Decimal(w.lo)
		return d, d.Fits()
	}
	quotient, rest := new(big.Int).QuoRem(w.big(), big.NewInt(scale), new(big.Int))
	if rest.Sign() != 0 || !quotient.IsInt64() {
		return 0, false
	}
	d := schema.Decimal(quotient.Int64())
	return d, d.Fits()
}

func (w Wide) big() *big.Int {
	n := new(big.Int).Lsh(big.NewInt(w.hi), 64)
	return n.Add(n, new(big.Int).SetUint64(w.lo))
}

func ratio(w Wide, scale int64) *big.Rat {
	r := new(big.Rat).SetInt(w.big())
	return r.Quo(r, new(big.Rat).SetInt64(scale*int64(schema.DecimalOf(1))))
}

// Times is the exact product of two decimals, in millionths of millionths: to
// be compared with others of its kind.
func Times(a, b schema.Decimal) Wide { return times(int64(a), int64(b)) }

// Total adds numbers up, exactly.
func Total(numbers []schema.Decimal) Wide {
	var sum Wide
	for _, n := range numbers {
		sum = sum.plus(WideOf(int64(n)))
	}
	return sum
}
