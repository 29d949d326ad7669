package recognize

import (
	"slices"
	"strings"
	"unicode/utf8"

	"huizong/schema"
)

// How a title, a file, a folder and prose name a unit.

// inTitle reads the unit off a title: the last name that stands where a title
// names its unit. said is the unit that the title names where that is none of
// the roster's.
func (n *Names) inTitle(p string) (v vote, said string) {
	for _, m := range n.find(p) {
		units := n.fitting(m.units, p[:m.from])
		tail := p[m.to:]
		if m.stem {
			tail = afterSuffix(tail)
		}
		if len(units) == 0 || !beginsUnit(p[:m.from]) || !endsUnit(tail, m.stem) {
			continue
		}
		v = vote{units: units, text: p[m.from : len(p)-len(tail)], stem: m.stem}
	}
	if len(v.units) == 0 {
		v.units = n.codesIn(p)
		said = unitSaid(p)
	}
	return v, said
}

// fitting drops the units of another county than the one named before them.
func (n *Names) fitting(units []int, before string) []int {
	before = strings.TrimSuffix(strings.TrimSuffix(before, "人民政府"), "政府")
	if !strings.HasSuffix(before, "县") && !strings.HasSuffix(before, "区") && !strings.HasSuffix(before, "旗") {
		return units
	}
	var kept []int
	for _, i := range units {
		parent := strings.TrimRight(plain(n.roster.Units[i].ParentName), "县市区旗")
		if parent == "" || strings.HasSuffix(strings.TrimRight(before, "县市区旗"), parent) || n.roster.Units[i].Kind == schema.County {
			kept = append(kept, i)
		}
	}
	return kept
}

// owing keeps, of units that share a name, those that owe a report for the year:
// a unit that was renamed and its successor both know the old name.
func (n *Names) owing(units []int, year int) []int {
	if len(units) < 2 || year == 0 {
		return units
	}
	var kept []int
	for _, i := range units {
		if n.roster.Units[i].Owes(year) {
			kept = append(kept, i)
		}
	}
	if len(kept) == 0 {
		return units
	}
	return kept
}

// afterSuffix cuts the suffix behind a stem.
func afterSuffix(tail string) string {
	for _, s := range []string{"民族乡", "街道", "镇", "乡"} {
		if rest, ok := strings.CutPrefix(tail, s); ok {
			return rest
		}
	}
	return tail
}

// unitBefore are the ends of what may stand before a unit's name.
var unitBefore = []string{"省", "市", "县", "区", "旗", "州", "盟", "人民政府", "政府", "关于", "年", "年度", "委", "公开", "中共", "告"}

// beginsUnit reports whether a name can begin behind the text.
func beginsUnit(before string) bool {
	if before == "" {
		return true
	}
	if last := before[len(before)-1]; last < 0x80 {
		return true
	}
	for _, e := range unitBefore {
		if strings.HasSuffix(before, e) {
			return true
		}
	}
	for _, p := range provinces {
		if before == p {
			return true
		}
	}
	return strings.HasSuffix(before, "、")
}

// provinces without their suffixes may stand before a unit: 河南瓦岗寨乡.
var provinces = []string{"北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南",
	"湖北", "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆"}

// unitBehind are the beginnings of what may stand behind a unit's name; a name
// that goes on otherwise is another body: a village, a school, a bureau.
var unitBehind = []string{"年", "关于", "政府信息", "信息公开", "政务", "基层", "本级", "上年", "依法", "主动", "党政", "党委", "、", "和"}

// endsUnit reports whether a unit's name can end before the text.
func endsUnit(tail string, stem bool) bool {
	for _, o := range organs {
		if rest, ok := strings.CutPrefix(tail, o); ok {
			if strings.HasPrefix(rest, "信息公开") && strings.HasSuffix(o, "政府") { // …乡人民政府信息公开
				return true
			}
			if stem && o == "政府" {
				return false
			}
			tail = rest
			break
		}
	}
	if tail == "" || tail[0] < 0x80 {
		return true
	}
	if y, n := yearHere(tail); n > 0 && y > 0 {
		return true
	}
	for _, b := range unitBehind {
		if strings.HasPrefix(tail, b) {
			return true
		}
	}
	return false
}

// notUnit are the beginnings of what makes another body of a place's name.
var notUnit = []string{"村", "社区", "居委", "小学", "中学", "学校", "幼儿园", "卫生院", "医院", "派出所", "司法所", "财政所", "中心校", "路", "大道"}

// inName reads the unit off a file's name.
func (n *Names) inName(p string) vote {
	if units := n.codesIn(p); len(units) > 0 {
		return vote{units: units, text: n.roster.Units[units[0]].Code}
	}
	var v vote
	for _, m := range n.find(p) {
		tail := p[m.to:]
		if m.stem {
			tail = afterSuffix(tail)
			if !beginsUnit(p[:m.from]) || !endsUnit(tail, true) {
				continue
			}
		}
		if hasAnyPrefix(tail, notUnit) {
			continue
		}
		now := vote{units: n.fitting(m.units, p[:m.from]), text: p[m.from : len(p)-len(tail)], stem: m.stem}
		v = n.better(v, now)
	}
	return v
}

