package main

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"huizong/pipeline"
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
