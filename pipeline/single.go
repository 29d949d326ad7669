package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"huizong/configs"
	"huizong/configs/divisions"
	"huizong/pipeline/check"
	"huizong/pipeline/check/claims"
	"huizong/pipeline/check/locate"
	"huizong/pipeline/check/rulefile"
	"huizong/pipeline/gather"
	"huizong/pipeline/recognize"
	"huizong/schema"
)

// A FileJudgement is what the county would say of one file.
type FileJudgement struct {
	Submission schema.Submission
	Report     *schema.Report // nil if it could not be read or is no report
	Findings   []schema.Finding
	Checks     []schema.Check
}

// Open counts the findings that would go into a return letter.
func (j *FileJudgement) Open() (must, explain int) {
	for i := range j.Findings {
		f := &j.Findings[i]
		switch {
		case !f.Open():
		case f.Severity == schema.Must:
			must++
		case f.Severity == schema.Explain:
			explain++
		}
	}
	return must, explain
}

// Check judges single files, before they are filed, by the rules that look at
// one report; last is last year's file, "" for none. Of two files of one unit
// the second, if it is of the year before, is last year's as well, and not
// judged itself. Without a roster in the configuration (roster nil) the units
// are those of the division table. A bundle gives one judgement for each of its
// members.
func Check(ctx context.Context, c *configs.Config, roster *schema.Roster, files []string, last string) ([]FileJudgement, error) {
	known := roster
	if known == nil {
		known = everyTownship()
	}
	reader := newReader(c, known)
	rules := check.BuiltIn()
	if c.Rules != "" {
		f, err := rulefile.Load(c.Rules)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", configs.ErrConfig, err)
		}
		rules = f.Rules
	}
	var history []*single
	if last != "" {
		var err error
		if history, err = reader.path(ctx, c, last); err != nil {
			return nil, err
		}
	}
	var taken []*single
	for _, path := range files {
		some, err := reader.path(ctx, c, path)
		if errors.Is(err, fs.ErrNotExist) {
			some, err = []*single{{Submission: schema.Submission{Path: path, Verdict: schema.Unreadable, Code: "no_such_file",
				Reason: "没有这个文件，请核对文件名", ReasonEN: "there is no such file; check its name"}}}, nil
		}
		if err != nil {
			return nil, err
		}
		taken = append(taken, some...)
	}
	if last == "" && len(files) == 2 && len(taken) == 2 && yearBefore(taken[1].report, taken[0].report) {
		history, taken = taken[1:], taken[:1]
	}
	var out []FileJudgement
	for _, f := range taken {
		out = append(out, judgeFile(f, rules, roster, history, c))
	}
	return out, nil
}

// yearBefore reports whether last is the report that a unit made the year
// before; units that nobody could tell are the same if the clerk says so.
func yearBefore(last, now *schema.Report) bool {
	return last != nil && now != nil && last.Year == now.Year-1 && (last.UnitCode == now.UnitCode || last.UnitCode == "" || now.UnitCode == "")
}

// A single is one file given by name, with its report.
type single struct {
	schema.Submission
	report *schema.Report // nil where none was recognized
}

// path reads the file at a path, or the members of the bundle there.
func (t *reader) path(ctx context.Context, c *configs.Config, path string) ([]*single, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	var out []*single
	err = gather.Walk(ctx, path, gather.Options{Bounds: boundsOf(c)}, func(g *gather.File) error {
		f := &single{Submission: g.Submission}
		if !info.IsDir() && f.Path == filepath.Base(path) {
			f.Folders = folders(path)
		}
		out = append(out, f)
		if f.Verdict != "" {
			return nil
		}
		f.report, err = t.take(ctx, &f.Submission, g.Data)
		return err
	})
	return slices.DeleteFunc(out, func(f *single) bool { return f.Verdict == schema.OpenedBundle }), err
}

// folders are the two folders above a file: a clerk keeps reports by year or unit.
func folders(path string) []string {
	full, err := filepath.Abs(path)
	if err != nil {
		return nil
	}
	var out []string
	for dir := filepath.Dir(full); len(out) < 2 && dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		out = append([]string{filepath.Base(dir)}, out...)
	}
	return out
}

