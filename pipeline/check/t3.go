package check

import "huizong/schema"

const formSource = "国办公开办函〔2021〕30号附件；国办公开办函〔2019〕60号附件"

// tableThree are the equations of table three. They are stated in schema; here
// stands what is said about them.
var tableThree = []*Rule{{
	ID: "t3.row_total", Severity: schema.Must, Class: Arithmetic, Source: formSource + "，表三“总计”列",
	Title: "每行总计等于六类申请人之和", TitleEN: "in each row the total is the sum of the six applicant columns",
	Doc:       "总计 = 自然人 + 商业企业 + 科研机构 + 社会公益组织 + 法律服务机构 + 其他。空白格不当作 0：只有无论空白填什么都不成立时才算错。",
	DocEN:     "total = natural persons + businesses + research bodies + public welfare organisations + legal service bodies + others. A blank is not a zero: only what fails whatever the blanks are is wrong.",
	Equations: form2021("t3.row_total"),
	Report: identity("t3.row_total", schema.Table3, saying{"{where}：印的是 {left}，六类申请人之和是 {right}",
		"{where}: prints {left}, the six applicant columns add up to {right}"}),
	Fails: Example{Says: "10 + 5 = 15，总计印 17", Cells: "t3.granted.natural_person=10 t3.granted.business=5 t3.granted.total=17"},
	Holds: Example{Says: "10 + 5 = 15，总计印 15", Cells: "t3.granted.natural_person=10 t3.granted.business=5 t3.granted.total=15"},
}, {
	ID: "t3.answered", Severity: schema.Must, Class: Arithmetic, Source: formSource + "，表三“（七）总计”行",
	Title: "（七）总计等于各项办理结果之和", TitleEN: "in each column answered in all is the sum of the result rows",
	Doc:       "每列：（七）总计 =（一）予以公开 +（二）部分公开 +（三）不予公开各项 +（四）无法提供各项 +（五）不予处理各项 +（六）其他处理。（六）只印一行的按一行算，印三个子项的按子项算，不重复计。",
	DocEN:     "Each column: answered = granted + partly granted + all denied, unable, rejected and other rows. Block six counts once: its single row, or its three children.",
	Equations: form2021("t3.answered"),
	Report: identity("t3.answered", schema.Table3, saying{"{where}：印的是 {left}，各项办理结果之和是 {right}",
		"{where}: prints {left}, the result rows add up to {right}"}),
	Fails: Example{Says: "予以公开 11 件、不掌握 5 件，（七）总计印 0", Cells: "t3.granted.total=11 t3.unable_not_held.total=5 t3.answered.total=0"},
	Holds: Example{Says: "予以公开 11 件、不掌握 5 件，（七）总计印 16", Cells: "t3.granted.total=11 t3.unable_not_held.total=5 t3.answered.total=16"},
}, {
	ID: "t3.balance", Severity: schema.Must, Class: Arithmetic, Source: formSource + "，表三左上角：“第一项加第二项之和，等于第三项加第四项之和”",
	Title: "新收加上年结转等于办理总计加结转下年度", TitleEN: "received and carried in equal answered and carried out",
	Doc:       "每列：一、本年新收 + 二、上年结转 = 三（七）总计 + 四、结转下年度继续办理。",
	DocEN:     "Each column: received + carried in = answered + carried out, as the form's corner says.",
	Equations: form2021("t3.balance"),
	Report: identity("t3.balance", schema.Table3, saying{"{where}：本年新收加上年结转是 {left}，（七）总计加结转下年度是 {right}",
		"{where}: received and carried in come to {left}, answered and carried out to {right}"}),
	Fails: Example{Says: "新收 9、结转 1，办理 8、结转下年度 1", Cells: "t3.received.total=9 t3.carried_in.total=1 t3.answered.total=8 t3.carried_out.total=1"},
	Holds: Example{Says: "新收 9、结转 1，办理 9、结转下年度 1", Cells: "t3.received.total=9 t3.carried_in.total=1 t3.answered.total=9 t3.carried_out.total=1"},
}, {
	ID: "t3.group", Severity: schema.Must, Class: Arithmetic, Source: "国办公开办函〔2021〕30号附件，表三“（六）其他处理”",
	Title: "（六）其他处理的合计行等于三个子项之和", TitleEN: "a printed parent row of block six is the sum of its three children",
	Doc:       "只在（六）既印合计行又印三个子项时适用；合计行整行空白时视为栏目名称。",
	DocEN:     "Applies only where block six prints a row of its own beside its three children; a blank row is a label.",
	Equations: groupIdentities,
	Report: func(s *Subject, t *Tally) {
		if !s.Now.BothSix {
			return
		}
		for i := range groupIdentities {
			s.compare(t, &groupIdentities[i], saying{"{where}：印的是 {left}，三个子项之和是 {right}", "{where}: prints {left}, its three children add up to {right}"})
		}
	},
	Fails: Example{Says: "（六）印 3，子项 1 + 0 + 1", Cells: "t3.other_handling.total=3 t3.other_no_correction.total=1 t3.other_rest.total=1"},
	Holds: Example{Says: "（六）印 2，子项 1 + 0 + 1", Cells: "t3.other_handling.total=2 t3.other_no_correction.total=1 t3.other_rest.total=1"},
}}
