package schema

// What the columns of the published tables mean, for people who read Chinese;
// what a null says; and the codes of closed columns. English meanings stand
// with the columns in tables.go.

// A PublishedValue is one code that a closed column may hold.
type PublishedValue struct{ Code, Label, EN string }

// A meaning is what [described] adds to a column.
type meaning struct {
	zh             string
	nullZH, nullEN string // "" unless the column may be null
	values         []PublishedValue
}

var (
	formTableValues = []PublishedValue{
		{"t2", "二、主动公开政府信息情况", "disclosure on own initiative"},
		{"t3", "三、收到和处理政府信息公开申请情况", "requests"},
		{"t4", "四、政府信息公开行政复议、行政诉讼情况", "review and litigation"},
	}
	editionValues = []PublishedValue{
		{"2019", "2019年试行版", "trial form of 2019"},
		{"2021", "2021年版", "form of 2021"},
		{"hybrid", "混用（2021年版，表三（六）为一行）", "2021 with the single row （六） of 2019"},
	}
	stateValues = []PublishedValue{
		{"absent", "表中没有此格", "the form has it, the report's table has not"},
		{"unread", "未读出", "the table is there, the cell was not found or is ambiguous"},
		{"blank", "空白", "the cell is there, nothing is printed"},
		{"mark", "符号（/、-、无）", "printed, not a number"},
		{"text", "其他文字", "something else is printed"},
		{"number", "数字", "digits that are a number, zero included"},
	}
	verdictValues = []PublishedValue{
		{"accepted", "采用", "its report stands for a unit and year"},
		{"superseded", "被更新件取代", "a later file of the same unit and year stands instead"},
		{"duplicate", "重复", "the same bytes or cells as an accepted file"},
		{"held", "暂存待定", "kept and shown, never added"},
		{"unreadable", "无法读取", "no reader could take it"},
		{"not_a_report", "不是报告", "another paper or office litter"},
		{"bundle", "压缩包（已打开）", "an archive or mail whose members have verdicts of their own"},
	}
	severityValues = []PublishedValue{
		{"note", "提示", "worth a look"},
		{"explain", "核实", "corrected or explained"},
		{"must", "强制", "arithmetic or law"},
	}
	checkValues = []PublishedValue{
		{"not_applicable", "不适用", "the rule says nothing here"},
		{"holds", "符合", "it holds, whatever the blanks are"},
		{"unclear", "无法判断", "a needed cell is blank or unread and decides"},
		{"violated", "不符", "it does not hold, whatever the blanks are"},
	}
	roleValues = []PublishedValue{
		{"part", "分项", "counted by nobody else"},
		{"total", "合计", "a printed sum of other cells"},
		{"stock", "年末存量", "a level at the end of the year"},
	}
	measureValues = []PublishedValue{
		{"件", "件", "documents, decisions, requests, cases"},
		{"项", "项", "kinds of licence, fee, purchase"},
		{"万元", "万元", "10,000 yuan"},
		{"元或万元", "元或万元（表样未注明）", "yuan or 10,000 yuan: the form does not say"},
	}
	kindValues = []PublishedValue{
		{"subdistrict", "街道", "subdistrict"}, {"town", "镇", "town"}, {"township", "乡", "township"}, {"other", "其他", "development zone, farm …"},
		{"department", "部门", "department of a county"}, {"county", "县级", "the county itself"}, {"city", "市级", "city with districts"}, {"province", "省级", "province"},
	}
	levelValues = []PublishedValue{
		{"county", "县级", "county"}, {"city", "市级", "city with districts"}, {"province", "省级", "province"}, {"all", "全部", "all the roster holds"},
	}
	filingValues    = []PublishedValue{{"filed", "已报送", "a report was accepted"}, {"missing", "未报送", "no report was accepted"}}
	qualifierValues = []PublishedValue{{"exact", "确数", "as said"}, {"at_least", "不少于（余、多、以上）", "said as a lower bound"}, {"about", "约数（约、近、左右）", "said as an estimate"}}
	changeValues    = []PublishedValue{{"status", "报送状态", "a unit's filing"}, {"cell", "单元格", "a cell of a report"}, {"total", "合计", "a cell of an area"}}
	causeValues     = []PublishedValue{
		{"refiled", "重新报送", "a file came, went, or another one stands"}, {"roster", "名单变动", "the unit entered or left the roster, or owes otherwise"},
		{"rules", "规则变动", "the same cells are judged otherwise"}, {"reader", "读取变动", "the same file is read otherwise"},
	}
)

