package bench

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sync"
	"testing"
	"time"
)

// measureArgument makes the test binary start the command behind it and say
// what that cost. The measuring is done from a process as small as that,
// because Linux counts the memory of who starts a process as the process's own.
const measureArgument = "-measure-child"

func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == measureArgument {
		os.Exit(measureChild(os.Args[2:]))
	}
	code := m.Run()
	if built != "" {
		os.RemoveAll(filepath.Dir(built))
	}
	os.Exit(code)
}

// A cost is what one process took, as the operating system counts.
type cost struct {
	Wall, CPU time.Duration
	Peak      int64 // bytes of memory, 0 where the system does not say
	Code      int
	Log       []byte
}

// stage is how long a stage of the run took, by its log.
func (c cost) stage(name string) time.Duration {
	took := regexp.MustCompile(`stage=` + name + ` took=(\S+)`).FindSubmatch(c.Log)
	if took == nil {
		return 0
	}
	d, err := time.ParseDuration(string(took[1]))
	if err != nil {
		return 0
	}
	return d
}

func measureChild(command []string) int {
	c := exec.Command(command[0], command[1:]...)
	var log limited
	c.Stderr = &log
	began := time.Now()
	err := c.Run()
	spent := cost{Wall: time.Since(began), Log: log.tail}
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	spent.Code, spent.CPU, spent.Peak = c.ProcessState.ExitCode(), c.ProcessState.UserTime()+c.ProcessState.SystemTime(), peakOf(c.ProcessState)
	if err := json.NewEncoder(os.Stdout).Encode(&spent); err != nil {
		return 1
	}
	return 0
}

// limited keeps the end of a log.
type limited struct{ tail []byte }

func (l *limited) Write(p []byte) (int, error) {
	const most = 8 << 10
	l.tail = append(l.tail, p...)
	l.tail = l.tail[max(0, len(l.tail)-most):]
	return len(p), nil
}

var (
	build sync.Mutex
	built string // the path of the binary, once it is there
)

// binary builds huizong as the README says.
func binary(b *testing.B) string {
	b.Helper()
	build.Lock()
	defer build.Unlock()
	if built != "" {
		return built
	}
	dir, err := os.MkdirTemp("", "huizong-bench")
	if err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(dir, "huizong.exe")
	if out, err := exec.Command("go", "build", "-o", path, "huizong/cmd/huizong").CombinedOutput(); err != nil {
		os.RemoveAll(dir)
		b.Fatalf("build huizong: %v\n%s", err, out)
	}
	built = path
	return built
}

// cold runs huizong over the inbox in a process of its own, into a new folder,
// without a cache of what was read before.
func (w *world) cold(b *testing.B, out string, processors int, settings ...string) cost {
	b.Helper()
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	args := []string{measureArgument, binary(b), "run", "--lang", "en"}
	for _, s := range append([]string{"inbox=" + w.path("inbox"), "roster=" + w.path("roster.csv"), "out=" + out, "cache=off"}, settings...) {
		args = append(args, "--set", s)
	}
	c := exec.CommandContext(b.Context(), self, args...)
	c.Stderr = os.Stderr
	if processors > 0 {
		c.Env = append(os.Environ(), fmt.Sprintf("GOMAXPROCS=%d", processors))
	}
	said, err := c.Output()
	var spent cost
	if err == nil {
		err = json.Unmarshal(said, &spent)
	}
	if err != nil {
		b.Fatal(err)
	}
	if spent.Code != 0 && spent.Code != 3 {
		b.Fatalf("huizong ended with %d:\n%s", spent.Code, spent.Log)
	}
	return spent
}
