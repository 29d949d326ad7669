package snapshot

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"
)

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
	s := Open(filepath.Join(t.TempDir(), "out"))
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
	s := Open(t.TempDir())
	dir := put(t, s, "a", "text")
	file := filepath.Join(dir, "data/cells/year=2023/part-0.parquet")
	for name, damage := range map[string]func() error{
		"a changed byte": func() error { return os.WriteFile(file, []byte("tex!"), 0o644) },
		"a lost file":    func() error { return os.Remove(file) },
		"a changed seal": func() error { return os.WriteFile(filepath.Join(dir, SuccessName), nil, 0o644) },
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
	s := Open(t.TempDir())
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
	if _, err := w.Hold(&Manifest{ID: "b"}); err != nil {
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

func TestLock(t *testing.T) {
	s := Open(t.TempDir())
	l, err := s.Lock(time.Unix(0, 0))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(s.Dir).Lock(time.Unix(0, 0)); !errors.Is(err, ErrLocked) {
		t.Errorf("a second lock = %v", err)
	}
	if err := l.Unlock(); err != nil {
		t.Fatal(err)
	}
	// What a dead owner left in the file locks nobody out.
	if l, err = Open(s.Dir).Lock(time.Unix(0, 0)); err != nil {
		t.Errorf("after the owner is gone: %v", err)
	}
	l.Unlock()
}

func TestPathsStayInside(t *testing.T) {
	w, err := Open(t.TempDir()).Begin()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{"../x", "/x", "a/../../x", "", "."} {
		if _, err := w.Create(p, 0); err == nil {
			t.Errorf("Create(%q) wrote outside", p)
		}
	}
}
