package pipeline

import (
	"fmt"
	"slices"
	"time"

	"huizong/configs"
)

// alarm warns when a deadline is near, units are missing, and no new file has
// come or no run was made for a while: the inbox may be the wrong folder, the
// server was off, or nobody sends. news says that this run brought something.
func (o *output) alarm(news bool) (zh, en string) {
	r := o.run
	days := r.Config.AlarmDays
	year, left := due(r.Config, r.Now)
	missing := o.missing(year)
	if days == 0 || left > days || missing == 0 {
		return "", ""
	}
	quiet := -1
	if o.before != nil && !news {
		if last, err := time.Parse(time.RFC3339, o.before.Created); err == nil {
			quiet = wholeDays(r.Now.Sub(last))
		}
	}
	zh = fmt.Sprintf("距 %d 年度报送截止还有 %d 天，尚缺 %d 个单位", year, left, missing)
	en = fmt.Sprintf("%d days to the deadline of %d, %d units missing", left, year, missing)
	switch idle := wholeDays(r.Now.Sub(o.lastRun)); {
	case !o.lastRun.IsZero() && idle >= days:
		return fmt.Sprintf("%s，此前 %d 天没有运行", zh, idle), fmt.Sprintf("%s, no run for %d days before this one", en, idle)
	case quiet >= days:
		return fmt.Sprintf("%s，已有 %d 天没有新文件", zh, quiet), fmt.Sprintf("%s, nothing new for %d days", en, quiet)
	}
	return "", ""
}

// missing counts the units that owe a report for the year and have not filed,
// also where nobody has; 0 for a year that is not asked for.
func (o *output) missing(year int) int {
	r := o.run
	if len(r.Config.Years) > 0 && !slices.Contains(r.Config.Years, year) {
		return 0
	}
	n := 0
	for i := range r.roster.Units {
		if r.roster.Units[i].Owes(year) {
			n++
		}
	}
	for _, y := range o.outcome.Years {
		if y.Year == year {
			n -= y.Reported
		}
	}
	return n
}

// due is the report year whose deadline comes next, and the whole days to it.
func due(c *configs.Config, now time.Time) (year, left int) {
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
	for year = now.Year() - 1; ; year++ {
		last, err := time.Parse(time.DateOnly, fmt.Sprintf("%d-%s", year+1, c.Deadline))
		if err != nil { // 29 February, in most years
			last = time.Date(year+1, 3, 1, 0, 0, 0, 0, time.UTC)
		}
		if !last.Before(today) {
			return year, wholeDays(last.Sub(today))
		}
	}
}

func wholeDays(d time.Duration) int { return int(d / (24 * time.Hour)) }
