package maker

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"huizong/schema"
)

// numbers is what the prose counts beside the tables: metric → value.
type numbers map[string]int64

// metricCells names the metrics that a table also states: the value is the sum
// of the cells.
var metricCells = map[string][]string{
	"requests.none":        {"t3.received.total"},
	"requests.received":    {"t3.received.total"},
	"requests.carried_in":  {"t3.carried_in.total"},
	"requests.answered":    {"t3.answered.total"},
	"requests.carried_out": {"t3.carried_out.total"},
	"reviews.total":        {"t4.review.total"},
	"suits.total":          {"t4.suit_direct.total", "t4.suit_after_review.total"},
	"proceedings.none":     {"t4.review.total", "t4.suit_direct.total", "t4.suit_after_review.total"},
	"proceedings.total":    {"t4.review.total", "t4.suit_direct.total", "t4.suit_after_review.total"},
	"norms.issued":         {"t2.normative_documents.issued"},
	"norms.repealed":       {"t2.normative_documents.repealed"},
	"norms.in_force":       {"t2.normative_documents.in_force"},
	"licensing.decisions":  {"t2.licensing.decisions"},
	"penalties.decisions":  {"t2.penalties.decisions"},
}

// metric is what the prose says a metric is.
func (r *Report) metric(name string) int64 {
	if n, said := r.numbers[name]; said {
		return n
	}
	sum := int64(0)
	for _, code := range metricCells[name] {
		sum += r.value(cell(code))
	}
	return sum
}

// A writer composes paragraphs from templates. In a template
//
//	[a|b]     is one of the choices
//	<name>    is a word that depends on the unit, or a number: <12-40>
//	{metric}  is a number, and a claim; {metric+} says 余, {metric~} says 约,
//	          {metric?} leaves open what exactly is counted (受理)
//	{!metric} prints nothing: the sentence says that there were none
type writer struct {
	r     *Report
	d     *dice
	words map[string]string
	loose bool // numbers stand between blanks

	text   strings.Builder
	runes  int
	claims []Claim
}

func (r *Report) writer(purpose string) *writer {
	d := r.dice(purpose)
	return &writer{r: r, d: d, words: r.words(), loose: r.dice("loose numbers").in(35)}
}

// words are the names that templates use.
func (r *Report) words() map[string]string {
	short := map[schema.UnitKind]string{schema.Town: "镇", schema.Township: "乡", schema.Subdistrict: "街道"}[r.Unit.Kind]
	if short == "" {
		short = "单位"
	}
	office, chief := short+"政府", short+"长"
	if r.Unit.Kind == schema.Subdistrict || short == "单位" {
		office, chief = short+"办事处", "主任"
	}
	return map[string]string{
		"unit": r.Unit.Name, "county": r.Unit.ParentName, "self": "我" + short, "this": "本" + short, "all": "全" + short,
		"office": office, "year": strconv.Itoa(r.Year), "last": strconv.Itoa(r.Year - 1), "next": strconv.Itoa(r.Year + 1),
		"phone": r.phone(), "chief": chief, "deputy": "副" + chief,
	}
}

func (r *Report) phone() string {
	d := roll(append(r.seed[:2:2], "phone")...)
	return "0" + strconv.Itoa(d.between(310, 998)) + "-" + strconv.Itoa(d.between(2200000, 8999999))
}

func (w *writer) put(s string) *writer {
	w.text.WriteString(s)
	w.runes += utf8.RuneCountInString(s)
	return w
}

// paragraph ends the paragraph and starts the next.
func (w *writer) paragraph() Paragraph {
	p := Paragraph{w.text.String(), w.claims}
	w.text.Reset()
	w.runes, w.claims = 0, nil
	return p
}

// say expands a template into the paragraph.
func (w *writer) say(template string) *writer {
	for template != "" {
		i := strings.IndexAny(template, "[<{")
		if i < 0 {
			w.put(template)
			break
		}
		w.put(template[:i])
		end := closing(template[i:])
		inner := template[i+1 : i+end]
		switch template[i] {
		case '[':
			w.say(pick(w.d, choices(inner)))
		case '<':
			w.put(w.word(inner))
		case '{':
			w.claim(inner)
		}
		template = template[i+end+1:]
	}
	return w
}

// closing is the index of the bracket that closes the first one.
func closing(s string) int {
	open, shut := s[0], map[byte]byte{'[': ']', '<': '>', '{': '}'}[s[0]]
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case open:
			depth++
		case shut:
			if depth--; depth == 0 {
				return i
			}
		}
	}
	panic("maker: template is not closed: " + s)
}

// choices splits at the bars that are not inside inner brackets.
func choices(s string) []string {
	var out []string
	depth, start := 0, 0
	for i := range len(s) {
		switch s[i] {
		case '[':
			depth++
		case ']':
			depth--
		case '|':
			if depth == 0 {
				out = append(out, s[start:i])
				start = i + 1
			}
		}
	}
	return append(out, s[start:])
}

// word is a name, or a number drawn from a range, which claims nothing.
func (w *writer) word(name string) string {
	if s, known := w.words[name]; known {
		return s
	}
	low, high, ok := strings.Cut(name, "-")
	a, errA := strconv.Atoi(low)
	b, errB := strconv.Atoi(high)
	if !ok || errA != nil || errB != nil {
		panic("maker: no word " + name)
	}
	return strconv.Itoa(w.d.between(a, b))
}

// claim prints a number and writes down what it says.
func (w *writer) claim(metric string) {
	if name, none := strings.CutPrefix(metric, "!"); none {
		w.claims = append(w.claims, Claim{Metric: name, Qualifier: schema.Exact, Offset: w.runes})
		return
	}
	name := strings.TrimRight(metric, "+~?")
	n, qualifier, before, after := w.r.metric(name), schema.Exact, "", ""
	if n >= 20 {
		switch metric[len(name):] {
		case "+":
			n, qualifier, after = n/10*10, schema.AtLeast, pick(w.d, []string{"余", "多"})
		case "~":
			n, qualifier, before = n/10*10, schema.About, "约"
		}
	}
	s := strconv.FormatInt(n, 10)
	if n >= 1 && n < 100 && w.d.in(6) || qualifier == schema.AtLeast && n < 100 && w.d.in(20) {
		s = chinese(int(n))
	}
	if w.loose {
		before += " "
		if after == "" {
			after = " "
		} else {
			after = " " + after
		}
	}
	w.put(before)
	w.claims = append(w.claims, Claim{Metric: name, Value: schema.DecimalOf(n), Qualifier: qualifier, Ambiguous: strings.HasSuffix(metric, "?"), Offset: w.runes})
	w.put(s + after)
}

var chineseDigits = []rune("零一二三四五六七八九")

// chinese spells a number from 1 to 99: 十二, 四十, 九十九.
func chinese(n int) string {
	var b strings.Builder
	if n >= 20 {
		b.WriteRune(chineseDigits[n/10])
	}
	if n >= 10 {
		b.WriteRune('十')
	}
	if n%10 > 0 {
		b.WriteRune(chineseDigits[n%10])
	}
	return b.String()
}
