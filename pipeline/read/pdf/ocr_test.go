package pdf_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/layout/press"
	"huizong/pipeline/read/pdf"
	"huizong/schema"
)

// script writes a program that stands in for tesseract.
func script(t *testing.T, body string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("a shell script stands in for tesseract")
	}
	path := filepath.Join(t.TempDir(), "tesseract")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+body), 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

// The one scan among the samples; its pages are pictures.
func scanned(t *testing.T) []byte { return file(t, "../../testdata/zero/zero_scanned.pdf") }

func TestScan(t *testing.T) {
	doc, err := pdf.ReadScans(context.Background(), scanned(t), bounds.Default(), script(t, `cat >/dev/null
printf 'level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n'
printf '4\t1\t1\t1\t1\t0\t300\t300\t400\t50\t-1\t\n5\t1\t1\t1\t1\t1\t300\t300\t100\t50\t91\t政府\n5\t1\t1\t1\t1\t2\t500\t300\t60\t50\t41\t12\n'
`))
	if err != nil {
		t.Fatal(err)
	}
	if len(doc.Notes) != 1 || doc.Notes[0].Code != "ocr" {
		t.Errorf("notes are %v", doc.Notes)
	}
	if text := doc.Blocks[0].Text; !strings.HasPrefix(text, "政府") || !strings.Contains(text, "12\ufffd") {
		t.Errorf("the first line is %q, want a doubt about 12", text)
	}
	if !slices.ContainsFunc(doc.Blocks, func(b schema.Block) bool { return b.Table != nil && b.Table.Columns == 4 && b.Table.Rows == 14 }) {
		t.Error("the lines of table two were not found in the pictures")
	}
}

func TestScanRefused(t *testing.T) {
	for name, tc := range map[string]struct{ command, says string }{
		"not configured":   {"", "扫描件"},
		"not there":        {"/nowhere/tesseract", "找不到识别程序 /nowhere/tesseract"},
		"language missing": {script(t, "cat >/dev/null; echo 'Error opening data file /usr/share/tessdata/chi_sim.traineddata' >&2; exit 1"), "缺少简体中文语言包"},
		"fails":            {script(t, "cat >/dev/null; echo 'out of order' >&2; exit 3"), "out of order"},
	} {
		_, err := pdf.ReadScans(context.Background(), scanned(t), bounds.Default(), tc.command)
		var refusal *bounds.Refusal
		if !errors.As(err, &refusal) || refusal.Code != bounds.Scanned || !strings.Contains(refusal.Text, tc.says) {
			t.Errorf("%s: got %v, want a refusal that says %s", name, err, tc.says)
		}
	}
}

// With text in the document the program is not asked.
func TestNoScan(t *testing.T) {
	data := press.PDF{}.Write(press.Set(blocks(report(0)), press.A4))
	if _, err := pdf.ReadScans(context.Background(), data, bounds.Default(), "/nowhere/tesseract"); err != nil {
		t.Error(err)
	}
}
