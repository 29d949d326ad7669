package gather

import (
	"path"
	"strings"

	"huizong/schema"
)

// litter is what programs leave beside documents, by name. The first entry
// that matches decides; names are matched in lower case.
var litter = []struct {
	code    string
	name    []string // patterns of path.Match
	folders []string // names of folders whose whole content is litter
	zh, en  string
}{
	{code: "office_lock", name: []string{"~$*", ".~lock.*#", ".~*"},
		zh: "办公软件打开文件时生成的锁定文件，不是报告", en: "a lock file that an office program left while a document was open"},
	{code: "office_temporary", name: []string{"~wr?????.tmp", "~*.tmp", "*.tmp", "*.temp", "*.wbk", "*.asd", "~*.~"},
		zh: "办公软件的临时文件或自动备份，不是报告", en: "a temporary file or an automatic backup of an office program"},
	{code: "unfinished_copy", name: []string{"*.part", "*.filepart", "*.crdownload", "*.download", "*.downloading", "*.!ut", "*.td", "*.xltd", "*.partial"},
		zh: "没有传输完的文件，请等待传输完成或重新传输", en: "an unfinished transfer; finish it or send the file again"},
	{code: "system_file", name: []string{".ds_store", "._*", "thumbs.db", "thumbs.db:encryptable", "ehthumbs.db", "desktop.ini", "autorun.inf"},
		folders: []string{"__macosx", "$recycle.bin", "system volume information", "@eadir", "#recycle", "lost+found", ".trashes", ".spotlight-v100"},
		zh:      "操作系统自动生成的文件，不是报告", en: "a file that an operating system made by itself"},
	{code: "shortcut", name: []string{"*.lnk", "*.url", "*.website", "*.desktop"},
		zh: "快捷方式，不含内容；请报送文件本身", en: "a shortcut without content; send the file itself"},
	{code: "hidden", name: []string{".*"}, folders: []string{".*"},
		zh: "隐藏文件，不作为报告读取", en: "a hidden file, not read as a report"},
}

// litterFile tells litter by the name of the file, nil if it is none.
func litterFile(name string) *fate {
	name = strings.ToLower(name)
	for i := range litter {
		if matches(litter[i].name, name) {
			return litterFate(i)
		}
	}
	return nil
}

// litterFolder tells a folder whose whole content is litter.
func litterFolder(name string) *fate {
	name = strings.ToLower(name)
	for i := range litter {
		if matches(litter[i].folders, name) {
			return litterFate(i)
		}
	}
	return nil
}

func litterFate(i int) *fate {
	l := &litter[i]
	return &fate{schema.NotAReport, l.code, l.zh, l.en}
}

func matches(patterns []string, name string) bool {
	for _, p := range patterns {
		if match(p, name) {
			return true
		}
	}
	return false
}

// match is [path.Match], for names without a slash. Most patterns are an ending, or
// begin otherwise than most names do.
func match(pattern, name string) bool {
	const signs = `*?[\`
	switch first := pattern[0]; {
	case first == '*' && !strings.ContainsAny(pattern[1:], signs):
		return strings.HasSuffix(name, pattern[1:])
	case strings.IndexByte(signs, first) < 0 && (name == "" || name[0] != first):
		return false
	}
	ok, _ := path.Match(pattern, name)
	return ok
}
