package layout

import (
	"context"
	"errors"
	"strings"
	"testing"

	"huizong/pipeline/read/bounds"
)

func TestParagraphs(t *testing.T) {
	p := paper(1)
	full := strings.Repeat("文", 40)
	p.text(200, 100, "政府信息公开工作年度报告")
	p.text(80, 130, "一、总体情况")
	p.text(100, 150, full[:38*3])
	p.text(80, 165, full)
	p.text(80, 180, "短行。")
	p.text(100, 195, full[:38*3])
	p.text(80, 210, "2023年。")
	expect(t, read(t, p), "政府信息公开工作年度报告\n一、总体情况\n"+full[:38*3]+full+"短行。\n"+full[:38*3]+"2023年。\n")
}

// A paragraph goes on over the page, across page number and running header.
func TestFurniture(t *testing.T) {
	full := strings.Repeat("文", 40)
	var pens []*pen
	for n := 1; n <= 3; n++ {
		p := paper(n)
		p.text(200, 40, "瓦岗寨乡年度报告").text(80, 120, full).text(80, 135, full)
		p.text(290, 810, "— "+string(rune('0'+n))+" —")
		pens = append(pens, p)
	}
	pens[2].text(80, 150, "完。")
	doc := read(t, pens...)
	expect(t, doc, strings.Repeat(full, 6)+"完。\n")
	if doc.Title != "瓦岗寨乡年度报告" {
		t.Errorf("title is %q, want the running header", doc.Title)
	}
}

func TestNoFurniture(t *testing.T) {
	p := paper(1)
	p.text(80, 60, "2023").text(80, 100, "12").text(80, 700, "见第3页")
	expect(t, read(t, p), "2023\n12\n见第3页\n")
}

// Without lines a table stays lines of words with blanks between.
func TestBorderlessTable(t *testing.T) {
	p := paper(1)
	p.text(80, 100, "信息内容").text(200, 100, "制发").text(300, 100, "废止")
	p.text(80, 120, "规章").text(200, 120, "12").text(300, 120, "7")
	p.text(80, 140, "2023").text(104, 140, "年") // the gap of mixed scripts is no blank
	p.text(80, 160, "甲").text(95, 160, "乙")
	expect(t, read(t, p), "信息内容                制发                废止\n规章                    12                  7\n2023 年\n甲 乙\n")
}

func TestTableInAFrame(t *testing.T) {
	p := paper(1)
	p.page.Rulings = append(p.page.Rulings, Box{30, 30, 565, 812}.Rulings()...)
	p.text(80, 100, "一、总体情况")
	p.table(50, 150, narrow, rows{{"甲", "1", "2"}})
	p.text(80, 300, "五、问题")
	expect(t, read(t, p), "一、总体情况\n| 甲 | 1 | 2 |\n五、问题\n")
}

func TestTableInACell(t *testing.T) {
	p := paper(1)
	for _, y := range []float64{100, 130, 300} {
		p.line(40, y, 400, y)
	}
	for _, x := range []float64{40, 80, 400} {
		p.line(x, 100, x, 300)
	}
	p.text(45, 120, "甲").text(100, 120, "乙").text(45, 160, "丙")
	p.table(100, 150, narrow, rows{{"规章", "1", "2"}})
	doc := read(t, p)
	table := doc.Blocks[0].Table
	inner := table.Cells[len(table.Cells)-1].Inner
	if len(inner) != 1 || inner[0].Table == nil || len(inner[0].Table.Cells) != 3 {
		t.Fatalf("the last cell holds %+v, want a table of three cells", inner)
	}
	if c := inner[0].Table.Cells[1]; c.Text != "1" || c.Place.Table != 2 {
		t.Errorf("its second cell is %q at %v, want 1 in table 2", c.Text, c.Place)
	}
}

func TestBounds(t *testing.T) {
	fine, scattered := paper(1), paper(1)
	for i := range 200 {
		at := float64(4 * i)
		fine.line(0, at, 800, at).line(at, 0, at, 800)
	}
	for i := range 4000 {
		x, y := float64(20*(i%30)), float64(6*(i/30))
		scattered.line(x, y, x+6, y)
	}
	lines := paper(1)
	for i := range 20 {
		lines.text(50, 100+30*float64(i), "行")
	}
	tight := bounds.Default()
	tight.Cells, tight.Blocks = 1000, 10
	for name, tc := range map[string]struct {
		p *pen
		b bounds.Bounds
	}{
		"cells": {fine, tight}, "rulings": {scattered, bounds.Default()}, "paragraphs": {lines, tight},
	} {
		_, err := Document(context.Background(), []Page{tc.p.page}, tc.b)
		var refusal *bounds.Refusal
		if !errors.As(err, &refusal) || refusal.Code != bounds.TooLarge {
			t.Errorf("%s: %v, want a refusal", name, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Document(ctx, []Page{fine.page}, bounds.Default()); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
