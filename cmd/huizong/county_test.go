package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"huizong/cmd/corpus/maker"
	"huizong/schema"
)

// countyUnits are the units of the scripts' county, which is invented: no
// division code begins with 99.
var countyUnits = []schema.Unit{
	{Code: "990101001", Name: "东湖街道", Kind: schema.Subdistrict},
	{Code: "990101100", Name: "青石镇", Kind: schema.Town},
	{Code: "990101101", Name: "柳河镇", Kind: schema.Town},
	{Code: "990101200", Name: "云台乡", Kind: schema.Township},
	{Code: "990101201", Name: "竹溪乡", Kind: schema.Township},
}

// A world is what a script has filed.
type world struct {
	reports map[string]*maker.Report // by unit/year
	format  string
	version int
}

// worldKey finds the world of a script.
type worldKey struct{}

func worldOf(ts *testscript.TestScript) *world { return ts.Value(worldKey{}).(*world) }

// makeCounty makes inbox, roster.csv and huizong.yaml where the script stands.
// Every report is clean and busy but for its slips; file names are
// inbox/2023/青石镇.txt.
func makeCounty(ts *testscript.TestScript, neg bool, args []string) {
	flags := flag.NewFlagSet("county", flag.ContinueOnError)
	n := flags.Int("n", 3, "how many units")
	years := flags.String("years", "2023", "report years")
	format := flags.String("format", "txt", "format of the files")
	missing := flags.String("missing", "", "UNIT/YEAR,… that are not filed")
	var slips []string
	flags.Func("slip", "UNIT/YEAR/KIND, a slip in a report", func(s string) error { slips = append(slips, s); return nil })
	ts.Check(flags.Parse(args))

	c := worldOf(ts)
	*c = world{reports: map[string]*maker.Report{}, format: *format}
	var roster []schema.Unit
	for _, u := range countyUnits[:*n] {
		u.ParentCode, u.ParentName = "990101", "云汀县"
		roster = append(roster, u)
		var last *maker.Report
		for _, y := range strings.Split(*years, ",") {
			year, err := strconv.Atoi(y)
			ts.Check(err)
			at := u.Name + "/" + y
			if slices.Contains(strings.Split(*missing, ","), at) {
				continue
			}
			before := last
			last = maker.Make(maker.Order{Seed: "script", Unit: u, Year: year, Level: maker.Busy, Last: last})
			c.reports[at] = last
			for _, s := range slips {
				if kind, ok := strings.CutPrefix(s, at+"/"); ok && !last.Inject(kind, maker.Near{Last: before}) {
					ts.Fatalf("no place for the slip %s", s)
				}
			}
			c.file(ts, at)
		}
	}
	write(ts, "roster.csv", maker.RosterCSV(roster))
	write(ts, "huizong.yaml", []byte("area: \"990101\"\narea_name: 云汀县\nyears: ["+*years+"]\n"))
}

// file writes a report to where it lies in the inbox.
func (c *world) file(ts *testscript.TestScript, at string) {
	file, err := maker.Write(c.reports[at], c.format, maker.Finish{Variant: map[string]string{"txt": string(maker.Tabs)}[c.format]})
	ts.Check(err)
	unit, year, _ := strings.Cut(at, "/")
	write(ts, "inbox/"+year+"/"+unit+filepath.Ext(file.Name), file.Data)
}

func write(ts *testscript.TestScript, path string, data []byte) {
	full := ts.MkAbs(path)
	ts.Check(os.MkdirAll(filepath.Dir(full), 0o755))
	ts.Check(os.WriteFile(full, data, 0o644))
}

// refile files another version of a report, with slips in it.
func refile(ts *testscript.TestScript, neg bool, args []string) {
	c := worldOf(ts)
	old := c.reports[args[0]]
	if old == nil {
		ts.Fatalf("no report %s", args[0])
	}
	c.version++
	r := maker.Make(maker.Order{Seed: fmt.Sprint("version ", c.version), Unit: old.Unit, Year: old.Year, Level: maker.Busy})
	for _, kind := range args[1:] {
		if !r.Inject(kind, maker.Near{}) {
			ts.Fatalf("no place for the slip %s", kind)
		}
	}
	c.reports[args[0]] = r
	c.file(ts, args[0])
}

// truth puts what the papers print in a cell into a variable.
func truth(ts *testscript.TestScript, neg bool, args []string) {
	c := worldOf(ts)
	unit, year, _ := strings.Cut(args[1], "/")
	id, ok := schema.CellByCode(args[2])
	if !ok {
		ts.Fatalf("no cell %s", args[2])
	}
	var sum schema.Decimal
	for at, r := range c.reports {
		if u, y, _ := strings.Cut(at, "/"); y == year && (unit == "total" || u == unit) {
			sum += r.Cells[id].Value
		}
	}
	ts.Setenv(args[0], sum.String())
}
