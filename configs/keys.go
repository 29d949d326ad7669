package configs

// A Key is one setting: what may stand in the YAML file, as HUIZONG_<KEY> in
// the environment (dots become underscores) and, for some, as a flag.
type Key struct {
	Name    string
	Default any // its Go type is the key's type: string, bool, int, int64, time.Duration, []int
	Doc     string
	DocZH   string
}

// Keys lists every setting in the order the documentation shows them. A key
// that is not here is an error in the file.
var Keys = []Key{
	{"area", "", "division code: six digits for a county, four or two for a wider area, empty for all the roster holds", "区划代码：六位为县，四位或两位为更大区域，留空为名单中的全部"},
	{"area_name", "", "name of the area in the papers; from the roster or the division table if empty", "地区名称，留空则取自名单或区划表"},
	{"inbox", "inbox", "folder with the reports; nothing in it is ever changed", "报送文件所在文件夹，其中的文件绝不改动"},
	{"out", "out", "folder of the published snapshots", "汇总结果文件夹"},
	{"roster", "roster.csv", "CSV with code,name and optionally parent_code,parent_name,kind,aliases,valid_from,valid_to,successor", "单位名单（CSV），至少含 code,name 两列"},
	{"years", []int{}, "report years; empty for every year met in the inbox", "报告年度，留空为收到的全部年度"},
	{"deadline", "01-31", "month and day of the following year until which reports are due", "次年报送截止日（月-日）"},
	{"received", "document", "where the day of arrival is taken from: document (dates printed in it) or file (file time)", "收到日期取自：document（文件内印的日期）或 file（文件时间）"},
	{"quiet", "0s", "a file younger than this is not stable yet and is taken next time, unless it still is what was taken before", "静默时间：修改不足此时长的文件视为尚未稳定，下次再取；内容与此前采用的相同则照常采用"},
	{"rules", "", "YAML file that adds, silences or re-grades rules", "规则文件（YAML）：增加、停用规则或调整等级"},
	{"explanations", "", "explanations of the units, YAML or xlsx", "审核说明文件（YAML 或 xlsx）"},
	{"county_figures", "", "CSV year,cell,value with the county's own published figures, for the bound check", "本县自己公布的数字（CSV：year,cell,value），用于上限核对"},
	{"mask", true, "hide names and phone numbers of persons in the page and papers", "在网页和文书中隐去个人姓名和电话"},
	{"copied.similarity", 90, "percent from which two section texts count as copied", "两段文字相似度达到此百分比即提示雷同"},
	{"papers", true, "write the workbook, draft, letters and page beside the data", "除数据外同时生成工作簿、草稿、函件和网页"},
	{"arrow", false, "write Arrow IPC files beside Parquet", "在 Parquet 之外另存 Arrow IPC 文件"},
	{"keep", 30, "snapshots kept, the current one included", "保留的快照个数（含当前）"},
	{"cache", "", "folder of the reading cache; <out>/.cache if empty, off for none", "读取缓存文件夹，留空为 <out>/.cache，off 为不用"},
	{"gate.missing_more", -1, "hold back when more units are missing than in the snapshot before by over this many; −1 for never", "比上一快照多缺报超过此数则暂不发布，−1 为不限"},
	{"gate.total_factor", 0, "hold back when a county total of at least 100 moves by more than this factor; 0 for never", "县级合计（不小于 100）变动超过此倍数则暂不发布，0 为不限"},
	{"gate.unreadable_percent", 0, "hold back when more than this share of the files cannot be read; 0 for never", "无法读取的文件占比超过此百分数则暂不发布，0 为不限"},
	{"limits.bytes", int64(256 << 20), "expanded bytes of one document", "单个文件展开后的字节数上限"},
	{"limits.entries", 10_000, "entries of one bundle", "单个压缩包的条目数上限"},
	{"limits.depth", 128, "nesting of elements and tables", "元素和表格的嵌套层数上限"},
	{"limits.cells", 400_000, "table cells of one document", "单个文件的表格单元格数上限"},
	{"limits.pages", 500, "pages of one fixed-layout document", "单个版式文件的页数上限"},
	{"limits.seconds", 60, "seconds of reading one document", "读取单个文件的秒数上限"},
	{"ocr.command", "", "tesseract command for scans; the reading is held for confirmation, never added", "扫描件识别程序（tesseract），结果须人工确认，不计入汇总"},
	{"log.format", "text", "log to stderr as text or json", "日志格式：text 或 json"},
	{"metrics", "", "file for Prometheus metrics (textfile collector)", "Prometheus 指标文件"},
	{"ping", "", "URL called after a run; the only network access there is, off when empty", "运行结束后访问的健康检查网址，留空则从不联网"},
	{"alarm.days", 0, "warn when no new file came, or no run was made, for so many days before the deadline; 0 for never", "截止日前连续多少天没有新文件或没有运行则告警，0 为不告警"},
	{"lang", "", "language of messages: zh or en; from the locale if empty", "提示语言：zh 或 en，留空则按系统区域"},
	{"workers", 0, "documents read at once; 0 for one per processor", "同时读取的文件数，0 为每个处理器一个"},
}
