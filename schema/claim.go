package schema

// A Qualifier says how exactly prose states a number.
type Qualifier string

// The qualifiers.
const (
	Exact   Qualifier = "exact"
	AtLeast Qualifier = "at_least" // 余, 多, 以上
	About   Qualifier = "about"    // 约, 近, 左右
)

// A Claim is one number said in prose.
type Claim struct {
	UnitCode   string
	ReportYear int
	Metric     string // "requests.received", "reviews.total", "disclosed.wechat", …
	Value      Decimal
	Qualifier  Qualifier
	Ambiguous  bool   // the metric is not certain (受理, 收到 …): a contradiction is a question
	Section    int    // 1–6, 0 before the first heading
	Ordinal    int    // paragraph inside the section, 1-based
	Sentence   string // the sentence it stands in, verbatim
	Offset     int    // of the number inside the paragraph, in characters, 0-based
	Place      Place
	Submission string
}
