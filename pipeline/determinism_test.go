package pipeline_test

import (
	"maps"
	"os"
	"slices"
	"testing"
	"time"

	"huizong/cmd/corpus/maker"
	"huizong/pipeline"
)

// TestSameBytes runs over one inbox in every way that must make no difference:
// another day, folder and number of workers, with and without the cache.
func TestSameBytes(t *testing.T) {
	w := makeWorld(t, 14, maker.Corpus{Slips: 60, Missing: 10})
	w.litter()
	w.run(map[string]string{"workers": "1", "cache": "off"})
	want := w.tree("out/current")
	delete(want, "manifest.json") // times live here
	delete(want, "_SUCCESS")      // and this holds its hash
	if len(want) < 20 {
		t.Fatalf("a snapshot of %d files", len(want))
	}
	must(t, os.CopyFS(w.path("elsewhere"), os.DirFS(w.path("inbox"))))
	for _, c := range []struct {
		name     string
		settings map[string]string
		later    time.Duration
	}{
		{"once more", map[string]string{"cache": "off"}, 0},
		{"two days later", map[string]string{"cache": "off"}, 48 * time.Hour},
		{"four workers, filling the cache", map[string]string{"workers": "4", "cache": w.path("cache")}, 0},
		{"from the cache", map[string]string{"workers": "3", "cache": w.path("cache")}, 0},
		{"the inbox elsewhere", map[string]string{"inbox": w.path("elsewhere")}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			settings := map[string]string{"out": w.path(c.name)}
			maps.Copy(settings, c.settings)
			o := w.options(settings)
			o.Now = o.Now.Add(c.later)
			if _, err := pipeline.Run(t.Context(), o); err != nil {
				t.Fatal(err)
			}
			got := w.tree(c.name + "/current")
			delete(got, "manifest.json")
			delete(got, "_SUCCESS")
			same(t, got, want)
		})
	}
}

// TestDamagedCache damages every entry of the cache: it is noticed and made
// again, and the bytes are the same.
func TestDamagedCache(t *testing.T) {
	w := makeWorld(t, 5, maker.Corpus{Years: []int{2023}})
	w.run(map[string]string{"cache": w.path("cache")})
	entries := w.tree("cache")
	if len(entries) != len(w.filed) {
		t.Errorf("%d entries of %d files", len(entries), len(w.filed))
	}
	n := 0
	for path, data := range entries {
		switch damaged := []byte(data); n % 3 {
		case 0:
			damaged[len(damaged)/2] ^= 1
			w.put("cache/"+path, damaged)
		case 1:
			w.put("cache/"+path, damaged[:len(damaged)/2])
		default:
			w.put("cache/"+path, nil)
		}
		n++
	}
	w.run(map[string]string{"cache": w.path("cache"), "out": w.path("again")})
	got, want := w.tree("again/current"), w.tree("out/current")
	same(t, got, want) // manifests too: it is the same moment
	same(t, w.tree("cache"), entries)
}

// TestCacheOfAnotherReader runs with another version or bound: nothing is taken
// from a cache that was made with the first. What only concerns the rules or the
// roster takes everything from it.
func TestCacheOfAnotherReader(t *testing.T) {
	w := makeWorld(t, 3, maker.Corpus{Years: []int{2023}, Formats: []string{"txt"}})
	w.settings["cache"] = w.path("cache")
	w.run(nil)
	entries := len(w.tree("cache"))
	run := func(what string, over map[string]string, version string, made int) {
		t.Helper()
		o := w.options(over)
		o.Version = version
		if _, err := pipeline.Run(t.Context(), o); err != nil {
			t.Fatal(err)
		}
		now := len(w.tree("cache"))
		if now-entries != made {
			t.Errorf("%s: %d files were read anew, want %d", what, now-entries, made)
		}
		entries = now
	}
	run("nothing else", nil, "test", 0)
	run("another version", nil, "other", len(w.filed))
	run("another bound", map[string]string{"limits.cells": "1000"}, "test", len(w.filed))
	w.put("rules.yaml", []byte("silence: [t3.row_total]\n"))
	run("another rule", map[string]string{"rules": w.path("rules.yaml")}, "test", 0)
	w.units[0].Name += "镇"
	w.put("roster.csv", maker.RosterCSV(w.units))
	run("another roster", nil, "test", 0)
}

// TestCacheOfAnotherRoster: what was recognized against one roster is recognized
// again against the next, from what was read, as if it were read anew.
func TestCacheOfAnotherRoster(t *testing.T) {
	w := makeWorld(t, 9, maker.Corpus{Years: []int{2023}})
	cache := map[string]string{"cache": w.path("cache")}
	w.run(cache)
	before := w.tree("out/current")
	w.units[0].Name += "镇"
	w.units = slices.Delete(w.units, 1, 2)
	w.put("roster.csv", maker.RosterCSV(w.units))
	w.run(map[string]string{"cache": w.path("cache"), "out": w.path("again")})
	w.run(map[string]string{"cache": "off", "out": w.path("anew")})
	again := w.tree("again/current")
	same(t, again, w.tree("anew/current"))
	const reports = "data/reports/year=2023/part-0.parquet"
	if again[reports] == "" || again[reports] == before[reports] {
		t.Error("the other roster changed nothing")
	}
}
