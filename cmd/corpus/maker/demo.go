package maker

import (
	"archive/zip"
	"bytes"
	"embed"
	"fmt"
	"strconv"
	"strings"

	"huizong/schema"
)

// A DemoFile is one file of the demo county; Path counts from its folder.
type DemoFile struct {
	Path string
	Data []byte
}

// The demo county is invented: no division code begins with 99.
const (
	demoCode   = "990101"
	demoName   = "云汀县"
	demoSeed   = "demo"
	demoBundle = "乡镇报送（补报）.zip"
)

// A demoUnit is one unit of the demo and what it files for 2022 and 2023.
type demoUnit struct {
	code, name string
	kind       schema.UnitKind
	level      Level
	variety    Variety
	years      [2]demoReport
}

// A demoReport is how one report is filed, and the slips in it.
type demoReport struct {
	format, variant string // "" : not filed
	name            string // file name without extension; "" : the usual one
	bundled         bool   // inside the bundle
	edition         schema.Edition
	slips           []string
}

var demoUnits = []demoUnit{
	{"001", "东湖街道", schema.Subdistrict, Small, Official, [2]demoReport{
		{format: "docx", variant: DocxWord}, {format: "docx", variant: DocxWPS}}},
	{"002", "西苑街道", schema.Subdistrict, Small, Usual, [2]demoReport{
		{format: "xls", variant: XLSXFormulas}, {format: "xlsx", variant: XLSXOneSheet, slips: []string{"subdistrict_norms", "text_parts", "section5"}}}},
	{"100", "城关镇", schema.Town, Busy, Official, [2]demoReport{
		{format: "docx", variant: DocxLibreOffice, slips: []string{"digits_swapped"}},
		{format: "docx", variant: DocxTracked, slips: []string{"row_shift", "text_proceedings"}}}},
	{"101", "青石镇", schema.Town, Busy, Usual, [2]demoReport{
		{format: "html", variant: HTMLSite, slips: []string{"column_swap"}},
		{format: "docx", variant: DocxControls, name: "青石镇2023年政府信息公开工作年度报告", slips: []string{"row_total", "text_number"}}}},
	{"102", "柳河镇", schema.Town, Small, Usual, [2]demoReport{
		{format: "txt", variant: "tab-ragged", slips: []string{"blank", "slash"}},
		{format: "html", variant: HTMLWord, slips: []string{"none", "dash", "long_dash", "section6"}}}},
	{"103", "双桥镇", schema.Town, Busy, Usual, [2]demoReport{
		{format: "rtf", variant: RTFWord, slips: []string{"times_ten"}},
		{format: "rtf", variant: RTFUnicode, slips: []string{"carry", "year_stock", "jump"}}}},
	{"104", "白沙镇", schema.Town, Busy, Usual, [2]demoReport{
		{format: "mht", variant: MHTWord, slips: []string{"digits_split"}},
		{format: "mht", variant: MHTChrome, slips: []string{"total_empty", "other_name"}}}},
	{"105", "石磨镇", schema.Town, Small, Usual, [2]demoReport{
		{format: "txt", variant: "pipe/gb18030-crlf", slips: []string{"balance", "t4_total"}},
		{format: "md", variant: "plain", slips: []string{"text_none", "doubled", "leftover"}}}},
	{"200", "云台乡", schema.Township, Small, Usual, [2]demoReport{
		{format: "csv", variant: "utf-8-bom", slips: []string{"group"}},
		{format: "csv", variant: "gbk", slips: []string{"regulations", "norms", "yuan", "own_kind"}}}},
	{"201", "竹溪乡", schema.Township, Small, Usual, [2]demoReport{
		{format: "ofd", variant: OFDRuns, edition: schema.Hybrid, slips: []string{"negative", "decimal"}},
		{format: "docx", variant: DocxTextBox, bundled: true, slips: []string{"period_year", "stale", "copied", "late"}}}},
	{"202", "马岭乡", schema.Township, Small, Usual, [2]demoReport{
		{format: "pdf", variant: PDFHeader, slips: []string{"compensating"}},
		{format: "html", variant: HTMLGBKLies, bundled: true, slips: []string{"missing_table", "missing_section"}}}},
	{"203", "松坡乡", schema.Township, Small, Usual, [2]demoReport{
		{format: "doc", variant: DocxPlain, slips: []string{"answered", "row_total_zero"}}, {}}},
}

// demoYears are the report years of the demo.
var demoYears = []int{2022, 2023}

// demoStranger is a unit of another county whose report lies in the inbox by
// mistake.
var demoStranger = schema.Unit{Code: "990102105", Name: "石塘镇", Kind: schema.Town, ParentCode: "990102", ParentName: "临澜县"}

// Demo makes the demo county: a dozen units over two years, in every format,
// with slips that show each kind of finding. One unit has not filed 2023, one
// has filed it twice, the later differing; a lock file and another county's
// report lie about.
func Demo() ([]DemoFile, error) {
	var units []schema.Unit
	for _, u := range demoUnits {
		units = append(units, u.unit())
	}
	d, err := makeDemo()
	if err != nil {
		return nil, err
	}
	frame := []DemoFile{{".gitattributes", []byte("* -text\n")}, {"roster.csv", RosterCSV(units)}}
	return append(frame, d.files...), d.lacking
}

