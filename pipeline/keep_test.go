package pipeline

import (
	"testing"

	"huizong/configs"
	"huizong/pipeline/spool"
	"huizong/schema"
)

// TestLostReport: a report that cannot be read back ends the run; it is not
// taken for one that was never filed.
func TestLostReport(t *testing.T) {
	r := &run{Options: Options{Config: &configs.Config{Workers: 2}}, keeper: &keeper{spool: spool.New(t.TempDir())}}
	of := &schema.Submission{ID: "id", Path: "甲.docx", UnitCode: "410526209", ReportYear: 2023}
	kept, err := r.keeper.keep(of, &schema.Report{Submission: "id", File: "甲.docx", UnitCode: "410526209", Year: 2023})
	if err != nil {
		t.Fatal(err)
	}
	here := &file{Submission: of, kept: kept}
	if got, err := loadAll(r, []*file{here}, r.keeper.load); err != nil || got[0].Year != 2023 {
		t.Fatalf("the report just kept: %v, %v", got, err)
	}
	lost := *kept
	lost.report = spool.Slip{}
	if _, err := loadAll(r, []*file{here, {Submission: of, kept: &lost}}, r.keeper.load); err == nil {
		t.Error("a lost report is no error")
	}
	if r.keeper.failed() == nil {
		t.Error("the run would publish without the report")
	}
}
