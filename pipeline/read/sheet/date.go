package sheet

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

const (
	daySeconds = 24 * 60 * 60
	maxSerial  = 2958465 // 9999-12-31
	lostDay    = 60      // 1900-02-29, which the 1900 date system has and the calendar has not
)

// moment prints a date serial as yyyy-mm-dd, with the time behind it if the
// format shows one, or the time alone. ok is false if there is no such date.
func (f *Format) moment(digits string, s section) (text string, ok bool) {
	days, seconds, ok := splitSerial(digits)
	if !ok {
		return "", false
	}
	if s.elapsed {
		return clock(days*daySeconds + seconds), true
	}
	if !s.date {
		return clock(seconds), true
	}
	text = f.date(days)
	if s.clock {
		text += " " + clock(seconds)
	}
	return text, true
}

func clock(seconds int) string {
	return fmt.Sprintf("%02d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
}

func splitSerial(digits string) (days, seconds int, ok bool) {
	whole, places, _ := strings.Cut(digits, ".")
	days, err := strconv.Atoi(whole)
	if err != nil || digits[0] == '-' || days > maxSerial {
		return 0, 0, false
	}
	const kept = 12
	places = (places + strings.Repeat("0", kept))[:kept]
	n, err := strconv.ParseInt(places, 10, 64)
	if err != nil {
		return 0, 0, false
	}
	const one = 1_000_000_000_000 // 10^kept
	seconds = int((n*daySeconds + one/2) / one)
	return days + seconds/daySeconds, seconds % daySeconds, true
}

func (f *Format) date(days int) string {
	first := time.Date(1899, 12, 31, 0, 0, 0, 0, time.UTC)
	switch {
	case f.by1904:
		first = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case days == 0:
		return "1900-01-00" // what Excel shows for a zero
	case days == lostDay:
		return "1900-02-29"
	case days > lostDay:
		days--
	}
	return first.AddDate(0, 0, days).Format(time.DateOnly)
}

// BuiltinFormat is the code of a number format that files name by its number
// alone (ECMA-376 18.8.30, with the Chinese dates 27–36 and 50–58); "General"
// for an unknown number.
func BuiltinFormat(id int) string {
	switch {
	case id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return "yyyy-m-d"
	case id >= 32 && id <= 35, id == 55, id == 56:
		return "h:mm:ss"
	}
	if code := builtinFormats[id]; code != "" {
		return code
	}
	return "General"
}

var builtinFormats = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
	5: `"¥"#,##0;"¥"\-#,##0`, 6: `"¥"#,##0;"¥"\-#,##0`, 7: `"¥"#,##0.00;"¥"\-#,##0.00`, 8: `"¥"#,##0.00;"¥"\-#,##0.00`,
	9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
	14: "yyyy-m-d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
	20: "h:mm", 21: "h:mm:ss", 22: "yyyy-m-d h:mm",
	37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
	41: `_ * #,##0_ ;_ * \-#,##0_ ;_ * "-"_ ;_ @_ `, 42: `_ "¥"* #,##0_ ;_ "¥"* \-#,##0_ ;_ "¥"* "-"_ ;_ @_ `,
	43: `_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ `, 44: `_ "¥"* #,##0.00_ ;_ "¥"* \-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ `,
	45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}
