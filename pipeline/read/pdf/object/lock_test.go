package object

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLocks opens files that qpdf encrypted under an owner's password: each says
// "received 17" on its page and "annual report" as its title.
func TestLocks(t *testing.T) {
	for _, name := range []string{"rc4-40", "rc4-128", "aes-128", "aes-256-r5", "aes-256"} {
		f, err := Open(locked(t, name), 1<<20)
		if err != nil || f.Rebuilt {
			t.Errorf("%s: %v, rebuilt %v", name, err, f != nil && f.Rebuilt)
			continue
		}
		page := f.Dict(f.Array(f.Dict(f.Dict(f.Trailer["Root"])["Pages"])["Kids"])[0])
		content, err := f.Decode(f.Stream(page["Contents"]))
		if err != nil || !strings.Contains(string(content), "(received 17) Tj") {
			t.Errorf("%s draws %q, %v", name, content, err)
		}
		if title := f.Dict(f.Trailer["Info"])["Title"]; title != String("annual report") {
			t.Errorf("%s has the title %q", name, title)
		}
	}
}

func TestUserPassword(t *testing.T) {
	for _, name := range []string{"user-128", "user-256"} {
		if _, err := Open(locked(t, name), 1<<20); !errors.Is(err, ErrLocked) {
			t.Errorf("%s: %v, want %v", name, err, ErrLocked)
		}
	}
}

// TestDamagedLocks cuts and turns bytes of the encryption: no panic, and no text
// that is not the file's.
func TestDamagedLocks(t *testing.T) {
	for _, name := range []string{"rc4-40", "aes-128", "aes-256"} {
		data := locked(t, name)
		for i := range data {
			bent := append([]byte(nil), data...)
			bent[i] ^= 0x21
			for _, d := range [][]byte{bent, data[:i]} {
				if f, err := Open(d, 1<<20); err == nil {
					for n := range f.entries {
						if s := f.Stream(Ref(n)); s != nil {
							_, _ = f.Decode(s)
						}
					}
				}
			}
		}
	}
}

func locked(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "locks", name+".pdf"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}
