package main

import (
	"context"
	"errors"
	"fmt"

	"huizong/configs"
	"huizong/pipeline"
)

// exitCodes is the table of exit codes, the same in every help text.
func (a *app) exitCodes() string {
	text := a.say("退出码：", "Exit codes:")
	for _, c := range pipeline.ExitCodes {
		text += fmt.Sprintf("\n  %3d  %s", c.Code, a.say(c.ZH, c.EN))
	}
	return text
}

// explain says an error in the user's language as far as it is ours.
func (a *app) explain(err error) string {
	switch {
	case errors.Is(err, context.Canceled):
		return a.say("已中断，原有快照不变", "interrupted; the snapshot before stays")
	case errors.Is(err, configs.ErrConfig):
		return a.say("配置有误：", "") + err.Error()
	}
	return err.Error()
}
