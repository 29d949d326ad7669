package html

import (
	"bytes"
	"regexp"

	"huizong/pipeline/read/charset"
)

// headLength is how far into a file one looks for tags.
const headLength = 64 << 10

// nearStart is where pages have their first tag: expressions are slow on much text.
const nearStart = 1 << 10

var (
	pageTag  = regexp.MustCompile(`(?i)<(?:!doctype html|html|head|body|meta|title|table|p|div|h[1-6]|span|font|center|script|style|br|a|ul|ol|form|frameset|xml:namespace)[\s/>]`)
	bodyTag  = regexp.MustCompile(`(?i)<(?:html|body|frameset)[\s>]`)
	blockTag = regexp.MustCompile(`(?i)<(?:p|div|br|center|h[1-6])[\s/>]`)
	tableTag = regexp.MustCompile(`(?i)<table[\s>]`)
)

// Claims reports whether data could be a web page: it begins with a tag of one,
// or has a body somewhere, or blocks before a table. Markdown with tables
// written as HTML is none. NULs are left out so that UTF-16 is seen, too.
func Claims(data []byte) bool {
	head := data[:min(len(data), headLength)]
	if bytes.IndexByte(head, '<') < 0 || binary(head) {
		return false
	}
	head = bytes.TrimLeft(charset.DropNULs(head), " \t\r\n\f\xEF\xBB\xBF\xFE\xFF")
	if bytes.HasPrefix(head, []byte("<")) && (pageTag.Match(head[:min(len(head), nearStart)]) || pageTag.Match(head)) {
		return true
	}
	if bodyTag.Match(head) {
		return true
	}
	table := tableTag.FindIndex(head)
	return table != nil && blockTag.Match(head[:table[0]])
}

// binary reports whether data begins like a packed or binary office file: most
// files do, and need no search for tags.
func binary(data []byte) bool {
	for _, magic := range [][]byte{[]byte("PK\x03\x04"), []byte("\xD0\xCF\x11\xE0"), []byte("%PDF-"), []byte("{\\rtf")} {
		if bytes.HasPrefix(data, magic) {
			return true
		}
	}
	return false
}
