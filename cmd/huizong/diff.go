package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"huizong/configs"
	"huizong/pipeline"
	"huizong/pipeline/changes"
	"huizong/pipeline/publish/snapshot"
)

func (a *app) diffCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "diff [A [B]]",
		Short: a.say("两个快照之间有什么变化，为什么", "what changed between two snapshots, and why"),
		Long: a.say("比较两个快照的单元格、合计和报送状态，并说明原因：\n报送（refiled：新报、重报或撤回）、名单变动（roster）、\n规则或设置变动（rules）、同一文件读法不同（reader）。\n缺省比较最新快照与其前一个；A、B 可以是快照编号或文件夹。",
			"Compares cells, totals and statuses of two snapshots and says why: a file came,\nwent or was filed again (refiled), the roster, rules or settings (rules), or the\nsame file read otherwise (reader).\nBy default the newest snapshot and the one before; A and B are ids or folders."),
		Example: "  huizong diff --config county.yaml\n  huizong diff 0a1b2c3d4e5f6071 --config county.yaml\n  huizong diff old/ new/ --json",
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 2 {
				return usage{errors.New(a.say("最多两个快照", "want at most two snapshots"))}
			}
			config, err := a.load(c)
			if err != nil {
				return err
			}
			from, to, err := a.sides(config, args)
			if err != nil {
				return err
			}
			found, err := pipeline.Diff(from, to)
			if err != nil {
				return err
			}
			return a.tellChanges(found)
		},
	}
}

// sides finds the two folders to compare.
func (a *app) sides(c *configs.Config, args []string) (from, to string, err error) {
	store := snapshot.Open(c.Out)
	if len(args) == 2 {
		if from, err = folder(store, args[0]); err == nil {
			to, err = folder(store, args[1])
		}
		return from, to, err
	}
	to, m, err := store.Current()
	if err != nil {
		return "", "", err
	}
	if len(args) == 1 {
		from, err = folder(store, args[0])
		return from, to, err
	}
	if m.Before == "" {
		return "", "", usage{errors.New(a.say("最新快照之前没有快照", "there is no snapshot before the newest"))}
	}
	from, err = folder(store, m.Before)
	return from, to, err
}

// folder is a snapshot's folder by id, or the path itself.
func folder(store *snapshot.Store, name string) (string, error) {
	history, err := store.History()
	if err != nil {
		return "", err
	}
	for _, e := range history {
		if e.Manifest.ID == name {
			return e.Dir, nil
		}
	}
	if _, err := os.Stat(filepath.Join(name, "data")); err != nil {
		return "", usage{fmt.Errorf("no snapshot %q: neither an id of the history nor a folder with data/", name)}
	}
	return name, nil
}

func (a *app) tellChanges(list []changes.Change) error {
	if a.json {
		e := json.NewEncoder(a.out)
		for _, c := range list {
			if err := e.Encode(c); err != nil {
				return err
			}
		}
		return nil
	}
	none := a.say("（无）", "(none)")
	show := func(s string) string {
		if s == "" {
			return none
		}
		return s
	}
	for _, c := range list {
		fmt.Fprintf(a.out, "%s %d %s %s %s: %s → %s [%s]\n", c.Kind, c.Year, c.Code, c.Name, c.Cell, show(c.Old), show(c.New), c.Cause)
	}
	fmt.Fprintf(a.out, a.say("共 %d 处变化\n", "%d changes\n"), len(list))
	return nil
}
