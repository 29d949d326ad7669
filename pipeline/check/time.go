package check

import (
	"fmt"
	"strings"

	"huizong/schema"
)

// times are the rules about years and dates.
var times = []*Rule{{
	ID: "time.year", Severity: schema.Explain, Class: Time, Source: "审核中常见：沿用上年文稿",
	Title: "报告说到自己的年度处处一致", TitleEN: "every year that the report says of itself is the report year",
	Doc:    "标题、起止日期、各部分标题、开头所说的年度应与报告年度一致。第五部分引用上年数字不算。",
	DocEN:  "Title, period, headings and opening name the report year. Last year's figures in section five are legitimate.",
	Report: judgeYears,
	Fails: Example{Says: "2023 年报告的开头写 2022 年", Do: func(w *World) {
		w.Report.YearsSaid[2] = schema.YearSaid{Year: 2022, Where: "opening", Text: "2022年，石桥乡主动公开政府信息"}
	}},
	Holds: Example{Says: "开头写 2023 年"},
}, {
	ID: "time.period", Severity: schema.NoteSeverity, Class: Time, Source: formSource + "：报告期为 1 月 1 日至 12 月 31 日",
	Title: "报告期是当年 1 月 1 日至 12 月 31 日", TitleEN: "the period is 1 January to 31 December of the year",
	Doc:    "没有写起止日期的不判断。",
	DocEN:  "Not judged where no period is printed.",
	Report: judgePeriod,
	Fails:  Example{Says: "写成至 12 月 30 日", Do: func(w *World) { w.Report.PeriodTo = "2023-12-30" }},
	Holds:  Example{Says: "写 1 月 1 日至 12 月 31 日"},
}, {
	ID: "time.late", Severity: schema.Explain, Class: Time, Source: "《政府信息公开条例》第四十九条、第五十条；县级通知",
	Title: "按期报送", TitleEN: "filed in time",
	Doc:    "收到日期（没有则落款日期）不晚于规定日期：乡镇、街道和部门次年 1 月 31 日，县本级 3 月 31 日，可配置。没有日期的不判断；文件的修改时间不作依据。",
	DocEN:  "Received, or else dated, no later than the deadline: 31 January of the next year, 31 March for a county itself, or as configured. Not judged where no date is known; file times prove nothing.",
	Report: judgeLate,
	Fails:  Example{Says: "2 月 3 日收到", Do: func(w *World) { w.Submissions[2].Received = "2024-02-03" }},
	Holds:  Example{Says: "1 月 31 日收到", Do: func(w *World) { w.Submissions[2].Received = "2024-01-31" }},
}, {
	ID: "time.stale", Severity: schema.NoteSeverity, Class: Time, Source: "国办公开办函〔2019〕60号已由〔2021〕30号取代", From: 2021,
	Title: "不再引用〔2019〕60号", TitleEN: "〔2019〕60号 is no longer cited",
	Doc:    "2021 年度起的报告应引用国办公开办函〔2021〕30号。",
	DocEN:  "Reports from 2021 on cite 国办公开办函〔2021〕30号.",
	Report: judgeStale,
	Fails:  Example{Says: "2023 年引用〔2019〕60号", Do: func(w *World) { w.write(1, "根据国办公开办函〔2019〕60号要求编制。") }},
	Holds:  Example{Says: "引用〔2021〕30号", Do: func(w *World) { w.write(1, "根据国办公开办函〔2021〕30号要求编制。") }},
}, {
	ID: "time.witness", Severity: schema.Explain, Class: Time, Source: "正文、文件名、文件夹三方互证",
	Title: "正文、文件名、文件夹的年度一致", TitleEN: "text, file name and folder agree on the year",
	Doc:    "不一致时以正文为准归入，请核实文件是否放错。",
	DocEN:  "Where they disagree the text decides, and somebody should look whether the file was misplaced.",
	Report: passOn("time.witness"),
	Fails: Example{Says: "正文 2023 年，文件名 2022 年", Do: func(w *World) {
		w.found("time.witness", schema.Explain, "正文的年度是 2023，文件名写的是 2022", "the text says 2023, the file name 2022")
	}},
	Holds: Example{Says: "都是 2023 年"},
}, {
	ID: "time.unknown", Severity: schema.Must, Class: Time, Source: "不知道年度的报告不汇总",
	Title: "报告写明年度", TitleEN: "the report says its year",
	Doc:   "正文、文件名、文件夹都没有年度的报告不计入汇总，留待确认。",
	DocEN: "A report whose text, name and folder say no year is held, not added.",
	Whole: func(v *Review, t *Tally) { v.passHeld(t, "year") },
	Fails: Example{Says: "哪里都没有写年度", Do: func(w *World) { w.hold("year_unknown") }},
	Holds: Example{Says: "写明 2023 年"},
}}

