package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"huizong/schema"
)

// accept gives every recognized file its verdict: one accepted report for each
// unit and year, the others duplicate or superseded, and held what no unit or
// year of the run can take.
func (r *run) accept(context.Context) error {
	rivals := map[unitYear][]*file{}
	var order []unitYear
	for _, f := range r.files {
		if f.kept == nil || f.Verdict != "" {
			continue
		}
		if r.setAside(f) {
			continue
		}
		key := f.key()
		if rivals[key] == nil {
			order = append(order, key)
		}
		rivals[key] = append(rivals[key], f)
	}
	r.settleYears(order)
	slices.SortFunc(order, func(a, b unitYear) int {
		if c := strings.Compare(a.unit, b.unit); c != 0 {
			return c
		}
		return a.year - b.year
	})
	for _, key := range order {
		winner := settle(rivals[key])
		if !slices.Contains(r.years, key.year) {
			otherYear(rivals[key], r.years)
			r.history = append(r.history, winner)
			continue
		}
		r.accepted = append(r.accepted, winner)
	}
	r.submissions = make([]schema.Submission, len(r.files))
	for i, f := range r.files {
		r.submissions[i] = *f.Submission
		f.Submission = &r.submissions[i] // there need not be two
		if f.kept != nil {
			f.kept.of = f.Submission
		}
	}
	r.tell()
	return nil
}

// tell logs what was gathered, and each file that was not taken.
func (r *run) tell() {
	count := map[schema.Verdict]int{}
	for _, f := range r.files {
		count[f.Verdict]++
		if f.Verdict == schema.Unreadable || f.Verdict == schema.Held {
			r.Log.Warn("not taken", "path", f.Path, "verdict", f.Verdict, "code", f.Code, "reason", f.ReasonEN)
		}
	}
	r.Log.Info("gathered", "files", len(r.files), "accepted", count[schema.Accepted], "superseded", count[schema.Superseded], "duplicate", count[schema.Duplicate],
		"held", count[schema.Held], "unreadable", count[schema.Unreadable], "not_a_report", count[schema.NotAReport])
}

type unitYear struct {
	unit string
	year int
}

func (f *file) key() unitYear { return unitYear{f.UnitCode, f.ReportYear} }

// settleYears: the configured years, else every year met, else the year that
// is due now.
func (r *run) settleYears(met []unitYear) {
	r.years = slices.Clone(r.Config.Years)
	if len(r.years) > 0 {
		return
	}
	for _, m := range met {
		r.years = append(r.years, m.year)
	}
	slices.Sort(r.years)
	r.years = slices.Compact(r.years)
	if len(r.years) == 0 {
		r.years = []int{r.Now.Year() - 1}
	}
}

// setAside gives the verdict of a file that can stand for no unit and year.
func (r *run) setAside(f *file) bool {
	unit := r.roster.Unit(f.UnitCode)
	switch {
	case !f.kept.isReport:
		sealOther(f.Submission)
		f.kept = nil
	case hasNote(f.Notes, "ocr"):
		seal(f.Submission, schema.Held, "ocr", "扫描件经文字识别读出，须人工核对确认，未计入汇总；请报送可编辑的文件",
			"read from a scan by optical recognition; held until a person confirms it, send an editable file")
	case f.kept.several:
		holdSeveral(f.Submission)
	case unit == nil:
		seal(f.Submission, schema.Held, "unit_unknown", "不能确定是名单中的哪个单位，未计入汇总", "which unit of the roster it is from is not certain; held, not added")
	case f.ReportYear == 0:
		seal(f.Submission, schema.Held, "year_unknown", "不能确定报告年度，未计入汇总", "which year it is about is not certain; held, not added")
	case !unit.Owes(f.ReportYear):
		seal(f.Submission, schema.Held, "not_owing", fmt.Sprintf("按名单，%s %d 年度不需要单独报送，未计入汇总", unit.Name, f.ReportYear),
			fmt.Sprintf("by the roster %s owes no report for %d; held, not added", unit.Code, f.ReportYear))
	default:
		return false
	}
	return true
}

func hasNote(notes []schema.Note, code string) bool {
	return slices.ContainsFunc(notes, func(n schema.Note) bool { return n.Code == code })
}

