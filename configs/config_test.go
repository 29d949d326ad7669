package configs

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"huizong/schema"
)

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLoad(t *testing.T) {
	path := write(t, "county.yaml", "area: 410526\ninbox: 报送\nyears: [2023, 2022]\nquiet: 90s\ngate:\n  missing_more: 3\ndeadline: 2024-02-10\n")
	c, err := Load(path, map[string]string{"lang": "en"})
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Dir(path)
	if c.Area != "410526" || c.Inbox != filepath.Join(dir, "报送") || c.Out != filepath.Join(dir, "out") || c.Lang != "en" {
		t.Errorf("area %q, inbox %q, out %q, lang %q", c.Area, c.Inbox, c.Out, c.Lang)
	}
	if !reflect.DeepEqual(c.Years, []int{2022, 2023}) || c.Quiet != 90*time.Second || c.GateMissingMore != 3 || c.Deadline != "02-10" {
		t.Errorf("years %v, quiet %v, gate %d, deadline %q", c.Years, c.Quiet, c.GateMissingMore, c.Deadline)
	}
}

func TestLaterSourceWins(t *testing.T) {
	path := write(t, "county.yaml", "area: 410526\nkeep: 5\n")
	t.Setenv("HUIZONG_KEEP", "7")
	t.Setenv("HUIZONG_GATE_TOTAL_FACTOR", "9")
	c, err := Load(path, nil)
	if err != nil || c.Keep != 7 || c.GateTotalFactor != 9 {
		t.Fatalf("environment over file: %+v, %v", c, err)
	}
	if c, err = Load(path, map[string]string{"keep": "8"}); err != nil || c.Keep != 8 {
		t.Fatalf("flag over environment: %+v, %v", c, err)
	}
}

func TestMistakesAreNamed(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"unknown key", "area: 410526\ninbx: x\n", `:2: unknown key "inbx"; the nearest known key is "inbox"`},
		{"unknown inner key", "gate:\n  missing: 1\n", `:2: unknown key "gate.missing"; the nearest known key is "gate.missing_more"`},
		{"doubled key", "area: 410526\narea: 410527\n", "area"},
		{"area", "area: 41052\n", `key "area" is "41052"`},
		{"years", "years: [last]\n", `key "years"`},
		{"quiet", "quiet: soon\n", `key "quiet" is "soon"`},
		{"keep", "keep: 0\n", `key "keep" is "0": want a whole number of at least 2`},
		{"deadline", "deadline: 31-01\n", `key "deadline" is "31-01"`},
		{"map for a value", "inbox:\n  a: 1\n", `:1: key "inbox" takes a value`},
		{"not a map", "- a\n", ":1: want key: value lines"},
	} {
		_, err := Load(write(t, "c.yaml", c.text), nil)
		if !errors.Is(err, ErrConfig) || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "c.yaml") {
			t.Errorf("%s: error = %v, want it to name the file and %s", c.name, err, c.want)
		}
	}
}

func TestParseRoster(t *testing.T) {
	r, err := ParseRoster([]byte("\xEF\xBB\xBF代码,名称,上级名称,别名,valid_to,继承单位\n410526209,瓦岗寨乡,滑县,瓦岗乡|瓦岗寨,,\n\n410526100,道口镇,滑县,,2019,410526209\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []schema.Unit{
		{Code: "410526100", Name: "道口镇", Kind: schema.Town, ParentCode: "410526", ParentName: "滑县", ValidTo: 2019, Successor: "410526209"},
		{Code: "410526209", Name: "瓦岗寨乡", Kind: schema.Township, ParentCode: "410526", ParentName: "滑县", Aliases: []string{"瓦岗乡", "瓦岗寨"}},
	}
	if !reflect.DeepEqual(r.Units, want) {
		t.Errorf("units = %+v\nwant %+v", r.Units, want)
	}
	gbk := []byte("code,name\n410526209,\xCD\xDF\xB8\xDA\xD5\xAF\xCF\xE7\n") // 瓦岗寨乡 in GBK
	if r, err := ParseRoster(gbk); err != nil || r.Units[0].Name != "瓦岗寨乡" {
		t.Errorf("GBK roster = %+v, %v", r, err)
	}
}

func TestRosterMistakes(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "empty"},
		{"no name", "code\n410526209\n", `no column "name"`},
		{"bad code", "code,name\n41052620x,甲乡\n", `line 2: code "41052620x"`},
		{"twice", "code,name\n410526209,甲乡\n410526209,乙乡\n", "line 3: code 410526209 stands already on line 2"},
		{"bad year", "code,name,valid_to\n410526209,甲乡,去年\n", "line 2: valid_to"},
		{"a field too many", "code,name\n410526209,甲,乡\n", `line 2: "乡" stands behind the last column`},
		{"lost successor", "code,name,successor\n410526209,甲乡,410526210\n", "successor 410526210 is not in the roster"},
		{"no units", "code,name\n", "no units"},
	} {
		if _, err := ParseRoster([]byte(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error = %v, want %s", c.name, err, c.want)
		}
	}
}

func TestEveryKeyIsUsed(t *testing.T) {
	for _, k := range Keys {
		if k.Doc == "" || k.DocZH == "" {
			t.Errorf("key %s is not described", k.Name)
		}
	}
	if _, err := Load("", nil); err != nil {
		t.Errorf("the defaults do not load: %v", err)
	}
}

func FuzzParseRoster(f *testing.F) {
	f.Add([]byte("code,name\n410526209,瓦岗寨乡\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if r, err := ParseRoster(data); err == nil && len(r.Units) == 0 {
			t.Error("a roster without units was accepted")
		}
	})
}
