package claims

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"huizong/pipeline/check"
	"huizong/schema"
)

// A sentence is looked at number by number, each in its own clause.
type sentence struct {
	text string // the folded paragraph
	at   stretch
	*listener
	year  string // of the report, "" if it is not known
	whole string
}

// A clause is what stands around one number.
type clause struct {
	before string // since the clause began, or since the number before
	lead   string // the whole sentence up to the number
	after  string // behind the unit, to the end of the clause
	n      number
}

// claims appends what the sentence claims, and hears it to its end.
func (s *sentence) claims(out []schema.Claim) []schema.Claim {
	if s.at.denial >= 0 {
		out = s.none(out)
	}
	heard, from := s.at.from, s.at.from
	if s.at.number < 0 {
		s.hear(s.whole)
		return out
	}
	for n, ok := next(s.text, s.at.number, s.at.span); ok; n, ok = next(s.text, max(n.end, n.to), s.at.span) {
		s.hear(s.text[heard:n.from])
		heard = n.from
		if n.mayCount() {
			c := s.clause(n, from)
			if metric, ambiguous, ok := s.metric(&c); ok {
				out = append(out, schema.Claim{Metric: metric, Value: n.value, Qualifier: n.qualifier, Ambiguous: ambiguous, Offset: utf8.RuneCountInString(s.text[:n.from])})
			}
		}
		from = n.end
	}
	s.hear(s.text[heard:s.at.to])
	return out
}

// clause cuts out what stands around a number, behind the number before it.
func (s *sentence) clause(n number, from int) clause {
	begin := from + clauseFrom(s.text[from:n.from])
	c := clause{n: n, lead: s.text[s.at.from:n.from], before: squeeze(s.text[begin:n.from]),
		after: squeeze(s.text[n.end:][:clauseTo(s.text[n.end:s.at.to])])}
	saysLittle := c.before == "" || c.before == "共" || c.before != "其中" && strings.HasSuffix(c.before, "其中")
	if begin == from || !saysLittle || reviewAfter.in(c.after) || suitAfter.in(c.after) {
		return c // 1 件行政复议、0 件行政诉讼: each says itself what it is.
	}
	// 主动公开信息，共 N 条: the clause before says what is counted.
	_, width := utf8.DecodeLastRuneInString(s.text[from:begin])
	earlier := from
	if i := strings.LastIndexAny(s.text[from:begin-width], "；。，"); i >= 0 {
		earlier += i + len("，")
	}
	c.before = squeeze(s.text[earlier:n.from])
	return c
}

var (
	noRequests = match(`(?:未|没有|没|尚未|暂未|无|从未)(?:曾)?(?:新?收到|接到|接收到?|收悉|受理|收)(?:过|任何|一件|1件|一起)?[^，。；、]{0,24}?(?:、[^，。；、]{1,12}){0,4}?[^，。；、]{0,16}?申请|(?:无|没有)(?:人|群众|公民|单位)?(?:提出)?(?:政府信息)?(?:依申请公开|信息公开申请|公开申请)|(?:未|没有)(?:有)?(?:公民|法人|群众|单位|个人|人)[^，。；]{0,20}(?:提出|提交|申请)[^，。；]{0,12}申请|(?:无|没有?)人(?:向[^，。]{0,12})?(?:提出|提交)?(?:政府信息公开)?申请`, "申请")
	// What was not received is no request, but money, papers, a complaint.
	notAsked = setOf("收取|受理的|补正|材料|费|投诉|复议|诉讼")
	notThat  = regexp.MustCompile(`^(?:人|而|所)|^(?:引发|引起|产生|导致|被)|^[^和及与或以].*(?:投诉|复议|诉讼|异议|不满|意见|反映|举报)`)
	noSuits  = match(`(?:未|没有|没|尚未|无)(?:有|曾)?(?:发生|出现|产生|收到|涉及|引发|引起|因|被)?[^，。；]{0,40}?(?:行政)?(?:复议|诉讼)`, "复议|诉讼")
	notSuits = setOf("未经复议|未审结|尚未审结")
)

