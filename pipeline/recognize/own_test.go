package recognize

import (
	"testing"
	"unsafe"

	"huizong/schema"
)

// TestReportKeepsNoDocument lays a whole document out in one string, as readers
// do, and asks that no text of its report lies in there.
func TestReportKeepsNoDocument(t *testing.T) {
	reports, names := benchReports(1)
	doc := paperDocument(reports[0])
	var all []byte
	each(doc.Blocks, func(s *string) { all = append(all, *s...) })
	whole, at := string(all), 0
	each(doc.Blocks, func(s *string) { *s, at = whole[at:at+len(*s)], at+len(*s) })
	begin := uintptr(unsafe.Pointer(unsafe.StringData(whole)))
	r := Report(doc, Source{Name: "年报.docx"}, names)
	texts := 0
	eachText(r, func(s *string) {
		if p := uintptr(unsafe.Pointer(unsafe.StringData(*s))); *s != "" && p >= begin && p < begin+uintptr(len(whole)) {
			t.Errorf("the report keeps %q of the document", *s)
		}
		if *s != "" {
			texts++
		}
	})
	if texts < 200 {
		t.Errorf("the report quotes %d texts, want more", texts)
	}
}

// each visits the texts of blocks.
func each(blocks []schema.Block, visit func(*string)) {
	for i := range blocks {
		b := &blocks[i]
		visit(&b.Text)
		visit(&b.Place.Sheet)
		if b.Table != nil {
			for k := range b.Table.Cells {
				visit(&b.Table.Cells[k].Text)
				visit(&b.Table.Cells[k].Place.Sheet)
			}
		}
	}
}