// meanings are keyed by column, or by table.column where a table differs.
var meanings = map[string]meaning{
	"county_code":   {zh: "单位所属县级行政区划代码，六位"},
	"unit_code":     {zh: "单位的统计用区划代码，文本", nullZH: "不涉及单位，或没有认出", nullEN: "no unit is concerned, or none was recognized"},
	"unit_name":     {zh: "单位名称，以名单为准", nullZH: "不涉及单位，或没有认出", nullEN: "no unit is concerned, or none was recognized"},
	"report_year":   {zh: "报告所述的年度（次年一至三月公布）", nullZH: "不涉及年度，或没有认出", nullEN: "no year is concerned, or none was recognized"},
	"edition":       {zh: "报告所用表样版本", nullZH: "没有报告，或没有认出表样", nullEN: "there is no report, or no edition was recognized", values: editionValues},
	"cell":          {zh: "指标代码：表.行.列", nullZH: "不涉及单独一格", nullEN: "about no single cell"},
	"submission_id": {zh: "此行来自哪个报送件", nullZH: "不来自某一个文件", nullEN: "it comes from no single file"},
	"place":         {zh: "在文件中的位置：文件 › 表 › 行 › 列", nullZH: "文件中没有此处", nullEN: "the file has no such place"},
	"table":         {zh: "官方表格代码", values: formTableValues},
	"row":           {zh: "官方表格中的行代码", values: rowValues()},
	"column":        {zh: "官方表格中的列代码", values: columnValues()},
	"rule":          {zh: "审核规则编号"},
	"section":       {zh: "报告第几部分，一至六；第一个标题之前为 0"},

	"submissions.submission_id": {zh: "报送件的标识，由路径和内容决定"},
	"submissions.path":          {zh: "收件文件夹内的路径，压缩包与其中文件以“›”相连"},
	"submissions.bundle":        {zh: "所在的压缩包或邮件", nullZH: "不在压缩包中", nullEN: "in no bundle"},
	"submissions.sha256":        {zh: "文件内容的哈希值，小写十六进制", nullZH: "内容读不出", nullEN: "its bytes could not be read"},
	"submissions.bytes":         {zh: "文件大小"},
	"submissions.format":        {zh: "读取它的格式", nullZH: "没有读取", nullEN: "it was not read"},
	"submissions.charset":       {zh: "文本类文件的字符集", nullZH: "不是文本类文件", nullEN: "no text format"},
	"submissions.verdict":       {zh: "此文件的处理结果，每个文件恰有一个", values: verdictValues},
	"submissions.reason_code":   {zh: "原因的机器代码", nullZH: "无须说明", nullEN: "nothing to say"},
	"submissions.reason":        {zh: "原因，以及经办人应当怎么做", nullZH: "无须说明", nullEN: "nothing to say"},
	"submissions.reason_en":     {zh: "原因的英文", nullZH: "无须说明", nullEN: "nothing to say"},

	"cells.state": {zh: "格中印的是什么；空白不是零", values: stateValues},
	"cells.value": {zh: "准确数值，六位小数，不经浮点", nullZH: "不是数字，不是零：看状态列", nullEN: "not a number, and not zero: see state"},
	"cells.raw":   {zh: "原样照录的文字", nullZH: "没有找到此格", nullEN: "the cell was not found"},

	"reports.status":           {zh: "该单位该年度是否已报送", values: filingValues},
	"reports.findings_must":    {zh: "未说明的强制问题数，附属于已指出差错的不计"},
	"reports.findings_explain": {zh: "未说明的核实问题数，附属于已指出差错的不计"},
	"reports.findings_note":    {zh: "未说明的提示问题数，附属于已指出差错的不计"},
	"reports.submission_id":    {zh: "采用的报送件", nullZH: "未报送", nullEN: "missing"},

	"totals.area_code":        {zh: "地区代码：县六位、市四位、省两位，all 为全部"},
	"totals.area_name":        {zh: "地区名称"},
	"totals.area_level":       {zh: "地区级别", values: levelValues},
	"totals.total":            {zh: "计入单位之和；不完整时只是下限，须连同覆盖情况引用", nullZH: "没有一个单位此格是数字", nullEN: "no unit's cell is a number"},
	"totals.units_expected":   {zh: "该年度应报单位数"},
	"totals.units_reported":   {zh: "已采用报告的单位数"},
	"totals.units_counted":    {zh: "此格为数字并已计入的单位数"},
	"totals.complete":         {zh: "应报单位是否全部计入"},
	"totals.parts_total":      {zh: "由分项另行求得的合计，用以核对", nullZH: "此格不是表中的合计，或没有单位计入", nullEN: "the cell is no printed total, or no unit was counted"},
	"totals.parts_difference": {zh: "合计减分项合计；不为零说明有报告总计与分项不符", nullZH: "两者缺一", nullEN: "one of the two is not known"},
	"totals.last_year_total":  {zh: "上年度同一指标的合计", nullZH: "没有上年度数据", nullEN: "nothing is known of the year before"},
	"totals.change":           {zh: "合计减上年合计；两年覆盖单位不同时不可比", nullZH: "两年缺一", nullEN: "one of the two years is not known"},

	"findings.finding_id":    {zh: "问题的固定编号，各次运行不变"},
	"findings.severity":      {zh: "等级", values: severityValues},
	"findings.message":       {zh: "发现了什么、应当怎样，一句话"},
	"findings.message_en":    {zh: "说明的英文"},
	"findings.formula":       {zh: "代入实际数字的算式", nullZH: "不是算术规则", nullEN: "no rule of arithmetic"},
	"findings.left":          {zh: "算式左边", nullZH: "不是算术规则，或不能确定", nullEN: "no rule of arithmetic, or not certain"},
	"findings.right":         {zh: "算式右边", nullZH: "不是算术规则，或不能确定", nullEN: "no rule of arithmetic, or not certain"},
	"findings.difference":    {zh: "左边减右边", nullZH: "两边缺一", nullEN: "one of the sides is not known"},
	"findings.explanation":   {zh: "单位的审核说明，数字改变即失效", nullZH: "没有说明，问题未了", nullEN: "not explained: the finding is open"},
	"findings.suggestion":    {zh: "向单位提出的询问，从不据此改数", nullZH: "没有可问的", nullEN: "nothing to ask"},
	"findings.parent_id":     {zh: "一处差错引起多个问题时，所属差错的编号", nullZH: "不附属于其他问题", nullEN: "it follows from no other finding"},
	"findings.submission_id": {zh: "问题所在的报送件", nullZH: "不在某一个文件中", nullEN: "it is in no single file"},

	"checks.state":     {zh: "该规则在该单位该年度的结果", values: checkValues},
	"checks.instances": {zh: "审核了几处"},

	"narrative.ordinal": {zh: "该部分的第几段，从 1 起"},
	"narrative.heading": {zh: "该部分标题，原样照录", nullZH: "没有标题", nullEN: "there is no heading"},
	"narrative.text":    {zh: "段落原文，可能含姓名和电话"},

	"claims.ordinal":   {zh: "该部分的第几段，从 1 起"},
	"claims.metric":    {zh: "数字说的是什么，如 requests.received"},
	"claims.value":     {zh: "文字中的数值"},
	"claims.qualifier": {zh: "说得有多确切", values: qualifierValues},
	"claims.ambiguous": {zh: "口径是否不明（受理、收到……）"},
	"claims.sentence":  {zh: "所在原句，可能含姓名和电话"},
	"claims.offset":    {zh: "数字在段中的字位，从 0 起"},

	"changes.kind":          {zh: "变动的是什么", values: changeValues},
	"changes.code":          {zh: "单位代码；合计为地区代码"},
	"changes.name":          {zh: "单位或地区名称", nullZH: "名单中已没有", nullEN: "no longer in the roster"},
	"changes.cell":          {zh: "指标代码", nullZH: "报送状态的变动", nullEN: "the change is one of status"},
	"changes.old":           {zh: "上一快照中的值，文本", nullZH: "上一快照中没有值", nullEN: "the snapshot before has no value"},
	"changes.new":           {zh: "本快照中的值，文本", nullZH: "本快照中没有值", nullEN: "this snapshot has no value"},
	"changes.cause":         {zh: "变动原因", values: causeValues},
	"changes.submission_id": {zh: "引起变动的报送件", nullZH: "不由某一个文件引起", nullEN: "caused by no single file"},

	"units.unit_code":   {zh: "统计用区划代码，文本"},
	"units.unit_name":   {zh: "名单中的名称"},
	"units.kind":        {zh: "单位类别", values: kindValues},
	"units.parent_code": {zh: "所属县级代码", nullZH: "名单未填", nullEN: "the roster does not say"},
	"units.parent_name": {zh: "所属县级名称", nullZH: "名单未填", nullEN: "the roster does not say"},
	"units.aliases":     {zh: "曾用名和别名，以 | 相隔", nullZH: "没有", nullEN: "none"},
	"units.valid_from":  {zh: "应报的第一个年度", nullZH: "一直应报", nullEN: "always"},
	"units.valid_to":    {zh: "应报的最后一个年度", nullZH: "至今应报", nullEN: "still"},
	"units.successor":   {zh: "撤并后由哪个单位继承，单位代码", nullZH: "没有撤并", nullEN: "none"},

	"form_cells.position": {zh: "在表样中的次序，从 1 起"},
	"form_cells.label":    {zh: "表样上印的行、列名称，以“›”相连"},
	"form_cells.label_en": {zh: "指标名称的英文"},
	"form_cells.unit":     {zh: "计量单位", values: measureValues},
	"form_cells.role":     {zh: "在表内勾稽关系中的作用", values: roleValues},
	"form_cells.in_2019":  {zh: "2019年试行版有此格"},
	"form_cells.in_2021":  {zh: "2021年版有此格"},
}

