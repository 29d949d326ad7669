package recognize

import (
	"fmt"
	"strings"
	"testing"

	"huizong/schema"
)

func unitOf(code, name, parentCode, parentName string, aliases ...string) schema.Unit {
	return schema.Unit{Code: code, Name: name, Kind: schema.KindOf(code), ParentCode: parentCode, ParentName: parentName, Aliases: aliases}
}

// testRoster holds what makes units hard to tell: names that repeat over
// counties, that hold another name, that look like a province's or a city's,
// that changed, whose first half is a common word.
var testRoster = &schema.Roster{Units: []schema.Unit{
	unitOf("320813000", "洪泽区人民政府", "320800000", "淮安市"),
	unitOf("320813001", "高良涧街道", "320813000", "洪泽区"),
	unitOf("320813107", "黄集街道", "320813000", "洪泽区"),
	unitOf("321300", "宿迁市", "", ""),
	unitOf("410522100", "城关镇", "410522", "安阳县"),
	unitOf("410526", "滑县", "410500", "安阳市"),
	unitOf("410526001", "道口镇街道", "410526", "滑县", "道口镇"),
	unitOf("410526002", "城关街道", "410526", "滑县", "城关镇"),
	unitOf("410526101", "白道口镇", "410526", "滑县"),
	unitOf("410526105", "人民镇", "410526", "滑县"),
	unitOf("410526209", "瓦岗寨乡", "410526", "滑县"),
	unitOf("410526210", "小铺乡", "410526", "滑县"),
	{Code: "410526901", Name: "滑县教育局", Kind: schema.Department, ParentCode: "410526", ParentName: "滑县"},
	unitOf("330881101", "湖南镇", "330881", "江山市"),
	unitOf("440104013", "北京街道", "440104", "越秀区"),
	unitOf("220102104", "新立城镇", "220102", "南关区"),
	unitOf("320981005", "垛田街道", "321281", "兴化市"),
	unitOf("610828104", "螅镇", "610828", "佳县"),
	unitOf("460400100", "那大镇", "460400", "儋州市"),
	unitOf("510525109", "双沙镇", "510525", "古蔺县"),
	unitOf("510525200", "双沙乡", "510525", "古蔺县"),
}}

// titled is a report of nothing but a title and a few lines.
func titled(lines ...string) *schema.Document {
	doc := &schema.Document{}
	for i, l := range lines {
		doc.Blocks = append(doc.Blocks, schema.Paragraph(l, schema.Place{Line: i + 1}))
	}
	return doc
}

