package pipeline

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"huizong/configs"
	"huizong/pipeline/publish/snapshot"
	"huizong/schema"
)

// The exit codes, stable for ever.
const (
	Clean       = 0
	CouldNotRun = 1
	WrongUsage  = 2
	Findings    = 3
	HeldBack    = 4
	Locked      = 75
	Interrupted = 130
)

// ExitCodes describes the exit codes, in order. A night that brought nothing new
// ends with 0 though something is open: that was said when it was published.
var ExitCodes = []struct {
	Code   int
	ZH, EN string
}{
	{Clean, "已发布且没有问题，或没有新内容", "published and clean, or nothing new"},
	{CouldNotRun, "无法运行", "could not run"},
	{WrongUsage, "用法或配置有误", "wrong usage or configuration"},
	{Findings, "已发布，有问题待处理或有单位未报", "published, with findings or units missing"},
	{HeldBack, "暂不发布，原有快照不变", "held back, the snapshot before stays"},
	{Locked, "另一次运行正在进行", "another run holds the lock"},
	{Interrupted, "已中断", "interrupted"},
}

// A YearOutcome is how one year stands.
type YearOutcome struct {
	Year     int `json:"year"`
	Expected int `json:"units_expected"`
	Reported int `json:"units_reported"`
}

// An Outcome is what a run came to.
type Outcome struct {
	Area       schema.Area            `json:"area"`
	Snapshot   string                 `json:"snapshot"` // id
	Dir        string                 `json:"dir"`      // where it lies
	New        bool                   `json:"new"`      // false: nothing new, the snapshot before stands
	Years      []YearOutcome          `json:"years"`
	Files      map[schema.Verdict]int `json:"files"`
	NotStable  int                    `json:"files_not_stable,omitempty"` // of those held: still being written, taken next time
	Must       int                    `json:"findings_must"`              // open ones
	Explain    int                    `json:"findings_explain"`
	Note       int                    `json:"findings_note"`
	HeldBack   []string               `json:"held_back,omitempty"` // why, in Chinese; empty when published
	HeldBackEN []string               `json:"held_back_en,omitempty"`
	Alarm      string                 `json:"alarm,omitempty"` // see the key alarm.days
	AlarmEN    string                 `json:"alarm_en,omitempty"`
	Code       int                    `json:"exit"`

	waiting int // files somebody must look at: unreadable, or held for another reason than their year
}

// ExitCode is the code the process ends with.
func (o *Outcome) ExitCode() int {
	switch {
	case len(o.HeldBack) > 0:
		return HeldBack
	case !o.New:
		return Clean // what is open was said when it was published
	}
	missing := false
	for _, y := range o.Years {
		missing = missing || y.Reported < y.Expected
	}
	if missing || o.Must+o.Explain+o.waiting > 0 {
		return Findings
	}
	return Clean
}

// ExitCode is the code for an error of [Run].
func ExitCode(err error) int {
	switch {
	case err == nil:
		return Clean
	case errors.Is(err, context.Canceled):
		return Interrupted
	case errors.Is(err, configs.ErrConfig):
		return WrongUsage
	case errors.Is(err, snapshot.ErrLocked):
		return Locked
	}
	return CouldNotRun
}

// pick is the sentence for a language.
func pick(lang, zh, en string) string {
	if lang == "en" {
		return en
	}
	return zh
}

// Summary says in a few lines what was read and what is open; fit for a mail.
func (o *Outcome) Summary(lang string) []string {
	total := 0
	for _, n := range o.Files {
		total += n
	}
	lines := []string{fmt.Sprintf(pick(lang, "地区 %s %s", "area %s %s"), o.Area.Code, o.Area.Name)}
	lines = append(lines, fmt.Sprintf(pick(lang, "文件 %d 个：%s", "files %d: %s"), total, o.files(lang)))
	for _, y := range o.Years {
		lines = append(lines, fmt.Sprintf(pick(lang, "%d 年度：应报 %d，已报 %d，未报 %d", "year %d: %d expected, %d reported, %d missing"),
			y.Year, y.Expected, y.Reported, y.Expected-y.Reported))
	}
	lines = append(lines, fmt.Sprintf(pick(lang, "问题：强制 %d，核实 %d，提示 %d", "findings: %d must, %d explain, %d note"), o.Must, o.Explain, o.Note))
	if len(o.HeldBack) > 0 {
		lines = append(lines, fmt.Sprintf(pick(lang, "结果暂存于 %s，核对后用 huizong release %s 发布", "the result lies in %s; look at it, then: huizong release %s"), o.Dir, o.Snapshot))
	}
	if o.Alarm != "" {
		lines = append(lines, pick(lang, "注意："+o.Alarm, "attention: "+o.AlarmEN))
	}
	return lines
}

var verdictOrder = []struct {
	verdict schema.Verdict
	zh, en  string
}{
	{schema.Accepted, "采用", "accepted"}, {schema.Superseded, "被取代", "superseded"}, {schema.Duplicate, "重复", "duplicate"},
	{schema.Held, "暂存", "held"}, {schema.Unreadable, "无法读取", "unreadable"}, {schema.NotAReport, "不是报告", "not a report"}, {schema.OpenedBundle, "压缩包", "bundle"},
}

func (o *Outcome) files(lang string) string {
	var parts []string
	for _, v := range verdictOrder {
		if n := o.Files[v.verdict]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", pick(lang, v.zh, v.en), n))
		}
	}
	text := strings.Join(parts, pick(lang, "，", ", "))
	if o.NotStable > 0 {
		text += fmt.Sprintf(pick(lang, "（暂存中有 %d 个刚刚写入，下次再取）", " (%d of the held were written a moment ago and are taken next time)"), o.NotStable)
	}
	return text
}

func (o *Outcome) why(lang string) []string {
	if lang == "en" {
		return o.HeldBackEN
	}
	return o.HeldBack
}

// Verdict is the closing line.
func (o *Outcome) Verdict(lang string) string {
	code := o.ExitCode()
	switch {
	case code == HeldBack:
		return fmt.Sprintf(pick(lang, "结论：暂不发布（%s），原有快照不变 [退出码 %d]", "verdict: held back (%s), the snapshot before stays [exit %d]"), strings.Join(o.why(lang), "; "), code)
	case !o.New:
		return fmt.Sprintf(pick(lang, "结论：没有新内容，快照 %s 仍为最新 [退出码 %d]", "verdict: nothing new, snapshot %s stands [exit %d]"), o.Snapshot, code)
	case code == Clean:
		return fmt.Sprintf(pick(lang, "结论：已发布快照 %s，没有待处理的问题 [退出码 %d]", "verdict: published snapshot %s, clean [exit %d]"), o.Snapshot, code)
	}
	return fmt.Sprintf(pick(lang, "结论：已发布快照 %s，有待处理事项 [退出码 %d]", "verdict: published snapshot %s, with findings or units missing [exit %d]"), o.Snapshot, code)
}
