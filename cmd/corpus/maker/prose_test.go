package maker

import (
	"strings"
	"testing"
)

// shingles are the runs of five characters of a text.
func shingles(s string) map[string]bool {
	rs := []rune(s)
	m := map[string]bool{}
	for i := 0; i+5 <= len(rs); i++ {
		m[string(rs[i:i+5])] = true
	}
	return m
}

func likeness(a, b map[string]bool) int {
	common := 0
	for s := range a {
		if b[s] {
			common++
		}
	}
	return 100 * common / max(1, len(a)+len(b)-common)
}

// No two units write the same, unless a slip makes them.
func TestProseIsVaried(t *testing.T) {
	for _, section := range []int{0, 4} {
		var texts []map[string]bool
		for _, u := range Counties(120, "varied") {
			r := Make(Order{Seed: "varied", Unit: u, Year: 2023})
			texts = append(texts, shingles(r.Sections[section].Text()))
		}
		worst := 0
		for i := range texts {
			for j := range i {
				worst = max(worst, likeness(texts[i], texts[j]))
			}
		}
		if worst > 80 {
			t.Errorf("section %d: two units' texts are %d %% alike", section+1, worst)
		}
	}
}

// Every template of the pool expands: brackets close and words are known.
func TestTemplatesExpand(t *testing.T) {
	r := Make(Order{Seed: "t", Unit: town, Year: 2023, Level: Busy})
	for _, pool := range [][]string{openings, periods, contacts, general, disclosure, norms, requests, noRequests, requestCare,
		noProceedings, proceedings, management, platforms, supervision, problems, improvements, fees, others} {
		for _, template := range pool {
			for range 20 {
				w := r.writer(template)
				w.words["govern"] = ""
				if text := w.say(template).paragraph().Text; strings.ContainsAny(text, "[]<>{}|") {
					t.Errorf("%q expands to %q", template, text)
				}
			}
		}
	}
}

func TestChineseNumerals(t *testing.T) {
	for n, want := range map[int]string{1: "一", 10: "十", 12: "十二", 20: "二十", 45: "四十五", 90: "九十", 99: "九十九"} {
		if got := chinese(n); got != want {
			t.Errorf("chinese(%d) = %s, want %s", n, got, want)
		}
	}
}