func TestUnitFromTitle(t *testing.T) {
	names := NewNames(testRoster)
	for title, want := range map[string]string{
		"瓦岗寨乡 2023 年政府信息公开工作年度报告":             "410526209",
		"滑县瓦岗寨乡人民政府2023年政府信息公开工作年度报告":         "410526209",
		"河南省安阳市滑县瓦岗寨乡2023年度政府信息公开年报":          "410526209",
		"2023年瓦岗寨乡政府信息公开工作年度报告":               "410526209",
		"关于瓦岗寨乡2023年政府信息公开工作情况的报告":            "410526209",
		"瓦岗寨乡人民政府关于2023年政府信息公开工作情况的报告":        "410526209",
		"河南瓦岗寨乡2023年政府信息公开工作年度报告":             "410526209",
		"瓦岗寨乡人民政府信息公开工作年度报告（2023年）":           "410526209",
		"瓦岗寨镇2023年政府信息公开工作年度报告":               "410526209", // 乡 become 镇, the roster not yet told
		"瓦岗寨2023年政务公开年报":                      "410526209",
		"瓦岗寨乡卫生院2023年政府信息公开工作年度报告":            "",
		"瓦崗寨鄉2023年政府信息公開工作年度報告":               "410526209",
		"道口镇2023年政府信息公开工作年度报告":                "410526001", // a former name
		"滑县道口镇街道办事处2023年政府信息公开工作年度报告":         "410526001",
		"白道口镇2023年政府信息公开工作年度报告":               "410526101", // holds 道口镇
		"滑县城关街道2023年政府信息公开工作年度报告":             "410526002",
		"安阳县城关镇2023年政府信息公开工作年度报告":             "410522100",
		"滑县城关镇2023年政府信息公开工作年度报告":              "410526002",
		"城关镇2023年政府信息公开工作年度报告":                "", // two of them
		"浚县城关镇2023年政府信息公开工作年度报告":              "", // a third that is not in the roster
		"人民镇2023年政府信息公开工作年度报告":                "410526105",
		"人民政府2023年政府信息公开工作年度报告":               "",
		"滑县人民政府2023年政府信息公开工作年度报告":             "410526",
		"滑县2023年政府信息公开工作年度报告":                 "410526",
		"滑县教育局2023年政府信息公开工作年度报告":              "410526901",
		"滑县财政局2023年政府信息公开工作年度报告":              "",
		"淮安市洪泽区人民政府2024 年政府信息公开工作年度报告":        "320813000",
		"洪泽区人民政府2023 年政府信息公开工作年度报告":           "320813000",
		"洪泽区黄集街道办事处2023年政府信息公开工作年度报告":         "320813107",
		"淮安市洪泽区人民政府高良涧街道办事处2023年政府信息公开工作年度报告": "320813001",
		"宿迁市2023年政府信息公开工作年度报告":                "321300",
		"浙江省江山市湖南镇2023年政府信息公开工作年度报告":          "330881101",
		"湖南镇2023年政府信息公开工作年度报告":                "330881101",
		"新湖南镇2023年政府信息公开工作年度报告":               "",
		"广州市越秀区北京街道2023年政府信息公开工作年度报告":         "440104013",
		"北京街道办事处2023年政府信息公开工作年度报告":            "440104013",
		"长春市南关区新立城镇2023年政府信息公开工作年度报告":         "220102104",
		"垛田街道2023年政府信息公开工作年度报告":               "320981005",
		"2022年度螅镇政府信息公开工作年度报告":                "610828104",
		"双沙乡2023年政府信息公开工作年度报告":                "510525200",
		"双沙镇2023年政府信息公开工作年度报告":                "510525109",
		"2023年政府信息公开工作年度报告":                   "",
		"我镇2023年政府信息公开工作年度报告":                 "",
	} {
		t.Run(title, func(t *testing.T) {
			r := Report(titled(title, "一、总体情况", "2023年工作开展顺利。"), Source{}, names)
			if r.UnitCode != want {
				t.Errorf("unit %q %s, want %q; title %q, findings %+v", r.UnitCode, r.UnitName, want, r.Title, r.Findings)
			}
			if held := has(r, "roster.unknown"); held != (want == "") {
				t.Errorf("held %v, want %v", held, want == "")
			}
		})
	}
}

func has(r *schema.Report, rule string) bool {
	for _, f := range r.Findings {
		if f.Rule == rule {
			return true
		}
	}
	return false
}

