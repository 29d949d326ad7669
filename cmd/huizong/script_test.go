package main

import (
	"archive/zip"
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
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/text/width"

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
//	held VAR FILE                 put the last id listed in FILE into a variable
//	finding VAR FILE RULE         … the id of the rule's finding in check --json,
//	                              and its two sides into VAR_LEFT and VAR_RIGHT
//	expand FILE                   put variables where FILE names them
//	pack ZIP FOLDER               make a bundle of a folder's files
//	fill FILE UNIT/YEAR           type a report into a blank form
//	lines FILE N                  FILE has N lines
//	aligned FILE                  its columns are, for eyes to which 汉 is two wide
//	exec shape                    the keys and types of JSON lines on stdin
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("LANG", "zh_CN.UTF-8")
			e.Values[worldKey{}] = &world{}
			repository, err := filepath.Abs("../..")
			e.Setenv("REPOSITORY", repository)
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"county": makeCounty, "refile": refile, "truth": truth,
			"ends": ends, "interrupted": interrupted, "locked": locked, "lines": lines, "fill": fill, "aligned": aligned,
			"held": held, "finding": finding, "expand": expand, "pack": pack,
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

func held(ts *testscript.TestScript, _ bool, args []string) {
	ids := strings.Fields(ts.ReadFile(args[1]))
	if len(ids) == 0 {
		ts.Fatalf("%s lists nothing", args[1])
	}
	ts.Setenv(args[0], ids[len(ids)-1])
}

func finding(ts *testscript.TestScript, _ bool, args []string) {
	var file struct {
		Findings []struct {
			ID    string `json:"finding_id"`
			Rule  string `json:"rule"`
			Left  string `json:"left"`
			Right string `json:"right"`
		}
	}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[1])), &file))
	for _, f := range file.Findings {
		if f.Rule == args[2] {
			ts.Setenv(args[0], f.ID)
			ts.Setenv(args[0]+"_LEFT", f.Left)
			ts.Setenv(args[0]+"_RIGHT", f.Right)
			return
		}
	}
	ts.Fatalf("no finding of %s in %s", args[2], args[1])
}

func expand(ts *testscript.TestScript, _ bool, args []string) {
	text := os.Expand(ts.ReadFile(args[0]), ts.Getenv)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o644))
}

func pack(ts *testscript.TestScript, _ bool, args []string) {
	out, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	z := zip.NewWriter(out)
	ts.Check(z.AddFS(os.DirFS(ts.MkAbs(args[1]))))
	ts.Check(z.Close())
	ts.Check(out.Close())
}

// aligned holds the lines of a table against each other: all are as wide. What
// may be one or two wide, “ or ×, is so all over the table.
func aligned(ts *testscript.TestScript, _ bool, args []string) {
	narrow, wide := map[int]int{}, map[int]int{}
	for line := range strings.Lines(ts.ReadFile(args[0])) {
		if !strings.HasPrefix(line, " ") {
			continue // said around the table
		}
		n, ambiguous := 0, 0
		for _, c := range strings.TrimSuffix(line, "\n") {
			n++
			switch width.LookupRune(c).Kind() {
			case width.EastAsianWide, width.EastAsianFullwidth:
				n++
			case width.EastAsianAmbiguous:
				ambiguous++
			}
		}
		narrow[n]++
		wide[n+ambiguous]++
	}
	if len(narrow) != 1 && len(wide) != 1 {
		ts.Fatalf("the rows are of different width (width:rows): %v", narrow)
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
