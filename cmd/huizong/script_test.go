package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"huizong/pipeline/publish/snapshot"
)

var update = flag.Bool("update", false, "rewrite what the scripts expect")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"huizong": main, "shape": shape})
}

// TestScript runs testdata/script/<verb>_<what>.txtar: each is one world, with
// the command in it as a user calls it. Beside the commands of testscript they
// know:
//
//	county [flags]                make a county, see county_test.go
//	refile UNIT/YEAR [SLIP…]      file another version of a report
//	truth VAR UNIT/YEAR CELL      put what the paper prints into a variable
//	truth VAR total/YEAR CELL     … the sum of what the papers print
//	ends N COMMAND ARG…           run it; it must end with code N
//	interrupted N COMMAND ARG…    the same, stopped by ^C once it holds the lock
//	locked DIR                    hold the lock of an output folder
//	lines FILE N                  FILE has N lines
//	exec shape                    the keys and types of JSON lines on stdin
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("LANG", "zh_CN.UTF-8")
			e.Values[worldKey{}] = &world{}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"county": makeCounty, "refile": refile, "truth": truth,
			"ends": ends, "interrupted": interrupted, "locked": locked, "lines": lines,
		},
		RequireExplicitExec: true,
		UpdateScripts:       *update,
	})
}

// ends runs a command that must end with a code.
func ends(ts *testscript.TestScript, neg bool, args []string) {
	want := wantCode(ts, neg, args)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("%s ended with %d, want %d", strings.Join(args[1:], " "), got, want)
	}
}

func wantCode(ts *testscript.TestScript, neg bool, args []string) int {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: ends N command arg…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	return want
}

// interrupted sends a command what ^C sends, once it holds the lock of out.
func interrupted(ts *testscript.TestScript, neg bool, args []string) {
	want := wantCode(ts, neg, args)
	path, err := exec.LookPath(args[1])
	ts.Check(err)
	c := exec.Command(path, args[2:]...)
	c.Dir, c.Env = ts.MkAbs("."), append(os.Environ(), "LANG=zh_CN.UTF-8")
	var said strings.Builder
	c.Stdout, c.Stderr = &said, &said
	ts.Check(c.Start())
	owner := ts.MkAbs("out/.lock-owner")
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(time.Millisecond) {
		if text, err := os.ReadFile(owner); err == nil && len(text) > 0 {
			break
		}
		if time.Now().After(deadline) {
			c.Process.Kill()
			ts.Fatalf("the command never held the lock: %s", &said)
		}
	}
	ts.Check(c.Process.Signal(os.Interrupt))
	if err := c.Wait(); c.ProcessState == nil {
		ts.Fatalf("%v", err)
	}
	ts.Logf("%s", &said)
	if got := c.ProcessState.ExitCode(); got != want {
		ts.Fatalf("ended with %v, want %d", c.ProcessState, want)
	}
}

// locked holds the lock of an output folder until the script ends.
func locked(ts *testscript.TestScript, _ bool, args []string) {
	lock, err := snapshot.Open(ts.MkAbs(args[0])).Lock(time.Now())
	ts.Check(err)
	ts.Defer(func() {
		if err := lock.Unlock(); err != nil {
			ts.Logf("unlock: %v", err)
		}
	})
}

func lines(ts *testscript.TestScript, _ bool, args []string) {
	if got := strings.Count(ts.ReadFile(args[0]), "\n"); strconv.Itoa(got) != args[1] {
		ts.Fatalf("%s has %d lines, want %s", args[0], got, args[1])
	}
}

// shape reads JSON lines and prints, for each shape of a line that occurs, its
// keys with their types: one a line, nested ones indented.
func shape() {
	met := map[string]bool{}
	in := bufio.NewReader(os.Stdin)
	for {
		line, err := in.ReadString('\n')
		if strings.TrimSpace(line) != "" {
			var v map[string]any
			if err := json.Unmarshal([]byte(line), &v); err != nil {
				fmt.Printf("no JSON object: %q: %v\n", line, err)
				os.Exit(1)
			}
			for _, k := range shapeOf("", v) {
				met[k] = true
			}
		}
		if err == io.EOF {
			break
		}
	}
	for _, k := range slices.SortedFunc(maps.Keys(met), func(a, b string) int { return cmp.Compare(a, b) }) {
		fmt.Println(k)
	}
}

// shapeOf lists paths and types. Keys that are data (years, verdicts) stand as *.
func shapeOf(at string, v any) []string {
	switch v := v.(type) {
	case map[string]any:
		var out []string
		for k, x := range v {
			if at == "files" {
				k = "*"
			}
			out = append(out, shapeOf(strings.TrimPrefix(at+"."+k, "."), x)...)
		}
		return out
	case []any:
		out := []string{at + " list"}
		for _, x := range v {
			if at != "on" && !strings.HasSuffix(at, ".on") { // a tree of itself
				out = append(out, shapeOf(at+"[]", x)...)
			}
		}
		return out
	case string:
		return []string{at + " text"}
	case float64:
		return []string{at + " number"}
	case bool:
		return []string{at + " yes/no"}
	}
	return []string{at + " null"}
}
