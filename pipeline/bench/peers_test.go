package bench

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"huizong/cmd/corpus/maker"
	"huizong/pipeline/read"
	"huizong/pipeline/recognize"
	"huizong/schema"
)

var python = flag.String("python", "/usr/bin/python3", "the `program` that has python-docx, openpyxl, lxml and BeautifulSoup")

// A peer is a usual way to the cells of one format.
type peer struct {
	name, format, variant string
	start                 func(b *testing.B, folder, name string) func() took
}

var peers = []peer{
	{"zipfile+lxml", "docx", "", startPython},
	{"python-docx", "docx", "", startPython},
	{"LibreOffice", "docx", "", startOffice},
	{"openpyxl", "xlsx", "", startPython},
	{"lxml.html", "html", maker.HTMLPlain, startPython},
	{"BeautifulSoup", "html", maker.HTMLPlain, startPython},
	{"pdftotext", "pdf", "", startPDFToText},
}

// BenchmarkAgainstPeers compares bytes on disk → checked form cells with what
// offices' scripts usually do, one file after the other, in turn. A peer that
// is not installed is skipped.
func BenchmarkAgainstPeers(b *testing.B) {
	files, rounds := 2, 1
	if *full {
		files, rounds = 12, 5
	}
	for _, p := range peers {
		b.Run(p.format+"/"+p.name, func(b *testing.B) {
			f := writeFolder(b, p, files)
			theirs := p.start(b, f.dir, p.name)
			f.understand() // what is made once
			compare(b, rounds, f.understand, theirs)
		})
	}
}

// took is what a piece of work took by the clock and of all processors.
type took struct{ wall, cpu time.Duration }

func milliseconds(ms float64) time.Duration { return time.Duration(ms * float64(time.Millisecond)) }

// timed is what work takes in this process.
func timed(work func()) func() took {
	return func() took {
		began, before := time.Now(), spent()
		work()
		return took{time.Since(began), spent() - before}
	}
}

// compare does ours and theirs in turn and reports medians; a ratio is the
// median of the ratios, because neighbours on the machine slow both. Where they
// are many, the ratio of processor time says more than that of the clock.
func compare(b *testing.B, rounds int, ours, theirs func() took) {
	b.Helper()
	var mine, others, walls, cpus []float64
	for range rounds {
		m, o := ours(), theirs()
		mine, others = append(mine, m.wall.Seconds()*1000), append(others, o.wall.Seconds()*1000)
		walls, cpus = append(walls, float64(o.wall)/float64(m.wall)), append(cpus, float64(o.cpu)/float64(m.cpu))
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(middle(mine), "ours-ms")
	b.ReportMetric(middle(others), "peer-ms")
	b.ReportMetric(middle(walls), "times-peer")
	b.ReportMetric(middle(cpus), "times-peer-cpu")
}

// A folder holds reports of one format.
type folder struct {
	b     *testing.B
	dir   string
	files []*maker.File
	names *recognize.Names
}

func writeFolder(b *testing.B, p peer, files int) *folder {
	f := &folder{b: b, dir: b.TempDir()}
	units := maker.Counties(files, seed)
	f.names = recognize.NewNames(&schema.Roster{Units: units})
	for i, u := range units {
		file, err := maker.Write(maker.Make(maker.Order{Seed: seed, Unit: u, Year: 2023}), p.format, maker.Finish{Variant: p.variant, Realistic: true})
		if err != nil {
			b.Fatal(err)
		}
		file.Name = fmt.Sprintf("%03d_%s", i, file.Name)
		if err := os.WriteFile(filepath.Join(f.dir, file.Name), file.Data, 0o644); err != nil {
			b.Fatal(err)
		}
		f.files = append(f.files, file)
	}
	return f
}

// understand reads and recognizes the files, whose cells must be right.
func (f *folder) understand() took {
	reports := make([]*schema.Report, len(f.files))
	spent := timed(func() { f.read(reports) })()
	for i, file := range f.files {
		right(f.b, file, reports[i])
	}
	return spent
}

func (f *folder) read(reports []*schema.Report) {
	for i, file := range f.files {
		data, err := os.ReadFile(filepath.Join(f.dir, file.Name))
		if err != nil {
			f.b.Fatal(err)
		}
		doc, err := read.Read(context.Background(), file.Name, data, read.Options{})
		if err != nil {
			f.b.Fatal(err)
		}
		reports[i] = recognize.Report(doc, recognize.Source{Submission: "s", File: file.Name, Name: file.Name}, f.names)
	}
}

// startPython starts peers.py, which has loaded its libraries when this returns.
func startPython(b *testing.B, dir, way string) func() took {
	b.Helper()
	c := exec.CommandContext(b.Context(), *python, filepath.Join("peers", "peers.py"), dir)
	c.Stderr = os.Stderr
	ask, err := c.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	answer, err := c.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := c.Start(); err != nil {
		skip(b, "no %s here: %v", *python, err)
	}
	b.Cleanup(func() { ask.Close(); c.Wait() })
	lines := bufio.NewScanner(answer)
	lines.Scan()
	if !slices.Contains(strings.Fields(lines.Text()), way) {
		skip(b, "%s is not installed for %s", way, *python)
	}
	return func() took {
		fmt.Fprintln(ask, way)
		lines.Scan()
		var ms, cpu float64
		var cells int
		if _, err := fmt.Sscan(lines.Text(), &ms, &cpu, &cells); err != nil || cells == 0 {
			b.Fatalf("%s said %q", way, lines.Text())
		}
		return took{milliseconds(ms), milliseconds(cpu)}
	}
}

// startPDFToText is a process for each file, as in scripts.
func startPDFToText(b *testing.B, dir, way string) func() took {
	b.Helper()
	program := installed(b, way)
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		b.Fatal(err)
	}
	return func() took {
		began, cpu := time.Now(), time.Duration(0)
		for _, f := range files {
			c := exec.CommandContext(b.Context(), program, "-layout", f, "-")
			text, err := c.Output()
			cpu += c.ProcessState.UserTime() + c.ProcessState.SystemTime()
			if err != nil || len(bytes.Fields(text)) == 0 {
				b.Fatalf("pdftotext %s: %d bytes, %v", f, len(text), err)
			}
		}
		return took{time.Since(began), cpu}
	}
}

