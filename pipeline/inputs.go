package pipeline

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"huizong/configs"
	"huizong/pipeline/check"
	"huizong/pipeline/check/explain"
	"huizong/schema"
)

// loadExplanations reads the units' explanations, if there is a file of them.
func (r *run) loadExplanations() error {
	if r.Config.Explanations == "" {
		return nil
	}
	var err error
	r.explanations, err = explain.Load(r.Config.Explanations, func(rule string) bool { return r.rules.Rule(rule) != nil })
	if err != nil {
		return fmt.Errorf("%w: %w", configs.ErrConfig, err)
	}
	if err := nameUnits(r.explanations, r.roster); err != nil {
		return fmt.Errorf("%w: %w", configs.ErrConfig, err)
	}
	return nil
}

// nameUnits puts the code in place of a unit's name or alias. A unit that the
// roster has not would never be explained: an error, for each with its place.
func nameUnits(explanations []schema.Explanation, roster *schema.Roster) error {
	codes := map[string]string{}
	for _, u := range roster.Units {
		for _, name := range append([]string{u.Name}, u.Aliases...) {
			if other, taken := codes[name]; taken && other != u.Code {
				codes[name] = "" // of two units: the code must tell
				continue
			}
			codes[name] = u.Code
		}
	}
	for _, u := range roster.Units {
		codes[u.Code] = u.Code
	}
	var errs []error
	for i := range explanations {
		e := &explanations[i]
		code := codes[e.UnitCode]
		if code == "" {
			errs = append(errs, fmt.Errorf("%s: 名单里没有这个单位，或有几个 (no unit, or several, in the roster) %q", e.Place, e.UnitCode))
			continue
		}
		e.UnitCode = code
	}
	return errors.Join(errs...)
}

// loadCountyFigures reads the counties' own published figures: year,cell,value
// and, where the area has several counties, county.
func (r *run) loadCountyFigures() error {
	if r.Config.CountyFigures == "" {
		return nil
	}
	f, err := os.Open(r.Config.CountyFigures)
	if err != nil {
		return fmt.Errorf("%w: county_figures: %w", configs.ErrConfig, err)
	}
	defer f.Close()
	r.countyFigures, err = countyFigures(f, r.area())
	if err != nil {
		return fmt.Errorf("%w: county_figures %s: %w", configs.ErrConfig, r.Config.CountyFigures, err)
	}
	return nil
}

func countyFigures(in io.Reader, area schema.Area) ([]check.CountyFigure, error) {
	c := csv.NewReader(in)
	c.FieldsPerRecord, c.TrimLeadingSpace = -1, true
	head, err := c.Read()
	if err != nil {
		return nil, errors.New("empty; want a line with year,cell,value")
	}
	at := map[string]int{}
	for i, h := range head {
		at[strings.TrimSpace(strings.TrimPrefix(h, "\uFEFF"))] = i
	}
	for _, need := range []string{"year", "cell", "value"} {
		if _, ok := at[need]; !ok {
			return nil, fmt.Errorf("line 1: no column %q", need)
		}
	}
	var out []check.CountyFigure
	for {
		fields, err := c.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		line, _ := c.FieldPos(0)
		get := func(name string) string {
			if i, ok := at[name]; ok && i < len(fields) {
				return strings.TrimSpace(fields[i])
			}
			return ""
		}
		figure := check.CountyFigure{CountyCode: get("county"), CountyName: area.Name}
		if figure.CountyCode == "" {
			figure.CountyCode = area.Code
		}
		var ok bool
		if figure.Cell, ok = schema.CellByCode(get("cell")); !ok {
			return nil, fmt.Errorf("line %d: no form cell %q", line, get("cell"))
		}
		if figure.ReportYear, err = strconv.Atoi(get("year")); err != nil {
			return nil, fmt.Errorf("line %d: year %q", line, get("year"))
		}
		if figure.Value, err = schema.ParseDecimal(get("value")); err != nil {
			return nil, fmt.Errorf("line %d: value %q: %w", line, get("value"), err)
		}
		out = append(out, figure)
	}
}
