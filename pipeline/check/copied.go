package check

import (
	"fmt"
	"math/bits"

	"huizong/pipeline/check/linear"
	"huizong/schema"
)

// copied are the rules about text and tables that are somebody else's, or last
// year's.
var copied = []*Rule{{
	ID: "text.copied", Severity: schema.Explain, Class: Copied, Source: "社会评议中最常见的意见", Limit: schema.DecimalOf(9) / 10,
	Title: "各部分文字不与别的单位或本单位上年雷同", TitleEN: "no section's text is nearly that of another unit or of last year",
	Doc:   "第一、五、六部分文字与同年其他单位或本单位上年的相似度达到 0.9 的请核实。界限可用 limits 调整。",
	DocEN: "A section that is at least 0.9 similar to another unit's of the year, or to the unit's own of last year. The limit is set under limits.",
	Report: func(s *Subject, t *Tally) {
		if s.review.in.Copied == nil {
			return
		}
		all := s.review.copied[key{s.Report.UnitCode, s.Report.Year}]
		for i := range all {
			if o := &all[i]; o.Similarity >= t.Limit() {
				t.Find(overlap(o, t.Limit()))
			}
		}
		if t.instances == 0 {
			t.Count(schema.Holds)
		}
	},
	Fails: Example{Says: "第五部分与柳河镇相似度 0.97", Do: func(w *World) { w.overlap(97) }},
	Holds: Example{Says: "第五部分与柳河镇相似度 0.42", Do: func(w *World) { w.overlap(42) }},
}, {
	ID: "table.copied", Severity: schema.NoteSeverity, Class: Copied, Source: "审核通行做法", Limit: schema.DecimalOf(3),
	Title: "整张表不与别的单位或本单位上年完全相同", TitleEN: "no whole table equals another unit's or last year's",
	Doc:   "有三个以上非零分项的整张表，与同县同年其他单位或本单位上年逐格相同的提示看一眼。全是 0 的表相同是常事，不算。非零分项数可用 limits 调整。",
	DocEN: "A whole table with at least three non-zero parts that equals another unit's of the county and year, or the unit's own of last year. Tables of zeros are alike for good reason. The number is set under limits.",
	Unit:  judgeTablesCopied,
	Fails: Example{Says: "表二与柳河镇逐格相同", Do: func(w *World) { w.sameTable("7") }},
	Holds: Example{Says: "表二与柳河镇有一格不同", Do: func(w *World) { w.sameTable("8") }},
}}

func overlap(o *Overlap, limit schema.Decimal) schema.Finding {
	other, otherEN := fmt.Sprintf("%s同年的报告", o.OtherName), fmt.Sprintf("the report of %s", o.OtherName)
	if o.OtherUnit == o.UnitCode {
		other, otherEN = fmt.Sprintf("本单位 %d 年的报告", o.OtherYear), fmt.Sprintf("the unit's own of %d", o.OtherYear)
	}
	f := plain(fmt.Sprintf("section %d %s %d", o.Section, o.OtherUnit, o.OtherYear),
		fmt.Sprintf("第%s部分与%s高度相似（%s%%）：“%s”", numeral(o.Section), other, o.Similarity*100, quote(o.Passage, 60)),
		fmt.Sprintf("section %d is that of %s, similarity %s: %q", o.Section, otherEN, o.Similarity, quote(o.Passage, 60)), o.Place)
	f.Left, f.Right = &o.Similarity, &limit
	f.Suggestion = "请核实：如系沿用，请按本单位当年实际改写"
	return f
}

// A fingerprint stands for all cells of a table; nonZero counts the parts above
// zero, so that tables of zeros are not compared.
type fingerprint struct {
	sum     [2]uint64 // two independent 64-bit hashes of the values in form order
	nonZero int
	place   schema.Place
}

// unknownCell stands in a fingerprint for a cell that is no number: two tables
// with the same blanks are alike.
const unknownCell = 1 << 63

