package snapshot

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// The lock, and beside it who holds it: Windows lets nobody read a locked file.
const (
	lockName  = ".lock"
	ownerName = ".lock-owner"
)

// ErrLocked says that another run is at work on the output folder.
var ErrLocked = errors.New("another run holds the lock")

// An Owner is who holds a lock, as far as the file beside it tells.
type Owner struct {
	PID     int    `json:"pid"`
	Host    string `json:"host"`
	Boot    string `json:"boot,omitempty"`    // identity of the machine's boot, where there is one
	Process string `json:"process,omitempty"` // when the process began, by the clock of that boot
	Started string `json:"started"`           // RFC 3339, UTC
}

func (o *Owner) String() string {
	if o == nil {
		return "owner unknown"
	}
	return fmt.Sprintf("process %d on %s since %s", o.PID, o.Host, o.Started)
}

// A Lock is held by one run. The operating system lets go of it when the run
// dies, a reboot included, so files that are left behind lock nobody out.
type Lock struct {
	held  *flock.Flock
	owner string
}

// Lock takes the lock of the output folder or gives [ErrLocked], saying who
// holds it. Some shares grant every lock: there an owner who is alive in this
// very boot of this machine counts, too. What a run that died left of current
// is healed.
func (s *Store) Lock(now time.Time) (*Lock, error) {
	l, err := s.lock(now)
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", s.Dir, err)
	}
	return l, nil
}

func (s *Store) lock(now time.Time) (*Lock, error) {
	if err := s.makeDir(); err != nil {
		return nil, err
	}
	l := &Lock{flock.New(s.path(lockName), flock.SetPermissions(0o644)), s.path(ownerName)}
	got, err := l.held.TryLock()
	if err != nil {
		return nil, err
	}
	last := readOwner(l.owner)
	if !got {
		return nil, fmt.Errorf("%w: %s", ErrLocked, last)
	}
	if last.alive() {
		return nil, errors.Join(fmt.Errorf("%w: %s", ErrLocked, last), l.held.Unlock())
	}
	if err := s.heal(); err != nil {
		return nil, errors.Join(err, l.held.Unlock())
	}
	l.sign(now)
	return l, nil
}

// sign writes down who holds the lock. It is to be told to others; the lock
// holds without it, on a full disk for example.
func (l *Lock) sign(now time.Time) {
	host, _ := os.Hostname()
	pid := os.Getpid()
	me, err := json.Marshal(Owner{PID: pid, Host: host, Boot: bootID(), Process: processStart(pid), Started: now.UTC().Format(time.RFC3339)})
	if err == nil {
		_ = os.WriteFile(l.owner, append(me, '\n'), 0o644)
	}
}

// LastRun is when a run last said that it began, the zero time where none did.
func (s *Store) LastRun() time.Time {
	info, err := os.Stat(s.path(lockName))
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}

// Began notes on the lock that a run began.
func (l *Lock) Began(now time.Time) error { return os.Chtimes(l.held.Path(), now, now) }

// Unlock lets go of the lock.
func (l *Lock) Unlock() error {
	err := os.Remove(l.owner)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return errors.Join(err, l.held.Unlock())
}

// readOwner gives nil where nobody signed.
func readOwner(path string) *Owner {
	o := &Owner{}
	text, err := os.ReadFile(path)
	if err != nil || json.Unmarshal(text, o) != nil || o.PID == 0 {
		return nil
	}
	return o
}

// alive reports whether the owner is certainly at work: another process of this
// boot of this machine, begun when it says. Without certainty the lock of the
// operating system decides.
func (o *Owner) alive() bool {
	if o == nil || o.PID == os.Getpid() || o.Boot == "" || o.Process == "" {
		return false
	}
	host, err := os.Hostname()
	return err == nil && o.Host == host && o.Boot == bootID() && o.Process == processStart(o.PID)
}

// bootID tells one boot of a Linux machine from the next, "" elsewhere.
func bootID() string {
	text, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}

// processStart is when a process of a Linux machine began, in ticks since its
// boot: the 22nd field of its stat, the second of which may hold blanks. It is
// "" for a process that is gone (a zombie waits for its parent only), and
// elsewhere.
func processStart(pid int) string {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return ""
	}
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
	if len(fields) < 20 || fields[0] == "Z" || fields[0] == "X" {
		return ""
	}
	return fields[19]
}
