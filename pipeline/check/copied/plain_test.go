package copied

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"huizong/cmd/corpus/maker"
	"huizong/schema"
)

var (
	officialSentence = regexp.MustCompile(`[^。；\n]*(?:信息处理费|国办公开办函|统计期限|统计时限|如对本(?:年度)?报告|需要报告的(?:其他)?(?:事项|情况))[^。；\n]*[。；]?`)
	ownWords         = strings.NewReplacer("我镇", "我某", "我乡", "我某", "我街道", "我某", "本镇", "我某", "本乡", "我某", "全镇", "全某", "全乡", "全某", "全街道", "全某",
		"镇党委", "某党委", "乡党委", "某党委", "镇政府", "某政府", "乡政府", "某政府", "街道办事处", "某政府")
)

// plainly is what [plainer.section] makes of a text, one step after the other.
func plainly(s, unit string) string {
	s = officialSentence.ReplaceAllString(s, "")
	for _, name := range []string{unit, strings.TrimRight(unit, "乡镇街道")} {
		if len(name) > len("一") {
			s = strings.ReplaceAll(s, name, "某")
		}
	}
	s = ownWords.Replace(s)
	s = regexp.MustCompile(`[^\p{L}\p{Nd}]`).ReplaceAllString(s, "")
	return regexp.MustCompile(`\p{Nd}+`).ReplaceAllString(s, "0")
}

func holdPlain(t *testing.T, unit string, texts ...string) {
	t.Helper()
	r := &schema.Prose{UnitName: unit}
	for i, text := range texts {
		r.Narrative = append(r.Narrative, schema.NarrativeParagraph{Section: 5, Ordinal: 2*i + 1, Text: text}, schema.NarrativeParagraph{Section: 4, Ordinal: i, Text: "别的部分"})
	}
	var p plainer
	if got, want := string(p.section(r, 5)), plainly(strings.Join(texts, "\n"), unit); got != want {
		t.Errorf("%q of %s\n got %s\nwant %s", texts, unit, got, want)
	}
}

func FuzzPlain(f *testing.F) {
	f.Add("我镇全街道办事处，柳河镇政府20 23年。", "本年度没有产生信息处理费；其他１２。如对本年度报告有疑问\n需要报告的其他事项", "柳河镇")
	f.Add("没有需要报告的情况", "3；统计期限", "乡")
	f.Fuzz(func(t *testing.T, a, b, unit string) {
		if !strings.Contains(unit, "\n") {
			holdPlain(t, unit, strings.ToValidUTF8(a, "？"), strings.ToValidUTF8(b, "？"))
		}
	})
}

func TestPlain(t *testing.T) {
	for _, u := range maker.Counties(8, "plain") {
		for _, s := range maker.Make(maker.Order{Seed: "plain", Unit: u, Year: 2023}).Sections {
			var texts []string
			for _, p := range s.Paragraphs {
				texts = append(texts, p.Text)
			}
			holdPlain(t, u.Name, texts...)
		}
	}
	for c := rune(0); c <= unicode.MaxRune; c++ {
		if isHan(c) && !unicode.IsLetter(c) {
			t.Errorf("%U is no letter", c)
		}
	}
	for _, o := range own {
		if !mayBeOwn([]rune(o.word)[0]) {
			t.Errorf("%s is never looked for", o.word)
		}
	}
}

// TestSketch: the sketch of a text is that of its distinct shingles in any
// order, and shingles are as wide as they should be.
func TestSketch(t *testing.T) {
	text := []rune(strings.Repeat("政务公开信息不够及时", 3) + "下一步")
	distinct := map[string]uint32{}
	for i := range len(text) - shingle + 1 {
		distinct[string(text[i:i+shingle])] = hash(text[i : i+shingle])
	}
	least := map[uint32]uint32{}
	for _, h := range distinct {
		if v, ok := least[h%bins]; !ok || h < v {
			least[h%bins] = h
		}
	}
	sketch := sketchOf(text)
	for b, h := range least {
		if sketch[b] != h {
			t.Errorf("bin %d has %x, want %x", b, sketch[b], h)
		}
	}
	all := slices.Sorted(shingles(text))
	if len(all) != len(text)-shingle+1 || len(slices.Compact(all)) != len(distinct) {
		t.Errorf("%d shingles, %d distinct, want %d", len(all), len(slices.Compact(all)), len(distinct))
	}
}
