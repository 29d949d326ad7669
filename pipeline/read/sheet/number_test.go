package sheet

import (
	"math"
	"math/big"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

func TestDigits(t *testing.T) {
	cases := []struct{ in, want string }{ // want "" is: not a number
		{"0", "0"}, {"-0", "0"}, {"0.0", "0"}, {"7", "7"}, {"007", "7"}, {"+7", "7"}, {"-11", "-11"},
		{"1036", "1036"}, {"100", "100"}, {"1.50", "1.5"}, {".5", "0.5"}, {"5.", "5"},
		{"190.45737900000001", "190.457379"}, {"190.457379", "190.457379"}, {"59237.2449", "59237.2449"},
		{"0.30000000000000004", "0.3"}, {"2.9999999999999996", "3"}, {"999999999999999.9", "1000000000000000"},
		{"1.5E-2", "0.015"}, {"1.5e2", "150"}, {"1E+3", "1000"}, {"-2.5E-7", "-0.00000025"}, {"12345678901234567", "12345678901234600"},
		{"", ""}, {"-", ""}, {".", ""}, {"1e", ""}, {"1e999", ""}, {"1.2.3", ""}, {"1,000", ""}, {"0x10", ""}, {"NaN", ""}, {" 1", ""}, {"--1", ""}, {"５", ""},
	}
	for _, c := range cases {
		got, ok := Digits(c.in)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("Digits(%q) = %q, %v, want %q", c.in, got, ok, c.want)
		}
	}
}

func TestFloatDigits(t *testing.T) {
	cases := []struct {
		in   float64
		want string
	}{
		{0, "0"}, {math.Copysign(0, -1), "0"}, {0.1 + 0.2, "0.3"}, {190.457379, "190.457379"}, {1472, "1472"}, {-0.5, "-0.5"}, {1e21, "1" + "000000000000000000000"},
		{math.NaN(), ""}, {math.Inf(1), ""},
	}
	for _, c := range cases {
		if got, ok := FloatDigits(c.in); got != c.want || ok != (c.want != "") {
			t.Errorf("FloatDigits(%v) = %q, %v, want %q", c.in, got, ok, c.want)
		}
	}
}

// What a clerk types with up to fifteen digits comes back from the double that
// a program stores for it, whichever way the program prints the double.
func TestTypedDigitsSurvive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(-999_999_999_999_999, 999_999_999_999_999).Draw(t, "mantissa")
		places := rapid.IntRange(0, 9).Draw(t, "places")
		typed, ok := Digits(strconv.FormatInt(n, 10) + "e-" + strconv.Itoa(places))
		if !ok {
			t.Fatalf("Digits refused %d e-%d", n, places)
		}
		stored, err := strconv.ParseFloat(typed, 64)
		if err != nil {
			t.Fatal(err)
		}
		long := strconv.FormatFloat(stored, 'g', 17, 64)
		if got, _ := FloatDigits(stored); got != typed {
			t.Errorf("FloatDigits(%v) = %q, want %q", stored, got, typed)
		}
		if got, _ := Digits(long); got != typed {
			t.Errorf("Digits(%q) = %q, want %q", long, got, typed)
		}
	})
}

func TestShift(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		typed := strconv.FormatInt(rapid.Int64Range(-999_999_999, 999_999_999).Draw(t, "n"), 10)
		power := rapid.IntRange(-9, 9).Draw(t, "power")
		want, _ := new(big.Rat).SetString(typed + "e" + strconv.Itoa(power))
		got, ok := new(big.Rat).SetString(Shift(typed, power))
		if !ok || got.Cmp(want) != 0 {
			t.Errorf("Shift(%q, %d) = %v, want %v", typed, power, got, want)
		}
	})
}