// none appends a claim where the sentence says that there were none.
func (s *sentence) none(out []schema.Claim) []schema.Claim {
	from := s.at.denial - s.at.from
	if ends(s.whole[:from], "尚", "暂", "从") { // the expressions may begin with 尚未
		from -= len("尚")
	}
	add := func(metric string, at int) {
		out = append(out, schema.Claim{Metric: metric, Qualifier: schema.Exact, Offset: utf8.RuneCountInString(s.text[:s.at.from+at])})
	}
	for _, at := range noRequests.find(s.whole, from) {
		said, rest := s.whole[at[0]:at[1]], s.rest(at[1])
		if !notAsked.in(said) && !notThat.MatchString(rest) && !elsewhere(said) && !s.otherYear(s.whole[:at[0]]) {
			add("requests.none", at[0])
			break
		}
	}
	for _, at := range noSuits.find(s.whole, from) {
		if !notSuits.in(s.whole[at[0]:at[1]]) && !outcome.in(s.rest(at[1])) && !s.otherYear(s.whole[:at[0]]) {
			add("proceedings.none", at[0])
			break
		}
	}
	return out
}

// rest is what of a clause is left from a byte of the sentence on.
func (s *sentence) rest(from int) string {
	rest := s.whole[from:]
	return rest[:clauseTo(rest)]
}

// mayCount reports whether anything is claimed with such a number, whatever
// stands around it: most are years, places and parts of codes.
func (n *number) mayCount() bool {
	return n.unit == "元" || !n.excluded && (n.unit == "" || n.unit == "个" || ofPapers(n.unit))
}

// ofPapers reports whether what we look for is counted in the unit.
func ofPapers(unit string) bool {
	switch unit {
	case "件", "条", "份", "起", "宗", "篇", "次", "项", "则", "例", "期", "件次", "条次":
		return true
	}
	return false
}

// counted are the numbers of what we look for; no unit is allowed at the end of
// a clause.
func counted(c *clause) bool {
	switch c.n.unit {
	case "个":
		return c.after == "" && has(c.before, "文件", "申请") || strings.HasPrefix(c.after, "申请")
	case "":
		return c.after == ""
	}
	return ofPapers(c.n.unit)
}

// decoy are clauses whose numbers count something else.
var decoy = setOf("历年|以来|累计归档|累计公开信息|浏览|点击|阅读|访问量|关注|粉丝|删除|占比|占|培训|会议|问卷|满意|投诉|热线|12345|转办|咨询|来访|接待|发放|印制|制作展板|微信群|村民|行政村|自查|检查|整改|栏目|链接|监督员|档案|清理|撤销|撤回|建议提案|提案|议案|去年同期|上年同期|同比")

// metric says what the number of a clause counts.
func (s *sentence) metric(c *clause) (name string, ambiguous, ok bool) {
	if c.n.excluded || !counted(c) {
		if c.n.unit == "元" && strings.Contains(c.lead, "信息处理费") && strings.Contains(c.before, "费") {
			return "fees.processing", false, true
		}
		return "", false, false
	}
	if s.notNow(c) {
		return "", false, false
	}
	for _, look := range []func(*sentence, *clause) (string, bool){(*sentence).proceedings, (*sentence).requests, (*sentence).norms, (*sentence).disclosed} {
		if name, ambiguous := look(s, c); name != "" {
			return name, ambiguous, true
		}
	}
	return "", false, false
}

var (
	// A year that the numbers behind it are about; not one that something is
	// compared with, carried from or carried to.
	yearSaid = regexp.MustCompile(`(较|比|与|同|至|到|自|从|截至|截止|结转)?(20\d\d|上|去|前)(?:一)?年(?:度)?(?:的)?(?:申请)?(结转|转结|遗留|转入|顺延|相比|同期)?`)
	change   = matchEnd(`(?:[^新]增|^增|增加|减少|增长|下降|上升|减|多|少)了?$`, "增|加|减|少|降|升|多|长", "增加少长降升减多了")
	negation = match(`(?:未|没有|没|无)(?:有|曾)?(?:发生|收到|接到|出现|产生|受理|办理)?过?任?何?$`, "未|没|无")
)

// notNow reports whether a number is no count of the report's own year: one of
// another year, by how much something changed, the one of “not one”.
func (s *sentence) notNow(c *clause) bool {
	if change.in(c.before) || c.n.value == schema.DecimalOf(1) && negation.in(c.before) {
		return true
	}
	return s.otherYear(c.lead)
}

