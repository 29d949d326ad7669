package bench

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/klauspost/compress/flate"
	"golang.org/x/sync/errgroup"

	"huizong/configs"
	"huizong/pipeline"
)

const mebibyte = 1 << 20

// A size is how many files there are to sum up.
type size struct {
	name  string
	files int
}

var (
	county   = size{"county=23", 23}
	province = size{"province=10000", 10_000}
	nation   = size{"nation=40000", 40_000}
)

// large are the sizes that -full asks for; without it there is the small one.
func large(small size, sizes ...size) []size {
	if *full {
		return sizes
	}
	return []size{small}
}

// BenchmarkCold is the whole run as cron starts it: a process that knows
// nothing yet, everything published. Time, processor time and memory are those
// of the operating system; each run's cells are held against the papers.
func BenchmarkCold(b *testing.B) {
	for _, s := range append([]size{county}, large(size{"reports=200", 200}, province, nation)...) {
		b.Run(s.name, func(b *testing.B) {
			w := writeWorld(b, s.files, mixed)
			binary(b)
			for _, papers := range []bool{true, false} {
				b.Run(fmt.Sprintf("papers=%t", papers), func(b *testing.B) { benchmarkCold(b, w, papers) })
			}
		})
	}
}

func benchmarkCold(b *testing.B, w *world, papers bool) {
	var costs []cost
	var percent float64
	for b.Loop() {
		out := filepath.Join(b.TempDir(), "out")
		costs = append(costs, w.cold(b, out, 0, fmt.Sprintf("papers=%t", papers)))
		percent = w.right(b, out)
		os.RemoveAll(out)
	}
	b.ReportMetric(0, "ns/op")
	wall := median(costs, func(c cost) float64 { return float64(c.Wall) })
	b.ReportMetric(wall/1e6, "cold-ms")
	b.ReportMetric(median(costs, func(c cost) float64 { return float64(c.CPU) })/1e6, "cpu-ms")
	b.ReportMetric(median(costs, func(c cost) float64 { return float64(c.Peak) })/mebibyte, "peak-MiB")
	b.ReportMetric(float64(len(w.files))/wall*1e9, "reports/s")
	b.ReportMetric(percent, "%cells-read")
	for _, stage := range []string{"gather", "check", "total", "publish"} {
		b.ReportMetric(100*median(costs, func(c cost) float64 { return c.stage(stage).Seconds() / c.Wall.Seconds() }), "%"+stage)
	}
}

// BenchmarkFloorOfRun reads the files of a mix from the disk, expands them and
// looks at each byte once, on all processors. It is compared with the run over
// the same files, which is started after each floor; the ratio is of processor
// time, which other programs on the machine disturb least.
func BenchmarkFloorOfRun(b *testing.B) {
	for _, s := range large(size{"reports=200", 200}, province, nation) {
		b.Run(s.name, func(b *testing.B) {
			w := writeWorld(b, s.files, mixed)
			binary(b)
			b.SetBytes(w.bytes)
			var floors, walls, cpus []float64
			for b.Loop() {
				began, before := time.Now(), spent()
				w.floor(b)
				wall, cpu := float64(time.Since(began)), float64(spent()-before)
				out := filepath.Join(b.TempDir(), "out")
				ours := w.cold(b, out, 0)
				os.RemoveAll(out)
				floors, walls, cpus = append(floors, wall), append(walls, float64(ours.Wall)/wall), append(cpus, float64(ours.CPU)/cpu)
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(middle(floors)/1e6, "floor-ms")
			b.ReportMetric(middle(walls), "times-floor")
			b.ReportMetric(middle(cpus), "times-floor-cpu")
		})
	}
}

func (w *world) floor(b *testing.B) {
	var group errgroup.Group
	workers := runtime.GOMAXPROCS(0)
	for i := range workers {
		group.Go(func() error {
			fl := floor{inflater: flate.NewReader(bytes.NewReader(nil))}
			for n := i; n < len(w.files); n += workers {
				data, err := os.ReadFile(w.files[n])
				if err != nil {
					return err
				}
				if bytes.HasPrefix(data, []byte("PK")) {
					fl.unzip(b, data)
				} else {
					fl.scan(data)
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkSecondCore is how many times as fast the run is on two processors
// as on one, in turn.
func BenchmarkSecondCore(b *testing.B) {
	if runtime.NumCPU() < 2 {
		skip(b, "there is one processor")
	}
	s := large(size{"reports=200", 200}, province)[0]
	b.Run(s.name, func(b *testing.B) {
		w := writeWorld(b, s.files, mixed)
		binary(b)
		var ratios []float64
		for b.Loop() {
			one := w.cold(b, filepath.Join(b.TempDir(), "out"), 1)
			two := w.cold(b, filepath.Join(b.TempDir(), "out"), 2)
			ratios = append(ratios, float64(one.Wall)/float64(two.Wall))
		}
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(middle(ratios), "times-one-core")
	})
}

// BenchmarkRun is the whole run inside this process, to be profiled and to
// count what it allocates.
func BenchmarkRun(b *testing.B) {
	for _, s := range append([]size{county}, large(size{"reports=200", 200}, province)...) {
		b.Run(s.name, func(b *testing.B) { benchmarkRun(b, writeWorld(b, s.files, mixed)) })
	}
}

func benchmarkRun(b *testing.B, w *world) {
	b.ReportAllocs()
	b.SetBytes(w.bytes)
	var out string
	for b.Loop() {
		b.StopTimer()
		out = filepath.Join(b.TempDir(), "out")
		c, err := configs.Load("", map[string]string{"inbox": w.path("inbox"), "out": out, "roster": w.path("roster.csv"), "cache": "off"})
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		_, err = pipeline.Run(context.Background(), pipeline.Options{Config: c, Version: "bench", Now: time.Date(2024, 2, 1, 0, 0, 0, 0, time.UTC), Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
		if err != nil {
			b.Fatal(err)
		}
	}
	w.right(b, out)
	b.ReportMetric(float64(len(w.files))*float64(b.N)/b.Elapsed().Seconds(), "reports/s")
}

// processor reports what the loop takes of all processors: other programs on
// the machine disturb it less than the clock.
func processor(b *testing.B) (report func()) {
	before := spent()
	return func() { b.ReportMetric(float64(spent()-before)/float64(b.N), "cpu-ns/op") }
}

func median(costs []cost, of func(cost) float64) float64 {
	var list []float64
	for _, c := range costs {
		list = append(list, of(c))
	}
	return middle(list)
}

// middle is the median of a list that is not empty, which it sorts.
func middle(list []float64) float64 {
	slices.Sort(list)
	return list[len(list)/2]
}
