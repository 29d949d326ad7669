package main

import (
	"bytes"
	"context"
	"strings"
	"syscall"
	"testing"

	"huizong/pipeline"
)

// A full disk takes some bytes, and no more.
type fullDisk struct{ room int }

func (d *fullDisk) Write(p []byte) (int, error) {
	n := min(len(p), d.room)
	if d.room -= n; n < len(p) {
		return n, syscall.ENOSPC
	}
	return n, nil
}

// TestOutputLost: what was not written is not taken for all that there is to say.
func TestOutputLost(t *testing.T) {
	for _, args := range [][]string{{"rules", "list"}, {"--help"}, {"template", "--help"}} {
		var whole, said bytes.Buffer
		if code := run(context.Background(), args, &whole, &said); code != pipeline.Clean {
			t.Fatalf("%v: code %d: %s", args, code, said.String())
		}
		said.Reset()
		code := run(context.Background(), args, &fullDisk{whole.Len() / 2}, &said)
		if code != pipeline.CouldNotRun || !strings.Contains(said.String(), syscall.ENOSPC.Error()) {
			t.Errorf("%v on a full disk: code %d, %q", args, code, said.String())
		}
	}
}