// otherYear reports whether what follows lead in the sentence is said of
// another year than the report's.
func (s *sentence) otherYear(lead string) bool {
	if s.year == "" || !namesOther(lead, s.year) {
		return false
	}
	for _, m := range slices.Backward(yearSaid.FindAllStringSubmatch(lead, -1)) {
		if m[1] == "" && m[3] == "" {
			return m[2] != s.year
		}
	}
	return false
}

// namesOther reports whether a text names a year beside the one given: most
// name no other.
func namesOther(text, year string) bool {
	for {
		before, after, found := strings.Cut(text, "年")
		if !found {
			return false
		}
		before = strings.TrimSuffix(before, "一")
		if ends(before, "上", "去", "前") || !strings.HasSuffix(before, year) && isYear(last(before, len("2023"))) {
			return true
		}
		text = after
	}
}

// isYear reports whether a text is the number of a year of this century.
func isYear(s string) bool {
	return len(s) == 4 && s[:2] == "20" && isDigit(rune(s[2])) && isDigit(rune(s[3]))
}

var (
	reviewAfter = match(`^(?:的)?(?:因[^，]{0,16})?(?:政府信息公开)?(?:类)?行政复议`, "行政复议")
	suitAfter   = match(`^(?:的)?(?:因[^，]{0,16})?(?:政府信息公开)?(?:类)?行政诉讼`, "行政诉讼")
	outcome     = setOf("超期|逾期|撤销|维持|纠正|审结|撤诉|驳回|胜诉|败诉|结案")
)

func (s *sentence) proceedings(c *clause) (string, bool) {
	b := c.before
	if !has(b, "复议", "诉讼", "应诉", "起诉", "均") && !has(c.after, "行政复议", "行政诉讼") {
		return "", false // as most clauses
	}
	filed := has(b, "备案") || has(c.after, "备案")
	switch {
	case outcome.in(b) || has(b, "规范性文件") || fromLast.in(b):
		return "", false
	case has(b, "直接起诉", "直接诉讼", "未经复议"):
		return "suits.direct", false
	case has(b, "复议后"):
		return "suits.after_review", false
	case c.n.value == 0 && strings.Contains(b, "均") && has(c.lead, "复议") && has(c.lead, "诉讼"):
		return "proceedings.none", false
	case has(b, "复议") && has(b, "诉讼"):
		return "proceedings.total", filed
	case has(b, "复议") && !has(b, "诉讼"):
		if filed {
			return "reviews.filed", true
		}
		return "reviews.total", has(b, "办理", "办结", "案件", "参与")
	case has(b, "诉讼", "应诉"):
		if filed {
			return "suits.filed", true
		}
		return "suits.total", has(b, "办理", "办结", "案件", "应诉", "参与")
	case reviewAfter.in(c.after):
		return "reviews.total", true
	case suitAfter.in(c.after):
		return "suits.total", true
	}
	return "", false
}

var (
	carriedOut = match(`^(?:申请)?(?:依法)?(?:顺延|延期|延续|结转|转)(?:到|至)?(?:下|次|明|20)`, "转|延")
	paper      = setOf("咨询|培训|会议|座谈|指南|模板|文书|表格|申请表|电话|栏目|下载|流程|制度|宣传")
	// The number before its word: 12 件政府信息公开申请, 其中 10 件已答复.
	requestAfter  = match(`^(?:的)?(?:依法|依)?(?:政府|政务)?(?:信息)?(?:公开)?申请`, "申请")
	answeredAfter = match(`^(?:申请)?(?:均)?已(?:经)?(?:全部)?(?:按时|按期|依法|按规定)?(?:答复|办结)`, "已")
	withLast      = match(`(?:含|包括)(?:上|去|20\d\d)?(?:一)?年?(?:度)?结转`, "结转")
	toNextYear    = match(`(?:结转|转|顺延|延续)(?:到|至|入)?(?:下|次|明)|下(?:一)?年度(?:继续)?(?:办理|答复)|结转20\d\d年(?:继续)?(?:办理|答复)`, "转|延|下")
	fromLast      = match(`(?:上|去|前)(?:一)?年(?:度)?(?:的)?(?:申请)?(?:结转|转结|遗留|转入|顺延)|结转(?:自)?上(?:一)?年`, "转|遗留|顺延")
	fromYear      = match(`20\d\d年(?:度)?结转(?:的)?(?:政府信息公开)?(?:申请)?$`, "结转")
	subset        = setOf("未受理|不予受理|未按|没有按|逾期|超期|超时|其中|网上|网络|信函|当面|邮件|邮寄|线上|线下|现场|传真|平台申请|予以公开|部分公开|不予|无法提供|不掌握|撤销|撤回|补正|转办|占|率")
)

