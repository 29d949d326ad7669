package main

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"huizong/configs/county"
)

func (a *app) initCommand() *cobra.Command {
	var area, dir string
	c := &cobra.Command{
		Use:     "init --area CODE",
		Short:   a.say("新的县：由六位代码生成配置和名单", "a new county: configuration and roster from its six-digit code"),
		Long:    a.say("按内置的区划表生成配置文件、单位名单和收件目录。\n四位或两位代码生成一个市或一个省。名单请按实际核对：区划表会晚于撤并和更名。", "Writes configuration, roster and inbox from the built-in division table;\nfour or two digits for a city or province.\nCheck the roster: the table lags behind mergers and renamings."),
		Example: "  huizong init --area 410526\n  huizong init --area 410526 --dir /srv/huizong\n  huizong init --area 4105 --dir anyang",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if !c.Flags().Changed("area") {
				return usage{fmt.Errorf("%s", a.say("需要 --area 加区划代码", "want --area with a division code"))}
			}
			plan, err := county.For(area)
			if err != nil {
				return err
			}
			paths, err := plan.Write(dir)
			if err != nil {
				return err
			}
			if a.json {
				return json.NewEncoder(a.out).Encode(newCounty{plan.Area, plan.Name, len(plan.Units), len(plan.LeftOut), paths})
			}
			a.tellPlan(plan, paths)
			return nil
		},
	}
	c.Flags().StringVar(&area, "area", "", a.say("区划代码：六位为县，四位为市，两位为省", "division code: six digits for a county, four for a city, two for a province"))
	c.Flags().StringVar(&dir, "dir", ".", a.say("写入的文件夹", "folder to write to"))
	return c
}

// newCounty is what init --json says.
type newCounty struct {
	Area    string   `json:"area"`
	Name    string   `json:"name"`
	Units   int      `json:"units"`
	LeftOut int      `json:"left_out"`
	Files   []string `json:"files"`
}

func (a *app) tellPlan(plan *county.Plan, paths []string) {
	fmt.Fprintf(a.out, a.say("%s：%d 个乡镇街道\n", "%s: %d townships\n"), plan.Name, len(plan.Units))
	if n := len(plan.LeftOut); n > 0 {
		fmt.Fprintf(a.out, a.say("未列入名单的开发区、农场等 %d 个，如需报送请自行加入：\n", "%d development zones, farms and the like left out; add those that file reports:\n"), n)
		for _, d := range plan.LeftOut[:min(n, 20)] {
			fmt.Fprintf(a.out, "  %s %s\n", d.Code, d.Name)
		}
		if n > 20 {
			fmt.Fprintf(a.out, a.say("  另有 %d 个\n", "  and %d more\n"), n-20)
		}
	}
	for _, p := range paths {
		fmt.Fprintf(a.out, a.say("已生成 %s\n", "wrote %s\n"), p)
	}
}
