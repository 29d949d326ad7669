package maker

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

const demoFolder = "../../../testdata/demo"

// The committed demo is what the maker gives, byte for byte: nothing in it was
// edited by hand, and nothing the maker gives is missing.
func TestDemoIsUpToDate(t *testing.T) {
	files, err := Demo()
	if err != nil {
		t.Fatal(err)
	}
	size, made := 0, map[string]bool{}
	for _, f := range files {
		made[filepath.FromSlash(f.Path)] = true
		size += len(f.Data)
		got, err := os.ReadFile(filepath.Join(demoFolder, filepath.FromSlash(f.Path)))
		if err != nil {
			t.Error(err)
			continue
		}
		if !bytes.Equal(got, f.Data) {
			t.Errorf("%s is not what the maker gives: go run ./cmd/corpus --demo testdata/demo", f.Path)
		}
	}
	if size > 1_500_000 {
		t.Errorf("the demo has %d bytes", size)
	}
	err = filepath.WalkDir(filepath.Join(demoFolder, "inbox"), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		if rel, _ := filepath.Rel(demoFolder, path); !made[rel] {
			t.Errorf("%s is not the maker's", rel)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
