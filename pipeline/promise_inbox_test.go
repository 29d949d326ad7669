package pipeline_test

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"huizong/cmd/corpus/maker"
	"huizong/pipeline"
	"huizong/schema"
)

// Promise 1: nothing an analyst filed is changed, moved or deleted, and every
// file gathered has a verdict.

// TestInboxStaysAsItIs runs over an inbox with reports, bundles, litter, damaged
// and foreign files, and finds every entry as it was: names, bytes, times, modes.
func TestInboxStaysAsItIs(t *testing.T) {
	w := makeWorld(t, 12, maker.Corpus{})
	reports := w.litter()
	before := w.entries("inbox")
	w.run(nil)
	w.run(map[string]string{"mask": "false"}) // over the snapshot before, and from the cache
	w.verify()
	after := w.entries("inbox")
	if !slices.Equal(before, after) {
		t.Errorf("the inbox is\n%s\nand was\n%s", strings.Join(after, "\n"), strings.Join(before, "\n"))
	}

	verdicts := map[string]schema.Verdict{}
	for _, s := range w.published().submissions {
		if s.Verdict == "" || (s.Verdict != schema.Accepted && s.Verdict != schema.OpenedBundle && (s.Reason == "" || s.ReasonEN == "")) {
			t.Errorf("%s: verdict %q, reason %q (%q)", s.Path, s.Verdict, s.Reason, s.ReasonEN)
		}
		verdicts[s.Path] = s.Verdict
	}
	for _, e := range before {
		path, mode, _ := strings.Cut(e, "\t")
		if !strings.HasPrefix(mode, "d") && verdicts[path] == "" {
			t.Errorf("%s has no verdict", path)
		}
	}
	if n := count(verdicts, schema.Accepted); n != reports {
		t.Errorf("%d reports accepted, want %d", n, reports)
	}
}

func count(verdicts map[string]schema.Verdict, v schema.Verdict) (n int) {
	for _, got := range verdicts {
		if got == v {
			n++
		}
	}
	return n
}

// litter puts what offices leave about into the inbox, and returns how many
// reports can be accepted.
func (w *world) litter() (reports int) {
	for _, f := range w.filed {
		if f.File != nil {
			reports++
		}
	}
	first := w.filed[0].File.Data
	for path, data := range map[string][]byte{
		"~$报告.docx": []byte("lock"), ".DS_Store": {0, 0, 0, 1}, "Thumbs.db": {0xD0, 0xCF}, "空.docx": {},
		"通知.docx": []byte("PK\x03\x04 and no more"), "截断.docx": first[:len(first)/2], "说明.exe": []byte("MZ"), "子文件夹/更深/备忘.txt": []byte("开会"),
		"damaged.zip": []byte("PK\x03\x04\x14\x00"), "照片.jpg": []byte("\xFF\xD8\xFF\xE0"), "a  b.txt": []byte("x"),
	} {
		w.put("inbox/"+path, data)
	}
	if err := os.Symlink("/etc/hostname", w.path("inbox/link.txt")); err != nil {
		w.t.Logf("no link in the inbox: %v", err) // Windows without the right to
	}
	return reports
}

// entries lists a folder of the world: path, mode, time and hash of everything.
func (w *world) entries(name string) (out []string) {
	w.t.Helper()
	root := w.path(name)
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := os.Lstat(path)
		if err != nil {
			return err
		}
		var data []byte
		if info.Mode().IsRegular() {
			if data, err = os.ReadFile(path); err != nil {
				return err
			}
		}
		rel, err := filepath.Rel(root, path)
		out = append(out, fmt.Sprintf("%s\t%s %s %x", filepath.ToSlash(rel), info.Mode(), info.ModTime().UTC().Format("2006-01-02T15:04:05.000000000"), sha256.Sum256(data)))
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

// verify holds the newest snapshot against its hashes and rebuilds it.
func (w *world) verify() {
	w.t.Helper()
	v, err := pipeline.Verify(w.t.Context(), w.options(map[string]string{"mask": "false"}), true)
	if err != nil {
		w.t.Fatal(err)
	}
	if !v.OK() || !v.Rebuilt {
		w.t.Errorf("Verify = %+v, want everything the same", v)
	}
}