func TestUnitFromNamesAndFolders(t *testing.T) {
	names := NewNames(testRoster)
	const ours = "我乡2023年政府信息公开工作年度报告"
	for _, c := range []struct {
		name, title, body string
		source            Source
		want              string
		witness, held     bool
	}{
		{"file name", ours, "", Source{Name: "瓦岗寨乡2023年报.docx"}, "410526209", false, false},
		{"file name without its suffix", ours, "", Source{Name: "瓦岗寨-2023.docx"}, "410526209", false, false},
		{"code", ours, "", Source{Name: "410526209_2023.xlsx"}, "410526209", false, false},
		{"code of twelve digits", ours, "", Source{Name: "410526209000.doc"}, "410526209", false, false},
		{"code of a county, nine digits for six", ours, "", Source{Name: "410526000-2023.pdf"}, "410526", false, false},
		{"code of a county, six digits for nine", ours, "", Source{Name: "320813.pdf"}, "320813000", false, false},
		{"a date is no code", ours, "", Source{Name: "202401.docx"}, "", false, true},
		{"folder", ours, "", Source{Name: "年报.docx", Folders: []string{"2023年", "瓦岗寨乡"}}, "410526209", false, false},
		{"bundle", ours, "", Source{Name: "年报.docx", Folders: []string{"瓦岗寨乡.zip"}}, "410526209", false, false},
		{"folder with a code", ours, "", Source{Name: "年报.docx", Folders: []string{"410526209"}}, "410526209", false, false},
		{"a county's folder is not its report", ours, "", Source{Name: "年报.docx", Folders: []string{"滑县"}}, "", false, true},
		{"name that repeats, told by the folder", "城关镇2023年政府信息公开工作年度报告", "", Source{Folders: []string{"410522安阳县"}}, "410522100", false, false},
		{"name that repeats, told by the prose", "城关镇2023年政府信息公开工作年度报告", "根据安阳县人民政府的要求。", Source{}, "410522100", false, false},
		{"prose", ours, "瓦岗寨乡高度重视，瓦岗寨乡成立领导小组。", Source{}, "410526209", false, false},
		{"county and unit in the file name", ours, "", Source{Name: "滑县瓦岗寨乡2023.docx"}, "410526209", false, false},
		{"two units in the file name", ours, "", Source{Name: "瓦岗寨乡、小铺乡2023.docx"}, "", false, true},
		{"title against file name", "小铺乡2023年政府信息公开工作年度报告", "", Source{Name: "瓦岗寨乡2023.docx"}, "410526210", true, false},
		{"title against file name and folder", "小铺乡2023年政府信息公开工作年度报告", "", Source{Name: "瓦岗寨乡2023.docx", Folders: []string{"瓦岗寨乡"}}, "410526209", true, false},
		{"title against file name and prose", "小铺乡2023年政府信息公开工作年度报告", "瓦岗寨乡认真落实。瓦岗寨乡共公开信息。", Source{Name: "瓦岗寨乡2023.docx"}, "410526209", true, false},
		{"title with a letter wrong", "瓦岗塞乡2023年政府信息公开工作年度报告", "", Source{Name: "瓦岗寨乡2023.docx"}, "410526209", true, false},
		{"the county's title over a unit's file", "浚县2023年政府信息公开工作年度报告", "", Source{Name: "瓦岗寨乡2023.docx"}, "", false, true},
		{"another county's unit under our name", "新镇2023年政府信息公开工作年度报告", "", Source{Name: "瓦岗寨乡2023.docx"}, "", false, true},
		{"school of the same name", ours, "", Source{Name: "瓦岗寨乡中心校2023.docx"}, "", false, true},
		{"island", ours, "", Source{Name: "那大镇.docx", Folders: []string{"460400儋州市"}}, "460400100", false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := Report(titled(c.title, "一、总体情况", c.body+"工作开展顺利。"), c.source, names)
			if r.UnitCode != c.want {
				t.Errorf("unit %q, want %q; findings %+v", r.UnitCode, c.want, r.Findings)
			}
			if has(r, "name.witness") != c.witness {
				t.Errorf("witness finding %v, want %v: %+v", !c.witness, c.witness, r.Findings)
			}
			if has(r, "roster.unknown") != c.held {
				t.Errorf("held %v, want %v: %+v", !c.held, c.held, r.Findings)
			}
		})
	}
}

// TestRenamedUnit gives a report to the unit that owed it: the old one before
// the change, its successor after it.
func TestRenamedUnit(t *testing.T) {
	before, after := unitOf("410526205", "上官村乡", "410526", "滑县"), unitOf("410526115", "上官镇", "410526", "滑县", "上官村乡")
	before.ValidTo, after.ValidFrom = 2021, 2022
	names := NewNames(&schema.Roster{Units: []schema.Unit{before, after}})
	for year, want := range map[string]string{"2020": before.Code, "2021": before.Code, "2022": after.Code, "2023": after.Code} {
		r := Report(titled("上官村乡"+year+"年政府信息公开工作年度报告", "一、总体情况", "文。"), Source{}, names)
		if r.UnitCode != want {
			t.Errorf("%s: unit %s, want %s; %+v", year, r.UnitCode, want, r.Findings)
		}
	}
}

