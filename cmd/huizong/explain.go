package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"huizong/pipeline/explain"
	"huizong/pipeline/publish/recall"
	"huizong/pipeline/publish/snapshot"
)

func (a *app) explainCommand() *cobra.Command {
	var q explain.Question
	c := &cobra.Command{
		Use:     "explain CELL | FINDING",
		Short:   a.say("一个数字来自哪些单元格和文件", "one number down to the cells and files it came from"),
		Long:    a.say("给出一个指标（如 t3.received.total）或一个问题编号，列出它的全部依据：合计 → 单位 → 单元格 → 文件、表、行、列和原文。\n与上一快照不同的数，另列原值、原因和原来的出处。", "Takes a form cell (t3.received.total) or the id of a finding and shows\nwhat it rests on: total, units, cell, file, table, row, column and the printed text.\nA number that differs from the snapshot before says what it was, why, and where it stood."),
		Example: "  huizong explain t3.received.total --config county.yaml\n  huizong explain t3.received.total --unit 410526209 --year 2023 --config county.yaml\n  huizong explain 7ebf12cd90a1b2c3 --json --config county.yaml",
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage{errors.New(a.say("需要一个指标代码或问题编号", "want one cell code or finding id"))}
			}
			config, err := a.load(c)
			if err != nil {
				return err
			}
			store := snapshot.Open(config.Out)
			dir, m, err := store.Current()
			if err != nil {
				return err
			}
			q.Cell, q.English = args[0], a.lang == "en"
			if before, err := folder(store, m.Before); m.Before != "" && err == nil { // it may be gone
				q.Before = before
			}
			nodes, err := explain.Answer(recall.Snapshot{Dir: dir}, q)
			if errors.Is(err, explain.ErrNothing) {
				return usage{err}
			}
			if err != nil {
				return err
			}
			if a.json {
				e := json.NewEncoder(a.out)
				for _, n := range nodes {
					if err := e.Encode(n); err != nil {
						return err
					}
				}
				return nil
			}
			for _, line := range explain.Lines(nodes, q.English) {
				fmt.Fprintln(a.out, line)
			}
			return nil
		},
	}
	c.Flags().StringVar(&q.Unit, "unit", "", a.say("单位或地区的代码或名称", "code or name of a unit or an area"))
	c.Flags().IntVar(&q.Year, "year", 0, a.say("报告年度", "report year"))
	return c
}
