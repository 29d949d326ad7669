package maker

import (
	"bytes"
	"mime"
	"mime/multipart"
	"net/mail"
	"strings"
	"testing"

	"huizong/schema"

	"github.com/xuri/excelize/v2"
)

// Another program's reader finds every figure of table three in the workbook.
func TestWorkbooksOpen(t *testing.T) {
	r := Make(Order{Seed: "x", Unit: town, Year: 2023, Level: Stress, Variety: Official})
	for _, v := range xlsxVariants {
		f, err := Write(r, "xlsx", Finish{Variant: v})
		if err != nil {
			t.Fatal(err)
		}
		book, err := excelize.OpenReader(bytes.NewReader(f.Data))
		if err != nil {
			t.Fatalf("%s: %v", v, err)
		}
		found := map[string]int{}
		for _, name := range book.GetSheetList() {
			rows, err := book.GetRows(name, excelize.Options{RawCellValue: true})
			if err != nil {
				t.Fatalf("%s: %v", v, err)
			}
			for _, row := range rows {
				for _, c := range row {
					found[c]++
				}
			}
		}
		for i, c := range r.Cells {
			if c.State == schema.Number && found[c.Raw] != 1 {
				t.Errorf("%s: %s, printed %q, is there %d times", v, schema.Cells[i].Code, c.Raw, found[c.Raw])
			}
		}
	}
}

// A saved page is a mail message whose first part is the page.
func TestSavedPagesOpen(t *testing.T) {
	r := Make(Order{Seed: "m", Unit: town, Year: 2023})
	for _, v := range mhtVariants {
		f, err := Write(r, "mht", Finish{Variant: v})
		if err != nil {
			t.Fatal(err)
		}
		m, err := mail.ReadMessage(bytes.NewReader(f.Data))
		if err != nil {
			t.Fatalf("%s: %v", v, err)
		}
		_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
		if err != nil {
			t.Fatalf("%s: %v", v, err)
		}
		part, err := multipart.NewReader(m.Body, params["boundary"]).NextPart()
		if err != nil || !strings.HasPrefix(part.Header.Get("Content-Type"), "text/html") {
			t.Errorf("%s: first part is %v (%v)", v, part.Header, err)
		}
	}
}

// Groups of an RTF file close, and each row has as many cells as it defines.
func TestRTFIsBalanced(t *testing.T) {
	r := Make(Order{Seed: "r", Unit: town, Year: 2023})
	for _, v := range rtfVariants {
		f, err := Write(r, "rtf", Finish{Variant: v})
		if err != nil {
			t.Fatal(err)
		}
		depth := 0
		for i, c := range f.Data {
			switch {
			case i > 0 && f.Data[i-1] == '\\':
			case c == '{':
				depth++
			case c == '}':
				depth--
			}
		}
		if depth != 0 {
			t.Errorf("%s: %d groups stay open", v, depth)
		}
		for _, row := range strings.Split(string(f.Data), `\row`)[1:] {
			_, row, _ = strings.Cut(row, `\trowd`)
			if defined, printed := strings.Count(row, `\cellx`), strings.Count(row, `\cell`)-strings.Count(row, `\cellx`); row != "" && defined != printed {
				t.Errorf("%s: a row defines %d cells and prints %d", v, defined, printed)
			}
		}
	}
}
