package pipeline

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huizong/configs"
	"huizong/pipeline/publish/descriptor"
	"huizong/schema"
)

// bytesShelf keeps what is put on it.
type bytesShelf map[string]*strings.Builder

func (s bytesShelf) Create(path string, _ int64) (io.WriteCloser, error) {
	s[path] = &strings.Builder{}
	return bytesFile{s[path]}, nil
}

type bytesFile struct{ *strings.Builder }

func (bytesFile) Close() error { return nil }

// TestDescribe: what is put on the shelf is noted with size, rows and hash, and
// the descriptor tells of it.
func TestDescribe(t *testing.T) {
	on := bytesShelf{}
	n := &noting{shelf: on}
	w, err := n.Create("data/units/part-0.parquet", 2)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"a", "bc"} {
		if _, err := io.WriteString(w, s); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	// SHA-256 of "abc", FIPS 180-2 appendix B.1
	abc := "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
	want := []descriptor.File{{Path: "data/units/part-0.parquet", Bytes: 3, Rows: 2, SHA256: abc}}
	if diff := cmp.Diff(want, n.files); diff != "" {
		t.Error(diff)
	}
	r := &run{Options: Options{Config: &configs.Config{}}, areas: []schema.Area{{Code: "410526", Name: "滑县", Level: "county"}}, years: []int{2023}}
	if err := r.describe(n); err != nil {
		t.Fatal(err)
	}
	if err := putEach(n, descriptions); err != nil {
		t.Fatal(err)
	}
	var p struct {
		Resources []struct{ Path, Hash string }
	}
	if err := json.Unmarshal([]byte(on["datapackage.json"].String()), &p); err != nil {
		t.Fatal(err)
	}
	if len(p.Resources) != 1 || p.Resources[0].Path != want[0].Path || p.Resources[0].Hash != "sha256:"+abc {
		t.Errorf("resources = %+v", p.Resources)
	}
	for _, path := range []string{"views.sql", "data/README.md"} {
		if on[path] == nil || on[path].Len() == 0 {
			t.Errorf("%s was not written", path)
		}
	}
}

var errShelf = errors.New("no room")

type fullShelf struct{}

func (fullShelf) Create(string, int64) (io.WriteCloser, error) { return nil, errShelf }

func TestDescribeFull(t *testing.T) {
	r := &run{Options: Options{Config: &configs.Config{}}, areas: []schema.Area{{}}}
	if err := r.describe(&noting{shelf: fullShelf{}}); !errors.Is(err, errShelf) {
		t.Errorf("error = %v", err)
	}
}