func judgeFile(f *single, rules *check.RuleSet, roster *schema.Roster, history []*single, c *configs.Config) FileJudgement {
	if f.report != nil && f.Verdict == "" && !recognize.IsReport(f.report) {
		sealOther(&f.Submission)
		f.report = nil
	}
	j := FileJudgement{Submission: f.Submission, Report: f.report}
	if f.report == nil {
		return j
	}
	switch {
	case f.Verdict != "":
	case recognize.HoldsSeveral(f.report):
		holdSeveral(&f.Submission)
	default:
		f.Verdict = schema.Accepted
	}
	in := check.Input{Reports: []*schema.Report{f.report}, Submissions: []schema.Submission{f.Submission}, Years: []int{f.report.Year}, Rules: rules, Locate: locate.Locate,
		Deadline: func(year int) string { return fmt.Sprintf("%d-%s", year+1, c.Deadline) }}
	in.Claims, in.Parts = claims.Of(f.report)
	if in.Claims == nil {
		in.Claims = []schema.Claim{} // looked for, and there are none
	}
	if unit := roster.Unit(f.report.UnitCode); unit != nil {
		in.Roster = &schema.Roster{Units: []schema.Unit{*unit}}
	}
	for _, h := range history {
		if h.report != nil {
			last := *h.report
			last.UnitCode = f.report.UnitCode // the clerk says that it is the same unit's
			in.History = append(in.History, &last)
		}
	}
	result := check.Run(in)
	j.Submission, j.Findings, j.Checks = f.Submission, result.Findings, result.Checks
	if roster == nil {
		leaveUnit(j.Findings)
	}
	if zh, en := unusable(history, f.report); zh != "" {
		j.Findings = append(j.Findings, schema.Finding{Rule: "file.note", Cell: schema.NoCell, Detail: "last", Message: zh, MessageEN: en,
			UnitCode: f.report.UnitCode, UnitName: f.report.UnitName, ReportYear: f.report.Year, Place: schema.Place{File: f.Path}})
	}
	return j
}

// leaveUnit leaves it to the county which unit a report is of: the clerk has no
// roster, and the division table knows a name eight times, or not at all.
func leaveUnit(findings []schema.Finding) {
	for i := range findings {
		if f := &findings[i]; f.Rule == "roster.unknown" && f.Detail == "unit" {
			f.Severity = schema.NoteSeverity
			f.Message = strings.ReplaceAll(f.Message, "名单", "区划表") + "；自查不影响，以县里的名单为准"
			f.Message = strings.Replace(f.Message, "，未计入汇总", "", 1)
			f.MessageEN = strings.ReplaceAll(strings.Replace(f.MessageEN, "; held, not added", "", 1), "the roster", "the division table") + "; no matter here, the county's roster will tell"
		}
	}
}

// unusable says why last year's file was no help, "" if it was or none was given.
func unusable(history []*single, now *schema.Report) (zh, en string) {
	for _, h := range history {
		switch {
		case h.report == nil:
			return fmt.Sprintf("上年文件 %s 读不出，没有作跨年核对：%s", h.Path, h.Reason), fmt.Sprintf("last year's file %s cannot be read, nothing was compared across years: %s", h.Path, h.ReasonEN)
		case h.report.Year != now.Year-1:
			return fmt.Sprintf("上年文件 %s 是 %d 年度的，本件是 %d 年度，没有作跨年核对", h.Path, h.report.Year, now.Year), fmt.Sprintf("the file given as last year's, %s, is about %d and this one about %d; nothing was compared across years", h.Path, h.report.Year, now.Year)
		case h.report.UnitCode != "" && now.UnitCode != "" && h.report.UnitCode != now.UnitCode:
			return fmt.Sprintf("上年文件 %s 是%s的，本件是%s的，仍按同一单位作了跨年核对，请核实", h.Path, h.report.UnitName, now.UnitName), fmt.Sprintf("last year's file %s is of %s, this one of %s; compared all the same, check it", h.Path, h.report.UnitCode, now.UnitCode)
		}
	}
	return "", ""
}

// everyTownship is a roster of the whole country, for a clerk without one.
func everyTownship() *schema.Roster {
	all := divisions.Townships("")
	r := &schema.Roster{Units: make([]schema.Unit, 0, len(all))}
	var parent divisions.Division
	for _, d := range all {
		if code := d.Code[:6]; code != parent.Code {
			parent = divisions.Division{Code: code, Name: divisions.Name(code)}
		}
		r.Units = append(r.Units, schema.Unit{Code: d.Code, Name: d.Name, Kind: schema.KindOf(d.Code), ParentCode: parent.Code, ParentName: parent.Name})
	}
	return r
}
