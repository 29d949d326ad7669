package pipeline_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"huizong/cmd/corpus/maker"
	"huizong/pipeline"
)

// TestAlarm runs over one inbox on several days around the deadline of 31
// January; a unit is missing, and nothing new comes after 20 January.
func TestAlarm(t *testing.T) {
	w := makeWorld(t, 3, maker.Corpus{Years: []int{2022, 2023}, Formats: []string{"txt"}})
	must(t, os.Remove(w.path("inbox/"+w.filed[1].Path))) // the first unit's of 2023
	w.settings["alarm.days"] = "5"
	on := func(month time.Month, day int, over map[string]string) string {
		t.Helper()
		o := w.options(over)
		o.Now = time.Date(2024, month, day, 2, 30, 0, 0, time.UTC)
		out, err := pipeline.Run(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		said := strings.Join(out.Summary("en"), "\n")
		if (out.AlarmEN != "") != strings.Contains(said, "attention: "+out.AlarmEN) || (out.Alarm == "") != (out.AlarmEN == "") {
			t.Errorf("alarm %q, %q, and the summary says\n%s", out.Alarm, out.AlarmEN, said)
		}
		return out.AlarmEN
	}
	for _, c := range []struct {
		day  int
		want string
	}{
		{20, ""}, // the first run
		{23, ""}, // the deadline is far
		{24, ""},
		{25, ""},
		{26, "5 days to the deadline of 2023, 1 units missing, nothing new for 6 days"},
		{31, "0 days to the deadline of 2023, 1 units missing, no run for 5 days before this one"},
	} {
		if got := on(1, c.day, nil); got != c.want {
			t.Errorf("on %d January: %q, want %q", c.day, got, c.want)
		}
	}
	if got := on(2, 1, nil); got != "" {
		t.Errorf("after the deadline: %q", got)
	}
	if got := on(1, 31, map[string]string{"alarm.days": "0"}); got != "" {
		t.Errorf("not asked for: %q", got)
	}
}

// TestAlarmOfAYearThatNobodyFiledFor: it is in no table, and most in need of one.
func TestAlarmOfAYearThatNobodyFiledFor(t *testing.T) {
	w := makeWorld(t, 3, maker.Corpus{Years: []int{2022}, Formats: []string{"txt"}})
	w.settings["alarm.days"] = "5"
	o := w.options(nil)
	for _, c := range []struct {
		day  int
		want string
	}{{22, ""}, {27, "4 days to the deadline of 2023, 3 units missing, no run for 5 days before this one"}} {
		o.Now = time.Date(2024, 1, c.day, 2, 30, 0, 0, time.UTC)
		out, err := pipeline.Run(t.Context(), o)
		if err != nil || out.AlarmEN != c.want {
			t.Errorf("on %d January: %q, %v, want %q", c.day, out.AlarmEN, err, c.want)
		}
	}
}
