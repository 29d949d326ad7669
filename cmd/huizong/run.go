package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"

	"huizong/configs"
	"huizong/pipeline"
)

func (a *app) runCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "run",
		Short:   a.say("收集、核对、汇总、发布一次（供定时任务调用）", "gather, check, total, publish; what cron calls"),
		Long:    a.say("读取收件目录中的全部文件，发布一个新的快照。收件目录中的文件绝不改动。", "Reads every file of the inbox and publishes a new snapshot. Nothing in the inbox is changed."),
		Example: "  huizong run --config county.yaml\n  huizong run --config county.yaml --json --lang en\n  huizong run --set inbox=报送 --set out=结果 --set roster=名单.csv",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			config, err := a.load(c)
			if err != nil {
				return a.failed(c.Context(), err)
			}
			log := logger(a.err, config)
			progress, done := a.progress(log)
			gathered := func(n int, path string) {
				spendMore(n)
				progress(n, path)
			}
			outcome, err := pipeline.Run(c.Context(), pipeline.Options{Config: config, Version: version(), Now: time.Now(), Log: log, Progress: gathered})
			done()
			if err != nil {
				code := exitCode(c.Context(), err)
				log.Error("run ended", "exit", code, "error", err)
				if err := a.failed(c.Context(), err); config.LogFormat != "json" {
					return err
				}
				return exit(code) // the log has said it
			}
			log.Info("run ended", "exit", outcome.ExitCode(), "snapshot", outcome.Snapshot, "new", outcome.New)
			return a.tell(outcome)
		},
	}
}

func noArgs(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage{fmt.Errorf("unexpected argument %q", args[0])}
	}
	return nil
}

// tell prints what a run came to: facts, then the verdict as the last line.
func (a *app) tell(o *pipeline.Outcome) error {
	if a.json {
		if err := json.NewEncoder(a.out).Encode(o); err != nil {
			return err
		}
	} else {
		for _, line := range o.Summary(a.lang) {
			fmt.Fprintln(a.out, line)
		}
		fmt.Fprintln(a.out, o.Verdict(a.lang))
	}
	if code := o.ExitCode(); code != pipeline.Clean {
		return exit(code)
	}
	return nil
}

// failure is what run --json says of a run that came to nothing.
type failure struct {
	Error string `json:"error"`
	Exit  int    `json:"exit"`
}

// failed prints the verdict of a run that came to nothing, and hands the error
// on: cron mails stdout, and a night that failed must not look like one without
// news.
func (a *app) failed(ctx context.Context, err error) error {
	code, text := exitCode(ctx, err), strings.ReplaceAll(a.explain(err), "\n", "; ")
	if a.json {
		return errors.Join(err, json.NewEncoder(a.out).Encode(failure{text, code}))
	}
	for _, c := range pipeline.ExitCodes {
		if c.Code == code {
			fmt.Fprintf(a.out, a.say("结论：%s（%s） [退出码 %d]\n", "verdict: %s (%s) [exit %d]\n"), a.say(c.ZH, c.EN), text, code)
		}
	}
	return err
}

func logger(w io.Writer, c *configs.Config) *slog.Logger {
	o := &slog.HandlerOptions{Level: slog.LevelInfo}
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, o))
	}
	return slog.New(slog.NewTextHandler(w, o))
}

// progress is a bar on a terminal, and a line every few hundred files in a log.
func (a *app) progress(log *slog.Logger) (step func(int, string), done func()) {
	f, ok := a.err.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		const every = 500
		return func(n int, path string) {
			if n%every == 0 {
				log.Info("reading", "files", n, "at", path)
			}
		}, func() {}
	}
	p := mpb.New(mpb.WithOutput(f), mpb.WithWidth(40))
	bar := p.AddSpinner(0, mpb.PrependDecorators(decor.Name(a.say("读取 ", "reading "))), mpb.AppendDecorators(decor.CurrentNoUnit("%d")))
	return func(n int, _ string) { bar.SetCurrent(int64(n)) }, func() {
		bar.SetTotal(-1, true)
		p.Wait()
	}
}
