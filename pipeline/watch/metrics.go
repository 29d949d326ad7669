// Package watch is what an administrator's monitoring sees of a run: metrics
// for the Prometheus textfile collector, and a ping to a health check. Both are
// off unless configured; the ping is the only network access there is.
package watch

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Sample is one run as monitoring sees it.
type Sample struct {
	Success  bool // published, nothing new, or published with findings
	Exit     int
	Began    time.Time
	Took     time.Duration
	Stages   map[string]time.Duration
	Files    map[string]int // by verdict
	Missing  map[int]int    // units missing, by year
	Findings map[string]int // open ones, by severity

	// LastSuccess is kept from the file before when this run failed.
	LastSuccess time.Time
}

// metric names, help and type: the field's naming rules (base units, _total
// only for counters).
const (
	lastSuccess = "huizong_last_success_timestamp_seconds"
	lastRun     = "huizong_last_run_timestamp_seconds"
	lastExit    = "huizong_last_exit_code"
	duration    = "huizong_run_duration_seconds"
	stage       = "huizong_stage_duration_seconds"
	files       = "huizong_files"
	missing     = "huizong_units_missing"
	findings    = "huizong_findings"
)

// WriteFile writes the metrics of a run whole or not at all. A failed run keeps
// the time of the last success that the file before tells.
func WriteFile(path string, s Sample) error {
	if !s.Success && s.LastSuccess.IsZero() {
		s.LastSuccess = lastSuccessIn(path)
	} else if s.Success {
		s.LastSuccess = s.Began.Add(s.Took)
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("metrics: %w", err)
	}
	defer os.Remove(f.Name()) // gone already when all went well
	err = Write(f, s)
	if err == nil {
		err = f.Chmod(0o644)
	}
	if err == nil {
		err = f.Sync()
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("metrics: %w", err)
	}
	return nil
}

func lastSuccessIn(path string) time.Time {
	data, err := os.ReadFile(path)
	if err != nil {
		return time.Time{}
	}
	for line := range strings.Lines(string(data)) {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(line), lastSuccess+" "); ok {
			if n, err := strconv.ParseInt(rest, 10, 64); err == nil {
				return time.Unix(n, 0)
			}
		}
	}
	return time.Time{}
}

// Write writes the text exposition format.
func Write(w io.Writer, s Sample) error {
	var b strings.Builder
	gauge := func(name, help string) { fmt.Fprintf(&b, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name) }
	if !s.LastSuccess.IsZero() {
		gauge(lastSuccess, "When a run last ended well.")
		fmt.Fprintf(&b, "%s %d\n", lastSuccess, s.LastSuccess.Unix())
	}
	gauge(lastRun, "When a run last ended.")
	fmt.Fprintf(&b, "%s %d\n", lastRun, s.Began.Add(s.Took).Unix())
	gauge(lastExit, "Exit code of the last run.")
	fmt.Fprintf(&b, "%s %d\n", lastExit, s.Exit)
	gauge(duration, "Duration of the last run.")
	fmt.Fprintf(&b, "%s %s\n", duration, seconds(s.Took))
	gauge(stage, "Duration of each stage of the last run.")
	for _, k := range sorted(s.Stages) {
		fmt.Fprintf(&b, "%s{stage=%q} %s\n", stage, k, seconds(s.Stages[k]))
	}
	gauge(files, "Files gathered, by verdict.")
	for _, k := range sorted(s.Files) {
		fmt.Fprintf(&b, "%s{verdict=%q} %d\n", files, k, s.Files[k])
	}
	gauge(missing, "Units that owe a report and have none, by report year.")
	for _, k := range sorted(s.Missing) {
		fmt.Fprintf(&b, "%s{year=\"%d\"} %d\n", missing, k, s.Missing[k])
	}
	gauge(findings, "Open findings, by severity.")
	for _, k := range sorted(s.Findings) {
		fmt.Fprintf(&b, "%s{severity=%q} %d\n", findings, k, s.Findings[k])
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func seconds(d time.Duration) string { return strconv.FormatFloat(d.Seconds(), 'f', 3, 64) }

func sorted[K int | string, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
