package maker

import (
	"encoding/csv"
	"fmt"
	"strings"

	"huizong/schema"
)

// A Finish says how a report becomes a file.
type Finish struct {
	Variant   string // of the format; "": drawn from the report's seed
	Realistic bool   // as large as offices' files are (a document.xml of 60–350 KB)
}

// A Format is a kind of file that the maker writes.
type Format struct {
	ID        string
	Extension string // with the dot
	Variants  []string
	write     func(r *Report, f Finish) ([]byte, error)
}

// Formats lists what [Write] can write.
var Formats = []*Format{
	{"docx", ".docx", docxVariants, writeDocx},
	{"html", ".html", htmlVariants, writeHTML},
	{"txt", ".txt", textVariants(), writeText},
	{"md", ".md", []string{"plain", "crlf"}, writeMarkdown},
	{"xlsx", ".xlsx", xlsxVariants, writeXLSX},
	{"rtf", ".rtf", rtfVariants, writeRTF},
	{"mht", ".mht", mhtVariants, writeMHT},
	{"pdf", ".pdf", pdfVariants, writePDF},
	{"ofd", ".ofd", ofdVariants, writeOFD},
	{"csv", ".csv", []string{"utf-8-bom", "gbk", "quoted"}, writeCSV},
}

// FormatByID returns the format, nil if there is none of that name.
func FormatByID(id string) *Format {
	for _, f := range Formats {
		if f.ID == id {
			return f
		}
	}
	return nil
}

// A File is a report in a format.
type File struct {
	Name    string // a file name that names unit and year
	Format  string
	Variant string
	Data    []byte
	Truth   *Truth // of what can be told from this file
}

// Write makes a file of the report. The same report, format and finish give
// the same bytes.
func Write(r *Report, format string, f Finish) (*File, error) {
	kind := FormatByID(format)
	if kind == nil {
		return nil, fmt.Errorf("maker: no format %q", format)
	}
	if f.Variant == "" {
		f.Variant = pick(r.dice("variant "+format), kind.Variants)
	}
	data, err := kind.write(r, f)
	if err != nil {
		return nil, fmt.Errorf("write %s as %s/%s: %w", r.Unit.Name, format, f.Variant, err)
	}
	file := &File{Name: r.fileName() + kind.Extension, Format: format, Variant: f.Variant, Data: data, Truth: r.Truth()}
	if layout, _, _ := strings.Cut(f.Variant, "/"); format == "txt" && TextLayout(layout).Loses() {
		file.Truth.lose()
	}
	return file, nil
}

// lose says that the figures cannot be told with certainty.
func (t *Truth) lose() {
	for i := range t.Cells {
		if t.Cells[i].State != schema.Absent {
			t.Cells[i].State = schema.Unread
		}
	}
}

// fileNames as clerks give them.
var fileNames = []string{
	"%[1]s%[2]d年政府信息公开工作年度报告",
	"%[2]d年%[1]s政府信息公开年报",
	"%[1]s %[2]d 年度报告（定稿）",
	"%[1]s-%[2]d",
}

func (r *Report) fileName() string {
	d := r.dice("file name")
	return fmt.Sprintf(pick(d, fileNames), r.Unit.Name, r.Year)
}

// textVariants are layouts with charsets, those first that keep every figure.
func textVariants() []string {
	var out []string
	for _, l := range TextLayouts {
		if !l.Loses() {
			out = append(out, string(l))
		}
	}
	for _, c := range Charsets[1:] {
		out = append(out, string(Tabs)+"/"+string(c))
	}
	return out
}

// writeText knows the variants "layout" and "layout/charset", also those of
// layouts that lose figures.
func writeText(r *Report, f Finish) ([]byte, error) {
	layout, charset, _ := strings.Cut(f.Variant, "/")
	return Charset(charset).encode(r.Text(TextLayout(layout)))
}

func writeMarkdown(r *Report, f Finish) ([]byte, error) {
	var b strings.Builder
	for _, block := range r.Paper() {
		switch {
		case block.Grid != nil:
			for y, row := range rowsOf(block.Grid, true) {
				b.WriteString("| " + strings.Join(row, " | ") + " |\n")
				if y == 0 {
					b.WriteString(strings.Repeat("| --- ", block.Grid.Columns) + "|\n")
				}
			}
			b.WriteString("\n")
		case block.Style == TitleLine:
			b.WriteString("# " + block.Text + "\n\n")
		case block.Style == HeadingLine:
			b.WriteString("## " + block.Text + "\n\n")
		default:
			b.WriteString(block.Text + "\n\n")
		}
	}
	if f.Variant == "crlf" {
		return UTF8CRLF.encode(b.String())
	}
	return []byte(b.String()), nil
}

func writeCSV(r *Report, f Finish) ([]byte, error) {
	var b strings.Builder
	w := csv.NewWriter(&b)
	for _, block := range r.Paper() {
		if block.Grid == nil {
			if err := w.Write([]string{block.Text}); err != nil {
				return nil, err
			}
			continue
		}
		for _, slots := range block.Grid.Slots() {
			line := make([]string, len(slots))
			for x, s := range slots {
				if s.Anchor() {
					line[x] = s.Text
				}
			}
			if err := w.Write(line); err != nil {
				return nil, err
			}
		}
	}
	w.Flush()
	switch f.Variant {
	case "gbk":
		return GBKCRLF.encode(b.String())
	case "quoted":
		return UTF8.encode(b.String())
	}
	return UTF8BOM.encode(b.String())
}
