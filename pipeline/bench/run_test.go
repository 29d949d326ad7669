package bench

import (
	"context"
	"io"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"huizong/configs"
	"huizong/pipeline"
	"huizong/schema"
)

// mixed are the formats of an inbox; pdf and ofd are measured by themselves,
// because their reader takes most of any mix that holds them.
var mixed = []string{"docx", "html", "txt", "xlsx", "rtf", "mht", "csv", "md"}

// BenchmarkRun is the whole run inside this process: everything but starting it.
func BenchmarkRun(b *testing.B) {
	sizes := []struct {
		name  string
		files int
	}{{"county=46", 46}, {"province=10000", 10_000}, {"nation=40000", 40_000}}
	if !*full {
		sizes = sizes[:1]
	}
	for _, s := range sizes {
		b.Run(s.name, func(b *testing.B) { benchmarkRun(b, writeWorld(b, b.TempDir(), s.files, mixed)) })
	}
}

func benchmarkRun(b *testing.B, w *world) {
	b.ReportAllocs()
	b.SetBytes(w.bytes)
	for b.Loop() {
		b.StopTimer()
		c, err := configs.Load("", map[string]string{"inbox": filepath.Join(w.dir, "inbox"), "out": b.TempDir(),
			"roster": filepath.Join(w.dir, "roster.csv"), "cache": "off"})
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		o, err := pipeline.Run(context.Background(), pipeline.Options{Config: c, Version: "bench", Now: time.Date(2024, 2, 1, 0, 0, 0, 0, time.UTC), Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
		if err != nil {
			b.Fatal(err)
		}
		if o.Files[schema.Accepted] != w.files {
			b.Fatalf("accepted %d of %d files: %v", o.Files[schema.Accepted], w.files, o.Files)
		}
	}
	b.ReportMetric(float64(w.files)*float64(b.N)/b.Elapsed().Seconds(), "reports/s")
}