var saidWhere = map[string]string{"title": "标题", "period": "起止日期", "heading": "部分标题", "opening": "开头"}

func judgeYears(s *Subject, t *Tally) {
	if s.Report.Year == 0 {
		return
	}
	for i := range s.Report.YearsSaid {
		y := &s.Report.YearsSaid[i]
		if y.Year == s.Report.Year || y.Where == "opening" && strings.Contains(y.Text, fmt.Sprint(s.Report.Year)) {
			t.Count(schema.Holds)
			continue
		}
		said := y.Text
		if y.Where == "period" && s.Report.Period != "" { // its paragraph begins long before it
			said = s.Report.Period
		}
		t.Find(plain(fmt.Sprintf("%s %d", y.Where, y.Year), fmt.Sprintf("%s写的是 %d 年，报告年度是 %d 年：“%s”", saidWhere[y.Where], y.Year, s.Report.Year, quote(said, 40)),
			fmt.Sprintf("the %s says %d, the report is about %d: %q", y.Where, y.Year, s.Report.Year, quote(said, 40)), y.Place))
	}
}

func judgePeriod(s *Subject, t *Tally) {
	r := s.Report
	if r.PeriodFrom == "" || r.PeriodTo == "" || r.Year == 0 {
		return
	}
	from, to := fmt.Sprintf("%04d-01-01", r.Year), fmt.Sprintf("%04d-12-31", r.Year)
	if r.PeriodFrom == from && r.PeriodTo == to {
		t.Count(schema.Holds)
		return
	}
	f := plain("", fmt.Sprintf("报告期写的是“%s”，应为 %d 年 1 月 1 日至 12 月 31 日", r.Period, r.Year),
		fmt.Sprintf("the period is printed %s to %s, it should be %s to %s", r.PeriodFrom, r.PeriodTo, from, to), s.periodPlace())
	if other := r.PeriodFrom[:4]; r.PeriodFrom[4:] == from[4:] && r.PeriodTo == other+to[4:] {
		f.Parent = t.earlier("time.year", "period "+other) // another year's period is one slip
	}
	t.Find(f)
}

func (s *Subject) periodPlace() schema.Place {
	for i := range s.Report.YearsSaid {
		if s.Report.YearsSaid[i].Where == "period" {
			return s.Report.YearsSaid[i].Place
		}
	}
	return schema.Place{}
}

func judgeLate(s *Subject, t *Tally) {
	came := s.received()
	if came == "" || s.Report.Year == 0 {
		return
	}
	due := s.review.due(s.Report.Year, s.Kind)
	if came <= due { // ISO dates compare as text
		t.Count(schema.Holds)
		return
	}
	t.Find(plain("", fmt.Sprintf("%s 报送，晚于规定的 %s", came, due), fmt.Sprintf("filed on %s, due by %s", came, due), schema.Place{}))
}

// due is the date until which a report of the year was due.
func (v *Review) due(year int, kind schema.UnitKind) string {
	switch {
	case kind == schema.County || kind == schema.City || kind == schema.Province:
		return countyDeadline(year)
	case v.in.Deadline != nil:
		return v.in.Deadline(year)
	}
	return Deadline(year)
}

var anyBracket = strings.NewReplacer("[", "〔", "]", "〕", "［", "〔", "］", "〕", "【", "〔", "】", "〕", "(", "〔", ")", "〕", "（", "〔", "）", "〕", " ", "", "\u3000", "", "\u00a0", "")

func judgeStale(s *Subject, t *Tally) {
	for i := range s.Report.Narrative {
		p := &s.Report.Narrative[i]
		if strings.Contains(p.Text, "60") && strings.Contains(anyBracket.Replace(p.Text), "〔2019〕60号") {
			t.Find(plain("", "仍引用〔2019〕60号，该文已由国办公开办函〔2021〕30号取代", "cites 〔2019〕60号, which 国办公开办函〔2021〕30号 replaced", p.Place))
			return
		}
	}
	t.Count(schema.Holds)
}
