package pipeline

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"huizong/configs"
)

// looked is how many files of the inbox are tried; a run names every one.
const looked = 10_000

func (p *patient) inbox(c *configs.Config, now time.Time) {
	if err := apart(c); err != nil {
		p.say("fail", "inbox", "%v", "%v", err)
		return
	}
	if _, err := os.ReadDir(c.Inbox); err != nil {
		p.say("fail", "inbox", "收件目录读不出：%v", "the inbox cannot be read: %v", err)
		return
	}
	files, future, locked, first := 0, 0, 0, ""
	refused := func(path string) {
		if locked++; locked == 1 {
			first = path
		}
	}
	filepath.WalkDir(c.Inbox, func(path string, d fs.DirEntry, err error) error {
		switch {
		case files >= looked:
			return fs.SkipAll
		case err != nil:
			refused(path)
			return nil
		case !d.Type().IsRegular():
			return nil
		}
		files++
		if info, err := d.Info(); err == nil && info.ModTime().After(now.Add(24*time.Hour)) {
			future++
		}
		f, err := os.Open(path)
		if err != nil {
			refused(path)
			return nil
		}
		f.Close()
		return nil
	})
	if future > 0 {
		p.say("warn", "inbox", "收件目录中有 %d 个文件的时间在将来，请检查时钟", "%d files of the inbox are dated in the future; check the clock", future)
	}
	if locked > 0 {
		p.say("warn", "inbox", "收件目录中有 %d 项没有读取权限，例如 %s", "%d entries of the inbox cannot be read, %s for one", locked, first)
	}
	p.say("ok", "inbox", "收件目录可读，看过 %d 个文件", "the inbox can be read, %d files looked at", files)
}

// beside looks at what else a run writes to.
func (p *patient) beside(c *configs.Config) {
	if c.Cache != "" && c.Cache != "off" {
		if _, err := writable(c.Cache); err != nil {
			p.say("warn", "cache", "缓存目录不可写，每次都要重新读取：%v", "the cache cannot be written, every file is read every time: %v", err)
		}
	}
	if c.Metrics != "" {
		dir := filepath.Dir(c.Metrics)
		_, err := os.Stat(dir)
		if err == nil {
			_, err = writable(dir)
		}
		if err != nil {
			p.say("warn", "metrics", "指标文件写不出：%v", "the metrics cannot be written: %v", err)
		}
	}
}

// writable tries to write in a folder, or in the one above that it will be made
// in, and returns which.
func writable(dir string) (string, error) {
	for {
		if _, err := os.Stat(dir); err == nil || dir == filepath.Dir(dir) {
			break
		}
		dir = filepath.Dir(dir)
	}
	f, err := os.CreateTemp(dir, ".doctor-*")
	if err != nil {
		return dir, err
	}
	f.Close()
	return dir, os.Remove(f.Name())
}

// fontFolders are where systems keep their fonts.
var fontFolders = []string{`C:\Windows\Fonts`, "/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts"}

// fangsong are the files of 仿宋, the font of official papers, as Windows, WPS
// and the Chinese distributions call them.
var fangsong = []string{"simfang", "fangsong", "仿宋", "fzfs", "stfangso"}

// fonts looks for the font that the papers ask for. They are written without
// it; only who opens them here misses it, and servers open nothing.
func (p *patient) fonts() {
	found := ""
	for _, dir := range fontFolders {
		filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || found != "" {
				return nil
			}
			name := strings.ToLower(d.Name())
			for _, f := range fangsong {
				if !d.IsDir() && strings.Contains(name, f) {
					found = path
				}
			}
			return nil
		})
	}
	switch {
	case found != "":
		p.say("ok", "fonts", "仿宋字体 %s", "the font of official papers, %s", found)
	case runtime.GOOS == "windows":
		p.say("warn", "fonts", "没有找到仿宋字体，函件和草稿会以其他字体显示", "仿宋 is not installed; letters and draft show in another font")
	default:
		p.say("ok", "fonts", "本机没有仿宋字体；文书照常生成，请在有该字体的电脑上打开", "仿宋 is not installed here; papers are written all the same, open them where it is")
	}
}
