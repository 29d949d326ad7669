package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"huizong/configs"
	"huizong/pipeline"
)

// An app is one call of the command.
type app struct {
	out, err io.Writer
	lang     string
	config   string
	json     bool
	settings []string // --set key=value
}

// run is main without the process: arguments in, exit code out.
func run(ctx context.Context, args []string, out, errs io.Writer) int {
	written := &heeded{Writer: out}
	a := &app{out: written, err: errs, lang: language(args)}
	root := a.root()
	root.SetArgs(args)
	root.SetOut(written)
	root.SetErr(errs)
	err := root.ExecuteContext(ctx)
	if err != nil && strings.HasPrefix(err.Error(), "unknown command") {
		err = usage{err}
	}
	if _, said := err.(exit); err != nil && !said {
		fmt.Fprintln(errs, a.say("错误：", "error: ")+a.explain(err))
	}
	code := exitCode(ctx, err)
	if written.err != nil {
		fmt.Fprintln(errs, a.say("错误：输出没有写完：", "error: the output was not written: ")+a.explain(written.err))
		if code == pipeline.Clean || code == pipeline.Findings { // whoever reads it would believe that was all
			code = pipeline.CouldNotRun
		}
	}
	return code
}

// heeded remembers that writing failed: nobody asks each line.
type heeded struct {
	io.Writer
	err error
}

func (w *heeded) Write(p []byte) (int, error) {
	n, err := w.Writer.Write(p)
	if w.err == nil {
		w.err = err
	}
	return n, err
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "huizong",
		Short:         a.say("汇总一县各乡镇的政府信息公开工作年度报告", "add up a county's annual disclosure reports"),
		Long:          a.say(longZH, longEN),
		Example:       a.say(firstSteps[0], firstSteps[1]),
		Version:       version(),
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.NoArgs,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
		PersistentPreRunE: func(*cobra.Command, []string) error {
			if a.lang != "zh" && a.lang != "en" {
				return usage{fmt.Errorf("--lang %q: want zh or en", a.lang)}
			}
			return nil
		},
	}
	root.SetVersionTemplate("huizong {{.Version}}\n")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usage{err} })
	root.CompletionOptions.DisableDefaultCmd = true
	flags := root.PersistentFlags()
	flags.StringVar(&a.config, "config", "", a.say("配置文件（YAML），`FILE` 缺省为当前文件夹的 huizong.yaml", "configuration `FILE` (YAML); huizong.yaml of this folder if there is one"))
	flags.StringVar(&a.lang, "lang", a.lang, a.say("提示语言：`zh|en`", "language of messages: `zh|en`"))
	flags.BoolVar(&a.json, "json", false, a.say("向标准输出逐行写 JSON", "JSON to stdout, one object per line"))
	flags.StringArrayVar(&a.settings, "set", nil, a.say("覆盖一项配置：`key=value`", "override one setting: `key=value`"))
	root.AddCommand(a.runCommand(), a.checkCommand(), a.statusCommand(), a.explainCommand(),
		a.diffCommand(), a.rulesCommand(), a.templateCommand(), a.verifyCommand(), a.initCommand(),
		a.doctorCommand(), a.releaseCommand())
	a.dress(root)
	return root
}

const longZH = `huizong 汇总一县各乡镇街道的政府信息公开工作年度报告：读取报送文件中的每一个单元格，
核对勾稽关系，发布明细数据、县级合计和各类文书；每个合计都能追溯到文件中的单元格。`

const longEN = `huizong gathers the annual disclosure reports of a county's townships, reads every cell, checks
them and publishes data, totals and papers; every total can be traced to the cells it came from.`

// firstSteps are the commands of the first day, in both languages.
var firstSteps = [2]string{
	"  huizong init --area 410526                        # 新的县：生成配置、名单、收件目录\n" +
		"  huizong run                                       # 把报告放进 inbox 后运行\n" +
		"  huizong explain t3.received.total --year 2023     # 一个合计的来历",
	"  huizong init --area 410526                        # a new county: configuration, roster, inbox\n" +
		"  huizong run                                       # once the reports are in the inbox\n" +
		"  huizong explain t3.received.total --year 2023     # where a total comes from",
}

// load reads the configuration, with --set and --lang over it.
func (a *app) load(c *cobra.Command) (*configs.Config, error) {
	flags := map[string]string{}
	for _, s := range a.settings {
		key, value, ok := strings.Cut(s, "=")
		if !ok {
			return nil, usage{fmt.Errorf("--set %q: want key=value", s)}
		}
		if !configs.Known(key) {
			return nil, usage{fmt.Errorf("--set %s: unknown key; the nearest known key is %q", key, configs.Nearest(key))}
		}
		flags[key] = value
	}
	if _, err := os.Stat(configs.DefaultFile); a.config == "" && err == nil {
		a.config = configs.DefaultFile
	}
	config, err := configs.Load(a.config, flags)
	if err != nil {
		return nil, err
	}
	if config.Lang != "" && !c.Flags().Changed("lang") {
		a.lang = config.Lang
	}
	return config, nil
}

// language is what --lang says, since help is written before flags are read;
// else zh unless the locale says another language.
func language(args []string) string {
	for i, arg := range args {
		value, given := strings.CutPrefix(arg, "--lang=")
		if arg == "--lang" && i+1 < len(args) {
			value, given = args[i+1], true
		}
		if given && (value == "zh" || value == "en") {
			return value
		}
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			if strings.HasPrefix(v, "zh") {
				return "zh"
			}
			return "en"
		}
	}
	return "zh"
}

// say picks the sentence for the language.
func (a *app) say(zh, en string) string {
	if a.lang == "en" {
		return en
	}
	return zh
}
