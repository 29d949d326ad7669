package snapshot

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// childEnv makes the test binary a writer that publishes without end.
const childEnv = "HUIZONG_SNAPSHOT_CHILD"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childEnv); dir != "" {
		publishForever(dir)
	}
	os.Exit(m.Run())
}

func publishForever(dir string) {
	s := Open(dir)
	if _, err := s.Lock(time.Now()); err != nil {
		fmt.Println(err)
		if errors.Is(err, ErrLocked) {
			os.Exit(75)
		}
		os.Exit(1)
	}
	fmt.Println("locked")
	for n := 0; ; n++ {
		before := ""
		if _, m, err := s.Current(); err == nil {
			before = m.ID
		}
		id := fmt.Sprintf("%d-%d", os.Getpid(), n)
		if err := commits(id, before, time.Now().UTC().Format(time.RFC3339Nano))(s); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		if _, err := s.Retain(3); err != nil && runtime.GOOS != "windows" { // there a reader keeps what it reads
			fmt.Println(err)
			os.Exit(1)
		}
	}
}

func child(t *testing.T, dir string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), childEnv+"="+dir)
	return cmd
}

// TestKilled kills real writers at random moments. Whoever reads current while
// they work, and after, finds a whole snapshot.
func TestKilled(t *testing.T) {
	dir := filepath.Join(tempDir(t), "out")
	s := Open(dir)
	if err := commits("first", "", "0")(s); err != nil {
		t.Fatal(err)
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	seen := map[string]bool{}
	for deadline := time.Now().Add(4 * time.Second); time.Now().Before(deadline); {
		cmd := child(t, dir)
		pipe, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		out := bufio.NewReader(pipe)
		if word, err := out.ReadString('\n'); word != "locked\n" {
			t.Fatalf("the writer said %q, %v", word, err)
		}
		for end := time.Now().Add(time.Duration(random.IntN(120)) * time.Millisecond); time.Now().Before(end); {
			seen[readWhole(t, dir)] = true
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		if rest, _ := io.ReadAll(out); len(rest) > 0 {
			t.Fatalf("the writer failed by itself: %s", rest)
		}
		_ = cmd.Wait() // killed
		seen[readWhole(t, dir)] = true
	}
	if len(seen) < 3 {
		t.Errorf("only %d snapshots were seen", len(seen))
	}
	if err := commits("last", "", "z")(s); err != nil {
		t.Fatalf("the next run: %v", err)
	}
	isWhole(t, s, "after the killing")
}

// readWhole reads as a program would that knows nothing but the link: it opens
// the folder once and finds all files of one snapshot there. Windows has a
// moment without the link, in which our own programs know where to look.
func readWhole(t *testing.T, dir string) string {
	t.Helper()
	current := filepath.Join(dir, currentName)
	if runtime.GOOS == "windows" {
		var err error
		if current, _, err = Open(dir).Current(); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(current)
	if err != nil {
		t.Fatalf("current cannot be opened: %v", err)
	}
	defer root.Close()
	id := ""
	for _, path := range []string{"data/cells/year=2023/part-0.parquet", "data/units/part-0.parquet", "index.html"} {
		text, err := root.ReadFile(path)
		if errors.Is(err, os.ErrNotExist) && id != "" {
			return id // the history went on past this one while we read
		}
		if err != nil {
			if _, gone := root.Stat(SuccessName); gone != nil {
				return ""
			}
			t.Fatalf("current lacks %s: %v", path, err)
		}
		was, _, _ := strings.Cut(string(text), path)
		if id != "" && was != id || string(text) != strings.Repeat(was+path+"\n", 50) {
			t.Fatalf("current mixes %s and %s, or has half of %s", id, was, path)
		}
		id = was
	}
	return id
}

// TestTwoRuns starts a second process while the first works.
func TestTwoRuns(t *testing.T) {
	s := Open(filepath.Join(tempDir(t), "out"))
	l, err := s.Lock(time.Now())
	if err != nil {
		t.Fatal(err)
	}
	out, err := child(t, s.Dir).Output()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 75 || !strings.Contains(string(out), fmt.Sprintf("process %d on ", os.Getpid())) {
		t.Errorf("a second run left with %v, saying %q", err, out)
	}
	if err := l.Unlock(); err != nil {
		t.Fatal(err)
	}
	cmd := child(t, s.Dir)
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	word := make([]byte, 6)
	if _, err := pipe.Read(word); err != nil || string(word) != "locked" {
		t.Errorf("after the lock is free: %q, %v", word, err)
	}
	if _, err := Open(s.Dir).Lock(time.Now()); !errors.Is(err, ErrLocked) {
		t.Errorf("while the other works: %v", err)
	}
	cmd.Process.Kill()
	_ = cmd.Wait()
	if l, err = Open(s.Dir).Lock(time.Now()); err != nil {
		t.Errorf("after the other was killed: %v", err)
	} else {
		l.Unlock()
	}
}
