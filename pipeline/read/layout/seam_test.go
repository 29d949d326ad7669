package layout

import "testing"

// A table goes on over the page: what Word, WPS, LibreOffice and browsers do
// at the break.
func TestPageBreaks(t *testing.T) {
	widths := []float64{40, 60, 100, 50, 50}
	head := rows{{"角注", "<", "<", "自然人", "总计"}}
	for name, tc := range map[string]struct {
		upper, lower rows
		want         string
	}{
		"between rows": {
			rows{{"一、新收", "<", "<", "1", "2"}},
			rows{{"二、结转", "<", "<", "3", "4"}},
			"| 一、新收 | 1 | 2 |\n| 二、结转 | 3 | 4 |\n",
		},
		"header repeated": {
			append(head[:1:1], []string{"一、新收", "<", "<", "1", "2"}),
			append(head[:1:1], []string{"二、结转", "<", "<", "3", "4"}),
			"| 角注 | 自然人 | 总计 |\n| 一、新收 | 1 | 2 |\n| 二、结转 | 3 | 4 |\n",
		},
		"group label vanishes": {
			rows{{"三\n果", "（三）不\n予公开", "1.属于甲", "1", "2"}, {"^", "^", "2.属于乙", "3", "4"}},
			rows{{"", "", "3.属于丙", "5", "6"}, {"^", "（四）无\n法提供", "1.不掌握", "7", "8"}},
			"| 三/果{4x1} | （三）不/予公开{3x1} | 1.属于甲 | 1 | 2 |\n| 2.属于乙 | 3 | 4 |\n| 3.属于丙 | 5 | 6 |\n| （四）无/法提供 | 1.不掌握 | 7 | 8 |\n",
		},
		"group label cut": {
			rows{{"三\n、\n本", "（三）不", "1.属于甲", "1", "2"}},
			rows{{"年\n度", "予公开", "2.属于乙", "3", "4"}, {"^", "^", "3.属于丙", "5", "6"}},
			"| 三/、/本/年/度{3x1} | （三）不/予公开{3x1} | 1.属于甲 | 1 | 2 |\n| 2.属于乙 | 3 | 4 |\n| 3.属于丙 | 5 | 6 |\n",
		},
		"group label printed again, row cut": {
			rows{{"三", "（六）其他", "1.申请人无正当", "1", "2"}},
			rows{{"三\n果", "（六）其他\n处理", "期不补正", "", ""}, {"^", "^", "3.其他", "3", "4"}},
			"| 三/果{2x1} | （六）其他/处理{2x1} | 1.申请人无正当/期不补正 | 1 | 2 |\n| 3.其他 | 3 | 4 |\n",
		},
		"next group begins": {
			rows{{"三", "（三）不\n予公开", "7.属于甲", "1", "2"}, {"^", "^", "8.属于乙", "3", "4"}},
			rows{{"", "（四）无\n法提供", "1.不掌握", "5", "6"}, {"^", "^", "2.没有现成", "7", "8"}},
			"| 三{4x1} | （三）不/予公开{2x1} | 7.属于甲 | 1 | 2 |\n| 8.属于乙 | 3 | 4 |\n| （四）无/法提供{2x1} | 1.不掌握 | 5 | 6 |\n| 2.没有现成 | 7 | 8 |\n",
		},
		"row cut in its label": {
			rows{{"三", "（二）部分公开（区分处理的，", "<", "1", "2"}},
			rows{{"", "只计这一情形，不计其他）", "<", "", ""}, {"^", "（三）不予公开", "<", "3", "4"}},
			"| 三{2x1} | （二）部分公开（区分处理的，/只计这一情形，不计其他） | 1 | 2 |\n| （三）不予公开 | 3 | 4 |\n",
		},
		"row cut, figures on the next page": {
			rows{{"三", "（二）部分公开", "<", "", ""}},
			rows{{"", "", "<", "1", "2"}},
			"| 三 | （二）部分公开 | 1 | 2 |\n",
		},
		"figures that belong to two rows": {
			rows{{"规章", "<", "<", "1", "2"}},
			rows{{"规范性文件", "<", "<", "3", "4"}},
			"| 规章 | 1 | 2 |\n| 规范性文件 | 3 | 4 |\n",
		},
		"figures below a header": {
			rows{{"信息内容", "<", "<", "本年制发", "现行有效"}},
			rows{{"", "<", "<", "3", "4"}, {"规范性文件", "<", "<", "5", "6"}},
			"| 信息内容 | 本年制发 | 现行有效 |\n|  | 3 | 4 |\n| 规范性文件 | 5 | 6 |\n",
		},
		"blank row with its label": {
			rows{{"行政处罚", "<", "<", "1", "2"}},
			rows{{"行政强制", "<", "<", "", ""}},
			"| 行政处罚 | 1 | 2 |\n| 行政强制 |  |  |\n",
		},
		"header cut, nothing left": {
			rows{{"维持", "纠正", "其他", "未结", "总计"}},
			rows{{"", "", "", "", ""}, {"1", "2", "3", "4", "10"}},
			"| 维持 | 纠正 | 其他 | 未结 | 总计 |\n| 1 | 2 | 3 | 4 | 10 |\n",
		},
		"figures left blank": {
			rows{{"维持", "纠正", "其他", "未结", "总计"}},
			rows{{"", "", "", "", ""}},
			"| 维持 | 纠正 | 其他 | 未结 | 总计 |\n|  |  |  |  |  |\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			first, second := paper(1), paper(2)
			first.table(50, 700, widths, tc.upper)
			second.table(50, 60, widths, tc.lower)
			first.text(280, 810, "- 4 -")
			second.text(280, 810, "- 5 -")
			expect(t, read(t, first, second), tc.want)
		})
	}
}

