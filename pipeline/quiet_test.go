package pipeline_test

import (
	"os"
	"testing"
	"time"

	"huizong/cmd/corpus/maker"
	"huizong/pipeline"
	"huizong/schema"
)

// TestTouchedWithinTheQuietTime touches one file, as sync programs do, and lets
// another unit file anew a minute before the run: the first counts on, the
// second is not stable yet and taken by the next run.
func TestTouchedWithinTheQuietTime(t *testing.T) {
	w := makeWorld(t, 4, maker.Corpus{Years: []int{2023}, Formats: []string{"txt"}})
	w.settings["quiet"] = "10m"
	for _, f := range w.filed {
		must(t, os.Chtimes(w.path("inbox/"+f.Path), now, now.Add(-time.Hour)))
	}
	w.run(nil)
	w.change(0)
	for _, f := range w.filed[:2] {
		must(t, os.Chtimes(w.path("inbox/"+f.Path), now, now.Add(-time.Minute)))
	}
	out := w.run(nil)
	if out.Files[schema.Accepted] != 3 || out.Files[schema.Held] != 1 || out.NotStable != 1 {
		t.Errorf("files %v, %d of them not stable, want three accepted and one held", out.Files, out.NotStable)
	}
	if line := out.Summary("en")[1]; line != "files 4: accepted 3, held 1 (1 of the held were written a moment ago and are taken next time)" {
		t.Errorf("the summary says %q", line)
	}
	for _, s := range w.published().submissions {
		if s.Path == w.filed[0].Path && s.Code != "not_stable" {
			t.Errorf("the file written a minute ago is %s %s", s.Verdict, s.Code)
		}
	}
	w.verify() // it looks at the same files at the same moment
	o := w.options(nil)
	o.Now = now.Add(time.Hour)
	later, err := pipeline.Run(t.Context(), o)
	if err != nil || later.Files[schema.Accepted] != 4 {
		t.Errorf("an hour later: %v, %v", later, err)
	}
}

// TestReceivedAnotherDay dates the files by their times and moves one behind the
// deadline: that is news, though not a byte has changed.
func TestReceivedAnotherDay(t *testing.T) {
	w := makeWorld(t, 2, maker.Corpus{Years: []int{2023}, Formats: []string{"txt"}})
	w.settings["received"] = "file"
	for _, f := range w.filed {
		must(t, os.Chtimes(w.path("inbox/"+f.Path), now, now.AddDate(0, 0, -20)))
	}
	w.run(nil)
	if w.run(nil).New {
		t.Error("the same files on the same days are news")
	}
	must(t, os.Chtimes(w.path("inbox/"+w.filed[0].Path), now, now))
	if !w.run(nil).New {
		t.Error("a file that came another day is no news")
	}
}
