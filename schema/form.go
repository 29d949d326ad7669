package schema

// The official form, printed labels verbatim. Sources: 国办公开办函〔2021〕30号
// (edition 2021) and 国办公开办函〔2019〕60号 (edition 2019, trial).

// An Edition is one edition of the form. It is decided table by table.
type Edition uint8

// The editions. Hybrid is table three of edition 2021 with the single （六）
// row of 2019; as a report's edition it means "2021 with that row".
const (
	NoEdition Edition = iota
	Edition2019
	Edition2021
	Hybrid
)

var editionNames = [...]string{"", "2019", "2021", "hybrid"}

// String returns the name used in the data; "" for [NoEdition].
func (e Edition) String() string { return editionNames[e] }

// EditionByName is the edition of the name, [NoEdition] for any other text.
func EditionByName(name string) Edition {
	for e := Edition2019; e <= Hybrid; e++ {
		if editionNames[e] == name {
			return e
		}
	}
	return NoEdition
}

// EditionFor is the edition that a report of the year must use: the trial form
// for 2019 and 2020, the present one from 2021 on.
func EditionFor(year int) Edition {
	if year <= 2020 {
		return Edition2019
	}
	return Edition2021
}

// editions says in which editions a row or column of the form is printed.
type editions uint8

const (
	in2019 editions = 1 << iota
	in2021
	inBoth = in2019 | in2021
)

// A FormTable names one of the three official tables.
type FormTable uint8

// The tables, in the order of the form; NoTable is for findings about none.
const (
	NoTable FormTable = iota
	Table2            // 二、主动公开政府信息情况
	Table3            // 三、收到和处理政府信息公开申请情况
	Table4            // 四、政府信息公开行政复议、行政诉讼情况
)

var formTableNames = [...]string{"", "t2", "t3", "t4"}

// String returns the code: "t2", "t3", "t4".
func (t FormTable) String() string { return formTableNames[t] }

// A Measure is the unit of measure of a form cell.
type Measure string

// The units printed in the form.
const (
	Pieces     Measure = "件" // documents, decisions, requests, cases
	Items      Measure = "项" // kinds of licence, fee, purchase
	TenKYuan   Measure = "万元"
	UnsaidYuan Measure = "元或万元" // 2019's procurement amount: the form names no unit
)

// A Role says what a cell is in the arithmetic of the form.
type Role string

// The roles.
const (
	Part  Role = "part"  // counted by nobody else
	Total Role = "total" // a printed sum of other cells
	Stock Role = "stock" // a level at the end of the year, not a flow
)

// A ColumnLabel is one printed column of table two.
type ColumnLabel struct {
	Code, Label, EN string
	Unit            Measure
	Role            Role
	Signed          bool // may carry a sign (本年增/减)
	Decimals        bool // may have places behind the point (money)
}

var (
	issued   = ColumnLabel{Code: "issued", Label: "本年制发件数", EN: "issued this year", Unit: Pieces, Role: Part}
	repealed = ColumnLabel{Code: "repealed", Label: "本年废止件数", EN: "repealed this year", Unit: Pieces, Role: Part}
	inForce  = ColumnLabel{Code: "in_force", Label: "现行有效件数", EN: "in force", Unit: Pieces, Role: Stock}

	decisions = ColumnLabel{Code: "decisions", Label: "本年处理决定数量", EN: "decisions this year", Unit: Pieces, Role: Part}
	feeAmount = ColumnLabel{Code: "amount", Label: "本年收费金额（单位：万元）", EN: "amount charged (10,000 yuan)", Unit: TenKYuan, Role: Part, Decimals: true}

	made          = ColumnLabel{Code: "made", Label: "本年新制作数量", EN: "newly made", Unit: Pieces, Role: Part}
	disclosed     = ColumnLabel{Code: "disclosed", Label: "本年新公开数量", EN: "newly disclosed", Unit: Pieces, Role: Part}
	disclosedEver = ColumnLabel{Code: "disclosed_ever", Label: "对外公开总数量", EN: "disclosed in all", Unit: Pieces, Role: Stock}

	itemsLastYear = ColumnLabel{Code: "items_last_year", Label: "上一年项目数量", EN: "items last year", Unit: Items, Role: Stock}
	itemsChange   = ColumnLabel{Code: "items_change", Label: "本年增/减", EN: "change this year", Unit: Items, Role: Part, Signed: true}
	decisions2019 = ColumnLabel{Code: "decisions", Label: "处理决定数量", EN: "decisions this year", Unit: Pieces, Role: Part}
	projects      = ColumnLabel{Code: "projects", Label: "采购项目数量", EN: "purchases", Unit: Items, Role: Part}
	purchaseSum   = ColumnLabel{Code: "amount", Label: "采购总金额", EN: "amount purchased (no official unit)", Unit: UnsaidYuan, Role: Part, Decimals: true}
)

