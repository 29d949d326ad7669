//go:build unix

package pipeline_test

import (
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"

	"huizong/pipeline"
)

// fileLimit is the setting of a child that is no setting of the tool: how long
// a file may grow, as on a disk that is full.
const fileLimit = "test.file_limit"

// limitFiles takes the limit out of the settings and puts it on the process.
func limitFiles(settings map[string]string) {
	text, ok := settings[fileLimit]
	if !ok {
		return
	}
	delete(settings, fileLimit)
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		panic(err)
	}
	signal.Ignore(syscall.SIGXFSZ) // so that writing fails, as on a full disk
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: n}); err != nil {
		panic(err)
	}
}

// TestFullDisk runs with room for files of a few sizes only: what does not fit
// fails at another file each time. The run says so, current stays, and the run
// with room heals.
func TestFullDisk(t *testing.T) {
	w := killWorld(t)
	w.run(nil)
	old := w.tree("out/current")
	w.change(1)
	largest := 0
	for _, data := range old {
		largest = max(largest, len(data))
	}
	for _, room := range []int{0, 1 << 10, 8 << 10, 24 << 10, largest / 2, largest - 64} {
		cmd := w.child(map[string]string{fileLimit: strconv.Itoa(room)})
		if code := ended(cmd, cmd.Run()); code != pipeline.CouldNotRun {
			t.Errorf("a run with room for %d bytes ended with %d, want %d", room, code, pipeline.CouldNotRun)
		}
		same(t, w.tree("out/current"), old)
	}
	w.heals()
}

// TestReadOnlyOutput runs into a folder that may not be written.
func TestReadOnlyOutput(t *testing.T) {
	w := killWorld(t)
	w.run(nil)
	old := w.tree("out/current")
	w.change(1)
	w.modes("out", 0o555)
	t.Cleanup(func() { w.modes("out", 0o755) }) // so that it can be removed
	asNobody(t, w.dir)
	_, err := pipeline.Run(t.Context(), w.options(nil))
	if code := pipeline.ExitCode(err); code != pipeline.CouldNotRun {
		t.Errorf("the run ended with %d (%v), want %d", code, err, pipeline.CouldNotRun)
	}
	same(t, w.tree("out/current"), old)
}

func (w *world) modes(name string, mode fs.FileMode) {
	w.t.Helper()
	err := filepath.WalkDir(w.path(name), func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.IsDir() {
			return err
		}
		return os.Chmod(path, mode)
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// asNobody drops the rights of root for the test, since root may write all, and
// lets everybody into the world.
func asNobody(t *testing.T, dir string) {
	t.Helper()
	if os.Geteuid() != 0 {
		return
	}
	for _, d := range []string{dir, filepath.Dir(dir)} {
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Seteuid(65534); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Seteuid(0); err != nil {
			t.Fatal(err)
		}
	})
}
