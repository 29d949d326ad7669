package county

import (
	"bufio"
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"huizong/configs"
	"huizong/configs/divisions"
)

func TestWrite(t *testing.T) {
	for area, units := range map[string]int{"410526": 23, "110101": 17} {
		p, err := For(area)
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		if _, err := p.Write(dir); err != nil {
			t.Fatal(err)
		}
		c, err := configs.Load(filepath.Join(dir, ConfigFile), nil)
		if err != nil {
			t.Fatalf("%s: what init wrote does not load: %v", area, err)
		}
		r, err := configs.LoadRoster(c.Roster)
		if err != nil {
			t.Fatal(err)
		}
		if c.Area != area || len(r.Units) != units {
			t.Errorf("%s: area %q with %d units, want %d", area, c.Area, len(r.Units), units)
		}
		if _, err := p.Write(dir); !errors.Is(err, configs.ErrConfig) {
			t.Errorf("%s: a second init over the first = %v", area, err)
		}
	}
}

// TestEveryCounty plans each county of the division table, development zones
// among them: every one gets a roster that loads.
func TestEveryCounty(t *testing.T) {
	all := divisions.Counties("")
	if len(all) != 2978 {
		t.Errorf("%d counties in the division table, want 2978", len(all))
	}
	units := 0
	for _, c := range all {
		p, err := For(c.Code)
		if err != nil {
			t.Error(err)
			continue
		}
		r, err := configs.ParseRoster(p.RosterCSV())
		if err != nil || len(r.Units) != len(p.Units) || p.Name != c.Name {
			t.Errorf("%s %s: roster of %d units as %q, %v", c.Code, c.Name, len(p.Units), p.Name, err)
		}
		units += len(p.Units) + len(p.LeftOut)
	}
	if whole, err := For(""); err != nil || len(whole.Units)+len(whole.LeftOut) < units {
		t.Errorf("the counties have %d units, the country fewer: %v", units, err)
	}
}

// TestDefaultsAreDefaults: the commented keys, taken in, change nothing.
func TestDefaultsAreDefaults(t *testing.T) {
	p, err := For("410526")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	plain := filepath.Join(dir, "plain.yaml")
	if err := os.WriteFile(plain, p.ConfigYAML(), 0o644); err != nil {
		t.Fatal(err)
	}
	var open bytes.Buffer
	lines := bufio.NewScanner(bytes.NewReader(p.ConfigYAML()))
	for lines.Scan() {
		line := lines.Text()
		if rest, ok := strings.CutPrefix(line, "# "); ok && strings.Contains(rest, ":") && !strings.ContainsAny(rest, "（；，。") && isKey(rest) {
			line = rest
		}
		open.WriteString(line + "\n")
	}
	full := filepath.Join(dir, "full.yaml")
	if err := os.WriteFile(full, open.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	a, err := configs.Load(plain, nil)
	if err != nil {
		t.Fatal(err)
	}
	b, err := configs.Load(full, nil)
	if err != nil {
		t.Fatalf("%v in\n%s", err, open.String())
	}
	b.File = a.File
	if got, want := b.Describe(), a.Describe(); got != want {
		t.Errorf("the commented keys are not the defaults:\n%s\nwant\n%s", got, want)
	}
}

func isKey(line string) bool {
	name, _, _ := strings.Cut(strings.TrimSpace(line), ":")
	for _, k := range configs.Keys {
		outer, inner, _ := strings.Cut(k.Name, ".")
		if name == outer || name == inner {
			return true
		}
	}
	return false
}

func TestUnknownArea(t *testing.T) {
	for _, area := range []string{"999999", "41052", "410526209", "x"} {
		if _, err := For(area); !errors.Is(err, configs.ErrConfig) {
			t.Errorf("For(%q) = %v", area, err)
		}
	}
}

// TestWiderAreas: a city, a province and the country.
func TestWiderAreas(t *testing.T) {
	for area, least := range map[string]int{"4105": 100, "41": 2000, "": 38000} {
		p, err := For(area)
		if err != nil || len(p.Units) < least {
			t.Errorf("For(%q): %v, want at least %d units", area, err, least)
		}
	}
}
