package recognize

import "huizong/schema"

// Groups of table four, in the order of schema.Proceedings.
const (
	groupReview = iota
	groupDirect
	groupAfterReview
	groupSuits = groupWord // 行政诉讼: both of the latter
)

var bookFour = &book{
	words: newLexicon([]entry{
		{"行政复议", groupReview}, {"未经复议", groupDirect}, {"直接起诉", groupDirect}, {"直接诉讼", groupDirect}, {"直接提起", groupDirect},
		{"未经复议直接起诉", groupDirect}, {"未经复议直接诉讼", groupDirect}, {"未经行政复议直接起诉", groupDirect}, {"未经行政复议", groupDirect},
		{"未经复议直接提起诉讼", groupDirect}, {"未经复议直接提起行政诉讼", groupDirect}, {"未经行政复议直接提起行政诉讼", groupDirect},
		{"复议后起诉", groupAfterReview}, {"复议后诉讼", groupAfterReview}, {"复议后提起", groupAfterReview}, {"复议后", groupAfterReview},
		{"行政复议后起诉", groupAfterReview}, {"行政复议后", groupAfterReview}, {"行政诉讼", groupSuits},
	}),
	header:    func(p string) bool { return outcomeOf(p) >= 0 },
	canonical: []string{"行政复议", "未经复议直接起诉", "复议后起诉"},
	neutral: "行政复议|行政诉讼|未经复议直接起诉|复议后起诉|结果维持|结果纠正|其他结果|尚未审结|总计|合计|结果结果其他尚未|维持纠正结果审结|" +
		plain(schema.Sections[3].Label) + "|" + plain(schema.Sections[3].Label2019),
}

// outcomeWords are the whole headers of the five columns, as schema.Outcomes.
var outcomeWords = map[string]int{
	"结果维持": 0, "维持": 0, "结果维持数": 0, "维持结果": 0, "维持原结果": 0,
	"结果纠正": 1, "纠正": 1, "纠正结果": 1,
	"其他结果": 2, "其他": 2, "结果其他": 2,
	"尚未审结": 3, "未审结": 3, "尚未结案": 3,
	"总计": 4, "合计": 4, "小计": 4,
}

// outcomeOf is the outcome that a plain header names, −1 if none.
func outcomeOf(p string) int {
	if o, ok := outcomeWords[unbracketed(bare(p))]; ok {
		return o
	}
	return -1
}

// headFourWords are header words that no value cell holds.
var headFourWords = newLexicon([]entry{{"维持", 0}, {"纠正", 0}, {"审结", 0}, {"复议", 0}, {"诉讼", 0}, {"起诉", 0}, {"结果", 0}, {"总计", 0}, {"合计", 0}, {"其他", 0}})
