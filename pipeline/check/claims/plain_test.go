package claims

import (
	"math/rand/v2"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"testing"

	"huizong/cmd/corpus/maker"
)

// patterns are all of the package.
var patterns = map[string]pattern{
	"noRequests": noRequests, "noSuits": noSuits, "change": change, "negation": negation, "reviewAfter": reviewAfter, "suitAfter": suitAfter,
	"carriedOut": carriedOut, "requestAfter": requestAfter, "answeredAfter": answeredAfter, "withLast": withLast, "toNextYear": toNextYear,
	"fromLast": fromLast, "fromYear": fromYear, "infoDisclosed": infoDisclosed, "infoPublished": infoPublished,
}

// TestPatternsNeedTheirWords: what an expression matches is never ruled out by
// what is looked at before it.
func TestPatternsNeedTheirWords(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 7))
	for name, p := range patterns {
		tree, err := syntax.Parse(p.String(), syntax.Perl)
		if err != nil {
			t.Fatal(err)
		}
		matched := 0
		for range 3000 {
			text := spell(random, tree)
			if !p.MatchString(text) { // greedy parts of a spelling may end its match early
				continue
			}
			if matched++; !p.in(text) {
				t.Errorf("%s matches %q and is ruled out", name, text)
				break
			}
		}
		if matched < 300 {
			t.Errorf("%s: %d spellings match", name, matched)
		}
	}
}

// spell writes a text that an expression matches, at random.
func spell(random *rand.Rand, e *syntax.Regexp) string {
	var b strings.Builder
	times := func(least, most int) {
		for range least + random.IntN(most-least+1) {
			b.WriteString(spell(random, e.Sub[0]))
		}
	}
	switch e.Op {
	case syntax.OpLiteral:
		return string(e.Rune)
	case syntax.OpCharClass, syntax.OpAnyCharNotNL:
		for {
			c := []rune("共2约到年的信息了府转A，")[random.IntN(13)]
			if e.Op == syntax.OpAnyCharNotNL || inClass(e.Rune, c) {
				return string(c)
			}
			if i := random.IntN(len(e.Rune)/2) * 2; e.Rune[i+1]-e.Rune[i] < 100 {
				return string(e.Rune[i] + rune(random.IntN(int(e.Rune[i+1]-e.Rune[i])+1)))
			}
		}
	case syntax.OpConcat:
		for _, part := range e.Sub {
			b.WriteString(spell(random, part))
		}
	case syntax.OpAlternate:
		return spell(random, e.Sub[random.IntN(len(e.Sub))])
	case syntax.OpCapture:
		return spell(random, e.Sub[0])
	case syntax.OpQuest:
		times(0, 1)
	case syntax.OpStar:
		times(0, 3)
	case syntax.OpPlus:
		times(1, 3)
	case syntax.OpRepeat:
		times(e.Min, e.Max)
	}
	return b.String()
}

func inClass(ranges []rune, c rune) bool {
	for i := 0; i < len(ranges); i += 2 {
		if c >= ranges[i] && c <= ranges[i+1] {
			return true
		}
	}
	return false
}

// What the readers of numbers take, as expressions.
var (
	plainDigits = regexp.MustCompile(`^(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)`)
	plainUnit   = regexp.MustCompile(`^(?:余|多)?\s*(` + strings.Join(units, "|") + `)`)
	plainMore   = regexp.MustCompile(`^\s*(?:余|多|几|来)`)
)

// plainFold is [fold] character by character.
func plainFold(s string) string {
	r := []rune(s)
	for i, c := range r {
		r[i] = folded(c)
		digit := func(k int) bool { return k >= 0 && k < len(r) && isDigit(folded(r[k])) }
		if r[i] == '，' && digit(i-1) && digit(i+1) && digit(i+2) && digit(i+3) && !digit(i+4) {
			r[i] = ','
		}
	}
	return string(r)
}

