package recognize

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"huizong/schema"
)

// Which unit a report is of. The title, the file name, the folders and the
// prose each name units; the title weighs most, but a file name and a folder
// that agree outweigh it: a report copied from a neighbour keeps its title.

// A vote is what one witness says.
type vote struct {
	units  []int // indexes into the roster; several: it cannot tell them apart
	text   string
	stem   bool // named under another suffix: 镇 for 乡
	weight int
	zh, en string
}

// Weights of the witnesses.
const (
	titleWeighs  = 6
	folderWeighs = 6
	fileWeighs   = 4
	proseWeighs  = 3
)

func (v *vote) one() bool { return len(v.units) == 1 }

// identifyUnit lets the witnesses vote.
func (r *reader) identifyUnit(names *Names) {
	if names == nil {
		return
	}
	title, said := names.inTitle(r.title.plain)
	file := names.inName(plain(withoutExtension(r.source.Name)))
	folder := vote{}
	for i := len(r.source.Folders) - 1; i >= 0 && len(folder.units) == 0; i-- {
		folder = names.inFolder(plain(withoutExtension(r.source.Folders[i])))
	}
	title.weight, title.zh, title.en = titleWeighs, "正文标题", "the title"
	file.weight, file.zh, file.en = fileWeighs, "文件名", "the file name"
	folder.weight, folder.zh, folder.en = folderWeighs, "文件夹", "the folder"
	votes := []vote{title, folder, file}
	if !title.one() || disagree(votes) {
		prose := names.inProse(r.report.Narrative)
		prose.weight, prose.zh, prose.en = proseWeighs, "正文", "the prose"
		votes = append(votes, prose)
	}
	context := r.context()
	for i := range votes {
		votes[i].units = names.inContext(votes[i].units, context)
	}
	narrow(votes)
	if said != "" && len(title.units) == 0 && !names.mayBe(said, votes) {
		r.about("roster.unknown", schema.Must, "unit", fmt.Sprintf("标题写的是“%s”，名单中没有这个单位，未计入汇总", said),
			fmt.Sprintf("the title names %q, which is not in the roster; held, not added", said), r.title.place)
		return
	}
	r.settleUnit(names, votes, said)
}

// disagree reports whether two witnesses name different units.
func disagree(votes []vote) bool {
	unit := -1
	for _, v := range votes {
		if !v.one() {
			continue
		}
		if unit >= 0 && v.units[0] != unit {
			return true
		}
		unit = v.units[0]
	}
	return false
}

// narrow lets a witness that is sure tell which of several another one means.
func narrow(votes []vote) {
	for i := range votes {
		if len(votes[i].units) < 2 {
			continue
		}
		for k := range votes {
			if votes[k].one() && slices.Contains(votes[i].units, votes[k].units[0]) {
				votes[i].units = votes[k].units
				break
			}
		}
	}
}

// settleUnit takes the unit with the greatest weight, the first witness's among
// equals; who disagrees is a finding.
func (r *reader) settleUnit(names *Names, votes []vote, said string) {
	unit, by := heaviest(votes)
	if unit < 0 {
		r.heldUnit(names, votes)
		return
	}
	u := &names.roster.Units[unit]
	r.report.UnitCode, r.report.UnitName = u.Code, u.Name
	winner := votes[by]
	for _, v := range votes[:3] {
		if len(v.units) == 0 || slices.Contains(v.units, unit) {
			continue
		}
		other := &names.roster.Units[v.units[0]]
		r.about("name.witness", schema.Explain, v.en,
			fmt.Sprintf("%s写的是“%s”，%s写的是“%s”，按%s归入%s，请核实", winner.zh, winner.text, v.zh, v.text, winner.zh, u.Name),
			fmt.Sprintf("%s says %s (%s), %s says %s (%s); taken as %s", winner.en, winner.text, u.Code, v.en, v.text, other.Code, u.Code), r.title.place)
	}
	switch {
	case said != "" && by > 0 && len(votes[0].units) == 0:
		r.about("name.witness", schema.Explain, "title", fmt.Sprintf("标题写的是“%s”，%s写的是“%s”，按%s归入%s，请核实", said, winner.zh, winner.text, winner.zh, u.Name),
			fmt.Sprintf("the title says %s, %s says %s; taken as %s", said, winner.en, winner.text, u.Code), r.title.place)
	case votes[0].stem && slices.Contains(votes[0].units, unit):
		r.about("name.witness", schema.NoteSeverity, "title", fmt.Sprintf("标题写的是“%s”，名单中是“%s”，请核实名称", votes[0].text, u.Name),
			fmt.Sprintf("the title says %s, the roster %s", votes[0].text, u.Name), r.title.place)
	}
}

func heaviest(votes []vote) (unit, by int) {
	weight := map[int]int{}
	for _, v := range votes {
		if v.one() {
			w := 2 * v.weight
			if v.stem {
				w--
			}
			weight[v.units[0]] += w
		}
	}
	unit, by = -1, -1
	for i, v := range votes {
		if v.one() && (unit < 0 || weight[v.units[0]] > weight[unit]) {
			unit, by = v.units[0], i
		}
	}
	return unit, by
}

// heldUnit says why no unit could be told.
func (r *reader) heldUnit(names *Names, votes []vote) {
	for _, v := range votes {
		if len(v.units) < 2 {
			continue
		}
		var codes []string
		for _, u := range v.units[:min(len(v.units), 5)] {
			codes = append(codes, names.roster.Units[u].Code)
		}
		r.about("roster.unknown", schema.Must, "unit",
			fmt.Sprintf("“%s”在名单中有 %d 个（%s），不能确定是哪一个，未计入汇总", v.text, len(v.units), strings.Join(codes, "、")),
			fmt.Sprintf("%q stands in the roster %d times (%s); held, not added", v.text, len(v.units), strings.Join(codes, ", ")), r.title.place)
		return
	}
	r.about("roster.unknown", schema.Must, "unit", "正文、文件名和文件夹都没有写明名单中的单位，未计入汇总",
		"neither the text nor the file name nor the folder names a unit of the roster; held, not added", r.title.place)
}

// context is the text that may say which county is meant.
func (r *reader) context() string {
	var b strings.Builder
	b.WriteString(r.title.plain + "/" + plain(r.doc.Title) + "/" + plain(r.source.File) + "/" + plain(r.source.Name))
	for _, f := range r.source.Folders {
		b.WriteString("/" + plain(f))
	}
	for i := 0; i < len(r.lines) && i < 24 && b.Len() < 4000; i++ {
		b.WriteString(r.lines[i].plain)
	}
	return b.String()
}

// inContext keeps the units whose county the context names, by name or code;
// all of them if it names none.
func (n *Names) inContext(units []int, context string) []int {
	if len(units) < 2 {
		return units
	}
	var kept []int
	for _, i := range units {
		u := &n.roster.Units[i]
		parent := plain(u.ParentName)
		short := strings.TrimRight(parent, "县市区旗")
		if parent != "" && strings.Contains(context, parent) || utf8.RuneCountInString(short) >= 2 && strings.Contains(context, short) ||
			len(u.ParentCode) >= 6 && strings.Contains(context, u.ParentCode[:6]) {
			kept = append(kept, i)
		}
	}
	if len(kept) > 0 {
		return kept
	}
	return units
}

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
	return strings.HasSuffix(before, "、")
}

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
	p = strings.NewReplacer("关于", "", "#", "", "(", "", ")", "", "\"", "").Replace(p)
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
