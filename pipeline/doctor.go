package pipeline

import (
	"errors"
	"fmt"
	"os/exec"
	"time"

	"huizong/configs"
	"huizong/configs/divisions"
	"huizong/pipeline/check/explain"
	"huizong/pipeline/check/rulefile"
	"huizong/pipeline/publish/snapshot"
	"huizong/schema"
)

// A Symptom is one thing that doctor looked at.
type Symptom struct {
	Level string `json:"level"` // ok, warn, fail
	What  string `json:"what"`  // stable word: config, roster, inbox, …
	ZH    string `json:"text"`
	EN    string `json:"text_en"`
}

// patient collects symptoms.
type patient struct{ found []Symptom }

func (p *patient) say(level, what, zh, en string, args ...any) {
	p.found = append(p.found, Symptom{level, what, fmt.Sprintf(zh, args...), fmt.Sprintf(en, args...)})
}

// leastFree is how much room a run should have, in bytes.
const leastFree = 200 << 20

// Doctor says what is wrong with the set-up: what a run would stumble over, and
// what it would pass over in silence.
func Doctor(c *configs.Config, now time.Time) []Symptom {
	p := &patient{}
	p.roster(c)
	p.inbox(c, now)
	p.out(c, now)
	p.rules(c)
	p.programs(c)
	p.fonts()
	p.clock(c, now)
	p.lastRun(c, now)
	return p.found
}

func (p *patient) roster(c *configs.Config) {
	all, err := configs.LoadRoster(c.Roster)
	if err != nil {
		p.say("fail", "roster", "名单读不出：%v", "the roster cannot be read: %v", err)
		return
	}
	roster := inside(all, c.Area)
	if len(roster.Units) == 0 {
		p.say("fail", "roster", "名单 %s 中没有地区 %s 的单位", "roster %s has no unit in area %s", c.Roster, c.Area)
		return
	}
	strange := 0
	for i := range roster.Units {
		u := &roster.Units[i]
		name := divisions.Name(u.Code)
		switch {
		case name == "" && len(u.Code) == 9 && divisions.Name(u.Code[:6]) != "":
			strange++
			p.say("warn", "roster", "%s %s 不在区划表中（新设或代码有误）", "%s %s is not in the division table (new, or a wrong code)", u.Code, u.Name)
		case name != "" && name != u.Name:
			strange++
			p.say("warn", "roster", "%s 在名单中是 %s，区划表中是 %s", "%s is %s in the roster and %s in the division table", u.Code, u.Name, name)
		}
		if k := schema.KindOf(u.Code); len(u.Code) == 9 && k != u.Kind && k != schema.OtherUnit {
			strange++
			p.say("warn", "roster", "%s %s 的类别 %s 与代码（%s）不符", "kind %[3]s of %[1]s %[2]s disagrees with its code (%[4]s)", u.Code, u.Name, u.Kind, k)
		}
	}
	if c.Area != "" {
		listed := map[string]bool{}
		for i := range roster.Units {
			listed[roster.Units[i].Code] = true
		}
		for _, d := range divisions.Townships(c.Area) {
			if !listed[d.Code] && schema.KindOf(d.Code) != schema.OtherUnit {
				strange++
				p.say("warn", "roster", "区划表中的 %s %s 不在名单中", "%s %s of the division table is not in the roster", d.Code, d.Name)
			}
		}
	}
	p.say("ok", "roster", "名单 %d 个单位，%d 处与区划表不同", "roster of %d units, %d differences from the division table", len(roster.Units), strange)
}

