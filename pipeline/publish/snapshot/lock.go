package snapshot

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

const lockName = ".lock"

// ErrLocked says that another run is at work on the output folder.
var ErrLocked = errors.New("another run holds the lock")

// An Owner is who holds a lock, as far as the lock file tells.
type Owner struct {
	PID     int    `json:"pid"`
	Host    string `json:"host"`
	Boot    string `json:"boot,omitempty"` // identity of the machine's boot, where there is one
	Started string `json:"started"`        // RFC 3339, UTC
}

// A Lock is held by one run. The operating system lets go of it when the run
// dies, a reboot included, so a lock file that is left behind locks nobody out.
type Lock struct{ held *flock.Flock }

// Lock takes the lock of the output folder or gives [ErrLocked], saying who
// holds it.
func (s *Store) Lock(now time.Time) (*Lock, error) {
	if err := s.fs.MkdirAll(s.Dir); err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	path := s.path(lockName)
	l := flock.New(path)
	got, err := l.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	if !got {
		return nil, fmt.Errorf("%w: %s", ErrLocked, owner(path))
	}
	host, _ := os.Hostname() // only to be told
	me, err := json.Marshal(Owner{PID: os.Getpid(), Host: host, Boot: bootID(), Started: now.UTC().Format(time.RFC3339)})
	if err == nil {
		err = os.WriteFile(path, append(me, '\n'), 0o644)
	}
	if err != nil {
		l.Unlock()
		return nil, fmt.Errorf("lock: %w", err)
	}
	return &Lock{l}, nil
}

// Unlock lets go of the lock.
func (l *Lock) Unlock() error { return l.held.Unlock() }

func owner(path string) string {
	var o Owner
	text, err := os.ReadFile(path)
	if err != nil || json.Unmarshal(text, &o) != nil || o.PID == 0 {
		return "owner unknown"
	}
	return fmt.Sprintf("process %d on %s since %s", o.PID, o.Host, o.Started)
}

// bootID tells one boot of a Linux machine from the next, "" elsewhere.
func bootID() string {
	text, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}
