package maker

import (
	"fmt"
	"strconv"

	"huizong/schema"
)

// A Corpus is many reports: whole counties over some years.
type Corpus struct {
	Seed     string
	Years    []int // ascending
	Formats  []string
	Level    Level
	Variety  Variety
	Slips    int // percent of reports with a slip
	Missing  int // percent of reports that are not filed
	Finish   Finish
	Counties int // how many counties there are; one of them alone has no folder
}

// A Filed is one report as it lies in the inbox.
type Filed struct {
	Path   string // inside the inbox, with '/'
	Report *Report
	File   *File
}

// County makes the reports of a county's units, unit by unit and year by year.
// Of unfiled reports File is nil.
func (c *Corpus) County(units []schema.Unit) ([]Filed, error) {
	var out []Filed
	var others map[int]*Report
	for _, u := range units {
		own := map[int]*Report{}
		for _, year := range c.Years {
			r := Make(Order{Seed: c.Seed, Unit: u, Year: year, Edition: c.edition(u, year), Level: c.Level, Variety: c.Variety, Last: own[year-1]})
			d := r.dice("corpus")
			if d.in(c.Slips) {
				injectAny(r, d, Near{own[year-1], others[year]})
			}
			filed := Filed{Report: r}
			if !d.in(c.Missing) {
				file, err := Write(r, pick(d, c.Formats), c.Finish)
				if err != nil {
					return nil, err
				}
				filed.File, filed.Path = file, c.folder(u, year)+file.Name
				own[year] = r
			}
			out = append(out, filed)
		}
		others = own
	}
	return out, nil
}

// edition lets a few units of a wild corpus use another form than the year's.
func (c *Corpus) edition(u schema.Unit, year int) schema.Edition {
	d := roll(c.Seed, u.Code, strconv.Itoa(year), "edition")
	switch {
	case c.Variety != Wild || year < 2021:
		return schema.NoEdition
	case d.in(6):
		return schema.Hybrid
	case d.in(3):
		return schema.Edition2019
	}
	return schema.NoEdition
}

// injectAny puts in one slip of a kind that the report has a place for.
func injectAny(r *Report, d *dice, near Near) {
	for range 50 {
		if r.Inject(pick(d, SlipKinds).Kind, near) {
			return
		}
	}
}

func (c *Corpus) folder(u schema.Unit, year int) string {
	folder := strconv.Itoa(year) + "年/"
	if c.Counties > 1 {
		folder = fmt.Sprintf("%s%s/", u.ParentCode, u.ParentName) + folder
	}
	return folder
}

// ByCounty cuts a list of units, ordered by code, at the county borders.
func ByCounty(units []schema.Unit) [][]schema.Unit {
	var out [][]schema.Unit
	for i, u := range units {
		if i == 0 || units[i-1].ParentCode != u.ParentCode {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], u)
	}
	return out
}
