package watch

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestMetrics(t *testing.T) {
	began := time.Unix(1_700_000_000, 0)
	path := filepath.Join(t.TempDir(), "huizong.prom")
	good := Sample{Success: true, Exit: 3, Began: began, Took: 1500 * time.Millisecond, Stages: map[string]time.Duration{"gather": time.Second, "check": time.Millisecond},
		Files: map[string]int{"accepted": 22, "unreadable": 1}, Missing: map[int]int{2023: 1}, Findings: map[string]int{"must": 2}}
	if err := WriteFile(path, good); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"# TYPE huizong_files gauge\n", "huizong_last_success_timestamp_seconds 1700000001\n", "huizong_last_exit_code 3\n",
		"huizong_run_duration_seconds 1.500\n", `huizong_stage_duration_seconds{stage="check"} 0.001` + "\n",
		`huizong_files{verdict="accepted"} 22` + "\n", `huizong_units_missing{year="2023"} 1` + "\n", `huizong_findings{severity="must"} 2` + "\n",
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	// A failed run keeps the time of the last success.
	if err := WriteFile(path, Sample{Exit: 1, Began: began.Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	text, _ = os.ReadFile(path)
	for _, want := range []string{"huizong_last_success_timestamp_seconds 1700000001\n", "huizong_last_run_timestamp_seconds 1700003600\n", "huizong_last_exit_code 1\n"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("after a failed run: no %q in\n%s", want, text)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".huizong*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestPing(t *testing.T) {
	var got []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got = append(got, r.URL.Path+" "+string(body))
		if strings.HasSuffix(r.URL.Path, "/4") {
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	defer server.Close()
	for exit, wantErr := range map[int]bool{0: false, 4: true} {
		if err := Ping(context.Background(), server.URL+"/uuid", exit, "verdict"); (err != nil) != wantErr {
			t.Errorf("Ping of exit %d = %v", exit, err)
		}
	}
	for _, want := range []string{"/uuid verdict", "/uuid/4 verdict"} {
		if !strings.Contains(strings.Join(got, "\n"), want) {
			t.Errorf("the health check got %q, want %q", got, want)
		}
	}
}
