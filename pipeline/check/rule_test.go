package check

import (
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"

	"huizong/schema"
)

var update = flag.Bool("update", false, "rewrite generated files")

var wellFormed = regexp.MustCompile(`^[a-z]+[0-9]?\.[a-z0-9_]+$`)

// One test walks the list.
func TestEveryRule(t *testing.T) {
	rules := BuiltIn()
	if len(rules.Catalogue()) != len(builtIn) {
		t.Fatalf("%d rules, want %d: an id stands there twice", len(rules.Catalogue()), len(builtIn))
	}
	titled := map[Class]bool{}
	for _, c := range Classes {
		titled[c.Class] = true
	}
	for _, r := range rules.Catalogue() {
		t.Run(r.ID, func(t *testing.T) {
			if !wellFormed.MatchString(r.ID) {
				t.Errorf("id %q is not family.name", r.ID)
			}
			if !titled[r.Class] {
				t.Errorf("class %q is not in Classes", r.Class)
			}
			for what, text := range map[string]string{"source": r.Source, "title": r.Title, "English title": r.TitleEN, "doc": r.Doc, "English doc": r.DocEN,
				"failing example": r.Fails.Says, "passing example": r.Holds.Says} {
				if strings.TrimSpace(text) == "" {
					t.Errorf("no %s", what)
				}
			}
			judges := 0
			for _, has := range []bool{r.Report != nil, r.Unit != nil, r.Whole != nil} {
				if has {
					judges++
				}
			}
			if judges != 1 {
				t.Errorf("%d judging functions, want one", judges)
			}
			if got := rules.TestRule(r); !got.OK() {
				t.Errorf("failing example gives %d findings, passing one %d, error %v", got.Fails, got.Holds, got.Err)
			}
		})
	}
}

// The county in which every rule holds gives no finding at all.
func TestCleanWorldIsSilent(t *testing.T) {
	w := NewWorld()
	for _, f := range Run(w.Input).Findings {
		t.Errorf("%s: %s", f.Rule, f.Message)
	}
}

// Every finding of every failing example is whole: sentence in both languages,
// severity, cell, file.
func TestFindingsAreWhole(t *testing.T) {
	rules := BuiltIn()
	for _, r := range rules.Catalogue() {
		for _, f := range rules.example(r, &r.Fails) {
			if f.Message == "" || f.MessageEN == "" {
				t.Errorf("%s: no message in one language: %+v", r.ID, f)
			}
			if strings.ContainsAny(f.Message+f.MessageEN, "{}") {
				t.Errorf("%s: template left in: %s", r.ID, f.Message)
			}
			if f.Cell != schema.NoCell && r.Class != Roster && (f.Place.File == "" || f.Place.Table == 0 && r.Class != Prose && r.ID != "form.rows") {
				t.Errorf("%s: the place of cell %s is %v", r.ID, f.CellCode(), f.Place)
			}
			if f.Severity > r.Severity {
				t.Errorf("%s: finding is %v, the rule %v", r.ID, f.Severity, r.Severity)
			}
			if r.Class == Arithmetic && (f.Formula == "" || f.Left == nil || f.Right == nil) {
				t.Errorf("%s: no formula or sides: %+v", r.ID, f)
			}
		}
	}
}

func TestRuleBookIsUpToDate(t *testing.T) {
	want := BuiltIn().Markdown()
	if *update {
		if err := os.WriteFile("RULES.md", []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile("RULES.md")
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("RULES.md is not what the rules say; go test ./pipeline/check -run RuleBook -update")
	}
}
