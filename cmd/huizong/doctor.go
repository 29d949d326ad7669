package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"huizong/pipeline"
	"huizong/pipeline/publish/snapshot"
)

func (a *app) doctorCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "doctor",
		Short:   a.say("检查安装和设置有什么不对", "what is wrong with the set-up"),
		Long:    a.say("检查配置、名单（与区划表比对）、目录权限、磁盘、时钟、规则文件和可选程序。不改动任何东西。", "Looks at configuration, roster (against the division table), permissions,\ndisk, clock, rule files and optional programs. Changes nothing."),
		Example: "  huizong doctor\n  huizong doctor --config county.yaml\n  huizong doctor --config county.yaml --json",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			config, err := a.load(c)
			if err != nil {
				return err
			}
			words := map[string]string{"ok": a.say("正常", "ok"), "warn": a.say("注意", "warn"), "fail": a.say("有误", "fail")}
			worst := pipeline.Clean
			for _, s := range pipeline.Doctor(config, time.Now()) {
				switch {
				case s.Level == "fail":
					worst = pipeline.CouldNotRun
				case s.Level == "warn" && worst == pipeline.Clean:
					worst = pipeline.Findings
				}
				if a.json {
					if err := json.NewEncoder(a.out).Encode(s); err != nil {
						return err
					}
					continue
				}
				fmt.Fprintf(a.out, "[%s] %s: %s\n", words[s.Level], s.What, a.say(s.ZH, s.EN))
			}
			if worst != pipeline.Clean {
				return exit(worst)
			}
			return nil
		},
	}
}

// released is what release --json says.
type released struct {
	Snapshot string `json:"snapshot"`
	Dir      string `json:"dir"`
}

func (a *app) releaseCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "release ID",
		Short:   a.say("发布一个暂缓的结果", "publish a result that was held back"),
		Long:    a.say("运行以退出码 4 暂缓发布时，结果保存在 out/held/<编号>。核对后用本命令发布。", "A run that ends with 4 leaves its result in out/held/<id>. Look at it, then publish it with this command."),
		Example: "  huizong release 0a1b2c3d4e5f6071\n  huizong release 0a1b2c3d4e5f6071 --config county.yaml\n  huizong release 0a1b2c3d4e5f6071 --set out=结果",
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage{fmt.Errorf("%s", a.say("需要一个编号", "want one id"))}
			}
			config, err := a.load(c)
			if err != nil {
				return err
			}
			store := snapshot.Open(config.Out)
			lock, err := store.Lock(time.Now())
			if err != nil {
				return err
			}
			defer lock.Unlock()
			held, err := store.Held()
			if err != nil {
				return err
			}
			var ids []string
			for _, e := range held {
				ids = append(ids, e.Manifest.ID)
			}
			if !slices.Contains(ids, args[0]) {
				return usage{fmt.Errorf(a.say("没有暂缓的结果 %q；现有：%s", "no result %q is held; there are: %s"), args[0], strings.Join(ids, ", "))}
			}
			dir, err := store.Release(args[0])
			if err != nil {
				return err
			}
			if a.json {
				return json.NewEncoder(a.out).Encode(released{args[0], dir})
			}
			fmt.Fprintf(a.out, a.say("已发布 %s\n", "published %s\n"), dir)
			return nil
		},
	}
}
