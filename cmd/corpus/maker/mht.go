package maker

import (
	"encoding/base64"
	"mime/quotedprintable"
	"strings"
)

// The variants of a saved web page.
const (
	MHTWord   = "word"   // Word or WPS: GBK, quoted-printable
	MHTChrome = "chrome" // a browser: UTF-8, quoted-printable, a picture and a style sheet beside
	MHTBase64 = "base64" // GBK, base64
)

var mhtVariants = []string{MHTWord, MHTChrome, MHTBase64}

const mhtBoundary = "----=_NextPart_01DA4C2B.5E3F9A10"

func writeMHT(r *Report, f Finish) ([]byte, error) {
	page, charset, encoding := HTMLWord, "gb2312", "quoted-printable"
	switch f.Variant {
	case MHTChrome:
		page, charset = HTMLSite, "utf-8"
	case MHTBase64:
		page, encoding = HTMLGBK, "base64"
	}
	text := htmlPage(r, Finish{Variant: page, Realistic: f.Realistic})
	data := []byte(text)
	if charset == "gb2312" {
		var err error
		if data, err = gb18030(strings.ReplaceAll(text, `charset="utf-8"`, `charset="gb2312"`)); err != nil {
			return nil, err
		}
	}
	body, err := transfer(data, encoding)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	b.WriteString("From: <Saved by Blink>\r\nSubject: =?utf-8?B?" + base64.StdEncoding.EncodeToString([]byte(strings.Join(r.Title, ""))) + "?=\r\nMIME-Version: 1.0\r\n" +
		"Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"" + mhtBoundary + "\"\r\n\r\nThis document is a Single File Web Page.\r\n\r\n")
	part := func(kind, encoding, location, body string) {
		b.WriteString("--" + mhtBoundary + "\r\nContent-Location: " + location + "\r\nContent-Transfer-Encoding: " + encoding + "\r\nContent-Type: " + kind + "\r\n\r\n" + body + "\r\n\r\n")
	}
	part(`text/html; charset="`+charset+`"`, encoding, "file:///C:/report.htm", body)
	if f.Variant == MHTChrome {
		part("text/css", "quoted-printable", "http://www.example.gov.cn/style.css", "td { color: black }")
		part("image/gif", "base64", "http://www.example.gov.cn/dot.gif", "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
	}
	b.WriteString("--" + mhtBoundary + "--\r\n")
	return []byte(b.String()), nil
}

func transfer(data []byte, encoding string) (string, error) {
	var b strings.Builder
	if encoding == "base64" {
		s := base64.StdEncoding.EncodeToString(data)
		for len(s) > 76 {
			b.WriteString(s[:76] + "\r\n")
			s = s[76:]
		}
		b.WriteString(s)
		return b.String(), nil
	}
	w := quotedprintable.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		return "", err
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	return b.String(), nil
}
