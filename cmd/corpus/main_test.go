package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// tree reads all files of a folder.
func tree(t *testing.T, folder string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(folder, path)
		files[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// The same seed gives the same bytes, another seed others; every file that the
// truth lists lies in the inbox, and the other way round.
func TestCorpusIsDeterministic(t *testing.T) {
	make := func(seed string) map[string]string {
		out := t.TempDir()
		var said, problems bytes.Buffer
		args := []string{"--out", out, "--units", "60", "--slips", "0.3", "--missing", "0.1", "--variety", "wild", "--seed", seed}
		if code := run(context.Background(), args, &said, &problems); code != 0 {
			t.Fatalf("exit %d: %s", code, problems.String())
		}
		return tree(t, out)
	}
	one, again, other := make("1"), make("1"), make("2")
	same := 0
	for name, data := range one {
		if again[name] != data {
			t.Errorf("%s: two makings differ", name)
		}
		if other[name] == data {
			same++
		}
	}
	if len(again) != len(one) || same > 1 {
		t.Errorf("%d and %d files; %d are the same under another seed", len(one), len(again), same)
	}
	rows, err := csv.NewReader(strings.NewReader(one["truth/files.csv"])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	inbox := 0
	for name := range one {
		if strings.HasPrefix(name, "inbox/") {
			inbox++
		}
	}
	if len(rows)-1 != inbox {
		t.Errorf("%d files listed, %d in the inbox", len(rows)-1, inbox)
	}
	for _, row := range rows[1:] {
		if _, there := one["inbox/"+row[0]]; !there {
			t.Errorf("%s is listed but not there", row[0])
		}
	}
}

func TestWrongUsage(t *testing.T) {
	for _, args := range [][]string{
		{}, {"--out", "x", "--units", "0"}, {"--out", "x", "--years", "23"}, {"--out", "x", "--formats", "docx,odt"},
		{"--out", "x", "--size", "huge"}, {"--out", "x", "--level", "x"}, {"--out", "x", "--variety", "x"}, {"--nonsense"},
	} {
		var said, problems bytes.Buffer
		if code := run(context.Background(), args, &said, &problems); code != 2 || problems.Len() == 0 {
			t.Errorf("corpus %v: exit %d, said %q", args, code, problems.String())
		}
	}
}

func TestHelp(t *testing.T) {
	var said, problems bytes.Buffer
	if code := run(context.Background(), []string{"-h"}, &said, &problems); code != 0 || !strings.Contains(problems.String(), "--demo") {
		t.Errorf("exit %d, said %q", code, problems.String())
	}
}
