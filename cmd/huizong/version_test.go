package main

import (
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
)

func TestBuildID(t *testing.T) {
	note := "\x7fELF\x04\x00\x00\x00\x0b\x00\x00\x00\x04\x00\x00\x00Go\x00\x00action/made\x00\x00"
	for name, c := range map[string]struct{ head, want string }{
		"note":         {note, "made"},
		"line":         {"MZ\x90\x00\xff Go build ID: \"action/main/made\"\n \xff", "made"},
		"none":         {"\x7fELF and nothing", ""},
		"note cut off": {note[:len(note)-4], ""},
		"line cut off": {"MZ\xff Go build ID: \"action/ma", ""},
		"empty line":   {"MZ\xff Go build ID: \"\"\n \xff", ""},
		"too far":      {strings.Repeat("x", 40<<10) + note, ""},
	} {
		r := strings.NewReader(c.head)
		if got := buildID(r); got != c.want {
			t.Errorf("%s: build ID %q, want %q", name, got, c.want)
		}
		if r.Len() != len(c.head) {
			t.Errorf("%s: the reader stands at %d", name, len(c.head)-r.Len())
		}
	}
}

// TestOwnBuildID holds what is found in this executable against what the go
// command says.
func TestOwnBuildID(t *testing.T) {
	if runtime.GOOS != "linux" && runtime.GOOS != "windows" {
		t.Skip("another form of executable: it is hashed")
	}
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	want, err := exec.Command("go", "tool", "buildid", path).Output()
	if err != nil {
		t.Skipf("no go command: %v", err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := buildID(f); got == "" || !strings.HasSuffix(strings.TrimSpace(string(want)), "/"+got) {
		t.Errorf("build ID %q, the go command says %s", got, want)
	}
}
