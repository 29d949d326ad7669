package read

import (
	"bytes"

	"huizong/pipeline/read/bounds"
)

// hollow refuses files that hold nothing.
func hollow(data []byte) error {
	switch {
	case len(data) == 0:
		return empty
	case len(bytes.Trim(data[:min(len(data), 4096)], "\x00")) == 0 && len(bytes.Trim(data, "\x00")) == 0:
		return zeroes
	}
	return nil
}

// A foreign is a kind of file that is known and not read.
type foreign struct {
	at     int    // where the magic bytes stand
	magic  string // -1 for at: anywhere in the first kilobyte
	weak   bool   // the magic is plain letters: counts only with control bytes around
	code   string
	zh, en string // what it is
	do     string // what the clerk should do, in Chinese
	doEN   string
}

// What a clerk should do, by what was sent.
const (
	sendText   = "请报送可编辑的 Word 或 Excel 文件"
	sendTextEN = "send the Word or Excel file"
	decrypt    = "请解密后重新报送"
	decryptEN  = "decrypt it and send it again"
	unpack     = "请解压后报送其中的文件"
	unpackEN   = "unpack it and send what is inside"
)

// foreigns in the order asked. Archives that gather opens do not come here; if
// one does, it could not be opened.
var foreigns = []foreign{
	{at: -1, magic: "E-SafeNet", code: bounds.Encrypted, zh: "文件被单位的加密软件（亿赛通）加密", en: "the file is locked by encryption software (E-SafeNet)", do: decrypt, doEN: decryptEN},
	{at: 0, magic: "b\x14#e", code: bounds.Encrypted, zh: "文件被单位的加密软件（亿赛通）加密", en: "the file is locked by encryption software (E-SafeNet)", do: decrypt, doEN: decryptEN},
	{at: 0, magic: "%TSD-Header-###%", code: bounds.Encrypted, zh: "文件被单位的加密软件（天锐绿盾）加密", en: "the file is locked by encryption software (TSD)", do: decrypt, doEN: decryptEN},

	{at: 0, magic: "\x89PNG\r\n\x1a\n", zh: "文件是图片（PNG）", en: "the file is a picture (PNG)", do: sendText, doEN: sendTextEN},
	{at: 0, magic: "\xff\xd8\xff", zh: "文件是图片（JPEG）", en: "the file is a picture (JPEG)", do: sendText, doEN: sendTextEN},
	{at: 0, magic: "GIF8", weak: true, zh: "文件是图片（GIF）", en: "the file is a picture (GIF)", do: sendText, doEN: sendTextEN},
	{at: 0, magic: "BM", weak: true, zh: "文件是图片（BMP）", en: "the file is a picture (BMP)", do: sendText, doEN: sendTextEN},
	{at: 0, magic: "II*\x00", zh: "文件是图片（TIFF）", en: "the file is a picture (TIFF)", do: sendText, doEN: sendTextEN},
	{at: 0, magic: "MM\x00*", zh: "文件是图片（TIFF）", en: "the file is a picture (TIFF)", do: sendText, doEN: sendTextEN},
	{at: 8, magic: "WEBP", weak: true, zh: "文件是图片（WebP）", en: "the file is a picture (WebP)", do: sendText, doEN: sendTextEN},
	{at: 4, magic: "ftyphei", weak: true, zh: "文件是手机照片（HEIC）", en: "the file is a photograph (HEIC)", do: sendText, doEN: sendTextEN},
	{at: 4, magic: "ftyp", weak: true, zh: "文件是视频或音频", en: "the file is a film or sound", do: sendText, doEN: sendTextEN},
	{at: 0, magic: "ID3", weak: true, zh: "文件是音频（MP3）", en: "the file is sound (MP3)", do: sendText, doEN: sendTextEN},

	{at: 0, magic: "Founder CEB", zh: "文件是方正 CEB 版式文件", en: "the file is a Founder CEB document", do: sendText, doEN: sendTextEN},
	{at: 0, magic: "CAJ\x00", zh: "文件是 CAJ 版式文件", en: "the file is a CAJ document", do: sendText, doEN: sendTextEN},
	{at: 0, magic: "AT&TFORM", weak: true, zh: "文件是 DjVu 扫描件", en: "the file is a DjVu scan", do: sendText, doEN: sendTextEN},
	{at: 0, magic: "%!PS", zh: "文件是 PostScript 打印文件", en: "the file is a PostScript file", do: sendText, doEN: sendTextEN},
	{at: 0, magic: "AC10", weak: true, zh: "文件是 CAD 图纸", en: "the file is a drawing (DWG)", do: sendText, doEN: sendTextEN},

	{at: 0, magic: "Rar!\x1a\x07", zh: "文件是无法打开的压缩包（RAR）", en: "the file is an archive that cannot be opened (RAR)", do: unpack, doEN: unpackEN},
	{at: 0, magic: "7z\xbc\xaf\x27\x1c", zh: "文件是无法打开的压缩包（7z）", en: "the file is an archive that cannot be opened (7z)", do: unpack, doEN: unpackEN},
	{at: 0, magic: "\x1f\x8b\x08", zh: "文件是无法打开的压缩包（gz）", en: "the file is an archive that cannot be opened (gz)", do: unpack, doEN: unpackEN},
	{at: 0, magic: "MZ", weak: true, zh: "文件是程序", en: "the file is a program", do: sendText, doEN: sendTextEN},
	{at: 0, magic: "\x7fELF", zh: "文件是程序", en: "the file is a program", do: sendText, doEN: sendTextEN},
	{at: 0, magic: "SQLite format 3\x00", zh: "文件是数据库", en: "the file is a database", do: sendText, doEN: sendTextEN},
}

