package main

import (
	"encoding/json"
	"fmt"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/cobra"

	"huizong/pipeline"
	"huizong/pipeline/publish/recall"
)

func (a *app) statusCommand() *cobra.Command {
	year := 0
	c := &cobra.Command{
		Use:     "status",
		Short:   a.say("谁已报送、谁未报送、还有哪些问题", "who has filed, who has not, what is open"),
		Long:    a.say("读取最新快照，列出各单位的报送状态和待处理问题数。", "Reads the newest snapshot and lists each unit's status and open findings."),
		Example: "  huizong status --config county.yaml\n  huizong status --config county.yaml --year 2023\n  huizong status --config county.yaml --json",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			config, err := a.load(c)
			if err != nil {
				return err
			}
			dir, err := pipeline.CurrentDir(config)
			if err != nil {
				return err
			}
			filings, err := recall.Snapshot{Dir: dir}.Filings()
			if err != nil {
				return err
			}
			return a.tellStatus(filings, year)
		},
	}
	c.Flags().IntVar(&year, "year", 0, a.say("只看一个年度", "one report year only"))
	return c
}

// filing is one line of status --json.
type filing struct {
	UnitCode   string `json:"unit_code"`
	UnitName   string `json:"unit_name"`
	Year       int    `json:"report_year"`
	Status     string `json:"status"`
	Edition    string `json:"edition,omitempty"`
	Must       int    `json:"findings_must"`
	Explain    int    `json:"findings_explain"`
	Note       int    `json:"findings_note"`
	Submission string `json:"submission_id,omitempty"`
}

func (a *app) tellStatus(filings []recall.Filing, year int) error {
	var shown []recall.Filing
	missing, open := 0, 0
	for _, f := range filings {
		if year != 0 && f.Year != year {
			continue
		}
		shown = append(shown, f)
		if f.Status == "missing" {
			missing++
		}
		open += f.Must + f.Explain
	}
	if a.json {
		e := json.NewEncoder(a.out)
		for _, f := range shown {
			if err := e.Encode(filing{f.UnitCode, f.UnitName, f.Year, f.Status, f.Edition, f.Must, f.Explain, f.Note, f.Submission}); err != nil {
				return err
			}
		}
	} else {
		a.statusTable(shown)
		fmt.Fprintf(a.out, a.say("应报 %d，未报 %d，待处理问题（强制和核实）%d\n", "%d expected, %d missing, %d open findings (must and explain)\n"), len(shown), missing, open)
	}
	if missing+open > 0 {
		return exit(pipeline.Findings)
	}
	return nil
}

func (a *app) statusTable(filings []recall.Filing) {
	t := a.table(a.say("年度", "year"), a.say("代码", "code"), a.say("单位", "unit"), a.say("状态", "status"), a.say("强制", "must"), a.say("核实", "explain"), a.say("提示", "note"))
	for _, f := range filings {
		if f.Status == "missing" {
			t.AppendRow(table.Row{f.Year, f.UnitCode, f.UnitName, a.say("未报送", "missing"), "", "", ""})
			continue
		}
		t.AppendRow(table.Row{f.Year, f.UnitCode, f.UnitName, a.say("已报送", "filed"), f.Must, f.Explain, f.Note})
	}
	t.Render()
}

// table is an aligned table that counts a Chinese character as two columns.
func (a *app) table(heads ...string) table.Writer {
	t := table.NewWriter()
	t.SetOutputMirror(a.out)
	s := table.StyleDefault
	s.Options = table.OptionsNoBordersAndSeparators
	s.Format.Header = text.FormatDefault
	t.SetStyle(s)
	row := table.Row{}
	for _, h := range heads {
		row = append(row, h)
	}
	t.AppendHeader(row)
	return t
}
