package pdf_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"huizong/cmd/corpus/maker"
	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/pdf"
	"huizong/pipeline/recognize"
	"huizong/schema"
)

func file(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// What programs wrote. The report is the first of this test's own, without its
// prose; only "zero" is a real one, 瓦岗寨乡 2023, all of whose 200 figures are 0.
func TestFiles(t *testing.T) {
	for _, name := range []string{"libreoffice.pdf", "owner-password.pdf"} {
		t.Run(name, func(t *testing.T) {
			sameRows(t, rowsOf(read(t, file(t, name))), rowsPrinted(maker.Make(maker.Order{Seed: "pdf", Unit: units[0], Year: 2023, Level: maker.Stress})))
		})
	}
	doc := read(t, file(t, "../../testdata/zero/zero.pdf"))
	roster := &schema.Roster{Units: []schema.Unit{{Code: "410526209", Name: "瓦岗寨乡", Kind: schema.Township, ParentCode: "410526", ParentName: "滑县"}}}
	r := recognize.Report(doc, recognize.Source{Name: "zero.pdf"}, recognize.NewNames(roster))
	zeros := 0
	for _, c := range r.Cells {
		if c.State == schema.Number && c.Value == 0 {
			zeros++
		}
	}
	if zeros != 200 || r.UnitCode != "410526209" || r.Year != 2023 {
		t.Errorf("zero.pdf has %d zeros, unit %s, year %d", zeros, r.UnitCode, r.Year)
	}
}

func TestUserPassword(t *testing.T) {
	_, err := pdf.Read(context.Background(), file(t, "user-password.pdf"), bounds.Default())
	var refusal *bounds.Refusal
	if !errors.As(err, &refusal) || refusal.Code != bounds.Encrypted {
		t.Errorf("got %v, want a refusal", err)
	}
}