func (s *sentence) requests(c *clause) (string, bool) {
	b := c.before
	if c.n.unit == "条" || c.n.unit == "篇" || has(b, "主动公开", "复议", "诉讼", "许可", "热线", "12345", "提案", "浏览", "删除") || paper.in(b) {
		return "", false
	}
	carried := carriedOut.in(c.after)
	about := has(b, "申请") || requestAfter.in(c.after) || s.topic() == topicRequests || carried && s.topic() == topicNone
	if !about || elsewhere(b) || elsewhere(c.after) {
		return "", false
	}
	switch {
	case carried, toNextYear.in(b):
		return "requests.carried_out", false
	case fromLast.in(b), fromYear.in(squeeze(c.lead)):
		return "requests.carried_in", false
	case answeredAfter.in(c.after):
		return "requests.answered", has(s.whole, "撤销", "撤回")
	case subset.in(b):
		return "", false
	case has(b, "新收", "新增", "新接收"):
		return "requests.received", false
	case has(b, "收到", "接收", "接到", "收悉", "共收"):
		return "requests.received", has(c.lead, "上年结转") || has(b, "处理", "办理") || withLast.in(s.whole)
	case has(b, "受理"):
		return "requests.received", true
	case has(b, "答复", "回复"):
		return "requests.answered", has(s.whole, "撤销", "撤回")
	case has(b, "办结", "办理", "处理"):
		return "requests.answered", has(s.whole, "撤销", "撤回") || !has(b, "办结")
	case ends(b, "申请", "申请共", "申请公开", "申请为") || has(b, "依申请公开"):
		return "requests.received", true
	}
	return "", false
}

func (s *sentence) norms(c *clause) (string, bool) {
	b := c.before
	if c.n.unit == "条" || c.n.unit == "篇" || has(b, "备案", "审查", "解读", "清理", "梳理") {
		return "", false
	}
	about := func() bool {
		return has(b, "规范性文件") || !has(b, "许可", "处罚", "强制", "收费") && s.topic() == topicNorms
	}
	switch {
	case has(b, "废止", "失效") && about():
		return "norms.repealed", false
	case (has(b, "有效", "保留") || has(c.after, "现行有效")) && about():
		return "norms.in_force", false
	case has(b, "制发", "制定", "出台", "印发", "新增", "制作") && about() && (has(b, "文件") || s.topic() == topicNorms):
		return "norms.issued", has(b, "公文") || !has(c.lead, "规范性")
	case has(b, "行政许可") && !has(b, "公开", "公示", "信息", "事项", "目录", "申请", "受理"):
		return "licensing.decisions", false
	case has(b, "行政处罚") && !has(b, "公开", "公示", "信息", "事项", "目录"):
		return "penalties.decisions", false
	case has(b, "行政强制") && !has(b, "公开", "公示", "信息", "事项", "目录"):
		return "compulsion.decisions", false
	}
	return "", false
}

// channels are the ways of disclosure, by the words of the clause or of the
// clauses before it.
var channels = []struct {
	name  string
	words []string
}{
	{"disclosed.wechat", []string{"公众号", "微信号", "微信平台", "微信公众平台"}},
	{"disclosed.weibo", []string{"微博"}},
	{"disclosed.video", []string{"抖音", "视频号", "快手"}},
	{"disclosed.new_media", []string{"新媒体", "客户端", "APP", "小程序", "今日头条", "头条号"}},
	{"disclosed.website", []string{"网站", "门户", "政府网", "信息网", "政务公开网", "公开专栏", "公开平台"}},
	{"disclosed.board", []string{"公示栏", "公开栏", "宣传栏", "公告栏", "电子屏", "显示屏", "张贴"}},
	{"disclosed.media", []string{"报纸", "报刊", "广播", "电视", "媒体"}},
}

// channelWords are those of all channels: most texts have none.
var channelWords = func() *set {
	var all []string
	for _, ch := range channels {
		all = append(all, ch.words...)
	}
	return newSet(all)
}()