// startOffice converts all files to HTML by one call of LibreOffice; that the
// pages must then be parsed is not counted.
func startOffice(b *testing.B, dir, _ string) func() took {
	b.Helper()
	program := installed(b, "soffice")
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		b.Fatal(err)
	}
	profile, out := b.TempDir(), b.TempDir()
	args := append([]string{"-env:UserInstallation=file://" + profile, "--headless", "--convert-to", "html", "--outdir", out}, files...)
	convert := func() took {
		c := exec.CommandContext(b.Context(), program, args...)
		c.Stdout, c.Stderr = io.Discard, io.Discard
		began := time.Now()
		err := c.Run()
		spent := took{time.Since(began), c.ProcessState.UserTime() + c.ProcessState.SystemTime()}
		if made, _ := filepath.Glob(filepath.Join(out, "*.html")); err != nil || len(made) != len(files) {
			b.Fatalf("LibreOffice made %d of %d pages: %v", len(made), len(files), err)
		}
		return spent
	}
	convert() // the first makes a profile
	return convert
}

// skip says what is not compared even where the flag -v is not set.
func skip(b *testing.B, format string, args ...any) {
	fmt.Fprintf(os.Stderr, b.Name()+" is skipped: "+format+"\n", args...)
	b.SkipNow()
}

func installed(b *testing.B, program string) string {
	b.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		skip(b, "%s is not installed", program)
	}
	return path
}

// BenchmarkAgainstMix compares the whole run, everything published, with Python
// that only gets the cells out, each format in its quickest way; both on two
// processors.
func BenchmarkAgainstMix(b *testing.B) {
	s, rounds := large(size{"reports=40", 40}, size{"reports=2000", 2000})[0], 1
	if *full {
		rounds = 5
	}
	b.Run(s.name, func(b *testing.B) {
		w := writeWorld(b, s.files, mixed)
		theirs := startPython(b, w.path("inbox"), "mix")
		binary(b)
		ours := func() took {
			out := filepath.Join(b.TempDir(), "out")
			defer os.RemoveAll(out)
			c := w.cold(b, out, 2)
			w.right(b, out)
			return took{c.Wall, c.CPU}
		}
		compare(b, rounds, ours, theirs)
	})
}
