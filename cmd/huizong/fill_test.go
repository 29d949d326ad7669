package main

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"

	"huizong/cmd/corpus/maker"
	"huizong/schema"
)

// fill writes a report's figures into a blank form, as a clerk would: into the
// empty cells, in the form's order, and a few sentences where prose belongs.
// The sums of a workbook come out by its own formulas.
func fill(ts *testscript.TestScript, _ bool, args []string) {
	r := worldOf(ts).reports[args[1]]
	if r == nil {
		ts.Fatalf("no report %s", args[1])
	}
	path := ts.MkAbs(args[0])
	if strings.HasSuffix(path, ".xlsx") {
		ts.Check(fillBook(path, r))
		return
	}
	ts.Check(fillWord(path, r))
}

// closing are sections five and six.
var closing = []string{
	"存在的主要问题：个别信息更新不够及时。改进情况：明确专人负责，每周核对一次，对经办人员开展培训。",
	"本年度没有发出收费通知，收取信息处理费0元。没有其他需要报告的事项。",
}

func printed(r *maker.Report) (figures []string) {
	for _, t := range []schema.FormTable{schema.Table2, schema.Table3, schema.Table4} {
		for _, id := range schema.FormCells(t, r.Edition) {
			figures = append(figures, r.Cells[id].Raw)
		}
	}
	return figures
}

func fillWord(path string, r *maker.Report) error {
	return rewrite(path, "word/document.xml", func(document string) string {
		figures := printed(r)
		cells := strings.Split(document, "<w:tc>")
		for i, part := range cells[1:] {
			cell, behind, _ := strings.Cut(part, "</w:tc>")
			if !strings.Contains(cell, "<w:t ") && !strings.Contains(cell, "<w:vMerge/>") {
				cell, figures = typed(cell, figures[0]), figures[1:]
			}
			cells[1+i] = cell + "</w:tc>" + behind
		}
		text := strings.Join(cells, "<w:tc>")
		tables := strings.LastIndex(text, "</w:tbl>")
		text, end := text[:tables], text[tables:]
		for _, section := range closing {
			end = typed(end, section)
		}
		return text + end
	})
}

// blankParagraph is the end of one in which nothing stands.
const blankParagraph = "</w:pPr></w:p>"

func typed(xml, text string) string {
	return strings.Replace(xml, blankParagraph, "</w:pPr><w:r><w:t>"+text+"</w:t></w:r></w:p>", 1)
}

// rewrite changes one part of a zip.
func rewrite(path, part string, change func(string) string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, m := range in.File {
		r, err := m.Open()
		if err != nil {
			return err
		}
		text, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		if m.Name == part {
			text = []byte(change(string(text)))
		}
		w, err := z.Create(m.Name)
		if err != nil {
			return err
		}
		if _, err := w.Write(text); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	return os.WriteFile(path, out.Bytes(), 0o644)
}

func fillBook(path string, r *maker.Report) error {
	f, err := excelize.OpenFile(path)
	if err != nil {
		return err
	}
	defer f.Close()
	figures := printed(r)
	sheets := f.GetSheetList()
	formulas := map[[2]string]string{}
	for _, sheet := range sheets {
		inputs, err := f.GetDataValidations(sheet)
		if err != nil {
			return err
		}
		for _, input := range inputs { // one for each cell of the form, in its order
			formula, err := f.GetCellFormula(sheet, input.Sqref)
			if err != nil {
				return err
			}
			if formula != "" {
				formulas[[2]string{sheet, input.Sqref}] = formula
			} else if err := f.SetCellDefault(sheet, input.Sqref, figures[0]); err != nil {
				return err
			}
			figures = figures[1:]
		}
	}
	if err := recalculate(f, formulas); err != nil {
		return err
	}
	last := sheets[len(sheets)-1]
	rows, err := f.GetRows(last)
	if err != nil {
		return err
	}
	prose := slices.Clone(closing)
	for i := range len(rows) + len(prose) {
		at, _ := excelize.CoordinatesToCellName(1, i+1)
		if text, err := f.GetCellValue(last, at); err == nil && text == "" && len(prose) > 0 {
			if err := f.SetCellStr(last, at, prose[0]); err != nil {
				return err
			}
			prose = prose[1:]
		}
	}
	return f.Save()
}

// recalculate stores what the formulas come to beside them, as an office
// program does when it saves. Sums of sums come last.
func recalculate(f *excelize.File, formulas map[[2]string]string) error {
	results := map[[2]string]string{}
	for at := range formulas {
		v, err := f.CalcCellValue(at[0], at[1])
		if err != nil {
			return err
		}
		results[at] = v
	}
	for at, v := range results {
		if err := f.SetCellDefault(at[0], at[1], v); err != nil {
			return err
		}
		if err := f.SetCellFormula(at[0], at[1], formulas[at]); err != nil {
			return err
		}
	}
	return nil
}