// sealOther gives the verdict on a file that is no report. One whose pictures were
// not read may be one.
func sealOther(s *schema.Submission) {
	zh, en := "不是政府信息公开工作年度报告：没有官方表格，也没有报告的章节", "not an annual disclosure report: it has neither the official tables nor the sections"
	if slices.ContainsFunc(s.Notes, func(n schema.Note) bool {
		return strings.HasSuffix(n.Code, ".picture") || strings.HasSuffix(n.Code, ".pictures")
	}) {
		zh += "。文件中有图片，图片里的内容没有读取：报告如果是图片，请报送可编辑的文件"
		en += "; it has pictures, which were not read: if they are the report, send an editable file"
	}
	seal(s, schema.NotAReport, "other_paper", zh, en)
}

func holdSeveral(s *schema.Submission) {
	seal(s, schema.Held, "several_reports", "文件里有不止一份报告，未计入汇总；请分开报送", "the file holds more than one report; held, file them apart")
}

func seal(s *schema.Submission, v schema.Verdict, code, zh, en string) {
	s.Verdict, s.Code, s.Reason, s.ReasonEN = v, code, zh, en
}

// otherYearCode is the code of a file of a year that is not asked for.
const otherYearCode = "other_year"

func otherYear(files []*file, years []int) {
	for _, f := range files {
		seal(f.Submission, schema.Held, otherYearCode, fmt.Sprintf("报告年度 %d 不在本次汇总的年度内，只用于与上年比较", f.ReportYear),
			fmt.Sprintf("its year %d is not among the years asked for; used for comparison only", f.ReportYear))
	}
}

// settle picks the file that stands among those of one unit and year, and
// gives all of them their verdicts. The policy, first difference decides: more
// cells that are numbers by a tenth of the form; the later day received; a
// name that says it corrects another; the later date printed; the path.
func settle(files []*file) *file {
	winner := files[0]
	for _, f := range files[1:] {
		if later(f, winner) {
			winner = f
		}
	}
	for _, f := range files {
		switch {
		case f == winner:
			f.Verdict = schema.Accepted
		case f.kept.print == winner.kept.print:
			seal(f.Submission, schema.Duplicate, "same_cells", fmt.Sprintf("与 %s 的表格数据完全相同，按同一份报告处理", winner.Path),
				fmt.Sprintf("the same cells as %s; one submission", winner.Path))
		default:
			seal(f.Submission, schema.Superseded, "superseded", fmt.Sprintf("同一单位同一年度的另一份报告 %s 视为更新，本件不计入汇总", winner.Path),
				fmt.Sprintf("%s of the same unit and year is taken as the later one; this file is not added", winner.Path))
		}
	}
	return winner
}

// later reports whether a stands rather than b.
func later(a, b *file) bool {
	const tenth = 20
	if x, y := a.kept.numbers, b.kept.numbers; x > y+tenth || y > x+tenth {
		return x > y
	}
	if a.Received != b.Received {
		return a.Received > b.Received
	}
	if x, y := corrects(a), corrects(b); x != y {
		return x > y
	}
	if a.kept.dated != b.kept.dated {
		return a.kept.dated > b.kept.dated
	}
	return a.kept.print != b.kept.print && a.Path > b.Path
}

// corrections are the words by which file and folder names say that they
// replace another file, and the copy numbers that file managers add.
var corrections = regexp.MustCompile(`修订|修正|修改|更正|重报|重新报|补正|改后|最终|终稿|定稿|新版|更新|第([二三四五六七八九])[版次稿]|[vV]([2-9])|[（(]([2-9])[)）]`)

// corrects ranks a name: 0 says nothing, 1 is a word, higher a number.
func corrects(f *file) int {
	rank := 0
	for _, name := range append([]string{f.Name}, f.Folders...) {
		for _, m := range corrections.FindAllStringSubmatch(name, -1) {
			rank = max(rank, 1)
			for _, g := range m[1:] {
				if k := strings.Index("一二三四五六七八九", g); g != "" && k >= 0 {
					rank = max(rank, 1+k/len("一"))
				} else if g != "" {
					rank = max(rank, int(g[0]-'0'))
				}
			}
		}
	}
	return rank
}

// A print is equal for reports with equal cells.
type print [sha256.Size]byte

func printOf(r *schema.Report) print {
	var b []byte
	for i := range r.Cells {
		v := &r.Cells[i]
		b = append(binary.AppendVarint(b, int64(v.Value)), byte(v.State))
		if v.State == schema.Text {
			b = append(append(b, v.Raw...), 0)
		}
	}
	return sha256.Sum256(b)
}
