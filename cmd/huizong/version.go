package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"io"
	"os"
	"runtime/debug"
	"strings"
	"sync"
)

// version says what the binary was built from: the release, or the revision; a
// build that knows neither is told by its own bytes, so that other code never
// passes for the same.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "devel-" + ownIdentity()
	}
	if v := info.Main.Version; v != "" && v != "(devel)" && !strings.HasSuffix(v, "+dirty") {
		return v
	}
	revision, modified := "", false
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			revision = s.Value
		case "vcs.modified":
			modified = s.Value == "true"
		}
	}
	if len(revision) >= 12 && !modified {
		return "devel-" + revision[:12]
	}
	return "devel-" + ownIdentity()
}

// ownIdentity tells this executable from any other: by the build ID that the
// linker wrote into it, a hash of all else in it, or where there is none by
// hashing it anew, which costs more than reading a county.
var ownIdentity = sync.OnceValue(func() string {
	path, err := os.Executable()
	if err != nil {
		return "unknown"
	}
	f, err := os.Open(path)
	if err != nil {
		return "unknown"
	}
	defer f.Close()
	h := sha256.New()
	if id := buildID(f); id != "" {
		io.WriteString(h, id) // a hash takes everything
	} else if _, err := io.Copy(h, f); err != nil {
		return "unknown"
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
})

// The marks before a build ID: the head of an ELF note of type 4 by "Go", and
// the line that the linker writes where there are no notes (Windows).
const (
	buildNote = "\x04\x00\x00\x00Go\x00\x00"
	buildLine = "\xff Go build ID: \""
)

// buildID finds the content part of a Go build ID near the beginning of an
// executable, "" if there is none; then the reader is at its beginning again.
func buildID(f io.ReadSeeker) string {
	const near = 32 << 10 // where the go command looks, too
	head, err := io.ReadAll(io.LimitReader(f, near))
	if _, back := f.Seek(0, io.SeekStart); err != nil || back != nil {
		return ""
	}
	var id []byte
	if _, line, ok := bytes.Cut(head, []byte(buildLine)); ok {
		id, _, ok = bytes.Cut(line, []byte("\"\n"))
		if !ok {
			return ""
		}
	} else if at := bytes.Index(head, []byte(buildNote)); at >= 4 {
		rest := head[at+len(buildNote):]
		length := binary.NativeEndian.Uint32(head[at-4:])
		if uint64(length) > uint64(len(rest)) {
			return ""
		}
		id = rest[:length]
	}
	return string(id[bytes.LastIndexByte(id, '/')+1:])
}
