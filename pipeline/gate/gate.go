// Package gate decides whether a result may be shown: a run that lost half its
// inbox must not replace last night's numbers unseen.
package gate

import (
	"fmt"
	"maps"
	"slices"

	"huizong/schema"
)

// Limits are what the configuration allows; see the keys gate.* of configs.
type Limits struct {
	MissingMore       int // how many more units may be missing than before; −1 for any number
	TotalFactor       int // by which factor a total may move; 0 for any
	UnreadablePercent int // which share of the files may be unreadable; 0 for any
}

// A Result is what the gate looks at, of this run or of the snapshot before.
type Result struct {
	Missing map[int]int // by year
	Totals  *schema.Totals
	Files   map[schema.Verdict]int
	Reports int // accepted
}

// A Reason says why a result is held back, in both languages.
type Reason struct{ ZH, EN string }

// smallTotal is the size below which a moving total says nothing.
var smallTotal = schema.DecimalOf(100)

// Judge lists the reasons to hold a result back; none means it may be shown. An
// inbox that lost every report is held back whatever the limits are: a share
// that is not mounted looks like that.
// before is nil when there is no snapshot yet.
func Judge(l Limits, before *Result, now Result) []Reason {
	var reasons []Reason
	if before != nil && before.Reports > 0 && now.Reports == 0 {
		return []Reason{{fmt.Sprintf("收件目录中没有一份可采用的报告，而上一快照有 %d 份；请检查目录是否挂载", before.Reports),
			fmt.Sprintf("no report in the inbox can be taken, the snapshot before has %d; is the inbox mounted", before.Reports)}}
	}
	if r := unreadable(l, now); r != nil {
		reasons = append(reasons, *r)
	}
	if before != nil {
		reasons = append(reasons, missing(l, before, now)...)
		reasons = append(reasons, moved(l, before, now)...)
	}
	return reasons
}

func unreadable(l Limits, now Result) *Reason {
	total := 0
	for v, n := range now.Files {
		if v != schema.NotAReport && v != schema.OpenedBundle {
			total += n
		}
	}
	bad := now.Files[schema.Unreadable]
	if l.UnreadablePercent == 0 || bad*100 <= total*l.UnreadablePercent {
		return nil
	}
	return &Reason{
		fmt.Sprintf("%d 个文件中有 %d 个无法读取，超过 %d%%", total, bad, l.UnreadablePercent),
		fmt.Sprintf("%d of %d files cannot be read, more than %d %%", bad, total, l.UnreadablePercent),
	}
}

func missing(l Limits, before *Result, now Result) []Reason {
	if l.MissingMore < 0 {
		return nil
	}
	var reasons []Reason
	for _, year := range slices.Sorted(maps.Keys(now.Missing)) {
		n := now.Missing[year]
		was, known := before.Missing[year]
		if known && n > was+l.MissingMore {
			reasons = append(reasons, Reason{
				fmt.Sprintf("%d 年度未报单位由 %d 个增至 %d 个", year, was, n),
				fmt.Sprintf("units missing for %d rose from %d to %d", year, was, n),
			})
		}
	}
	return reasons
}

// moved names the first total that moves by more than the factor: the rest
// would only say it again.
func moved(l Limits, before *Result, now Result) []Reason {
	if l.TotalFactor == 0 {
		return nil
	}
	n := 0
	var first Reason
	for t := range now.Totals.All() {
		old := before.Totals.Total(t.Area.Code, t.ReportYear, t.Cell)
		if old == nil || old.Sum == nil || t.Sum == nil || !leaps(*old.Sum, *t.Sum, schema.Decimal(l.TotalFactor)) {
			continue
		}
		if n++; n == 1 {
			c := &schema.Cells[t.Cell]
			first = Reason{
				fmt.Sprintf("%s %d 年度 %s 由 %s 变为 %s，超过 %d 倍", t.Area.Name, t.ReportYear, c.Label(), *old.Sum, *t.Sum, l.TotalFactor),
				fmt.Sprintf("%s of %s %d moved from %s to %s, by more than a factor of %d", c.Code, t.Area.Code, t.ReportYear, *old.Sum, *t.Sum, l.TotalFactor),
			}
		}
	}
	if n == 0 {
		return nil
	}
	if n > 1 {
		first.ZH += fmt.Sprintf("（另有 %d 项）", n-1)
		first.EN += fmt.Sprintf(" (and %d more)", n-1)
	}
	return []Reason{first}
}

// leaps reports whether a total of some size moves by more than a factor.
func leaps(a, b, factor schema.Decimal) bool {
	a, b = max(a, -a), max(b, -b)
	small, large := min(a, b), max(a, b)
	return large >= smallTotal && large/factor > small
}
