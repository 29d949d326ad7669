package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"huizong/pipeline"
)

func (a *app) verifyCommand() *cobra.Command {
	hashesOnly := false
	c := &cobra.Command{
		Use:     "verify",
		Short:   a.say("核对校验和，并重新生成一遍，逐字节比较", "hashes, and a rebuild that must give the same bytes"),
		Long:    a.say("先核对最新快照每个文件的校验和，再由同样的输入重新生成（不发布），逐字节比较。", "Holds every file of the newest snapshot against its hash, then makes it\nanew from the same inputs, without publishing, and compares byte by byte."),
		Example: "  huizong verify --config county.yaml\n  huizong verify --config county.yaml --hashes\n  huizong verify --config county.yaml --json",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			config, err := a.load(c)
			if err != nil {
				return err
			}
			v, err := pipeline.Verify(c.Context(), pipeline.Options{Config: config, Version: version(), Now: time.Now(), Log: logger(a.err, config)}, !hashesOnly)
			if err != nil {
				return err
			}
			return a.tellVerification(v)
		},
	}
	c.Flags().BoolVar(&hashesOnly, "hashes", false, a.say("只核对校验和", "hashes only"))
	return c
}

func (a *app) tellVerification(v *pipeline.Verification) error {
	if a.json {
		if err := json.NewEncoder(a.out).Encode(v); err != nil {
			return err
		}
	} else {
		fmt.Fprintf(a.out, a.say("快照 %s，%d 个文件\n", "snapshot %s, %d files\n"), v.Snapshot, v.Files)
		if v.Damaged != "" {
			fmt.Fprintln(a.out, a.say("已损坏：", "damaged: ")+v.Damaged)
		}
		if v.Version != "" {
			fmt.Fprintf(a.out, a.say("由另一版本 %s 生成，重建结果可能不同\n", "made by another version, %s; a rebuild may differ\n"), v.Version)
		}
		if len(v.Inputs) > 0 {
			fmt.Fprintf(a.out, a.say("此后有 %d 个输入变动：%s\n", "%d inputs changed since: %s\n"), len(v.Inputs), strings.Join(v.Inputs[:min(len(v.Inputs), 10)], ", "))
		}
		if len(v.Different) > 0 {
			fmt.Fprintf(a.out, a.say("重建后有 %d 个文件不同：%s\n", "%d files come out otherwise: %s\n"), len(v.Different), strings.Join(v.Different[:min(len(v.Different), 10)], ", "))
		}
		verdict := a.say("结论：校验和全部相符", "verdict: every hash is right")
		switch {
		case !v.OK():
			verdict = a.say("结论：不相符", "verdict: not the same")
		case v.Rebuilt:
			verdict = a.say("结论：校验和全部相符，重建结果逐字节相同", "verdict: every hash is right, and a rebuild gives the same bytes")
		}
		fmt.Fprintln(a.out, verdict)
	}
	if !v.OK() {
		return exit(pipeline.CouldNotRun)
	}
	return nil
}
