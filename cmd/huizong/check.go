package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"huizong/configs"
	"huizong/pipeline"
	"huizong/schema"
)

func (a *app) checkCommand() *cobra.Command {
	last, withCells := "", false
	c := &cobra.Command{
		Use:     "check FILE…",
		Short:   a.say("报送前自查：对单个文件作同样的核对", "the same judgement on single files, before they are filed"),
		Long:    a.say("读取一个或几个文件，给出县里会提出的问题。不联网，不改动文件，不需要配置。\n两个文件时，第二个如是上年的报告，只用于跨年核对。", "Reads one or a few files and says what the county would say. Offline, changes nothing, needs no configuration.\nOf two files the second, if it is last year's report, is only compared with."),
		Example: "  huizong check 瓦岗寨乡2023.docx\n  huizong check 2023.docx 2022.docx\n  huizong check *.docx --config county.yaml --json",
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage{errors.New(a.say("需要至少一个文件", "want at least one file"))}
			}
			config, err := a.load(c)
			if err != nil {
				return err
			}
			var roster *schema.Roster
			if a.config != "" {
				if roster, err = configs.LoadRoster(config.Roster); err != nil {
					return err
				}
			}
			judged, err := pipeline.Check(c.Context(), config, roster, args, last)
			if err != nil {
				return err
			}
			return a.tellChecks(judged, withCells)
		},
	}
	c.Flags().StringVar(&last, "last", "", a.say("上年的报告文件，用于跨年核对", "last year's file, for the rules across years"))
	c.Flags().BoolVar(&withCells, "cells", false, a.say("同时列出读到的每个单元格", "list every cell read, too"))
	return c
}

// checked is one line of check --json.
type checked struct {
	File     string        `json:"file"`
	Format   string        `json:"format,omitempty"`
	Verdict  string        `json:"verdict"`
	Reason   string        `json:"reason,omitempty"`
	ReasonEN string        `json:"reason_en,omitempty"`
	UnitCode string        `json:"unit_code,omitempty"`
	UnitName string        `json:"unit_name,omitempty"`
	Year     int           `json:"report_year,omitempty"`
	Edition  string        `json:"edition,omitempty"`
	Numbers  int           `json:"numbers"` // cells read as numbers
	Expected int           `json:"cells_expected"`
	Must     int           `json:"findings_must"`
	Explain  int           `json:"findings_explain"`
	Findings []foundLine   `json:"findings"`
	Cells    []printedCell `json:"cells,omitempty"`
}

type foundLine struct {
	ID         string `json:"finding_id"`
	Rule       string `json:"rule"`
	Severity   string `json:"severity"`
	Cell       string `json:"cell,omitempty"`
	Message    string `json:"message"`
	MessageEN  string `json:"message_en"`
	Formula    string `json:"formula,omitempty"`
	Left       string `json:"left,omitempty"`
	Right      string `json:"right,omitempty"`
	Place      string `json:"place,omitempty"`
	Suggestion string `json:"suggestion,omitempty"`
	Parent     string `json:"parent_id,omitempty"`
}

type printedCell struct {
	Cell  string `json:"cell"`
	State string `json:"state"`
	Value string `json:"value,omitempty"`
	Raw   string `json:"raw"`
	Place string `json:"place,omitempty"`
}

func checkedOf(j *pipeline.FileJudgement, withCells bool) checked {
	s := &j.Submission
	c := checked{File: s.Path, Format: s.Format, Verdict: string(s.Verdict), Reason: s.Reason, ReasonEN: s.ReasonEN, Findings: []foundLine{}}
	c.Must, c.Explain = j.Open()
	for i := range j.Findings {
		f := &j.Findings[i]
		c.Findings = append(c.Findings, foundLine{ID: f.ID(), Rule: f.Rule, Severity: f.Severity.String(), Cell: f.CellCode(), Message: f.Message, MessageEN: f.MessageEN,
			Formula: f.Formula, Left: number(f.Left), Right: number(f.Right), Place: f.Place.String(), Suggestion: f.Suggestion, Parent: f.Parent})
	}
	r := j.Report
	if r == nil {
		return c
	}
	c.UnitCode, c.UnitName, c.Year, c.Edition = r.UnitCode, r.UnitName, r.Year, r.Edition.String()
	ids := r.PublishedCells()
	c.Expected = len(ids)
	for _, id := range ids {
		v := &r.Cells[id]
		d, known := v.Known()
		if known {
			c.Numbers++
		}
		if withCells {
			p := printedCell{Cell: schema.Cells[id].Code, State: v.State.String(), Raw: v.Raw, Place: v.Place.String()}
			if known {
				p.Value = d.String()
			}
			c.Cells = append(c.Cells, p)
		}
	}
	return c
}

func number(d *schema.Decimal) string {
	if d == nil {
		return ""
	}
	return d.String()
}

func (a *app) tellChecks(judged []pipeline.FileJudgement, withCells bool) error {
	open := 0
	for i := range judged {
		c := checkedOf(&judged[i], withCells)
		open += c.Must + c.Explain
		if judged[i].Report == nil {
			open++
		}
		if a.json {
			if err := json.NewEncoder(a.out).Encode(c); err != nil {
				return err
			}
			continue
		}
		a.tellCheck(&c)
	}
	if !a.json {
		verdict := a.say("结论：没有需要更正或说明的问题", "verdict: nothing to correct or explain")
		if open > 0 {
			verdict = fmt.Sprintf(a.say("结论：有 %d 项需要更正或说明", "verdict: %d things to correct or explain"), open)
		}
		fmt.Fprintln(a.out, verdict)
	}
	if open > 0 {
		return exit(pipeline.Findings)
	}
	return nil
}

func (a *app) tellCheck(c *checked) {
	if c.Verdict != string(schema.Accepted) && c.Verdict != string(schema.Held) {
		fmt.Fprintf(a.out, "%s\n  %s\n", c.File, a.say(c.Reason, c.ReasonEN))
		return
	}
	unit := c.UnitName
	if unit == "" {
		unit = a.say("单位不明", "unit unknown")
	}
	fmt.Fprintf(a.out, a.say("%s\n  %s %d 年度，%s 版表样，应有 %d 格，读到数字 %d 格\n", "%s\n  %s, year %d, edition %s, %d cells expected, %d read as numbers\n"),
		c.File, unit, c.Year, c.Edition, c.Expected, c.Numbers)
	under := map[string][]*foundLine{}
	for i := range c.Findings {
		f := &c.Findings[i]
		under[f.Parent] = append(under[f.Parent], f)
	}
	for _, f := range under[""] {
		a.tellFound("  ", f)
		for _, x := range under[f.ID] {
			a.tellFound("      ", x)
		}
	}
	for _, p := range c.Cells {
		fmt.Fprintf(a.out, "  %s\t%s\t%s\t%q\t%s\n", p.Cell, p.State, p.Value, p.Raw, p.Place)
	}
}

func (a *app) tellFound(indent string, f *foundLine) {
	fmt.Fprintf(a.out, "%s[%s] %s [%s]\n", indent, a.severity(f.Severity), a.say(f.Message, f.MessageEN), f.Rule)
	if f.Suggestion != "" {
		fmt.Fprintf(a.out, "%s  %s\n", indent, f.Suggestion)
	}
	if f.Place != "" {
		fmt.Fprintf(a.out, "%s  ← %s\n", indent, f.Place)
	}
}

func (a *app) severity(code string) string {
	return a.say(schema.SeverityByName(code).Label(), code)
}
