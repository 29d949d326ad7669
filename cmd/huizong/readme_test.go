package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"huizong/schema"
)

var updateReadme = flag.Bool("update-readme", false, "rewrite the samples in README.md")

// snapshotID changes with every build, so the README cannot hold a true one.
var snapshotID = regexp.MustCompile(`[0-9a-f]{16}`)

// TestReadme: the samples in README.md are what the program prints.
func TestReadme(t *testing.T) {
	const path = "../../README.md"
	readme, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out, log bytes.Buffer
	code := run(context.Background(), []string{"run", "--config", "../../configs/demo.yaml", "--set", "out=" + t.TempDir(), "--lang", "zh"}, &out, &log)
	if code != 3 {
		t.Fatalf("the demo county ends with %d: %s", code, log.String())
	}
	text := string(readme)
	text = between(t, text, "demo", "```\n"+snapshotID.ReplaceAllString(out.String(), "0123456789abcdef")+"```\n")
	text = between(t, text, "tables", tables())
	if text == string(readme) {
		return
	}
	if *updateReadme {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("README.md is not what the program prints; go test ./cmd/huizong -run Readme -update-readme\n%s", out.String())
}

// between replaces what stands between two marks.
func between(t *testing.T, text, mark, sample string) string {
	t.Helper()
	begin, end := "<!-- begin "+mark+" -->\n", "<!-- end "+mark+" -->"
	head, rest, ok := strings.Cut(text, begin)
	_, tail, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("README.md has no marks for %s", mark)
	}
	return head + begin + sample + end + tail
}

// tables lists the published tables as schema describes them.
func tables() string {
	var b strings.Builder
	b.WriteString("| table | 中文 | one row is | columns | key |\n|---|---|---|---|---|\n")
	for _, t := range schema.PublishedTables {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %d | %s |\n", t.Name, t.Label, t.EN, len(t.Columns), strings.Join(t.PrimaryKey, ", "))
	}
	return b.String()
}
