package recognize

import (
	"slices"
	"testing"
)

// TestSeveralReports: a file that holds two reports stands for neither; a
// running header or a doubled heading is no second report.
func TestSeveralReports(t *testing.T) {
	body := []string{"一、总体情况", "主动公开信息12条。", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项", "无。"}
	report := func(title string) []string { return append([]string{title}, body...) }
	mine := report("瓦岗寨乡2023年政府信息公开工作年度报告")
	for _, c := range []struct {
		name  string
		lines []string
		held  bool
	}{
		{"another unit's behind it", slices.Concat(mine, report("白道口镇2023年政府信息公开工作年度报告")), true},
		{"last year's behind it", slices.Concat(mine, report("瓦岗寨乡2022年政府信息公开工作年度报告")), true},
		{"the same again", slices.Concat(mine, report("滑县瓦岗寨乡2023年政府信息公开工作年度报告")), false},
		{"a header of another year inside", slices.Insert(slices.Clone(mine), 4, "瓦岗寨乡2022年政府信息公开工作年度报告"), false},
		{"a link to another below", append(slices.Clone(mine), "白道口镇2023年政府信息公开工作年度报告"), false},
	} {
		r := Report(titled(c.lines...), Source{}, NewNames(testRoster))
		if held := r.UnitCode == ""; held != c.held {
			t.Errorf("%s: held %v, want %v: %+v", c.name, held, c.held, r.Findings)
		}
		if told := HoldsSeveral(r); told != c.held {
			t.Errorf("%s: told %v, want %v", c.name, told, c.held)
		}
	}
}
