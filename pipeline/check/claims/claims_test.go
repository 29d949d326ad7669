package claims

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"huizong/cmd/corpus/maker"
	"huizong/schema"
)

// said lists the claims of one sentence: "metric=value", with ≥, ~ and ? for
// at least, about and ambiguous.
func said(section int, text string) string {
	claims, _ := Of(&schema.Report{Year: 2023, Narrative: []schema.NarrativeParagraph{{Section: section, Ordinal: 1, Text: text}}})
	var out []string
	for _, c := range claims {
		mark := map[schema.Qualifier]string{schema.AtLeast: "≥", schema.About: "~"}[c.Qualifier]
		tail := ""
		if c.Ambiguous {
			tail = "?"
		}
		out = append(out, fmt.Sprintf("%s=%s%s%s", c.Metric, mark, c.Value, tail))
	}
	return strings.Join(out, " ")
}

// The sentences are of published reports, or shapes that published reports use.
func TestSentences(t *testing.T) {
	for _, c := range []struct {
		section int
		text    string
		want    string
	}{
		{1, "乡政府公示栏公示政务信息 150 余条，全乡 26 个行政村均设有村务公开栏，乡政府设有固定的政务公开栏。", "disclosed.board=≥150"},
		{1, "2023 年申请官方微博微信公众号，“隋唐英雄乡、忠义瓦岗寨”发布信息 162 条。", "disclosed.wechat=162"},
		{1, "2023 年未收到政府信息公开申请，未发生由于政府信息公开申请引发的行政诉讼等情况。", "requests.none=0 proceedings.none=0"},
		{1, "公开了监督渠道电话 0372-8591006，多方位拓宽政务公开监督渠道。", ""},
		{1, "（一）主动公开情况。主动公开政府信息 1136 条。", "disclosed.total=1136"},
		{1, "2023 年全区受理政府信息公开申请 21 件。", "requests.received=21?"},
		{1, "受理政府信息公开申请 3119 件，答复 3050 件，上年度结转申请 34 件，另有 103 件顺延到下年度答复。", "requests.received=3119? requests.answered=3050 requests.carried_in=34 requests.carried_out=103"},
		{1, "行政复议 351件，行政诉讼 46 件。", "reviews.total=351 suits.total=46"},
		{4, "注：行政复议案件含上年度结转数量3件。", ""},
		{1, "2023年，全市共向社会主动公开政府信息18万余条。", "disclosed.total=≥180000"},
		{1, "行政复议案件134件，备案行政诉讼案件57件。", "reviews.total=134? suits.filed=57?"},
		{1, "全年公开政务信息四十余条。", "disclosed.total=≥40"},
		{1, "微信公众号发布信息 162 条，门户网站56条，公示栏30条。", "disclosed.wechat=162 disclosed.website=56 disclosed.board=30"},
		{1, "今年共新收政府信息公开申请3件，上年结转2件，办结4件，结转下年度继续办理1件。", "requests.received=3 requests.carried_in=2 requests.answered=4 requests.carried_out=1"},
		{1, "办结4件，申请人撤销申请1件。", ""},
		{1, "收到政府信息公开申请5件，办结4件，申请人撤销申请1件。", "requests.received=5 requests.answered=4?"},
		{1, "因政府信息公开引起的复议和诉讼9件。", "proceedings.total=9"},
		{2, "本年制发规范性文件2件，废止1件，现行有效7件。", "norms.issued=2 norms.repealed=1 norms.in_force=7"},
		{1, "公开政务信息193", "disclosed.total=193"},
		{1, "全乡26个行政村，公开栏25个，浏览量3万余次，删除1215条，历年累计535条，占比37.5%，文号64号。", ""},
		{1, "12345热线转办300件，均已办结。", ""},
		{1, "未收到有效投诉。", ""},
		{6, "2023年对25件申请案件收取了信息处理费2950元。", "fees.processing=2950"},
		{1, "依申请公开0件。", "requests.received=0?"},
		{1, "没有收到公民、法人和其他组织提出的政府信息公开申请。", "requests.none=0"},
		{1, "共收到政府信息公开申请零件，无结转。", "requests.received=0"},
		{1, "发生行政复议1起、行政诉讼0起。", "reviews.total=1 suits.total=0"},
		{1, "约500条政府信息通过门户网站公开。", ""},
		{1, "通过门户网站公开信息约500条，微信公众号推送近1.2万条。", "disclosed.website=~500 disclosed.wechat=~12000"},
		{1, "２０２３年主动公开政府信息１，２３４条。", "disclosed.total=1234"},
		// Numbers that count something else, or another year: a contradiction here would be unfair.
		{1, "2023年，我镇共收到政府信息公开申请一万二千三百件。", "requests.received=12300"},
		{1, "主动公开政府信息近千条。", "disclosed.total=~1000"},
		{1, "主动公开政府信息数十条。", ""},
		{1, "2022年收到申请9件，2023年收到申请3件，同比减少6件。", "requests.received=3"},
		{1, "2023年新收到申请3件，2022年结转申请1件，答复4件。", "requests.received=3 requests.carried_in=1 requests.answered=4"},
		{1, "收到申请较去年增加5件。", ""},
		{1, "有3件申请结转至2024年办理。", "requests.carried_out=3"},
		{1, "3件结转下年度继续办理。", "requests.carried_out=3"},
		{1, "未发生一起行政复议或者行政诉讼案件。", "proceedings.none=0"},
		{1, "全镇收到低保申请35件，办结35件。", ""},
		{1, "收到危房改造申请18件，批准12件。", ""},
		{1, "全年受理行政许可申请45件，办结45件。", ""},
		{1, "受理各类政务服务申请1200件。", ""},
		{1, "接收群众申请办理低保32件。", ""},
		{1, "没有收取申请人任何费用。", ""},
		{1, "对未收到补正材料的申请2件依法处理。", ""},
		{1, "按规定，对收到的政府信息公开申请在20个工作日内答复。", ""},
		{1, "自收到申请之日起15日内办结。", ""},
		{1, "共收到12件政府信息公开申请，其中10件已答复，2件结转下年度。", "requests.received=12 requests.answered=10 requests.carried_out=2"},
		{1, "2023年我街道收到政府信息公开申请8件（含上年结转1件），办结7件，结转下年度1件。", "requests.received=8? requests.carried_in=1 requests.answered=7 requests.carried_out=1"},
		{1, "对不符合条件未受理的申请3件，均作出说明。", ""},
		{1, "没有按时答复的申请为0件。", ""},
		{1, "截至目前未收到对申请答复不满的投诉。", ""},
		{1, "未收到政府信息公开申请、行政复议、行政诉讼。", "requests.none=0 proceedings.none=0"},
		{1, "无申请人对答复提出异议。", ""},
		{1, "去年收到政府信息公开申请9件。", ""},
		{1, "1件行政复议、0件行政诉讼。", "reviews.total=1? suits.total=0?"},
		{1, "行政复议、行政诉讼均为0件。", "proceedings.none=0"},
		{1, "行政复议和行政诉讼均为零。", "proceedings.none=0"},
		{1, "行政复议数0，行政诉讼数0。", "reviews.total=0 suits.total=0"},
		{1, "全年在县政府网站公开信息56条，乡政务新媒体公开信息20条，乡公示栏公开信息30条。", "disclosed.website=56 disclosed.new_media=20 disclosed.board=30"},
		{1, "主动公开各类信息1千余条。", "disclosed.total=≥1000"},
		{1, "接到政府信息公开申请电话咨询12次。", ""},
		{1, "举办政府信息公开申请办理工作培训会3次，参训120人次。", ""},
		{1, "依申请公开答复文书模板5份。", ""},
		{1, "无人申请公开政府信息。", "requests.none=0"},
		{1, "2023年没有行政诉讼案件败诉。", ""},
		{1, "未出现行政复议被纠正、行政诉讼败诉的情况。", ""},
		{1, "共收到申请20多件。", "requests.received=≥20"},
		{1, "共收到申请20件左右。", "requests.received=~20"},
		{1, "2023年度我镇收到申请12件，与2022年相比增加3件。", "requests.received=12"},
		{1, "受理了群众宅基地申请23件，答复23件。", ""},
		{1, "未收到关于政府信息公开的申请。", "requests.none=0"},
		{1, "2023年度无行政复议申请和行政诉讼。", "proceedings.none=0"},
		{1, "受理申请5件，结转上年1件。", "requests.received=5? requests.carried_in=1"},
	} {
		if got := said(c.section, c.text); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestOffsetsPointAtTheNumber(t *testing.T) {
	text := "一句。全年主动公开政府信息 1136 条。"
	claims, _ := Of(&schema.Report{Narrative: []schema.NarrativeParagraph{{Section: 1, Ordinal: 3, Text: text}}})
	if len(claims) != 1 || !strings.HasPrefix(string([]rune(text)[claims[0].Offset:]), "1136") || claims[0].Sentence != "全年主动公开政府信息 1136 条。" || claims[0].Ordinal != 3 {
		t.Errorf("claims = %+v", claims)
	}
}

func TestParts(t *testing.T) {
	for text, want := range map[string]string{
		"全年共主动公开政府信息100条，其中门户网站60条，微信公众号30条，公示栏10条。": "100 60+30+10 true",
		"全年共主动公开政府信息100余条，其中门户网站60条，微信公众号30条。":       "100 60+30 false",
		"全年共主动公开政府信息100条，其中门户网站60条，微信公众号30条等。":       "",
		"全年共主动公开政府信息100条，其中财政信息60条，民政信息30条，门户网站10条。": "",
		"全年共主动公开政府信息100条，通过门户网站60条。":                 "",
	} {
		_, parts := Of(&schema.Report{Narrative: []schema.NarrativeParagraph{{Section: 1, Text: text}}})
		got := ""
		for _, p := range parts {
			var list []string
			for _, d := range p.Parts {
				list = append(list, d.String())
			}
			got = fmt.Sprintf("%s %s %v", p.Total, strings.Join(list, "+"), p.Exact)
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// narrative is a made report's prose as recognize would give it.
func narrative(r *maker.Report) *schema.Report {
	out := &schema.Report{UnitCode: r.Unit.Code, Year: r.Year}
	add := func(section int, ps []maker.Paragraph) {
		for i, p := range ps {
			out.Narrative = append(out.Narrative, schema.NarrativeParagraph{Section: section, Ordinal: i + 1, Text: p.Text})
		}
	}
	add(0, r.Opening)
	for s := range r.Sections {
		add(s+1, r.Sections[s].Paragraphs)
	}
	return out
}

// TestMadeReports: over some hundred made reports every number that the prose
// claims is found with its metric, value and qualifier, and nothing else is.
func TestMadeReports(t *testing.T) {
	found, missed, extra := 0, 0, 0
	for _, u := range maker.Counties(40, "claims") {
		for _, r := range maker.Series(maker.Order{Seed: "claims", Unit: u}, []int{2021, 2022, 2023}) {
			want := map[string]bool{}
			for _, c := range r.Truth().Claims {
				want[fmt.Sprintf("%d.%d@%d %s=%s %s", c.Section, c.Ordinal, c.Offset, c.Metric, c.Value, c.Qualifier)] = true
			}
			claims, _ := Of(narrative(r))
			for _, c := range claims {
				if c.Metric == "fees.processing" {
					continue // said in section six, and no claim of the maker's
				}
				key := fmt.Sprintf("%d.%d@%d %s=%s %s", c.Section, c.Ordinal, c.Offset, c.Metric, c.Value, c.Qualifier)
				if strings.HasSuffix(c.Metric, ".none") { // where such a sentence begins is a matter of taste
					for w := range want {
						if strings.HasPrefix(w, fmt.Sprintf("%d.%d@", c.Section, c.Ordinal)) && strings.Contains(w, " "+c.Metric+"=") {
							key = w
						}
					}
				}
				if want[key] {
					delete(want, key)
					found++
					continue
				}
				if extra++; extra < 12 {
					t.Logf("extra %s: %s", key, c.Sentence)
				}
			}
			for w := range want {
				if missed++; missed < 12 {
					t.Logf("missed %s", w)
				}
			}
		}
	}
	t.Logf("%d found, %d missed, %d extra", found, missed, extra)
	if found < 500 || missed*100 > found || extra*100 > found {
		t.Errorf("%d found, %d missed, %d that are no claims", found, missed, extra)
	}
}

func FuzzOf(f *testing.F) {
	f.Add("主动公开政府信息 1,136 余条，其中网站四十条；未收到申请")
	f.Fuzz(func(t *testing.T, text string) {
		claims, _ := Of(&schema.Report{Narrative: []schema.NarrativeParagraph{{Section: 1, Text: text}}})
		for _, c := range claims {
			if c.Offset < 0 || c.Offset >= len([]rune(text)) {
				t.Errorf("offset %d outside %q", c.Offset, text)
			}
		}
	})
}

// TestEndlessSentence: prose without an end costs no more than a little for each byte.
func TestEndlessSentence(t *testing.T) {
	for _, piece := range []string{"申请1件其中", "公开1条", "一"} {
		text := strings.Repeat(piece, 200_000)
		begun := time.Now()
		if claims, _ := Of(&schema.Report{Narrative: []schema.NarrativeParagraph{{Section: 1, Text: text}}}); len(claims) > 0 {
			t.Errorf("%s again and again says %d things", piece, len(claims))
		}
		if took := time.Since(begun); took > 5*time.Second {
			t.Errorf("%s again and again took %v", piece, took)
		}
	}
}

func BenchmarkOf(b *testing.B) {
	r := narrative(maker.Make(maker.Order{Seed: "bench", Unit: maker.Counties(1, "bench")[0], Year: 2023}))
	b.ReportAllocs()
	for b.Loop() {
		Of(r)
	}
}
