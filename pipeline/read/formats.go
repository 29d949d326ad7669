package read

import (
	"context"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/doc"
	"huizong/pipeline/read/docx"
	"huizong/pipeline/read/html"
	"huizong/pipeline/read/mht"
	"huizong/pipeline/read/odf"
	"huizong/pipeline/read/ofd"
	"huizong/pipeline/read/pdf"
	"huizong/pipeline/read/rtf"
	"huizong/pipeline/read/text"
	"huizong/pipeline/read/xls"
	"huizong/pipeline/read/xlsx"
	"huizong/pipeline/read/xmlss"
	"huizong/schema"
)

// Formats in the order asked. A workbook in XML has tags that a page has; pages
// come before Word's XML, since those that Word made name Word in their head;
// text comes last, for anything is text.
var Formats = []*Format{
	{ID: "xmlss", Name: "Excel 2003 XML 表格", NameEN: "an Excel 2003 XML spreadsheet", Doc: "workbooks in one XML file, which many an office's own system exports under the name xls",
		Extensions: []string{".xml"}, Claims: xmlss.Claims, Read: plain(xmlss.Read)},
	{ID: "mht", Name: "网页存档", NameEN: "a web archive", Doc: "web archives that Word, WPS, Excel or a browser saved as one file",
		Extensions: []string{".mht", ".mhtml"}, Claims: mht.Claims, Read: plain(mht.Read)},
	{ID: "html", Name: "网页", NameEN: "a web page", Doc: "web pages, saved ones and those that word processors write",
		Extensions: []string{".html", ".htm", ".xhtml", ".shtml"}, Claims: html.Claims, Read: plain(html.Read)},
	{ID: "docx", Name: "Word 文档（docx）", NameEN: "a Word document (docx)", Doc: "Word documents in XML, as Word, WPS and LibreOffice write them",
		Extensions: []string{".docx", ".docm", ".dotx", ".dotm"}, Claims: docx.Claims, Read: plain(docx.Read)},
	{ID: "xlsx", Name: "Excel 表格（xlsx）", NameEN: "a spreadsheet (xlsx)", Doc: "workbooks in XML, as Excel, WPS and LibreOffice write them",
		Extensions: []string{".xlsx", ".xlsm", ".xltx", ".xltm"}, Claims: xlsx.Claims, Read: plain(xlsx.Read)},
	{ID: "xls", Name: "Excel 97–2003 表格（xls）", NameEN: "a spreadsheet (xls)", Doc: "workbooks of Excel 97 to 2003, and of WPS under the name et",
		Extensions: []string{".xls", ".xlt", ".et", ".ett"}, Claims: xls.Claims, Read: plain(xls.Read)},
	{ID: "doc", Name: "Word 97–2003 文档（doc）", NameEN: "a Word document (doc)", Doc: "documents of Word 97 to 2003, and of WPS under the name wps",
		Extensions: []string{".doc", ".dot", ".wps", ".wpt"}, Claims: doc.Claims, Read: plain(doc.Read)},
	{ID: "odf", Name: "OpenDocument 文档", NameEN: "an OpenDocument file", Doc: "OpenDocument texts and spreadsheets, as LibreOffice writes them",
		Extensions: []string{".odt", ".ods", ".ott", ".ots", ".fodt", ".fods"}, Claims: odf.Claims, Read: plain(odf.Read)},
	{ID: "pdf", Name: "PDF 文件", NameEN: "a PDF file", Doc: "PDF files as office programs and browsers print them; scans only with optical recognition",
		Extensions: []string{".pdf"}, Claims: pdf.Claims, Read: func(ctx context.Context, data []byte, o Options) (*schema.Document, error) {
			return pdf.ReadScans(ctx, data, o.Bounds, o.OCR.Command)
		}},
	{ID: "ofd", Name: "OFD 版式文件", NameEN: "an OFD file", Doc: "the national fixed-layout format (GB/T 33190) as office programs export it",
		Extensions: []string{".ofd"}, Claims: ofd.Claims, Read: plain(ofd.Read)},
	{ID: "rtf", Name: "RTF 文档", NameEN: "an RTF document", Doc: "Rich Text Format as Word, WPS and LibreOffice write it",
		Extensions: []string{".rtf"}, Claims: rtf.Claims, Read: plain(rtf.Read)},
	{ID: "text", Name: "文本", NameEN: "text", Doc: "plain text, markdown and separated values in every layout and charset met",
		Extensions: []string{".txt", ".md", ".csv", ".tsv", ".text", ".markdown"}, Claims: text.Claims, Read: plain(text.Read), Open: openText},
}

// openText decodes a text once, for claiming and reading.
func openText(data []byte) Reading {
	t := text.Open(data)
	if t == nil {
		return nil
	}
	return func(ctx context.Context, o Options) (*schema.Document, error) { return t.Read(ctx, o.Bounds) }
}

// plain is a reader that needs nothing but bounds.
func plain(read func(context.Context, []byte, bounds.Bounds) (*schema.Document, error)) func(context.Context, []byte, Options) (*schema.Document, error) {
	return func(ctx context.Context, data []byte, o Options) (*schema.Document, error) {
		return read(ctx, data, o.Bounds)
	}
}

// OCR says how the pages of a scan are turned into text.
type OCR struct {
	Command string // path or name of tesseract; "" refuses scans
}
