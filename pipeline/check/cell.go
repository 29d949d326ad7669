package check

import (
	"fmt"
	"strings"

	"huizong/schema"
)

// cells are the rules about what may be printed in a single cell.
var cells = []*Rule{{
	ID: "cell.number", Severity: schema.Must, Class: Cells, Source: formSource + "，计量单位：件、项、万元",
	Title: "件数是不小于 0 的整数；只有金额有小数，只有“本年增/减”有正负号", TitleEN: "counts are whole numbers from 0 up; only money has decimals, only the change has a sign",
	Doc:    "金额可有小数，2019 版“本年增/减”可带正负号，其余各格只能是不小于 0 的整数。印了文字而不是数字的也在这里；文字里有数字、可能只是读不准的，降为核实。",
	DocEN:  "Money may have decimals, the change of edition 2019 a sign; every other cell is a whole number from 0 up. Words where a number belongs fail too; words with digits in them may be a reading problem, so they are only asked about.",
	Report: judgeNumbers,
	Fails:  Example{Says: "件数印 2.5", Cells: "t3.granted.other=2.5"},
	Holds:  Example{Says: "收费金额（万元）印 2.5", Cells: "t2.fees.amount=2.5"},
}, {
	ID: "cell.blank", Severity: schema.Explain, Class: Cells, Source: formSource + "；没有的填 0，县级审核通行要求",
	Title: "该填数字的格不留空白，也不写“/”“-”“无”", TitleEN: "no blank, slash, dash or 无 where a number belongs",
	Doc:    "没有发生的填 0。空白和符号不当作 0 汇总；整列、整行空白合为一条，零散的四处以上也合为一条，并说明如果空白就是 0，勾稽关系是否成立。",
	DocEN:  "What did not happen is 0. Blanks and marks are not added up as 0. A blank column or row is one finding, so are blanks in more than four places; it says whether the sums would close if blanks meant 0.",
	Report: judgeBlanks,
	Fails:  Example{Says: "一格空白", Cells: "t3.granted.other=blank"},
	Holds:  Example{Says: "同一格印 0", Cells: "t3.granted.other=0"},
}, {
	ID: "cell.unread", Severity: schema.Explain, Class: Cells, Source: "读取时不猜：认不准的格留空并说明原因",
	Title: "表里的数字都读得出、认得准", TitleEN: "every printed number could be read and placed",
	Doc:    "行、列标题残缺或数字与标题对不上时，该格不计入汇总，由人核对原件。这是读取的疑问，不是报送单位的错。",
	DocEN:  "Where labels are broken or numbers do not fit them, the cell is not added and somebody has to look. This is a doubt of the reader, not a fault of the unit.",
	Report: judgeUnread,
	Fails: Example{Says: "一行的数字认不准", Cells: "t3.granted.total=unread", Do: func(w *World) {
		w.found("cell.unread", schema.Explain, "（一）予以公开：数值没有找到", "granted: its values were not found").Detail = "t3 （一）予以公开"
	}},
	Holds: Example{Says: "同一行读得出", Cells: "t3.granted.total=0"},
}, {
	ID: "cell.note", Severity: schema.Explain, Class: Cells, Source: "读取时的备注：例如公式的结果与它自己的算式不符",
	Title: "单元格没有读取备注", TitleEN: "no remark of a reader on a cell",
	Doc:    "电子表格里公式缓存的数与公式自己算出的数不符，或单元格另有说明时，备注原样列出。",
	DocEN:  "A spreadsheet formula whose cached value is not what it computes, or another remark of a reader, is shown as it is.",
	Report: judgeNotes,
	Fails: Example{Says: "公式 SUM 得 3，缓存的数是 4", Do: func(w *World) {
		w.Report.Cells[schema.T3(0, 6)].Note = "公式结果 3 与显示的 4 不符"
	}},
	Holds: Example{Says: "没有备注"},
}}

// printedCells are the cells of each table of each edition.
var printedCells = func() (by [4][4][]schema.CellID) {
	for e := schema.Edition2019; e <= schema.Hybrid; e++ {
		for t := schema.Table2; t <= schema.Table4; t++ {
			by[e][t] = schema.FormCells(t, e)
		}
	}
	return by
}()

func judgeNumbers(s *Subject, t *Tally) {
	right := 0
	for table := schema.Table2; table <= schema.Table4; table++ {
		for _, id := range printedCells[s.Now.Edition[table]][table] {
			switch s.Now.State[id] {
			case schema.Number:
				if zh, en := wrongNumber(&schema.Cells[id], &s.Report.Cells[id]); zh != "" {
					s.findNumber(t, id, zh, en)
					continue
				}
				right++
			case schema.Text:
				s.findText(t, id)
			case schema.Blank, schema.Mark, schema.Unread:
				t.Count(schema.Unclear)
			}
		}
	}
	t.CountAll(schema.Holds, right)
}