// A BlockRow is one row of table two inside its block (第二十条第（一）项 …).
type BlockRow struct {
	Article         int // the item of article 20: 1, 5, 6, 8, 9
	Code, Label, EN string
	Columns         []ColumnLabel
}

// TableTwo2021 is table two of edition 2021: 10 cells.
var TableTwo2021 = []BlockRow{
	{1, "regulations", "规章", "regulations", []ColumnLabel{issued, repealed, inForce}},
	{1, "normative_documents", "行政规范性文件", "normative documents", []ColumnLabel{issued, repealed, inForce}},
	{5, "licensing", "行政许可", "administrative licences", []ColumnLabel{decisions}},
	{6, "penalties", "行政处罚", "administrative penalties", []ColumnLabel{decisions}},
	{6, "compulsion", "行政强制", "administrative compulsion", []ColumnLabel{decisions}},
	{8, "fees", "行政事业性收费", "administrative fees", []ColumnLabel{feeAmount}},
}

// TableTwo2019 is table two of edition 2019: 22 cells. Only decisions mean the
// same as in 2021; fees here are counts of fee items, not money.
var TableTwo2019 = []BlockRow{
	{1, "regulations", "规章", "regulations", []ColumnLabel{made, disclosed, disclosedEver}},
	{1, "normative_documents", "规范性文件", "normative documents", []ColumnLabel{made, disclosed, disclosedEver}},
	{5, "licensing", "行政许可", "administrative licences", []ColumnLabel{itemsLastYear, itemsChange, decisions2019}},
	{5, "other_services", "其他对外管理服务事项", "other services to the public", []ColumnLabel{itemsLastYear, itemsChange, decisions2019}},
	{6, "penalties", "行政处罚", "administrative penalties", []ColumnLabel{itemsLastYear, itemsChange, decisions2019}},
	{6, "compulsion", "行政强制", "administrative compulsion", []ColumnLabel{itemsLastYear, itemsChange, decisions2019}},
	{8, "fees", "行政事业性收费", "administrative fees", []ColumnLabel{itemsLastYear, itemsChange}},
	{9, "procurement", "政府集中采购", "central procurement", []ColumnLabel{projects, purchaseSum}},
}

// An Applicant is one column of table three.
type Applicant struct {
	Code, Label, EN string
	Role            Role
}

// Applicants are the seven columns of table three, both editions. The five in
// the middle stand under 法人或其他组织.
var Applicants = []Applicant{
	{"natural_person", "自然人", "natural persons", Part},
	{"business", "商业企业", "businesses", Part},
	{"research", "科研机构", "research bodies", Part},
	{"public_welfare", "社会公益组织", "public welfare organisations", Part},
	{"legal_service", "法律服务机构", "legal service bodies", Part},
	{"other", "其他", "others", Part},
	{"total", "总计", "total", Total},
}

// A RequestRow is one row of table three. Group is the label of the group it
// stands in, "" outside the groups （三）–（六）.
type RequestRow struct {
	Code, Group, Label, EN string
	Result                 bool // one of the rows that （七）总计 adds up
	Role                   Role
	in                     editions
}

// The group labels of table three.
const (
	groupResults = "三、本年度办理结果"
	groupDenied  = "（三）不予公开"
	groupUnable  = "（四）无法提供"
	groupReject  = "（五）不予处理"
	groupOther   = "（六）其他处理"
)

