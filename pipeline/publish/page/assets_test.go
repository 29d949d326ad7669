package page

import (
	"io/fs"
	"math"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"huizong/schema"
)

// script is all modules, joined.
func script() string {
	var b strings.Builder
	for _, m := range modules {
		b.WriteString(asset("app/" + m + ".js"))
	}
	return b.String()
}

// TestModules: each script of app/ is joined once, and is short.
func TestModules(t *testing.T) {
	files, err := fs.Glob(assets, "app/*.js")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		names = append(names, strings.TrimSuffix(path.Base(f), ".js"))
		if n := strings.Count(asset(f), "\n"); n > 500 {
			t.Errorf("%s has %d lines", f, n)
		}
	}
	if want := slices.Sorted(slices.Values(modules)); !slices.Equal(names, want) {
		t.Errorf("modules are %q, the folder holds %q", want, names)
	}
}

// TestScriptKeepsToTexts: nothing parses markup or runs a text, nothing asks a
// network or remembers outside, and no syntax is newer than browsers of 2019.
func TestScriptKeepsToTexts(t *testing.T) {
	for _, bad := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "DOMParser", "createContextualFragment", "srcdoc", "javascript:",
		"fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon", "import(", "localStorage", "sessionStorage", "document.cookie", "indexedDB", "</script", "<!--", "?.", "??", "replaceAll", ".at("} {
		if strings.Contains(script(), bad) {
			t.Errorf("the script has %q", bad)
		}
	}
	for _, at := range regexp.MustCompile(`https?://[^'"\s]+`).FindAllString(script()+asset("style.css")+asset("page.html"), -1) {
		if at != "http://www.w3.org/2000/svg" {
			t.Errorf("the page names the address %s", at)
		}
	}
	if strings.Contains(asset("style.css"), "url(") || strings.Contains(asset("style.css"), "@import") || strings.Contains(asset("style.css"), "</style") {
		t.Error("the style reaches outside")
	}
}

// TestWords: every word that the script says is there, in two languages.
func TestWords(t *testing.T) {
	words := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^  ([\p{Han}\w]+): \['((?:[^'\\]|\\.)*)', '((?:[^'\\]|\\.)*)'\],$`).FindAllStringSubmatch(asset("app/words.js"), -1) {
		if words[m[1]] {
			t.Errorf("the word %q is there twice", m[1])
		}
		words[m[1]] = true
		if holes := regexp.MustCompile(`\{\d\}`); len(holes.FindAllString(m[2], -1)) != len(holes.FindAllString(m[3], -1)) {
			t.Errorf("%q has other holes in English", m[1])
		}
	}
	for _, m := range regexp.MustCompile(`\bt\('([^']+)'`).FindAllStringSubmatch(script(), -1) {
		if !words[m[1]] && m[1] != "read" && m[1] != "table" {
			t.Errorf("no word %q", m[1])
		}
	}
	said := script()
	for w := range words {
		if n := strings.Count(said, "'"+w+"'"); n == 0 && !spokenByData(w) {
			t.Errorf("the word %q is never said", w)
		}
	}
	for _, k := range schema.UnitKinds {
		if k != schema.County && !words[string(k)] {
			t.Errorf("no word for the kind %q", k)
		}
	}
	for i := range schema.Cells {
		if !words[string(schema.Cells[i].Unit)] {
			t.Errorf("no word for the measure %q", schema.Cells[i].Unit)
		}
	}
}

// spokenByData: words that are chosen by a value of the data or put together.
func spokenByData(w string) bool {
	for _, m := range []schema.Measure{schema.Pieces, schema.Items, schema.TenKYuan, schema.UnsaidYuan} {
		if w == string(m) {
			return true
		}
	}
	return slices.Contains(schema.UnitKinds, schema.UnitKind(w)) || regexp.MustCompile(`^(read|table)\d$|^(must|explain|note)Mark$`).MatchString(w)
}

// TestEveryLabelHasEnglish: each label of the printed tables.
func TestEveryLabelHasEnglish(t *testing.T) {
	for _, e := range editions {
		for table := schema.Table2; table <= schema.Table4; table++ {
			for _, c := range schema.Printed(table, e).Cells {
				if c.Cell == schema.NoCell && english[c.Label] == "" {
					t.Errorf("%s of %s: %q has no English", table, e, c.Label)
				}
			}
		}
	}
}

// TestContrast: ink and ground differ by 4.5 at least, by day and by night.
func TestContrast(t *testing.T) {
	blocks := regexp.MustCompile(`:root \{([^}]*)\}`).FindAllStringSubmatch(asset("style.css"), -1)
	if len(blocks) != 2 {
		t.Fatalf("%d sets of colours, want two", len(blocks))
	}
	pairs := [][2]string{{"ink", "paper"}, {"ink", "desk"}, {"ink", "head"}, {"ink", "accent-soft"}, {"soft", "paper"}, {"soft", "desk"}, {"soft", "head"}, {"soft", "accent-soft"},
		{"accent", "paper"}, {"accent", "head"}, {"accent", "accent-soft"}, {"must", "paper"}, {"must", "must-soft"}, {"explain", "paper"}, {"explain", "explain-soft"},
		{"note", "paper"}, {"note", "note-soft"}, {"clean", "paper"}, {"clean", "clean-soft"}, {"missing", "paper"}, {"missing", "missing-soft"},
		{"must", "head"}, {"explain", "head"}, {"note", "head"}, {"missing", "head"}}
	for i, block := range blocks {
		colours := map[string]string{}
		for _, m := range regexp.MustCompile(`--([\w-]+): #(\w{6});`).FindAllStringSubmatch(block[1], -1) {
			colours[m[1]] = m[2]
		}
		for _, p := range pairs {
			a, b := luminance(t, colours[p[0]]), luminance(t, colours[p[1]])
			if c := (math.Max(a, b) + 0.05) / (math.Min(a, b) + 0.05); c < 4.5 {
				t.Errorf("set %d: %s on %s has contrast %.2f", i, p[0], p[1], c)
			}
		}
	}
}

// luminance is the relative luminance of WCAG 2.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil {
		t.Fatalf("colour %q: %v", hex, err)
	}
	of := func(v uint64) float64 {
		s := float64(v&255) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*of(n>>16) + 0.7152*of(n>>8) + 0.0722*of(n)
}