func (s *Subject) findNumber(t *Tally, id schema.CellID, zh, en string) {
	v := s.Now.Value[id]
	t.Find(schema.Finding{Cell: id, Place: s.cellPlace(id), Left: &v, Message: whereZH[id] + "：" + zh, MessageEN: whereEN[id] + ": " + en})
}

// wrongNumber says what is wrong with a printed number, "" for nothing.
func wrongNumber(c *schema.FormCell, v *schema.CellValue) (zh, en string) {
	plus := strings.HasPrefix(v.Raw, "+") || strings.HasPrefix(v.Raw, "＋")
	if v.Value >= 0 && v.Value.IsWhole() && !plus {
		return "", ""
	}
	switch {
	case v.Value < 0 && !c.Signed:
		return fmt.Sprintf("印的是 %s，不能小于 0", v.Value), fmt.Sprintf("prints %s, must not be negative", v.Value)
	case !v.Value.IsWhole() && !c.Decimals:
		return fmt.Sprintf("印的是 %s，件数应为整数", v.Value), fmt.Sprintf("prints %s, a count is a whole number", v.Value)
	case plus && !c.Signed:
		return fmt.Sprintf("印的是 %s，不应带正负号", v.Raw), fmt.Sprintf("prints %s, must not have a sign", v.Raw)
	}
	return "", ""
}

func (s *Subject) findText(t *Tally, id schema.CellID) {
	raw := s.Report.Cells[id].Raw
	if schema.Cells[id].Unit == schema.UnsaidYuan && strings.ContainsFunc(raw, isDigit) {
		return // 2019's procurement amount without a unit is kept as text: the form names none
	}
	f := schema.Finding{Cell: id, Place: s.cellPlace(id),
		Message:   fmt.Sprintf("%s：印的是“%s”，不是数字", whereZH[id], quote(raw, 30)),
		MessageEN: fmt.Sprintf("%s: prints %q, not a number", whereEN[id], quote(raw, 30))}
	if strings.ContainsFunc(raw, isDigit) {
		t.Ask(f)
		return
	}
	t.Find(f)
}

// isDigit knows the ways a digit is written, and the letter that is taken for 0.
func isDigit(r rune) bool {
	return r >= '0' && r <= '9' || r >= '０' && r <= '９' || strings.ContainsRune("OoＯｏ〇零一二三四五六七八九十百千两", r)
}

// judgeUnread passes on what recognizing could not tell, and speaks up itself
// for cells that nobody spoke for.
func judgeUnread(s *Subject, t *Tally) {
	var passed [4]bool // by table
	for i := range s.Report.Findings {
		if f := &s.Report.Findings[i]; f.Rule == "cell.unread" {
			t.Pass(*f)
			passed[unreadTable(f)] = true
		}
	}
	for table := schema.Table2; table <= schema.Table4; table++ {
		first, n := schema.NoCell, 0
		cells := printedCells[s.Now.Edition[table]][table]
		for _, id := range cells {
			if s.Now.State[id] != schema.Unread {
				continue
			}
			if n++; first == schema.NoCell {
				first = id
			}
		}
		t.CountAll(schema.Holds, len(cells)-n)
		if n > 0 && !passed[table] {
			t.Find(schema.Finding{Cell: first, Place: s.cellPlace(first),
				Message:   fmt.Sprintf("%s：这里起有 %d 格读不出或认不准", whereZH[first], n),
				MessageEN: fmt.Sprintf("%s: from here on, cells that could not be read or placed: %d", whereEN[first], n)})
		}
	}
}

// unreadTable is the table that a finding made while recognizing is about.
func unreadTable(f *schema.Finding) schema.FormTable {
	if f.Cell != schema.NoCell {
		return schema.Cells[f.Cell].Table
	}
	for table := schema.Table2; table <= schema.Table4; table++ {
		if strings.HasPrefix(f.Detail, table.String()) {
			return table
		}
	}
	return schema.NoTable
}

func judgeNotes(s *Subject, t *Tally) {
	for i := range s.Report.Cells {
		v := &s.Report.Cells[i]
		switch {
		case v.Note == "" || schema.Cells[i].Unit == schema.UnsaidYuan:
			continue
		default:
			id := schema.CellID(i)
			t.Find(schema.Finding{Cell: id, Place: v.Place, Message: whereZH[id] + "：" + v.Note,
				MessageEN: fmt.Sprintf("%s: a remark of the reader: %s", whereEN[id], v.Note)})
		}
	}
	if t.instances == 0 {
		t.Count(schema.Holds)
	}
}