// TableThree holds the rows of table three of both editions, in order: 25 of
// 2021, 23 of 2019. other_handling is （六） printed as one row without its
// children: the whole of it in 2019 and in hybrids.
var TableThree = []RequestRow{
	{"received", "", "一、本年新收政府信息公开申请数量", "requests received this year", false, Part, inBoth},
	{"carried_in", "", "二、上年结转政府信息公开申请数量", "requests carried in from last year", false, Part, inBoth},
	{"granted", "", "（一）予以公开", "granted", true, Part, inBoth},
	{"partly_granted", "", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "partly granted", true, Part, inBoth},
	{"denied_state_secret", groupDenied, "1.属于国家秘密", "denied: state secret", true, Part, inBoth},
	{"denied_by_law", groupDenied, "2.其他法律行政法规禁止公开", "denied: forbidden by law", true, Part, inBoth},
	{"denied_security", groupDenied, "3.危及“三安全一稳定”", "denied: endangers security and stability", true, Part, inBoth},
	{"denied_third_party", groupDenied, "4.保护第三方合法权益", "denied: rights of third parties", true, Part, inBoth},
	{"denied_internal", groupDenied, "5.属于三类内部事务信息", "denied: internal affairs", true, Part, inBoth},
	{"denied_deliberative", groupDenied, "6.属于四类过程性信息", "denied: deliberative", true, Part, inBoth},
	{"denied_enforcement_file", groupDenied, "7.属于行政执法案卷", "denied: enforcement file", true, Part, inBoth},
	{"denied_inquiry", groupDenied, "8.属于行政查询事项", "denied: a registry inquiry", true, Part, inBoth},
	{"unable_not_held", groupUnable, "1.本机关不掌握相关政府信息", "unable: not held", true, Part, inBoth},
	{"unable_must_create", groupUnable, "2.没有现成信息需要另行制作", "unable: would have to be made", true, Part, inBoth},
	{"unable_unclear", groupUnable, "3.补正后申请内容仍不明确", "unable: unclear after correction", true, Part, inBoth},
	{"rejected_petition", groupReject, "1.信访举报投诉类申请", "rejected: petition or complaint", true, Part, inBoth},
	{"rejected_duplicate", groupReject, "2.重复申请", "rejected: duplicate", true, Part, inBoth},
	{"rejected_publication", groupReject, "3.要求提供公开出版物", "rejected: a publication", true, Part, inBoth},
	{"rejected_excessive", groupReject, "4.无正当理由大量反复申请", "rejected: excessive without reason", true, Part, inBoth},
	{"rejected_confirmation", groupReject, "5.要求行政机关确认或重新出具已获取信息", "rejected: confirmation of known information", true, Part, inBoth},
	{"other_no_correction", groupOther, "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "other: not corrected in time", true, Part, in2021},
	{"other_fee_unpaid", groupOther, "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "other: fee not paid", true, Part, in2021},
	{"other_rest", groupOther, "3.其他", "other: the rest", true, Part, in2021},
	{"other_handling", "", "（六）其他处理", "other handling", true, Part, in2019},
	{"answered", "", "（七）总计", "answered in all", false, Total, inBoth},
	{"carried_out", "", "四、结转下年度继续办理", "carried out to next year", false, Part, inBoth},
}

// A Proceeding is one of the three groups of table four.
type Proceeding struct{ Code, Label, EN string }

// Proceedings are the groups of table four, in order.
var Proceedings = []Proceeding{
	{"review", "行政复议", "administrative review"},
	{"suit_direct", "行政诉讼—未经复议直接起诉", "suit without review"},
	{"suit_after_review", "行政诉讼—复议后起诉", "suit after review"},
}

// An Outcome is one of the five columns under each group of table four.
type Outcome struct {
	Code, Label, EN string
	Role            Role
}

// Outcomes repeat under each [Proceeding]: the group is the only key.
var Outcomes = []Outcome{
	{"upheld", "结果维持", "upheld", Part},
	{"corrected", "结果纠正", "corrected", Part},
	{"other", "其他结果", "other outcome", Part},
	{"pending", "尚未审结", "pending", Part},
	{"total", "总计", "total", Total},
}

// A SectionTitle is one of the six sections.
type SectionTitle struct{ Label, Label2019, EN string }

// Sections are the six sections of the form, both editions; index 0 is 一.
var Sections = []SectionTitle{
	{"一、总体情况", "一、总体情况", "overview"},
	{"二、主动公开政府信息情况", "二、行政机关主动公开政府信息情况", "disclosure on own initiative"},
	{"三、收到和处理政府信息公开申请情况", "三、收到和处理政府信息公开申请情况", "requests"},
	{"四、政府信息公开行政复议、行政诉讼情况", "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "review and litigation"},
	{"五、存在的主要问题及改进情况", "五、存在的主要问题及改进情况", "problems and improvements"},
	{"六、其他需要报告的事项", "六、其他需要报告的事项", "other matters"},
}

// SubItems are the five sub-items of section one.
var SubItems = []SectionTitle{
	{"主动公开", "主动公开", "disclosure on own initiative"},
	{"依申请公开", "依申请公开", "disclosure on request"},
	{"政府信息管理", "政府信息管理", "information management"},
	{"政府信息公开平台建设", "平台建设", "platforms"},
	{"监督保障", "监督保障", "supervision"},
}
