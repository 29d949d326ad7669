package snapshot

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// tempDir is one that is removed the way the package removes.
func tempDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "snapshot")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := removeAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// put writes one snapshot whose only table says text.
func put(t *testing.T, s *Store, content, text string) string {
	t.Helper()
	dir, err := tryPut(s, content, text)
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func tryPut(s *Store, content, text string) (string, error) {
	w, err := s.Begin()
	if err != nil {
		return "", err
	}
	f, err := w.Create("data/cells/year=2023/part-0.parquet", 1)
	if err != nil {
		return "", err
	}
	if _, err := io.WriteString(f, text); err != nil {
		return "", err
	}
	if err := f.Close(); err != nil {
		return "", err
	}
	return w.Commit(&Manifest{ID: content, Content: content, Created: text})
}

func says(t *testing.T, s *Store) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(s.Dir, currentName, "data/cells/year=2023/part-0.parquet"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestPublish(t *testing.T) {
	s := Open(filepath.Join(tempDir(t), "out"))
	if _, _, err := s.Current(); !errors.Is(err, ErrNone) {
		t.Fatalf("Current of nothing = %v", err)
	}
	for i, text := range []string{"one", "two", "three"} {
		dir := put(t, s, text, text)
		if err := s.Verify(dir); err != nil {
			t.Fatal(err)
		}
		if got := says(t, s); got != text {
			t.Errorf("after snapshot %d current says %q", i, got)
		}
	}
	removed, err := s.Retain(2)
	if err != nil || len(removed) != 1 || removed[0] != "one" {
		t.Errorf("Retain(2) removed %v, %v", removed, err)
	}
	if says(t, s) != "three" {
		t.Error("retention touched current")
	}
}

func TestVerifyNamesWhatIsWrong(t *testing.T) {
	s := Open(tempDir(t))
	dir := put(t, s, "a", "text")
	file := filepath.Join(dir, "data/cells/year=2023/part-0.parquet")
	for name, damage := range map[string]func() error{
		"a changed byte":  func() error { return os.WriteFile(file, []byte("tex!"), 0o644) },
		"a lost file":     func() error { return os.Remove(file) },
		"a file too many": func() error { return os.WriteFile(filepath.Join(dir, "data/extra.csv"), nil, 0o644) },
		"a changed seal":  func() error { return os.WriteFile(filepath.Join(dir, SuccessName), nil, 0o644) },
	} {
		if err := damage(); err != nil {
			t.Fatal(err)
		}
		if err := s.Verify(dir); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: Verify = %v", name, err)
		}
	}
}

func TestHoldAndRelease(t *testing.T) {
	s := Open(tempDir(t))
	put(t, s, "a", "old")
	w, err := s.Begin()
	if err != nil {
		t.Fatal(err)
	}
	f, err := w.Create("data/cells/year=2023/part-0.parquet", 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(f, "new"); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Hold(&Manifest{ID: "b", Before: "a"}); err != nil {
		t.Fatal(err)
	}
	if got := says(t, s); got != "old" {
		t.Errorf("a held result shows: %q", got)
	}
	if _, err := s.Release("b"); err != nil {
		t.Fatal(err)
	}
	if got := says(t, s); got != "new" {
		t.Errorf("after release current says %q", got)
	}
}

// What a dead owner left locks nobody out; one alive does, even where the
// system grants every lock.
func TestOwnerThatIsLeft(t *testing.T) {
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	parent := os.Getppid()
	for _, c := range []struct {
		what   string
		owner  Owner
		locked bool
	}{
		{"a process that is gone", Owner{PID: 1 << 22, Host: host, Boot: bootID(), Process: "1"}, false},
		{"a process of an earlier boot", Owner{PID: parent, Host: host, Boot: "other", Process: processStart(parent)}, false},
		{"a number used again", Owner{PID: parent, Host: host, Boot: bootID(), Process: "1"}, false},
		{"another machine", Owner{PID: parent, Host: "other", Boot: bootID(), Process: processStart(parent)}, false},
		{"a process alive", Owner{PID: parent, Host: host, Boot: bootID(), Process: processStart(parent)}, processStart(parent) != ""},
	} {
		s := Open(tempDir(t))
		text, err := json.Marshal(c.owner)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(s.path(ownerName), text, 0o644); err != nil {
			t.Fatal(err)
		}
		l, err := s.Lock(time.Unix(0, 0))
		if got := errors.Is(err, ErrLocked); got != c.locked || err != nil && !got {
			t.Errorf("%s: Lock = %v", c.what, err)
		}
		if err == nil {
			l.Unlock()
		}
	}
}

// TestLockHeals: a run that has nothing new to say must still put back what a
// dead one left.
func TestLockHeals(t *testing.T) {
	s := Open(tempDir(t))
	put(t, s, "a", "old")
	if err := os.Rename(s.path(currentName), s.path(beforeName)); err != nil {
		t.Fatal(err)
	}
	if _, m, err := s.Current(); err != nil || m.ID != "a" {
		t.Errorf("between two renames Current = %v, %v", m, err)
	}
	l, err := s.Lock(time.Unix(0, 0))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Unlock()
	if got := says(t, s); got != "old" {
		t.Errorf("after healing current says %q", got)
	}
}

// Equal results have equal bytes but for the manifest, which says when.
func TestTimesStandInTheManifestOnly(t *testing.T) {
	read := func(created string) map[string]string {
		s := Open(tempDir(t))
		w, err := s.Begin()
		if err != nil {
			t.Fatal(err)
		}
		if err := writeFile(w, "a.csv", "x"); err != nil {
			t.Fatal(err)
		}
		dir, err := w.Commit(&Manifest{ID: "a", Created: created, Outcome: map[string]string{"created": "not this"}})
		if err != nil {
			t.Fatal(err)
		}
		files := map[string]string{}
		for _, name := range []string{"a.csv", ManifestName, SuccessName} {
			text, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			files[name] = string(text)
		}
		return files
	}
	one, two := read("2024-01-20T03:00:00Z"), read("2024-01-21T03:00:00Z")
	for name := range one {
		if equal := one[name] == two[name]; equal == (name == ManifestName) {
			t.Errorf("%s of two equal results: equal %v", name, equal)
		}
	}
}

// A damaged snapshot is not pulled away from under current, even by a new one of
// the same id.
func TestDamagedCurrentIsReplaced(t *testing.T) {
	s := Open(tempDir(t))
	dir := put(t, s, "a", "old")
	if err := os.WriteFile(filepath.Join(dir, "data/cells/year=2023/part-0.parquet"), []byte("rot"), 0o644); err != nil {
		t.Fatal(err)
	}
	again := put(t, s, "a", "old")
	if filepath.Base(again) != "a-2" || says(t, s) != "old" {
		t.Errorf("the new snapshot stands in %s, current says %q", again, says(t, s))
	}
	if _, m, err := s.Current(); err != nil || m.ID != "a-2" {
		t.Errorf("Current = %v, %v", m, err)
	}
}

// A damaged snapshot that nobody sees gives way.
func TestDamagedLeftoverIsReplaced(t *testing.T) {
	s := Open(tempDir(t))
	put(t, s, "a", "old")
	put(t, s, "b", "new")
	if err := os.WriteFile(s.path(snapshotsName, "a", SuccessName), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if dir := put(t, s, "a", "again"); filepath.Base(dir) != "a" || says(t, s) != "again" {
		t.Errorf("the new snapshot stands in %s", dir)
	}
}

// A backup that was put back may have a folder where the link was.
func TestCurrentIsAFolder(t *testing.T) {
	s := Open(tempDir(t))
	dir := put(t, s, "a", "old")
	if err := removeAll(s.path(currentName)); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(s.path(currentName), os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	if got, m, err := s.Current(); err != nil || m.ID != "a" || got != dir {
		t.Errorf("Current = %s, %v, %v", got, m, err)
	}
	put(t, s, "b", "new")
	if got := says(t, s); got != "new" {
		t.Errorf("current says %q", got)
	}
	if target, err := os.Readlink(s.path(currentName)); runtime.GOOS != "windows" && (err != nil || filepath.Base(target) != "b") {
		t.Errorf("current is no link again: %s, %v", target, err)
	}
}

func TestClockSetBack(t *testing.T) {
	s := Open(tempDir(t))
	for _, do := range []step{commits("a", "", "2030"), commits("b", "a", "2031"), commits("c", "b", "2032"), commits("d", "c", "2001"), commits("e", "d", "2000")} {
		if err := do(s); err != nil {
			t.Fatal(err)
		}
	}
	removed, err := s.Retain(3)
	if err != nil || !slices.Equal(removed, []string{"a", "b"}) {
		t.Errorf("Retain(3) removed %v, %v; want a and b: e is current, d the one before, c the one before that, whatever their dates", removed, err)
	}
}

// TestBrokenChain begins anew, as after a damaged snapshot: of what the current
// one does not go back to, the latest by date stay.
func TestBrokenChain(t *testing.T) {
	s := Open(tempDir(t))
	for _, do := range []step{commits("a", "", "2020"), commits("b", "a", "2021"), commits("c", "b", "2022"), commits("d", "", "2023"), commits("e", "d", "2024")} {
		if err := do(s); err != nil {
			t.Fatal(err)
		}
	}
	removed, err := s.Retain(3)
	if err != nil || !slices.Equal(removed, []string{"a", "b"}) {
		t.Errorf("Retain(3) removed %v, %v; want a and b", removed, err)
	}
	if removed, err = s.Retain(1); err != nil || !slices.Equal(removed, []string{"c"}) {
		t.Errorf("Retain(1) removed %v, %v; want c: the one that the current was compared with stays", removed, err)
	}
}

func TestHeldResultsAreTrimmed(t *testing.T) {
	s := Open(tempDir(t))
	for n := range 8 {
		if err := holds(fmt.Sprint("h", n), "", fmt.Sprint(n))(s); err != nil {
			t.Fatal(err)
		}
	}
	held, err := s.Held()
	if err != nil || len(held) != keepHeld || held[0].Manifest.ID != "h3" {
		t.Errorf("held results left: %v, %v", held, err)
	}
	if _, _, err := s.Current(); !errors.Is(err, ErrNone) {
		t.Errorf("held results became current: %v", err)
	}
}

func TestReleaseRefuses(t *testing.T) {
	s := Open(tempDir(t))
	for _, do := range []step{commits("a", "", "1"), holds("h", "a", "2"), commits("b", "a", "3")} {
		if err := do(s); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Release("h"); !errors.Is(err, ErrStale) {
		t.Errorf("a result from before current: %v", err)
	}
	if _, err := s.Release("a"); !errors.Is(err, ErrStale) {
		t.Errorf("an old snapshot: %v", err)
	}
	for _, id := range []string{"none", "", "..", "a/b", "../snapshots/a"} {
		if _, err := s.Release(id); err == nil {
			t.Errorf("Release(%q) did something", id)
		}
	}
	if got, _ := s.currentID(); got != "b" {
		t.Errorf("current is %s", got)
	}
}

func TestOpenFilesCannotBePublished(t *testing.T) {
	s := Open(tempDir(t))
	w, err := s.Begin()
	if err != nil {
		t.Fatal(err)
	}
	f, err := w.Create("a.csv", 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := w.Commit(&Manifest{ID: "a"}); err == nil {
		t.Error("an open file was published")
	}
}

func TestManifestListsEverything(t *testing.T) {
	s := Open(tempDir(t))
	if err := commits("a", "", "2024-01-20T03:00:00Z")(s); err != nil {
		t.Fatal(err)
	}
	dir, m, err := s.Current()
	if err != nil || len(m.Outputs) != 3 {
		t.Fatalf("manifest %v, %v", m, err)
	}
	for _, f := range m.Outputs {
		text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(f.Path)))
		sum := sha256.Sum256(text)
		if err != nil || f.Bytes != int64(len(text)) || f.Rows != 3 || f.SHA256 != hex.EncodeToString(sum[:]) {
			t.Errorf("%+v does not describe %d bytes: %v", f, len(text), err)
		}
	}
	seal, err := os.ReadFile(filepath.Join(dir, SuccessName))
	if err != nil || strings.Count(string(seal), "\n") != 4 || !strings.Contains(string(seal), m.Outputs[0].SHA256+"\t3\t"+m.Outputs[0].Path+"\n") {
		t.Errorf("_SUCCESS says %q, %v", seal, err)
	}
}

// Content tells inputs apart however their parts are cut.
func TestContent(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range []string{
		Content("1", "c", nil), Content("1c", "", nil), Content("1", "c", []Input{{"a", "b", "", "accepted"}}), Content("1", "c", []Input{{"ab", "", "", "accepted"}}),
		Content("1", "c", []Input{{"a", "b", "", "held"}}), Content("1", "c", []Input{{"a", "b", "2024-01-31", "accepted"}}), Content("2", "c", []Input{{"a", "b", "", "accepted"}}),
	} {
		if seen[c] || len(c) != 16 {
			t.Errorf("content %q came up twice or is short", c)
		}
		seen[c] = true
	}
	if Identity("x", "a") == Identity("x", "b") {
		t.Error("what it was compared with is not part of the identity")
	}
}

func TestPathsStayInside(t *testing.T) {
	w, err := Open(tempDir(t)).Begin()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{"../x", "/x", "a/../../x", "", ".", ManifestName, SuccessName} {
		if _, err := w.Create(p, 0); err == nil {
			t.Errorf("Create(%q) wrote outside", p)
		}
	}
}
