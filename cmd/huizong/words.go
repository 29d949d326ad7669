package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"huizong/configs"
	"huizong/pipeline"
	"huizong/pipeline/check/rulefile"
	"huizong/pipeline/explain"
	"huizong/pipeline/gather"
	"huizong/pipeline/publish/snapshot"
)

// exitCodes is the table of exit codes, the same in every help text.
func (a *app) exitCodes() string {
	text := a.say("退出码：", "Exit codes:")
	for _, c := range pipeline.ExitCodes {
		text += fmt.Sprintf("\n  %3d  %s", c.Code, a.say(c.ZH, c.EN))
	}
	return text
}

// sentences are the errors of ours that are said in Chinese; what they wrap
// (paths, keys, what the system says) stands beside them as it is.
var sentences = []struct {
	err error
	zh  string
}{
	{configs.ErrConfig, "配置有误"},
	{gather.ErrInbox, "收件目录读不出"},
	{snapshot.ErrNone, "还没有发布过快照，请先运行 huizong run"},
	{snapshot.ErrLocked, "另一次运行正在进行"},
	{snapshot.ErrStale, "暂缓的结果已过时（其后又发布过快照），请重新运行 huizong run"},
	{snapshot.ErrDamaged, "快照已损坏"},
	{explain.ErrNothing, "没有可说明的内容"},
}

// explain says an error in the user's language as far as it is ours.
func (a *app) explain(err error) string {
	if errors.Is(err, context.Canceled) {
		return a.say("已中断，原有快照不变", "interrupted; the snapshot before stays")
	}
	text := err.Error()
	if a.lang == "en" {
		return text
	}
	var wrong rulefile.Errors
	if errors.As(err, &wrong) {
		text = strings.Replace(text, wrong.Error(), wrong.Chinese(), 1)
	}
	for _, s := range sentences {
		if errors.Is(err, s.err) {
			text = strings.Replace(text, s.err.Error(), s.zh, 1)
		}
	}
	return text
}