func (p *patient) out(c *configs.Config, now time.Time) {
	dir, err := writable(c.Out)
	if err != nil {
		p.say("fail", "out", "结果目录不可写：%v", "the output folder cannot be written: %v", err)
		return
	}
	if free, ok := freeBytes(dir); ok && free < leastFree {
		p.say("warn", "disk", "结果目录所在磁盘只剩 %d MB", "only %d MB are free where the output is", free>>20)
	}
	p.beside(c)
	store := snapshot.Open(c.Out)
	current, m, err := store.Current()
	switch {
	case errors.Is(err, snapshot.ErrNone):
		p.say("ok", "out", "结果目录可写，还没有发布过快照", "the output folder can be written; nothing was published yet")
		return
	case err == nil:
		err = store.Verify(current)
	}
	if err != nil {
		p.say("fail", "out", "最新快照有问题：%v", "the newest snapshot is not right: %v", err)
		return
	}
	p.say("ok", "out", "结果目录可写，最新快照 %s（%s）完好", "the output folder can be written; the newest snapshot %s (%s) is whole", m.ID, m.Created)
	if lock, err := store.Lock(now); errors.Is(err, snapshot.ErrLocked) {
		p.say("warn", "lock", "另一次运行正在进行：%v", "%v", err)
	} else if err == nil {
		lock.Unlock()
	}
}

func (p *patient) rules(c *configs.Config) {
	if c.Rules != "" {
		if f, err := rulefile.Load(c.Rules); err != nil {
			p.say("fail", "rules", "规则文件有误：%v", "the rule file is wrong: %v", err)
		} else {
			p.say("ok", "rules", "规则文件可用，自定义规则 %d 条", "the rule file is right, %d rules of its own", len(f.Added))
		}
	}
	if c.Explanations != "" {
		if list, err := explain.Load(c.Explanations, nil); err != nil {
			p.say("fail", "explanations", "审核说明文件有误：%v", "the explanations are wrong: %v", err)
		} else {
			p.say("ok", "explanations", "审核说明 %d 条", "%d explanations", len(list))
		}
	}
	if c.CountyFigures != "" {
		r := newRun(Options{Config: c})
		r.areas = []schema.Area{{Code: c.Area}}
		if err := r.loadCountyFigures(); err != nil {
			p.say("fail", "county_figures", "本县数字有误：%v", "the county's own figures are wrong: %v", err)
		} else {
			p.say("ok", "county_figures", "本县数字 %d 个", "%d figures of the county's own", len(r.countyFigures))
		}
	}
}

func (p *patient) programs(c *configs.Config) {
	if c.OCRCommand == "" {
		return
	}
	if path, err := exec.LookPath(c.OCRCommand); err != nil {
		p.say("fail", "ocr", "找不到识别程序 %s，扫描件读不出", "the recognition program %s is not there; scans cannot be read", c.OCRCommand)
	} else {
		p.say("ok", "ocr", "识别程序 %s", "recognition program %s", path)
	}
}

// builtIn2026 is when this tool was written: an earlier clock is wrong.
var builtIn2026 = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

func (p *patient) clock(c *configs.Config, now time.Time) {
	_, m, err := snapshot.Open(c.Out).Current()
	if err == nil && m.Created > now.UTC().Format(time.RFC3339) {
		p.say("warn", "clock", "时钟似乎倒拨过：现在是 %s，最新快照却是 %s 的", "the clock was set back: it is %s, and the newest snapshot is of %s", now.UTC().Format(time.RFC3339), m.Created)
		return
	}
	if now.Before(builtIn2026) {
		p.say("warn", "clock", "时钟似乎不对：现在是 %s", "the clock seems wrong: it is %s", now.Format(time.DateTime))
		return
	}
	p.say("ok", "clock", "时钟 %s", "clock %s", now.Format(time.DateTime))
}

// lastRun says when a run last began, and warns where the deadline is nearer
// than that: whoever should start it every night does not.
func (p *patient) lastRun(c *configs.Config, now time.Time) {
	last := snapshot.Open(c.Out).LastRun()
	if last.IsZero() {
		return
	}
	idle := wholeDays(now.Sub(last))
	if _, left := due(c, now); c.AlarmDays > 0 && left <= c.AlarmDays && idle >= c.AlarmDays {
		p.say("warn", "run", "距截止日 %d 天，却已有 %d 天没有运行", "%d days to the deadline, and no run for %d days", left, idle)
		return
	}
	p.say("ok", "run", "最近一次运行始于 %s", "a run last began at %s", last.Format(time.DateTime))
}