func TestFindingsNameTheUnit(t *testing.T) {
	r := Report(titled("瓦岗寨乡2023年政府信息公开工作年度报告", "一、总体情况", "一、总体情况", "文"), Source{Submission: "s1", File: "a/b.docx"}, NewNames(testRoster))
	if len(r.Findings) == 0 {
		t.Fatal("no finding")
	}
	for _, f := range r.Findings {
		if f.UnitCode != "410526209" || f.UnitName != "瓦岗寨乡" || f.ReportYear != 2023 || f.Submission != "s1" || f.Place.File != "a/b.docx" || f.Message == "" || f.MessageEN == "" {
			t.Errorf("finding %+v", f)
		}
		if strings.ContainsAny(f.MessageEN, "，。") {
			t.Errorf("English with Chinese stops: %q", f.MessageEN)
		}
	}
}

// TestNamesOfTheWholeCountry makes sure that looking names up does not depend
// on how many there are, and that ambiguity is seen.
func TestNamesOfTheWholeCountry(t *testing.T) {
	roster := &schema.Roster{}
	for county := range 3000 {
		code := 100000 + county
		for k := range 13 {
			roster.Units = append(roster.Units, unitOf(itoa(code)+itoa(100+k), "第"+string(rune(0x4e10+county))+string(rune(0x5010+k))+"镇", itoa(code), string(rune(0x4e10+county))+"县"))
		}
	}
	names := NewNames(roster)
	r := Report(titled("第"+string(rune(0x4e10+77))+string(rune(0x5010+3))+"镇2023年政府信息公开工作年度报告"), Source{}, names)
	if r.UnitCode != "100077103" {
		t.Errorf("unit %s", r.UnitCode)
	}
}

func itoa(n int) string {
	var b []byte
	for ; n > 0; n /= 10 {
		b = append([]byte{byte('0' + n%10)}, b...)
	}
	return string(b)
}

// TestCountyCodes: a county is named by its code or by that of a unit of it,
// not by a telephone number that happens to hold the digits.
func TestCountyCodes(t *testing.T) {
	for text, want := range map[string]bool{
		"410526滑县/2023年": true, "410526209瓦岗寨乡": true, "代码:410526": true, "(410526209000)": true, "0372-4105260,410526": true,
		"电话:0372-4105261": false, "03724105260": false, "1410526": false, "": false,
	} {
		if hasCode(text, "410526") != want {
			t.Errorf("hasCode(%q) = %v", text, !want)
		}
	}
}

// TestInContext: two counties may have one name; a code is one county's alone.
func TestInContext(t *testing.T) {
	n := NewNames(&schema.Roster{Units: []schema.Unit{
		{Code: "910816101", Name: "南寨镇", ParentCode: "910816", ParentName: "淮乐县"},
		{Code: "931016101", Name: "南寨镇", ParentCode: "931016", ParentName: "淮乐县"},
		{Code: "410526101", Name: "南寨镇", ParentCode: "410526", ParentName: "滑县"},
		{Code: "410527101", Name: "南寨镇", ParentCode: "410527", ParentName: "淮乐区"},
	}})
	for context, want := range map[string]string{
		"931016淮乐县/2022年": "[1]", "淮乐县/2022年": "[0 1]", "滑县": "[2]", "淮乐人民政府": "[0 1 3]", "": "[0 1 2 3]",
	} {
		if got := fmt.Sprint(n.inContext([]int{0, 1, 2, 3}, func() string { return context })); got != want {
			t.Errorf("%q keeps %s, want %s", context, got, want)
		}
	}
}