// holdAgainstPlain holds every reader of text against its plain definition.
func holdAgainstPlain(t *testing.T, text string) {
	t.Helper()
	f := fold(text)
	if want := plainFold(text); f != want {
		t.Fatalf("fold(%q) = %q, want %q", text, f, want)
	}
	var cut []string
	for s := range sentences(f) {
		whole := f[s.from:s.to]
		if s.number != -1 != strings.ContainsAny(whole, "0123456789零〇一二两三四五六七八九十百千万") || s.denial != -1 != strings.ContainsAny(whole, "未没无") {
			t.Errorf("%q: number at %d, denial at %d", whole, s.number, s.denial)
		}
		if got, want := verbatim(text, f, s.span), string([]rune(text)[len([]rune(f[:s.from])):len([]rune(f[:s.to]))]); got != want {
			t.Errorf("verbatim(%q) = %q, want %q", whole, got, want)
		}
		cut = append(cut, whole)
	}
	plain := slices.DeleteFunc(strings.SplitAfter(f, "\n"), func(s string) bool { return s == "" })
	for _, stop := range []string{"。", "；", "！", "？"} {
		var finer []string
		for _, s := range plain {
			finer = append(finer, strings.SplitAfter(s, stop)...)
		}
		plain = finer
	}
	plain = slices.DeleteFunc(plain, func(s string) bool { return strings.Trim(s, "。；！？\n") == "" })
	if !slices.Equal(cut, plain) {
		t.Errorf("sentences %q, want %q", cut, plain)
	}
	for i := range f {
		if got, want := digits(f[i:]), len(plainDigits.FindString(f[i:])); got != want {
			t.Errorf("digits(%q) = %d, want %d", f[i:], got, want)
		}
		want := ""
		m := plainUnit.FindStringSubmatch(f[i:])
		if m != nil {
			want = m[1]
		}
		if unit, length := unitOf(f[i:]); unit != want || m != nil && length != len(m[0]) {
			t.Errorf("unitOf(%q) = %q, %d, want %q", f[i:], unit, length, want)
		}
		length := len(plainMore.FindString(f[i:]))
		if strings.HasPrefix(strings.TrimSpace(f[i:]), "多次") {
			length = 0
		}
		if got := more(f[i:]); got != length {
			t.Errorf("more(%q) = %d, want %d", f[i:], got, length)
		}
	}
	other := slices.ContainsFunc(yearSaid.FindAllStringSubmatch(f, -1), func(m []string) bool { return m[2] != "2023" })
	if other && !namesOther(f, "2023") {
		t.Errorf("%q names another year", f)
	}
	for name, p := range patterns {
		if p.MatchString(f) && !p.in(f) {
			t.Errorf("%s matches %q and is ruled out", name, f)
		}
	}
}

func FuzzPlain(f *testing.F) {
	for _, s := range []string{"1，234 余条，１，２３４，５６７.8件；12345,678 3.5万元。1,23,4567\n\n", "2023年，上一年2022一年、20203年去年", "3 多次，3多 次，余 条次\xff\xe4，公开信息共约", "。；！？\n年"} {
		f.Add(s)
	}
	f.Fuzz(holdAgainstPlain)
}

// TestPlainOnMadeReports: the same over the prose of some reports, cut in odd
// places and put together again.
func TestPlainOnMadeReports(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	var all []rune
	for _, u := range maker.Counties(3, "plain") {
		for _, p := range narrative(maker.Make(maker.Order{Seed: "plain", Unit: u, Year: 2023})).Narrative {
			holdAgainstPlain(t, p.Text)
			all = append(all, []rune(p.Text)...)
		}
	}
	for range 200 {
		var text []rune
		for range 12 {
			at := random.IntN(len(all))
			text = append(text, all[at:min(len(all), at+random.IntN(8))]...)
		}
		holdAgainstPlain(t, string(text))
	}
}

// TestListener: looking backwards finds the topic that following each piece
// would.
func TestListener(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("申请 申请人 低保申请 ， 。 行政复议 规范性文件 网站 主动公开 其他 2023年")
	for range 500 {
		var l listener
		l.turn(topicNorms)
		want := topicNorms
		for range random.IntN(12) {
			piece := ""
			for range random.IntN(4) {
				piece += words[random.IntN(len(words))]
			}
			l.hear(piece)
			if topic, ok := heard(piece); ok {
				want = topic
			}
			if random.IntN(3) == 0 && l.topic() != want {
				t.Fatalf("after %q the topic is %d, want %d", piece, l.topic(), want)
			}
		}
		if l.topic() != want {
			t.Fatalf("the topic is %d, want %d", l.topic(), want)
		}
	}
}

// TestSet: a word of a set is seen where it is seen word by word.
func TestSet(t *testing.T) {
	for name, list := range map[string][]string{"other": words(otherWords), "mixed": {"12345", "APP", "é", "𠮷野", "费", "费用"}} {
		s := newSet(list)
		texts := []string{"", "费", "收费", "信息处理费0元", "拨打12345热线", "1234", "手机APP", "caf\u00e9", "住在𠮷野家", "𠮷", "办理低保申请", "低 保", "退役军人", "没有"}
		for _, w := range list {
			texts = append(texts, w, "前"+w, "a"+w+"b", "前"+w[:len(w)-1], w[1:])
		}
		for _, text := range texts {
			text = strings.ToValidUTF8(text, "")
			if got, want := s.in(text), has(text, list...); got != want {
				t.Errorf("%s in %q is %t", name, text, got)
			}
		}
	}
}

// What a piece of text makes the topic, said by hand.
func TestHeard(t *testing.T) {
	for piece, want := range map[string]topic{
		"收到申请": topicRequests, "全镇收到低保申请": topicNone, "低保工作，收到政府信息公开申请": topicRequests,
		"申请后提起行政复议": topicProceedings, "行政复议之后的申请": topicRequests, "行政许可与公众号": topicDisclosed,
	} {
		if got, ok := heard(piece); !ok || got != want {
			t.Errorf("heard(%q) = %d, %v, want %d", piece, got, ok, want)
		}
	}
	for _, piece := range []string{"", "全乡有村", "申请人可以查阅"} {
		if got, ok := heard(piece); ok {
			t.Errorf("heard(%q) = %d, want nothing", piece, got)
		}
	}
}
