package claims

import "strings"

// A topic is what a clause without a noun of its own speaks of.
type topic uint8

const (
	topicNone topic = iota
	topicRequests
	topicProceedings
	topicNorms
	topicDisclosed
)

// topicOf is what a section speaks of before it says so itself.
var topicOf = map[int]topic{2: topicNorms, 3: topicRequests, 4: topicProceedings}

// The nouns that set what the clauses behind them speak of.
var topics = []struct {
	topic topic
	nouns []string
}{
	{topicProceedings, []string{"复议", "诉讼"}},
	{topicRequests, []string{"申请"}},
	{topicNorms, []string{"规范性文件", "行政许可", "行政处罚", "行政强制"}},
	{topicDisclosed, []string{"主动公开", "公开信息", "公开政府信息", "公开政务信息", "公开各类", "发布信息", "发布政", "公众号", "网站", "公示栏", "公开栏"}},
}

// nouns are those of all topics: most pieces have none.
var nouns = func() *set {
	var all []string
	for i := range topics {
		all = append(all, topics[i].nouns...)
	}
	return newSet(all)
}()

// A listener follows what a section speaks of. It only remembers what it heard:
// few numbers ask for the topic, and then it is looked for backwards from there.
type listener struct {
	last   topic    // before the pieces
	pieces []string // between the numbers and ends of sentences
}

// turn begins a section.
func (l *listener) turn(t topic) { l.last, l.pieces = t, l.pieces[:0] }

// hear takes in a piece of text.
func (l *listener) hear(piece string) { l.pieces = append(l.pieces, piece) }

// topic is what the text heard so far speaks of in the end.
func (l *listener) topic() topic {
	for i := len(l.pieces) - 1; i >= 0; i-- {
		if t, ok := heard(l.pieces[i]); ok {
			l.last = t
			break
		}
	}
	l.pieces = l.pieces[:0]
	return l.last
}

// heard is the topic that the last noun of a piece of text sets, if one does.
func heard(piece string) (t topic, ok bool) {
	if !nouns.in(piece) {
		return topicNone, false
	}
	best := -1
	for i := range topics {
		for _, w := range topics[i].nouns {
			if !strings.Contains(piece, w) { // most are not there, and this is quick to see
				continue
			}
			at := strings.LastIndex(piece, w)
			if at <= best || strings.HasPrefix(piece[at+len(w):], "人") {
				continue
			}
			best, t, ok = at, topics[i].topic, true
			if t == topicRequests && elsewhere(piece[clauseFrom(piece[:at]):at]) {
				t = topicNone
			}
		}
	}
	return t, ok
}

// other are the things beside information that people apply for.
var other = setOf(otherWords)

const otherWords = "低保|五保|特困|救助|救济|救灾|补贴|补助|补偿|资助|贷款|许可|审批|服务|危房|改造|建房|宅基地|用地|住房|公租|廉租|保障房|仲裁|调解|援助|入党|登记|备案|认定|鉴定|证明|办证|证照|就业|创业|社保|医保|养老|残疾|慰问|户口|落户|入学|项目|变更|注销|退役|优抚|休假|信访"

// elsewhere reports whether the words before 申请 say that it is no request for
// information: 低保申请, 行政许可申请.
func elsewhere(clause string) bool {
	return other.in(clause) && !has(clause, "信息公开", "公开信息", "政府信息", "政务信息", "依申请公开")
}
