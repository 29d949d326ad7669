package recognize

import (
	"regexp"
	"slices"
	"strings"
)

// What a browser prints around a page: the time and the page's title above,
// the address and the page's number below.

var (
	printedAbove = regexp.MustCompile(`^\s*(?:\d{4}/\d{1,2}/\d{1,2}\s+(?:上午|下午)?\d{1,2}:\d\d|\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d\d(?:\s?[AP]M)?)\s+`)
	printedBelow = regexp.MustCompile(`^\s*(?:https?|file)://\S+\s+\d{1,3}/\d{1,3}\s*$`)
)

// withoutStamp cuts the time of printing off the title that a browser prints on
// every page; cut is false where the line is no such thing.
func withoutStamp(raw string) (title string, cut bool) {
	if !strings.Contains(raw, ":") {
		return raw, false
	}
	at := printedAbove.FindStringIndex(raw)
	if at == nil || !isTitle(plain(raw[at[1]:])) {
		return raw, false
	}
	return raw[at[1]:], true
}

// isPrintedBelow reports whether a line is the address under a printed page.
func isPrintedBelow(raw string) bool {
	return strings.Contains(raw, "://") && printedBelow.MatchString(raw)
}

// siteFoot are the words with which the lines begin that a site prints below
// every page.
var siteFoot = []string{"上一篇", "下一篇", "上一条", "下一条", "主办:", "主办单位", "承办:", "承办单位", "版权所有", "友情链接", "相关链接", "网站标识码", "网站地图",
	"浏览次数", "打印本页", "关闭窗口", "(打印", "(关闭", "扫一扫", "分享到"}

// isSiteFoot reports whether a plain line stands below a page of a site: what
// follows is no text of the report.
func isSiteFoot(p string) bool {
	return slices.ContainsFunc(siteFoot, func(w string) bool { return strings.HasPrefix(p, w) }) || strings.Contains(p, "ICP备")
}