// named is the channel whose word ends last in a text, "" for none.
func named(text string) string {
	if strings.HasSuffix(text, "微信") {
		return "disclosed.wechat"
	}
	if !channelWords.in(text) {
		return ""
	}
	best, name := 0, ""
	for _, ch := range channels {
		for _, w := range ch.words {
			if !strings.Contains(text, w) {
				continue
			}
			if end := strings.LastIndex(text, w) + len(w); end > best {
				best, name = end, ch.name
			}
		}
	}
	return name
}

var verbs = setOf("公开|发布|推送|公示|张贴|更新|刊发|上传|转发|报送|信息|公布|登载")

func (s *sentence) disclosed(c *clause) (string, bool) {
	b := c.before
	if has(b, "申请", "指南", "目录", "文件", "答复", "解读") && !has(b, "主动公开") || c.n.unit == "项" || c.n.unit == "起" || c.n.unit == "宗" || c.n.unit == "例" {
		return "", false
	}
	name := s.channel(c)
	if name != "" && decoy.in(b) {
		name = ""
	}
	return name, false
}

// channel is how what is counted was disclosed, disclosed.total for all ways
// together, "" if it was not.
func (s *sentence) channel(c *clause) string {
	b := c.before
	name := named(b)
	switch {
	case name != "" && (c.n.unit == "条" || c.n.unit == "篇" || verbs.in(b)):
		return name
	case name != "":
		return ""
	case has(b, "主动公开") || infoDisclosed.in(b):
		if name := lastChannel(s, c); name != "" && !has(b, "主动公开", "共", "累计", "合计") {
			return name
		}
		return "disclosed.total"
	case infoPublished.in(b):
		return lastChannel(s, c)
	}
	return ""
}

var (
	infoDisclosed = matchEnd(`公开(?:了)?(?:各类|各种|各项)?(?:政府|政务|工作|有关|相关)?(?:公开)?信息(?:共|约|总数|数量|为|达)*$|(?:信息公开|公开信息)(?:总数|总量|数量)?(?:共|共计|累计|达|为|约)*$|各类政府信息(?:共|约)*$`, "信息", "息共约数量为达开计")
	infoPublished = match(`(?:发布|推送|公示|更新|刊发|公布)(?:了)?(?:各类|各种|有关|相关)?(?:政府|政务|工作|动态|图文)?(?:公开)?(?:信息|消息|动态)?(?:共|约|总数)*$`, "发布|推送|公示|更新|刊发|公布")
)

// lastChannel is the channel named nearest before the number in its sentence,
// if no other number stands between.
func lastChannel(s *sentence, c *clause) string {
	lead := c.lead
	if i := strings.LastIndexAny(lead, "0123456789"); i >= 0 {
		lead = lead[i:]
	}
	return named(lead)
}

// parts is the sum that a sentence lists part by part: 共 N 条，其中 … A 条、B 条。
// A list that ends with 等 says itself that it is not whole.
func (s *sentence) parts(claims []schema.Claim) *check.PartsClaim {
	at := strings.Index(s.whole, "其中")
	if at < 0 || strings.Contains(s.whole[at:], "等") || strings.Contains(s.whole[at:], "主要") {
		return nil
	}
	divide := s.at.from + at
	divideAt := utf8.RuneCountInString(s.text[:divide])
	var total *schema.Claim
	for i := range claims {
		if c := &claims[i]; c.Offset < divideAt && c.Metric == "disclosed.total" {
			total = c
		}
	}
	if total == nil {
		return nil
	}
	p := &check.PartsClaim{Total: total.Value, Exact: total.Qualifier == schema.Exact}
	for i := range claims {
		if c := &claims[i]; c.Offset > divideAt && strings.HasPrefix(c.Metric, "disclosed.") {
			p.Parts = append(p.Parts, c.Value)
			p.Exact = p.Exact && c.Qualifier == schema.Exact
		}
	}
	if len(p.Parts) < 2 || countUnits(s, divide) != len(p.Parts) {
		return nil
	}
	return p
}

// countUnits counts the numbers behind 其中 that have a unit of information: a
// list with one that is no claim is not compared.
func countUnits(s *sentence, from int) int {
	k := 0
	list := span{from, s.at.to}
	for n, ok := next(s.text, from, list); ok; n, ok = next(s.text, max(n.end, n.to), list) {
		if !n.excluded && (n.unit == "条" || n.unit == "篇" || n.unit == "件" || n.unit == "份" || n.unit == "次" || n.unit == "") {
			k++
		}
	}
	return k
}
