// Command corpus makes townships' reports whose true values are known: to test
// and to time the pipeline, and to write the demo. See package maker.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strconv"
	"strings"

	"huizong/cmd/corpus/maker"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

const usage = `corpus makes township reports whose true values are known.

  corpus --out DIR --units 23 --years 2022,2023
  corpus --out DIR --units 40000 --years 2023 --size realistic --formats docx,xlsx,html
  corpus --demo testdata/demo

DIR gets inbox/, roster.csv, huizong.yaml and truth/ (cells, slips, claims, files).

`

// run is the command without the process: 0 done, 1 could not, 2 wrong usage.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("corpus", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, usage); flags.PrintDefaults() }
	var o options
	flags.StringVar(&o.demo, "demo", "", "write the demo county into this `folder`, and nothing else")
	flags.StringVar(&o.office, "demo-sources", "", "write the demo's documents that an office program must convert into this `folder`, and nothing else")
	flags.StringVar(&o.out, "out", "", "`folder` to write")
	flags.IntVar(&o.units, "units", 23, "how many units; counties have a dozen to thirty")
	years := flags.String("years", "2022,2023", "report years, ascending")
	formats := flags.String("formats", "all", "formats, or all: "+strings.Join(formatIDs(), ","))
	flags.StringVar(&o.corpus.Seed, "seed", "1", "the same seed gives the same bytes")
	slips := flags.Float64("slips", 0, "share of reports with something wrong in them")
	missing := flags.Float64("missing", 0, "share of reports that are not filed")
	size := flags.String("size", "small", "small, or realistic: as large as office files are")
	level := flags.String("level", "realistic", "realistic, zero, small, busy or stress (another figure in every cell)")
	variety := flags.String("variety", "usual", "labels: official, usual or wild")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return 0
		}
		return 2
	}
	o.corpus.Slips, o.corpus.Missing = int(*slips*100+0.5), int(*missing*100+0.5)
	if err := o.words(*years, *formats, *size, *level, *variety); err != nil {
		fmt.Fprintln(stderr, "corpus:", err)
		return 2
	}
	said, err := o.write(ctx)
	if err != nil {
		fmt.Fprintln(stderr, "corpus:", err)
		return 1
	}
	fmt.Fprintln(stdout, said)
	return 0
}

type options struct {
	demo, office, out string
	units             int
	corpus            maker.Corpus
}

func (o *options) write(ctx context.Context) (string, error) {
	switch {
	case o.demo != "":
		return writeDemo(o.demo, maker.Demo)
	case o.office != "":
		return writeDemo(o.office, maker.DemoSources)
	}
	return writeCorpus(ctx, o)
}

func formatIDs() []string {
	var ids []string
	for _, f := range maker.Formats {
		ids = append(ids, f.ID)
	}
	return ids
}

var (
	levels    = map[string]maker.Level{"realistic": maker.Realistic, "zero": maker.Zero, "small": maker.Small, "busy": maker.Busy, "stress": maker.Stress}
	varieties = map[string]maker.Variety{"usual": maker.Usual, "official": maker.Official, "wild": maker.Wild}
)

// words turns the flags that are words into options.
func (o *options) words(years, formats, size, level, variety string) error {
	for _, s := range strings.Split(years, ",") {
		y, err := strconv.Atoi(strings.TrimSpace(s))
		if err != nil || y < 2008 || y > 2100 {
			return fmt.Errorf("--years: %q is no year", s)
		}
		o.corpus.Years = append(o.corpus.Years, y)
	}
	o.corpus.Formats = strings.Split(formats, ",")
	if formats == "all" {
		o.corpus.Formats = formatIDs()
	}
	for _, id := range o.corpus.Formats {
		if maker.FormatByID(id) == nil {
			return fmt.Errorf("--formats: no format %q; there are %s", id, strings.Join(formatIDs(), ", "))
		}
	}
	var known bool
	if o.corpus.Level, known = levels[level]; !known {
		return fmt.Errorf("--level: no level %q", level)
	}
	if o.corpus.Variety, known = varieties[variety]; !known {
		return fmt.Errorf("--variety: no variety %q", variety)
	}
	if size != "small" && size != "realistic" {
		return fmt.Errorf("--size: no size %q", size)
	}
	o.corpus.Finish.Realistic = size == "realistic"
	if o.demo+o.office == "" && (o.out == "" || o.units < 1) {
		return errors.New("--out and --units, or --demo, must be given")
	}
	return nil
}
