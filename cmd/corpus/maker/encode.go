package maker

import (
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// A Charset says how a text file is encoded.
type Charset string

// The charsets, line ends included.
const (
	UTF8     Charset = "utf-8"
	UTF8BOM  Charset = "utf-8-bom"
	GBK      Charset = "gbk"
	GBKCRLF  Charset = "gb18030-crlf"
	UTF16LE  Charset = "utf-16le-bom"
	UTF16BE  Charset = "utf-16be" // without BOM
	UTF8CRLF Charset = "utf-8-crlf"
)

// Charsets lists all charsets.
var Charsets = []Charset{UTF8, UTF8BOM, GBK, GBKCRLF, UTF16LE, UTF16BE, UTF8CRLF}

// encode turns text with '\n' line ends into the bytes of a file.
func (c Charset) encode(text string) ([]byte, error) {
	switch c {
	case UTF8BOM:
		return []byte("\ufeff" + text), nil
	case GBK:
		return gb18030(text)
	case GBKCRLF:
		return gb18030(strings.ReplaceAll(text, "\n", "\r\n"))
	case UTF16LE:
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(strings.ReplaceAll(text, "\n", "\r\n")))
	case UTF16BE:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().Bytes([]byte(text))
	case UTF8CRLF:
		return []byte(strings.ReplaceAll(text, "\n", "\r\n")), nil
	}
	return []byte(text), nil
}

func gb18030(text string) ([]byte, error) {
	return simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
}
