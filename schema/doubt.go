package schema

// A Doubt says why what is printed in a cell may not be its figure, though it
// looks like one: a reader of drawn pages sees lines and characters that do not
// agree. Such a cell is unread.
type Doubt uint8

// The doubts.
const (
	Certain        Doubt = iota
	CutFigure            // a border runs through the figure
	SeveralFigures       // more than one figure stands inside its borders
	StruckFigure         // a line runs through the figure
	BrokenBorder         // its borders are not drawn whole
	CutPage              // a page break may have cut the figure
	DoubtfulRow          // another figure of its row is in doubt
)

var doubts = [...]struct{ zh, en string }{
	{"", ""},
	{"表格线穿过数字，按线和按字读出的不一样", "a line of the table runs through the figure: by the lines it reads otherwise than by the characters"},
	{"一格里有几个数，可能缺了表格线", "several figures stand in one cell: a line of the table may be missing"},
	{"数字上有删除线", "a line runs through the figure"},
	{"单元格的框线不全", "the borders of the cell are not drawn whole"},
	{"数字可能被分页切断", "a page break may have cut the figure"},
	{"同一行有数字读不准", "another figure of the row cannot be told"},
}

// String returns the doubt in Chinese, "" for none.
func (d Doubt) String() string { return doubts[d].zh }

// EN returns the doubt in English, "" for none.
func (d Doubt) EN() string { return doubts[d].en }