// An inside is an office file that is known and not read: by its first bytes,
// and a name or word somewhere behind.
type inside struct{ start, word, zh, en string }

// packages are asked when no format claims a file: documents may hold files of
// these kinds.
var packages = []inside{
	{"PK\x03\x04", "ppt/presentation.xml", "文件是演示文稿（pptx）", "the file is a presentation (pptx)"},
	{"PK\x03\x04", "mimetypeapplication/vnd.oasis.opendocument.", "文件是 OpenDocument 绘图或演示文稿", "the file is an OpenDocument drawing or presentation"},
	{"PK\x03\x04", "mimetypeapplication/epub+zip", "文件是电子书（epub）", "the file is an electronic book (epub)"},
	{"\xD0\xCF\x11\xE0", "P\x00o\x00w\x00e\x00r\x00P\x00o\x00i\x00n\x00t\x00 \x00D\x00o\x00c\x00u\x00m\x00e\x00n\x00t\x00", "文件是演示文稿（ppt）", "the file is a presentation (ppt)"},
	{"\xD0\xCF\x11\xE0", "_\x00_\x00s\x00u\x00b\x00s\x00t\x00g\x001\x00.\x000\x00", "文件是 Outlook 邮件（msg）", "the file is an Outlook message (msg)"},
}

// markups are asked first, for to a reader of pages any tag is a page's.
var markups = []inside{
	{"<", "http://schemas.uof.org/", "文件是标文通（UOF）文档", "the file is a UOF document"},
}

func (f *foreign) refusal() error {
	code := f.code
	if code == "" {
		code = bounds.Unsupported
	}
	return &bounds.Refusal{Code: code, Text: f.zh + "，" + f.do, EN: f.en + "; " + f.doEN}
}

// foreignOf recognizes what is not read, nil if it is none of that.
func foreignOf(data []byte) *foreign {
	head := data[:min(len(data), 1024)]
	for i := range foreigns {
		f := &foreigns[i]
		switch {
		case f.at < 0 && !bytes.Contains(head, []byte(f.magic)), f.at >= 0 && (len(head) < f.at || !bytes.HasPrefix(head[f.at:], []byte(f.magic))):
		case f.weak && !binary(head):
		default:
			return f
		}
	}
	return insideOf(markups, data[:min(len(data), 4096)])
}

// insideOf looks for what an office file holds, nil if it is none of the list.
func insideOf(list []inside, data []byte) *foreign {
	start := bytes.TrimLeft(data[:min(len(data), 64)], " \t\r\n\xEF\xBB\xBF")
	for _, in := range list {
		if bytes.HasPrefix(start, []byte(in.start)) && bytes.Contains(data, []byte(in.word)) {
			return &foreign{zh: in.zh, en: in.en, do: "请另存为 docx 或 xlsx 后报送", doEN: "save it as docx or xlsx and send that"}
		}
	}
	return nil
}

// binary reports whether bytes have control characters that no text has.
func binary(head []byte) bool {
	for _, c := range head {
		if c < 8 {
			return true
		}
	}
	return false
}