// fingerprintOf is empty for a table that is missing or has no part above zero.
func fingerprintOf(r *schema.Report, now *linear.Row, table schema.FormTable) fingerprint {
	f := fingerprint{sum: [2]uint64{0xcbf29ce484222325, 0x9e3779b97f4a7c15}}
	cells := printedCells[now.Edition[table]][table]
	for _, id := range cells {
		n := uint64(unknownCell)
		if now.State[id] == schema.Number {
			n = uint64(now.Value[id])
			if n != 0 && schema.Cells[id].Role != schema.Total {
				f.nonZero++
			}
		}
		f.sum[0] = (f.sum[0] ^ n) * 0x100000001b3
		f.sum[1] = bits.RotateLeft64(f.sum[1]^n, 29) * 0xff51afd7ed558ccd
	}
	if f.nonZero == 0 {
		return fingerprint{}
	}
	f.place = r.Cells[cells[0]].Place
	return f
}

// A copyOf names the report whose table is the same.
type copyOf struct {
	unit, name string
	year       int
}

type tableKey struct {
	county string
	year   int
	table  schema.FormTable
	sum    [2]uint64
}

// findCopies finds, for each report, the tables that another unit of the county
// has in the same year, and those that are last year's.
func (v *Review) findCopies() map[key][4]copyOf {
	enough := int(v.rules.Limit(v.rules.Rule("table.copied")) / schema.DecimalOf(1))
	same := map[tableKey][]key{}
	each := func(do func(k key, f *filing, table schema.FormTable, of tableKey)) {
		for _, k := range v.filedKeys() {
			f := v.filed[k]
			for table := schema.Table2; table <= schema.Table4; table++ {
				if f.tables[table].nonZero >= enough {
					do(k, f, table, tableKey{v.county(k.unit), k.year, table, f.tables[table].sum})
				}
			}
		}
	}
	each(func(k key, f *filing, table schema.FormTable, of tableKey) { same[of] = append(same[of], k) })
	copies := map[key][4]copyOf{}
	each(func(k key, f *filing, table schema.FormTable, of tableKey) {
		c := copies[k]
		if others := same[of]; len(others) > 1 {
			other := others[0]
			if other == k {
				other = others[1]
			}
			c[table] = copyOf{other.unit, v.filed[other].name, k.year}
		} else if v.lastTable(k, table).sum == f.tables[table].sum {
			c[table] = copyOf{k.unit, f.name, k.year - 1}
		}
		if c != ([4]copyOf{}) {
			copies[k] = c
		}
	})
	return copies
}

func (v *Review) lastTable(k key, table schema.FormTable) fingerprint {
	last := key{k.unit, k.year - 1}
	if f := v.filed[last]; f != nil {
		return f.tables[table]
	}
	if r := v.last(last.unit, last.year); r != nil {
		return fingerprintOf(r, linear.RowOf(r), table)
	}
	return fingerprint{}
}

func judgeTablesCopied(f *Filing, t *Tally) {
	if f.filed == nil {
		return
	}
	copies := f.review.copies[key{f.Code, f.Year}]
	for table := schema.Table2; table <= schema.Table4; table++ {
		c := copies[table]
		if c == (copyOf{}) {
			if f.filed.tables[table].nonZero > 0 {
				t.Count(schema.Holds)
			}
			continue
		}
		other, otherEN := c.name+"同年的", "that of "+c.name
		if c.unit == f.Code {
			other, otherEN = fmt.Sprintf("本单位 %d 年的", c.year), fmt.Sprintf("the unit's own of %d", c.year)
		}
		t.Find(plain(table.String(), fmt.Sprintf("%s有 %d 个非零分项，与%s逐格相同", tableZH[table], f.filed.tables[table].nonZero, other),
			fmt.Sprintf("%s has %d non-zero parts and equals %s in every cell", tableEN[table], f.filed.tables[table].nonZero, otherEN), f.filed.tables[table].place))
	}
}

func (w *World) overlap(hundredths int64) {
	w.Copied = append(w.Copied, Overlap{UnitCode: exampleUnit, ReportYear: exampleYear, Section: 5, OtherUnit: exampleNeighbor, OtherName: "柳河镇",
		OtherYear: exampleYear, Similarity: schema.DecimalOf(hundredths) / 100, Passage: "公开内容还不够丰富，更新不够及时"})
}

// sameTable gives two units the same figures in table two but for one.
func (w *World) sameTable(last string) {
	for code, value := range map[string]string{"t2.licensing.decisions": "12", "t2.penalties.decisions": "5", "t2.compulsion.decisions": "7"} {
		id := mustCell(code)
		put(&w.Report.Cells[id], value)
		put(&w.Reports[1].Cells[id], value)
	}
	put(&w.Report.Cells[mustCell("t2.compulsion.decisions")], last)
}
