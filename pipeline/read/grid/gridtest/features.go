package gridtest

// Features is the outline of testdata/features.docx, and of the doc and rtf
// that LibreOffice 7.4 made of it: automatic numbering on two levels, tracked
// changes (13 became 12, 33 became 32), hidden text (99, 34), a field with the
// result 7, a character outside of the basic plane, a crossed-out 8 beside a 9,
// merges, a table in a cell, and a text box.
var Features = []string{
	`"一、总体情况"`,
	`"（一）主动公开"`,
	`"（二）依申请公开"`,
	`"二、收到"`,
	`"新收12件\t结转7件\n𠀀·8 9"`,
	`table 1: 3×3`,
	`  0,0+2x1 "1"`,
	`  0,1+1x2 "2"`,
	`  1,1+1x1 "3\n4"`,
	`  1,2+1x1 "5\n6"`,
	`    "5"`,
	`    table 2: 2×2`,
	`      0,0+1x1 "21"`,
	`      0,1+1x1 "22"`,
	`      1,0+1x1 "23"`,
	`      1,1+1x1 "24"`,
	`    "6"`,
	`  2,0+1x1 "31"`,
	`  2,1+1x1 "32"`,
	`  2,2+1x1 ""`,
	`"框前框后"`,
	`"框内文字"`,
	`"末段"`,
}
