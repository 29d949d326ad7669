package check

import "huizong/schema"

// slips are the kinds of slip that explain several failures at once. They are
// looked for by a [Locator]; here stands what they are. Where a slip is found,
// the failures it explains name it as their Parent.
var slips = []*Rule{
	slip("slip.row_shift", schema.Must, "没有整行错位", "no row is shifted",
		"一行的数字整体错到了上一行、下一行或旁边一格。", "The numbers of a row stand in the row above or below, or one cell aside."),
	slip("slip.column_swap", schema.Must, "没有两列对调", "no two columns are swapped",
		"两列（多为商业企业与科研机构一类相邻的列）的数字互换了位置。", "Two columns, mostly neighbours, hold each other's numbers."),
	slip("slip.digits_split", schema.Must, "没有一个数拆到两格", "no number is split over two cells",
		"一个数的各位分在相邻两格里，例如 20 印成 2 和 0。", "The digits of one number stand in two neighbouring cells: 20 as 2 and 0."),
	slip("slip.digits_swapped", schema.Must, "没有数字颠倒", "no digits are swapped",
		"一个数里相邻两位写颠倒了，例如 12 印成 21。", "Two neighbouring digits of a number changed places: 12 as 21."),
	slip("slip.times_ten", schema.Must, "没有多写、少写一个 0", "no number is ten times too large or small",
		"一个数多写或少写了一个 0。", "A number has one zero too many or too few."),
	slip("slip.yuan", schema.Explain, "没有把元填成万元", "no yuan stand for units of 10,000 yuan",
		"收费金额按元填进了万元的格。", "The amount charged was written in yuan in a cell of 10,000 yuan."),
	slip("slip.total_empty", schema.Must, "总计列、总计行没有漏填", "no total column or row was left empty",
		"总计列或（七）总计行整个是空白或 0，而分项有数。", "The whole total column or row is blank or 0 while its parts are not."),
	slip("slip.compensating", schema.Must, "没有一加一减的两处错", "no two errors make up for each other",
		"两格一格多、一格少同样的数，有的合计因此看不出来。", "One cell is too large by what another is too small, so that some sums hide it."),
	slip("slip.cell", schema.Must, "没有单独一格的错", "no single cell is wrong",
		"一格改成另一个数，所有勾稽就都成立：问报送单位是否填错了这一格。", "Changing one cell would make every sum close: the unit is asked about it."),
	slip("slip.two_cells", schema.Must, "没有两格同时有误", "no two cells are wrong together",
		"没有哪一格单独能使勾稽成立，改动两格则可以：列出改动最小的几种，问报送单位。", "No cell alone would make the sums close, two would: the smallest such changes are asked about."),
	slip("cell.inferred", schema.NoteSeverity, "没有可以推算的空格", "no unreadable cell follows from the others",
		"空白或没读出的格可由勾稽关系推算出来。推算值只作询问，不计入汇总。", "A cell that is blank or could not be read follows from the sums. What is inferred is a question and never added to a total."),
}

func slip(id string, s schema.Severity, title, titleEN, doc, docEN string) *Rule {
	return &Rule{ID: id, Severity: s, Class: Slip, Source: "由表样勾稽关系推断，只作询问", Title: title, TitleEN: titleEN,
		Doc:    doc + "它所说明的各条勾稽问题列在它下面；建议值只是询问，不改数据。",
		DocEN:  docEN + " The failed sums it explains stand under it; a suggested value is a question, never a repair.",
		Report: func(*Subject, *Tally) {}, // counted by [Review.locate]
		Fails: Example{Says: "推断出这种差错", Do: func(w *World) {
			w.Locate = func(r *schema.Report, found []schema.Finding) []schema.Finding {
				if r.UnitCode != exampleUnit {
					return found
				}
				return append(found, schema.Finding{Rule: id, Severity: s, UnitCode: r.UnitCode, ReportYear: r.Year, Cell: schema.NoCell,
					Message: title, MessageEN: titleEN, Place: schema.Place{File: r.File}})
			}
		}},
		Holds: Example{Says: "没有推断出这种差错", Do: func(w *World) {
			w.Locate = func(_ *schema.Report, found []schema.Finding) []schema.Finding { return found }
		}}}
}