// DemoSources makes the documents of the demo that an office program has to
// convert, named as the results are named in the folder office. Converted:
//
//	soffice --headless --convert-to doc *.docx
//	soffice --headless --convert-to xls *.xlsx
func DemoSources() ([]DemoFile, error) {
	d, err := makeDemo()
	if err != nil {
		return nil, err
	}
	return d.sources, nil
}

func makeDemo() (*demo, error) {
	d := &demo{}
	last, other := map[string]*Report{}, (*Report)(nil)
	for y, year := range demoYears {
		for _, u := range demoUnits {
			r := Make(Order{Seed: demoSeed, Unit: u.unit(), Year: year, Edition: u.years[y].edition, Level: u.level, Variety: u.variety, Last: last[u.code]})
			if err := d.file(r, u.years[y], Near{last[u.code], other}); err != nil {
				return nil, err
			}
			last[u.code], other = r, r
		}
	}
	return d, d.others(last)
}

func (u demoUnit) unit() schema.Unit {
	return schema.Unit{Code: demoCode + u.code, Name: u.name, Kind: u.kind, ParentCode: demoCode, ParentName: demoName}
}

type demo struct {
	files, bundle, sources []DemoFile
	lacking                error // a converted file that is not there
}

// The formats that the maker does not write: an office program converts them
// from one that it does.
var converted = map[string]string{"doc": "docx", "xls": "xlsx"}

//go:embed office
var office embed.FS

// file puts the slips in and lays the report into the inbox.
func (d *demo) file(r *Report, how demoReport, near Near) error {
	for _, kind := range how.slips {
		if !r.Inject(kind, near) {
			return fmt.Errorf("maker: the demo's %s %d has no place for %s", r.Unit.Name, r.Year, kind)
		}
	}
	if how.format == "" {
		return nil
	}
	format := how.format
	if source := converted[format]; source != "" {
		format = source
	}
	f, err := Write(r, format, Finish{Variant: how.variant})
	if err != nil {
		return err
	}
	if format != how.format {
		d.convert(r, f, how.format)
	}
	if how.name != "" {
		f.Name = how.name + FormatByID(how.format).Extension
	}
	if how.bundled {
		d.bundle = append(d.bundle, DemoFile{f.Name, f.Data})
		return nil
	}
	d.put(r.Year, f.Name, f.Data)
	return nil
}

// convert puts the converted document in the place of the one it was made of.
func (d *demo) convert(r *Report, f *File, format string) {
	name := fmt.Sprintf("%s-%d.", r.Unit.Code, r.Year)
	d.sources = append(d.sources, DemoFile{name + f.Format, f.Data})
	data, err := office.ReadFile("office/" + name + format)
	if err != nil {
		d.lacking = err
	}
	f.Data, f.Name, f.Format = data, strings.TrimSuffix(f.Name, f.Format)+format, format
}

func (d *demo) put(year int, name string, data []byte) {
	d.files = append(d.files, DemoFile{"inbox/" + strconv.Itoa(year) + "年/" + name, data})
}

// others lays in what is not simply one report of one unit.
func (d *demo) others(last map[string]*Report) error {
	bundle, err := gbkZip(d.bundle)
	if err != nil {
		return err
	}
	d.put(2023, demoBundle, bundle)
	first := last["101"]
	corrected := Make(Order{Seed: demoSeed, Unit: first.Unit, Year: 2023, Level: Busy, Variety: Usual})
	corrected.Cells, corrected.Sections = first.Cells, first.Sections
	corrected.mend()
	f, err := Write(corrected, "docx", Finish{Variant: DocxControls})
	if err != nil {
		return err
	}
	d.put(2023, "青石镇2023年政府信息公开工作年度报告（更正稿）.docx", f.Data)
	d.put(2023, "~$镇2023年政府信息公开工作年度报告.docx", lockFile("青石镇党政办"))
	stranger := Make(Order{Seed: demoSeed, Unit: demoStranger, Year: 2023, Level: Small})
	if f, err = Write(stranger, "docx", Finish{Variant: DocxWPS}); err != nil {
		return err
	}
	d.put(2023, f.Name, f.Data)
	return nil
}

// mend corrects the row totals of table three.
func (r *Report) mend() {
	for _, id := range schema.Identities(schema.Table3, r.Edition) {
		if id.Rule != "t3.row_total" {
			continue
		}
		sum := schema.Decimal(0)
		for _, t := range id.Terms[1:] {
			sum += r.Cells[t.Cell].Value
		}
		r.Cells[id.Key] = Number(sum)
	}
}

// gbkZip packs files under GBK names without the UTF-8 flag, as archivers on
// Chinese Windows do.
func gbkZip(files []DemoFile) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		name, err := gb18030(f.Path)
		if err != nil {
			return nil, err
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: string(name), NonUTF8: true, Method: zip.Store})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(f.Data); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// lockFile is what Word leaves beside an open document: 162 bytes with the
// name of who has it open.
func lockFile(who string) []byte {
	data := make([]byte, 162)
	name, err := UTF16BE.encode(who)
	if err != nil {
		panic("maker: every name is UTF-16: " + err.Error())
	}
	data[0] = byte(len(name) / 2)
	for i := 0; i+1 < len(name); i += 2 {
		data[55+i], data[56+i] = name[i+1], name[i]
	}
	return data
}