// rowValues lists the row codes of the three tables in form order. A code that
// several rows share would keep the first label.
func rowValues() []PublishedValue {
	return codeValues(func(c *FormCell) PublishedValue { return PublishedValue{c.RowCode, c.RowLabel, c.RowEN} })
}

// columnValues lists the column codes; total and other are columns of two tables.
func columnValues() []PublishedValue {
	return codeValues(func(c *FormCell) PublishedValue { return PublishedValue{c.ColumnCode, c.ColumnLabel, c.ColumnEN} })
}

func codeValues(of func(*FormCell) PublishedValue) []PublishedValue {
	var values []PublishedValue
	seen := map[string]bool{}
	for i := range Cells {
		if v := of(&Cells[i]); !seen[v.Code] {
			seen[v.Code] = true
			values = append(values, v)
		}
	}
	return values
}

// described adds the meanings to the columns of the tables.
func described(tables []*PublishedTable) []*PublishedTable {
	for _, t := range tables {
		for i := range t.Columns {
			describe(t.Name, &t.Columns[i])
		}
	}
	return tables
}

func describe(table string, c *PublishedColumn) {
	m, ok := meanings[table+"."+c.Name]
	if !ok {
		m = meanings[c.Name]
	}
	if m.zh == "" && c.Measure != "" { // a form cell in the wide table
		m = meaning{zh: c.Label, nullZH: "未报送，或不是数字（不是零）：看 cells 表", nullEN: "missing, or not a number (and not zero): see cells"}
	}
	c.ZH, c.Values = m.zh, m.values
	if c.Null {
		c.NullZH, c.NullEN = m.nullZH, m.nullEN
	}
}
