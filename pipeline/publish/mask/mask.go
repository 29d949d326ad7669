// Package mask hides names and numbers of persons in prose before it goes into
// papers and the page. The data keep the text as filed.
//
// The one thing to know: it errs on the side of hiding less than everything.
// A name is taken for one only behind an office (副书记孟凡) or before 同志, and
// only if it begins with a surname.
package mask

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// cover stands for what was hidden, one for each character.
const cover = "×"

var (
	mobile   = regexp.MustCompile(`(?:^|[^\d])(1[3-9]\d[-\s]?\d{4}[-\s]?\d{4})(?:[^\d]|$)`)
	landline = regexp.MustCompile(`(?:^|[^\d])((?:[(（]?0\d{2,3}[)）]?[-—－\s]?)[2-9]\d{6,7})(?:[^\d]|$)`)
	local    = regexp.MustCompile(`(?:电话|热线|传真|手机|座机|联系方式)[^\d。；]{0,12}([2-9]\d{6,7})(?:[^\d]|$)`)
	identity = regexp.MustCompile(`(?:^|[^\d])([1-9]\d{5}(?:19|20)\d{9}[\dXx])(?:[^\d]|$)`)
	mail     = regexp.MustCompile(`([A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,})`)

	// A name behind an office, up to what ends it.
	behind = regexp.MustCompile(`(?:` + strings.Join(offices, "|") + `)[:：是为由]?\s*([\p{Han}]{2,4}?)(?:同志|等|任|担任|兼任|具体|负责|分管|主管|牵头|同时|电话|联系|[,，。;；、:：（(\s]|$)`)
	// A name before 同志.
	before = regexp.MustCompile(`([\p{Han}]{2,3})同志`)
)

var offices = []string{
	"书记", "乡长", "镇长", "区长", "县长", "主任", "局长", "委员", "主席", "部长", "站长", "所长", "科长", "股长", "组长", "秘书", "队长", "校长", "院长", "会长", "村长", "干事", "干部", "专员", "主管",
	"联系人", "负责人", "责任人", "经办人", "承办人", "填报人", "审核人", "审批人", "签发人", "联络员", "信息员", "工作人员",
}

// Text returns s with what is personal covered; the number of characters stays.
// Most prose has nothing of the kind: an expression is tried only where what it
// cannot do without is there.
func Text(s string) string {
	if hasNumber(s) {
		for _, re := range []*regexp.Regexp{mobile, landline, local, identity} {
			s = replace(s, re, digits)
		}
	}
	if strings.Contains(s, "@") {
		s = replace(s, mail, func(m string) string { return strings.Repeat(cover, utf8.RuneCountInString(m)) })
	}
	if slices.ContainsFunc(offices, func(o string) bool { return strings.Contains(s, o) }) {
		s = replace(s, behind, name)
	}
	if strings.Contains(s, "同志") {
		s = replace(s, before, lastName)
	}
	return s
}

// hasNumber reports whether seven digits stand together but for what may part
// the digits of a telephone number.
func hasNumber(s string) bool {
	n := 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			if n++; n == 7 {
				return true
			}
		case !strings.ContainsRune("()（）-—－\t\n\f\r ", r):
			n = 0
		}
	}
	return false
}

// replace covers the first group of every match.
func replace(s string, re *regexp.Regexp, with func(string) string) string {
	var b strings.Builder
	at := 0
	for at <= len(s) {
		m := re.FindStringSubmatchIndex(s[at:])
		if m == nil {
			break
		}
		b.WriteString(s[at : at+m[2]])
		b.WriteString(with(s[at+m[2] : at+m[3]]))
		if m[3] == 0 {
			break
		}
		at += m[3]
	}
	b.WriteString(s[min(at, len(s)):])
	return b.String()
}

// digits covers a number but for its area code: which office it is may be said.
func digits(n string) string {
	keep := 0
	if i := strings.IndexAny(n, "-—－ )）"); i >= 0 && n[0] != '1' {
		_, size := utf8.DecodeRuneInString(n[i:])
		keep = i + size
	}
	return n[:keep] + strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == 'X' || r == 'x' {
			return '×'
		}
		return r
	}, n[keep:])
}

// name covers all but the surname; what does not begin with one is no name.
func name(n string) string {
	size := surname(n)
	if size == 0 || size == len(n) {
		return n
	}
	_, next := utf8.DecodeRuneInString(n[size:])
	if notNames[n] || notNames[n[:size+next]] {
		return n
	}
	return n[:size] + strings.Repeat(cover, utf8.RuneCountInString(n[size:]))
}

// lastName is [name] for the last two or three characters before 同志, where an
// office may run into the name.
func lastName(n string) string {
	if covered := name(n); covered != n {
		return covered
	}
	_, size := utf8.DecodeRuneInString(n)
	if utf8.RuneCountInString(n) == 3 {
		return n[:size] + name(n[size:])
	}
	return n
}

func surname(n string) int {
	for _, s := range doubleSurnames {
		if strings.HasPrefix(n, s) {
			return len(s)
		}
	}
	r, size := utf8.DecodeRuneInString(n)
	if strings.ContainsRune(surnames, r) {
		return size
	}
	return 0
}

// notNames begin with a surname and are ordinary words, or begin one.
var notNames = map[string]bool{
	"全体": true, "有关": true, "相关": true, "和": true, "任命": true, "安排": true, "于是": true, "成立": true, "全程": true, "有序": true,
	"黄河": true, "江苏": true, "党政": true, "方面": true, "时间": true, "高度": true, "严格": true, "万元": true, "毛": true, "党员": true,
	"应当": true, "明确": true, "和专": true, "和工作": true, "及时": true, "分别": true, "广大": true, "各位": true, "单位": true, "公开": true,
	"成员": true, "司法": true, "常务": true, "年度": true, "党组": true, "任职": true, "项目": true, "金额": true, "管理": true, "解决": true,
}

var doubleSurnames = []string{"欧阳", "司马", "上官", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文", "司徒", "东方", "呼延", "端木"}

// surnames are the four hundred most common of one character.
const surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阎花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"
