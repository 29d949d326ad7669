package recognize

import (
	"fmt"
	"slices"
	"strings"
	"sync"
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
	if names == nil || r.holdSeveral() {
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
	context := sync.OnceValue(r.context) // most units are told without
	for i := range votes {
		votes[i].units = names.inContext(names.owing(votes[i].units, r.report.Year), context)
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
	b.WriteString(r.title.plain + "/" + r.pageTitle() + "/" + plain(r.source.File) + "/" + plain(r.source.Name))
	for _, f := range r.source.Folders {
		b.WriteString("/" + plain(f))
	}
	for i := 0; i < len(r.lines) && i < 24 && b.Len() < 4000; i++ {
		b.WriteString(r.lines[i].joined())
	}
	return b.String()
}

// hasCode reports whether a text names a county by its six digits, which may
// begin the code of one of its units. Six digits inside a telephone number name
// nothing.
func hasCode(text, county string) bool {
	for {
		k := strings.Index(text, county)
		if k < 0 {
			return false
		}
		before := len(text[:k]) - len(strings.TrimRight(text[:k], "0123456789"))
		behind := text[k+len(county):]
		n := len(behind) - len(strings.TrimLeft(behind, "0123456789"))
		if before == 0 && (n == 0 || n == 3 || n == 6) {
			return true
		}
		text = behind
	}
}

// inContext keeps the units whose county the context names: by its code, which
// is one county's alone, else by its name, else by its name without 县 or 区;
// all of them if it names none.
func (n *Names) inContext(units []int, context func() string) []int {
	if len(units) < 2 {
		return units
	}
	for _, names := range []func(u *schema.Unit, county string) bool{
		func(u *schema.Unit, _ string) bool {
			return len(u.ParentCode) >= 6 && hasCode(context(), u.ParentCode[:6])
		},
		func(_ *schema.Unit, county string) bool { return county != "" && strings.Contains(context(), county) },
		func(_ *schema.Unit, county string) bool {
			short := strings.TrimRight(county, "县市区旗")
			return utf8.RuneCountInString(short) >= 2 && strings.Contains(context(), short)
		},
	} {
		var kept []int
		for _, i := range units {
			if u := &n.roster.Units[i]; names(u, plain(u.ParentName)) {
				kept = append(kept, i)
			}
		}
		if len(kept) > 0 {
			return kept
		}
	}
	return units
}
