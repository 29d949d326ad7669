package pipeline_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"testing"

	"huizong/configs"
	"huizong/pipeline"
)

// childEnv makes the test binary one run of the pipeline: its value are the
// settings, as JSON.
const childEnv = "HUIZONG_PIPELINE_CHILD"

func TestMain(m *testing.M) {
	if settings := os.Getenv(childEnv); settings != "" {
		os.Exit(runAsChild([]byte(settings)))
	}
	os.Exit(m.Run())
}

// runAsChild is the command without its words: settings in, exit code out.
func runAsChild(text []byte) int {
	var settings map[string]string
	if err := json.Unmarshal(text, &settings); err != nil {
		panic(err)
	}
	limitFiles(settings)
	banSockets(settings)
	config, err := configs.Load("", settings)
	if err != nil {
		panic(err)
	}
	o, err := pipeline.Run(context.Background(), pipeline.Options{Config: config, Version: "test", Now: now, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Progress: func(done int, _ string) { fmt.Println("gathered", done) }})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return pipeline.ExitCode(err)
	}
	return o.ExitCode()
}

// child is a run of the world in a process of its own.
func (w *world) child(over map[string]string) *exec.Cmd {
	w.t.Helper()
	self, err := os.Executable()
	if err != nil {
		w.t.Fatal(err)
	}
	settings, err := json.Marshal(w.merged(over))
	if err != nil {
		w.t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), childEnv+"="+string(settings))
	return cmd
}

// ended is the exit code of a child that was waited for.
func ended(cmd *exec.Cmd, err error) int {
	if cmd.ProcessState == nil {
		panic(err)
	}
	return cmd.ProcessState.ExitCode()
}