// better weighs two names in one text: the unit goes before the county above
// it, a whole name before a stem; two of a kind leave it open.
func (n *Names) better(was, now vote) vote {
	switch {
	case len(now.units) == 0:
		return was
	case len(was.units) == 0:
		return now
	case n.isAbove(was.units) != n.isAbove(now.units):
		if n.isAbove(was.units) {
			return now
		}
		return was
	case was.stem != now.stem:
		if was.stem {
			return now
		}
		return was
	}
	for _, u := range now.units {
		if !slices.Contains(was.units, u) {
			was.units = append(slices.Clone(was.units), u)
		}
	}
	return was
}

func (n *Names) isAbove(units []int) bool {
	return !slices.ContainsFunc(units, func(u int) bool { return !n.above[u] })
}

// inFolder reads the unit off a folder's name. The folder of a county holds the
// reports of its units: it is no witness for the county's own.
func (n *Names) inFolder(p string) vote {
	v := n.inName(p)
	if n.isAbove(v.units) {
		return vote{}
	}
	return v
}

// proseDepth is how much prose is asked, in bytes.
const proseDepth = 6000

// inProse counts the whole names in the prose; the unit named most is its vote.
func (n *Names) inProse(narrative []schema.NarrativeParagraph) vote {
	count, depth := map[int]int{}, 0
	first := map[int]nameMatch{}
	for i := range narrative {
		p := plain(narrative[i].Text)
		if depth += len(p); depth > proseDepth {
			break
		}
		for _, m := range n.find(p) {
			if m.stem || len(m.units) != 1 || n.above[m.units[0]] || hasAnyPrefix(p[m.to:], notUnit) {
				continue
			}
			count[m.units[0]]++
			first[m.units[0]] = m
		}
	}
	best, second, unit := 0, 0, -1
	for u, c := range count {
		if c > best {
			best, second, unit = c, best, u
		} else if c > second {
			second = c
		}
	}
	if unit < 0 || best == second {
		return vote{}
	}
	return vote{units: []int{unit}, text: n.roster.Units[unit].Name}
}

func hasAnyPrefix(s string, prefixes []string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(s, p) })
}

// mayBe reports whether the unit that a title names can be the one that the
// other witnesses name although the roster has it otherwise: the same name but
// for one character, or the county above it.
func (n *Names) mayBe(said string, votes []vote) bool {
	unit, _ := heaviest(votes)
	if unit < 0 {
		return false
	}
	u := &n.roster.Units[unit]
	parent := plain(u.ParentName)
	if parent != "" && strings.HasSuffix(said, parent) {
		return true
	}
	said = strings.TrimPrefix(said, parent)
	for _, name := range append([]string{u.Name}, u.Aliases...) {
		if closeNames(said, placeName(plain(name), parent)) {
			return true
		}
	}
	return false
}

// closeNames reports whether two names differ by one character at most, changed,
// added or left out.
func closeNames(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(y)-len(x) > 1 || len(x) < 3 {
		return a == b
	}
	k := 0
	for k < len(x) && x[k] == y[k] {
		k++
	}
	if len(x) == len(y) {
		return k == len(x) || slices.Equal(x[k+1:], y[k+1:])
	}
	return slices.Equal(x[k:], y[k+1:])
}

// genericUnits are words that end like a unit's name and name none.
var genericUnits = []string{"乡镇", "城镇", "我镇", "我乡", "我县", "我区", "我市", "本镇", "本乡", "全镇", "全乡", "全县", "各镇", "各乡", "镇街", "街镇"}

// aroundUnit takes off what stands around the name of a unit.
var aroundUnit = strings.NewReplacer("关于", "", "#", "", "(", "", ")", "", "\"", "")

// unitSaid cuts the unit that a title names out of its plain text, "" if it
// names none.
func unitSaid(title string) string {
	p := title
	for _, cut := range []string{"政府信息", "信息公开", "政务公开", "年度报告", "年报"} {
		if k := strings.Index(p, cut); k >= 0 {
			p = p[:k]
		}
	}
	if strings.HasSuffix(p, "人民") {
		p += "政府"
	}
	for _, y := range slices.Backward(yearsIn(p)) {
		p = p[:y.from] + strings.TrimPrefix(strings.TrimPrefix(p[y.to:], "年"), "度")
	}
	p = aroundUnit.Replace(p)
	for _, o := range organs {
		if cut, ok := strings.CutSuffix(p, o); ok && cut != "" {
			switch {
			case strings.HasPrefix(o, "街道"):
				cut += "街道"
			case o == "镇政府" || o == "乡政府":
				cut += o[:len("镇")]
			}
			p = cut
			break
		}
	}
	if utf8.RuneCountInString(p) < 2 || !isPlace(p) && !strings.HasSuffix(p, "局") && !strings.HasSuffix(p, "委员会") {
		return ""
	}
	for _, g := range genericUnits {
		if strings.HasSuffix(p, g) && utf8.RuneCountInString(p) <= utf8.RuneCountInString(g)+1 {
			return ""
		}
	}
	return p
}

// endsLikeUnit reports whether a line is the name of a unit and no more.
func endsLikeUnit(p string) bool { return unitSaid(p) != "" }

func withoutExtension(name string) string {
	if k := strings.LastIndexByte(name, '.'); k > 0 && len(name)-k <= 6 && !isDigits(name[k+1:]) {
		return name[:k]
	}
	return name
}