// Rows that look like pieces of one, were it not for their figures.
func TestRowCutAgainstItsFigures(t *testing.T) {
	first, second := paper(1), paper(2)
	widths := []float64{160, 24, 24}
	first.table(50, 700, widths, rows{{"5.要求行政机关确认或重新出具", "12", "0"}})
	second.table(50, 60, widths, rows{{"已获取信息", "345", "7"}})
	expect(t, read(t, first, second), "| 5.要求行政机关确认或重新出具 | 〔跨页断行〕12 | 〔跨页断行〕0 |\n| 已获取信息 | 〔跨页断行〕345 | 〔跨页断行〕7 |\n")
}

// A figure cut by the page is not taken for the digits above the cut: the row
// below has no label, and fewer figures or no room was left above.
func TestFigureCutByThePage(t *testing.T) {
	for name, tc := range map[string]struct {
		widths       []float64
		upper, lower rows
		want         string
	}{
		"one of two figures": {[]float64{160, 60, 60}, rows{{"8.属于行政查询事项", "4621", "3175"}}, rows{{"", "", "6"}},
			"| 8.属于行政查询事项 | 〔跨页断行〕4621 | 〔跨页断行〕3175 |\n|  |  | 〔跨页断行〕6 |\n"},
		"no label at all": {[]float64{60, 60, 60}, rows{{"12", "4621", "3175"}}, rows{{"", "", "6"}},
			"| 〔跨页断行〕12 | 〔跨页断行〕4621 | 〔跨页断行〕3175 |\n|  |  | 〔跨页断行〕6 |\n"},
		"wide margins": {[]float64{160, 38, 38}, rows{{"规章", "4621", "3175"}}, rows{{"", "5", "6"}},
			"| 规章 | 〔跨页断行〕4621 | 〔跨页断行〕3175 |\n|  | 〔跨页断行〕5 | 〔跨页断行〕6 |\n"},
		"a group label in doubt": {[]float64{40, 150, 38}, rows{{"三、本", "（二）部分公开（区分处理的，", "3175"}}, rows{{"四、结\n转", "只计这一情形）", "6"}, {"^", "（七）总计", "1"}},
			"| 三、本 | （二）部分公开（区分处理的， | 〔跨页断行〕3175 |\n| 四、结/转{2x1} | 只计这一情形） | 〔跨页断行〕6 |\n| （七）总计 | 1 |\n"},
		"a row without its label": {[]float64{160, 60, 60}, rows{{"规章", "4621", "3175"}}, rows{{"", "5", "6"}},
			"| 规章 | 4621 | 3175 |\n|  | 5 | 6 |\n"},
	} {
		t.Run(name, func(t *testing.T) {
			first, second := paper(1), paper(2)
			first.table(50, 700, tc.widths, tc.upper)
			second.table(50, 60, tc.widths, tc.lower)
			expect(t, read(t, first, second), tc.want)
		})
	}
}

