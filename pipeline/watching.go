package pipeline

import (
	"context"
	"fmt"
	"time"

	"huizong/pipeline/watch"
)

// watched tells the monitoring how the run ended, if the configuration asks
// for it. What cannot be told is logged; it does not change how the run ended.
func (r *run) watched(ctx context.Context, began time.Time, o *Outcome, err error) {
	c := r.Config
	if c.Metrics == "" && c.Ping == "" {
		return
	}
	s := watch.Sample{Exit: ExitCode(err), Began: began, Took: time.Since(began), Stages: r.stages, Files: map[string]int{}, Missing: map[int]int{}, Findings: map[string]int{}}
	verdict := ""
	if err == nil {
		s.Exit = o.ExitCode()
		s.Success = s.Exit == Clean || s.Exit == Findings
		verdict = o.Verdict(c.Lang)
		for v, n := range o.Files {
			s.Files[string(v)] = n
		}
		for _, y := range o.Years {
			s.Missing[y.Year] = y.Expected - y.Reported
		}
		s.Findings = map[string]int{"must": o.Must, "explain": o.Explain, "note": o.Note}
	} else {
		verdict = err.Error()
	}
	if c.Metrics != "" {
		if err := watch.WriteFile(c.Metrics, s); err != nil {
			r.Log.Error("metrics", "error", err)
		}
	}
	if c.Ping != "" {
		code := s.Exit
		if s.Success {
			code = Clean // findings are the daily state of the filing season
		}
		if err := watch.Ping(context.WithoutCancel(ctx), c.Ping, code, verdict); err != nil {
			r.Log.Error("ping", "error", err)
		}
	}
}

// alarm warns when the deadline is near, units are missing and nothing new has
// come for a while: the inbox may be the wrong folder, or nobody sends.
func (o *output) alarm() (zh, en string) {
	r := o.run
	days := r.Config.AlarmDays
	if days == 0 || o.before == nil {
		return "", ""
	}
	last, err := time.Parse(time.RFC3339, o.before.Created)
	if err != nil {
		return "", ""
	}
	quiet := int(r.Now.Sub(last) / (24 * time.Hour))
	for _, y := range o.outcome.Years {
		due, err := time.ParseInLocation(time.DateOnly, r.deadline(y.Year), r.Now.Location())
		if err != nil || y.Reported == y.Expected {
			continue
		}
		left := int(due.Sub(r.Now) / (24 * time.Hour))
		if left >= 0 && left <= days && quiet >= days {
			return fmt.Sprintf("距 %d 年度报送截止还有 %d 天，已有 %d 天没有新文件，尚缺 %d 个单位", y.Year, left, quiet, y.Expected-y.Reported),
				fmt.Sprintf("%d days to the deadline of %d, nothing new for %d days, %d units missing", left, y.Year, quiet, y.Expected-y.Reported)
		}
	}
	return "", ""
}
