package maker

import (
	"fmt"
	"strconv"
	"strings"

	"huizong/schema"
)

// titles as townships print them; a bar is a line break.
var titles = []string{
	"<unit><year>年政府信息公开工作年度报告",
	"<county><unit><year>年政府信息公开工作年度报告",
	"<year>年<unit>政府信息公开工作年度报告",
	"<unit> <year> 年政府信息公开工作年度报告",
	"<county><gov>|<year>年政府信息公开工作年度报告",
	"<gov><year>年度政府信息公开工作年度报告",
	"<unit><year>年政府信息公开年度报告",
	"<unit>关于<year>年政府信息公开工作情况的报告",
}

var brokenTitles = []string{
	"<unit><year>年政务公开年报",
	"<year>年度信息公开工作年度报告",
	"<year>年政府信息公开工作|年 度 报 告",
	"<county>|<unit>|<year>年政府信息公开年报",
	"<unit><year>年政府信息公开工作情况报告",
}

// sectionHeadings of the six sections: usual first, then what has been seen.
var sectionHeadings = [6]struct{ usual, broken []string }{
	{[]string{"一、总体情况", "一、 总体情况"}, []string{"一．总体情况", "一、工作概况", "一、工作基本情况", "一、总体概述", "一、政府信息公开<year>年工作总体情况"}},
	{[]string{"二、主动公开政府信息情况", "二、行政机关主动公开政府信息情况"}, []string{"二、主动公开情况", "二、主动公开政府信息的情况", "二、主动公开政府政府情况"}},
	{[]string{"三、收到和处理政府信息公开申请情况", "三、收到和处理政府信息公开申请的情况"}, []string{"三．收到和处理政府信息公开申请情况"}},
	{[]string{"四、政府信息公开行政复议、行政诉讼情况", "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"}, []string{"四、政府信息公开行政复议和行政诉讼情况"}},
	{[]string{"五、存在的主要问题及改进情况", "五、存在的主要问题和改进情况"}, []string{"五、存在问题及改进情况", "五、存在的主要问题及整改措施", "五、存在的主要问题及改进措施"}},
	{[]string{"六、其他需要报告的事项", "六、其它需要报告的事项"}, []string{"六．其他需要报告的事项"}},
}

func (r *Report) headings() {
	d := r.dice("headings")
	bare := r.wording.variety == Wild && d.in(8)
	for s := range r.Sections {
		h := sectionHeadings[s]
		text := schema.Sections[s].Label
		switch {
		case r.Edition == schema.Edition2019:
			text = schema.Sections[s].Label2019
		case r.wording.variety == Usual && d.in(25), r.wording.variety == Wild && d.in(35):
			text = pick(d, h.usual)
		case r.wording.variety == Wild && d.in(40):
			text = pick(d, h.broken)
		}
		if bare {
			_, text, _ = strings.Cut(strings.ReplaceAll(text, "．", "、"), "、")
		}
		r.Sections[s].Heading = strings.ReplaceAll(text, "<year>", strconv.Itoa(r.Year))
	}
	r.titling(d)
}

func (r *Report) titling(d *dice) {
	template := titles[0]
	switch {
	case r.wording.variety == Usual, r.wording.variety == Wild && d.in(60):
		template = pick(d, titles)
	case r.wording.variety == Wild && d.in(80):
		template = pick(d, brokenTitles)
	case r.wording.variety == Wild:
		template = ""
	}
	r.Title = nil
	if template != "" {
		text := strings.NewReplacer("<unit>", r.Unit.Name, "<county>", r.Unit.ParentName, "<year>", strconv.Itoa(r.Year),
			"<gov>", government(r.Unit)).Replace(template)
		r.Title = strings.Split(text, "|")
	}
	day := d.between(4, 30)
	r.received = fmt.Sprintf("%d-01-%02d", r.Year+1, day)
	r.Closing = nil
	if d.in(60) {
		r.Closing = []string{government(r.Unit), fmt.Sprintf("%d年1月%d日", r.Year+1, day)}
	}
}

// government is the full name of a unit's office.
func government(u schema.Unit) string {
	switch u.Kind {
	case schema.Town, schema.Township:
		return u.Name + "人民政府"
	case schema.Subdistrict:
		return u.Name + "办事处"
	}
	return u.Name
}