// A head that a page cut where the table begins is known again, whole, on the
// page after; a figure cut below it is in doubt.
func TestHeadOnceCut(t *testing.T) {
	first, second, third := paper(1), paper(2), paper(3)
	widths := []float64{100, 60, 60}
	first.table(50, 700, widths, rows{{"关系", "申请人情况", "<"}, {"^", "", ""}})
	second.table(50, 60, widths, rows{{"", "自然\n人", "总计"}, {"一、新收", "1", "2"}, {"三、办理", "345", "3175"}})
	third.table(50, 60, widths, rows{{"关系\n为", "申请人情况", "<"}, {"^", "自然\n人", "总计"}, {"", "", "6"}, {"四、结转", "5", "6"}})
	expect(t, read(t, first, second, third), "| 关系{2x1} | 申请人情况{1x2} |\n| 自然/人 | 总计 |\n| 一、新收 | 1 | 2 |\n| 三、办理 | 〔跨页断行〕345 | 〔跨页断行〕3175 |\n|  |  | 〔跨页断行〕6 |\n| 四、结转 | 5 | 6 |\n")
}

func TestCellStandsOnThePageOfItsFigure(t *testing.T) {
	first, second := paper(1), paper(2)
	first.table(50, 700, narrow, rows{{"（二）部分公开", "", ""}})
	second.table(50, 60, narrow, rows{{"", "1", "2"}})
	doc := read(t, first, second)
	for i, page := range []int{1, 2, 2} {
		if c := doc.Blocks[0].Table.Cells[i]; c.Place.Page != page {
			t.Errorf("%q stands on page %d, want %d", c.Text, c.Place.Page, page)
		}
	}
}

func TestTextBetweenPagesParts(t *testing.T) {
	first, second := paper(1), paper(2)
	first.table(50, 700, narrow, rows{{"甲", "1", "2"}})
	second.text(50, 60, "四、标题")
	second.table(50, 80, narrow, rows{{"乙", "3", "4"}})
	expect(t, read(t, first, second), "| 甲 | 1 | 2 |\n四、标题\n| 乙 | 3 | 4 |\n")
}

// A row alone at the end of a page looks like a frame.
func TestRowLeftAlone(t *testing.T) {
	first, second := paper(1), paper(2)
	first.table(50, 700, []float64{220}, rows{{"第二十条第（一）项"}})
	second.table(50, 60, narrow, rows{{"规章", "1", "2"}, {"规范性文件", "3", "4"}})
	expect(t, read(t, first, second), "| 第二十条第（一）项{1x3} |\n| 规章 | 1 | 2 |\n| 规范性文件 | 3 | 4 |\n")
	expect(t, read(t, first), "第二十条第（一）项\n")
}

// A page number that a tall row swallowed is no part of a cell.
func TestPageNumberInsideATable(t *testing.T) {
	var pens []*pen
	for n := 1; n <= 3; n++ {
		p := paper(n)
		bottom := 700.0
		if n == 2 {
			bottom = 780
		}
		p.table(50, bottom, []float64{200, 100, 100}, rows{{"甲", "1\n", "2"}, {"乙", "3", "4"}})
		if n == 2 {
			p.page.Rulings = append(p.page.Rulings, Ruling{50, 832, 450, 832}, Ruling{50, 800, 50, 832}, Ruling{250, 800, 250, 832}, Ruling{350, 800, 350, 832}, Ruling{450, 800, 450, 832})
		}
		p.text(300, 825, string(rune('0'+n)))
		pens = append(pens, p)
	}
	for _, b := range read(t, pens...).Blocks {
		if b.Table == nil {
			t.Errorf("%q is left as text", b.Text)
			continue
		}
		for _, c := range b.Table.Cells {
			if c.Row%2 == 1 && c.Column == 1 && c.Text != "3" && c.Text != "" {
				t.Errorf("cell %d,%d holds %q, want 3", c.Row, c.Column, c.Text)
			}
		}
	}
}
