// Package scan turns the picture of a page into characters and ruling lines,
// with the help of tesseract, a program that must be installed beside. Nothing
// here is certain: a document read this way carries the note "ocr", and is held
// until a person has confirmed it.
package scan

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"os/exec"
	"strings"
	"time"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/layout"
	"huizong/schema"
)

// Resolution is how fine a picture should be, in dots per inch.
const Resolution = 300

// Limits of one page: how long tesseract may take, how much it may say.
const (
	patience  = 3 * time.Minute
	maxOutput = 16 << 20
)

// oneBlock asks tesseract to take the page for one block of text. It then finds
// single figures in cells, which its own analysis of pages passes over.
const oneBlock = "6"

// Language is what tesseract is asked to read: simplified Chinese.
const Language = "chi_sim"

// A scanned page may carry a few words that a program wrote over it: a page number,
// the scanner's name, a title.
const (
	fewCharacters = 40
	someOfPage    = 0.1 // of the page is a picture that stands for nothing else
	mostOfPage    = 0.3 // of the page is a picture beside which few words count nothing
)

// IsPicture reports whether a page of the given area is its picture, and not the
// characters on it.
func IsPicture(picture, area float64, characters int) bool {
	return characters == 0 && picture > someOfPage*area || characters <= fewCharacters && picture > mostOfPage*area
}

// Refused is the verdict on a scan when no recognition is configured.
func Refused() *bounds.Refusal {
	return &bounds.Refusal{Code: bounds.Scanned,
		Text: "文件是扫描件，只有图片，没有文字，请报送原电子文件或由其导出的 PDF、OFD",
		EN:   "the file is a scan: pictures without text; send the electronic original, or a PDF or OFD exported from it"}
}

// refusedFor is the verdict when recognition is configured and something it
// needs is missing.
func refusedFor(text, en string) *bounds.Refusal {
	r := Refused()
	r.Text += "。已配置文字识别，但" + text
	r.EN += "; recognition is configured, but " + en
	return r
}

// Note says that a document was read this way.
func Note() schema.Note {
	return schema.Note{Code: "ocr", Text: "文件是扫描件，内容由文字识别程序读出，须人工核对后才能汇总",
		EN: "the file is a scan read by text recognition; a person must confirm it before it is added"}
}

// Page reads the picture of a page with the tesseract called command. The
// page's Number is left to the caller. A program or language that is missing
// is a *[bounds.Refusal] that says which; other errors are those of ctx.
func Page(ctx context.Context, command string, picture *image.Gray) (*layout.Page, error) {
	size := picture.Bounds().Size()
	p := &layout.Page{Width: points(size.X), Height: points(size.Y)}
	lines := rulings(picture)
	for _, l := range lines {
		p.Rulings = append(p.Rulings, l.ruling())
	}
	table, err := recognize(ctx, command, without(picture, lines))
	if err != nil {
		return nil, err
	}
	p.Glyphs = glyphs(table)
	return p, nil
}

func points(pixels int) float64 { return float64(pixels) * 72 / Resolution }

// recognize gives a picture to tesseract and returns its table of words.
func recognize(ctx context.Context, command string, picture *image.Gray) (string, error) {
	path, err := exec.LookPath(command)
	if err != nil {
		return "", refusedFor(
			fmt.Sprintf("找不到识别程序 %s：请安装 tesseract-ocr 和简体中文语言包 tesseract-ocr-chi-sim，或改正配置 ocr.command", command),
			fmt.Sprintf("the program %s is not there: install tesseract-ocr and its language pack tesseract-ocr-chi-sim, or correct ocr.command", command))
	}
	var in bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&in, picture); err != nil {
		return "", fmt.Errorf("encode a page: %w", err)
	}
	own, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	cmd := exec.CommandContext(own, path, "stdin", "stdout", "-l", Language, "--dpi", fmt.Sprint(Resolution), "--psm", oneBlock, "tsv")
	cmd.Env = []string{"OMP_THREAD_LIMIT=1", "LC_ALL=C.UTF-8"}
	cmd.WaitDelay = 5 * time.Second
	out, said := &limited{left: maxOutput}, &limited{left: 64 << 10}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = &in, out, said
	err = cmd.Run()
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case own.Err() != nil:
		return "", bounds.Over("seconds of recognizing one page", "单页识别秒数", int64(patience/time.Second))
	case strings.Contains(said.String(), Language+".traineddata"):
		return "", refusedFor(
			"缺少简体中文语言包：请安装 tesseract-ocr-chi-sim",
			"the language pack for simplified Chinese is missing: install tesseract-ocr-chi-sim")
	case err != nil:
		return "", refusedFor(
			fmt.Sprintf("识别程序 %s 出错：%s", command, firstLine(said.String(), err)),
			fmt.Sprintf("the program %s failed: %s", command, firstLine(said.String(), err)))
	}
	return out.String(), nil
}

func firstLine(said string, err error) string {
	line, _, _ := strings.Cut(strings.TrimSpace(said), "\n")
	if line == "" {
		return err.Error()
	}
	if len(line) > 200 {
		line = strings.ToValidUTF8(line[:200], "")
	}
	return line
}

// limited keeps what a program says up to a bound.
type limited struct {
	bytes.Buffer
	left int
}

var errTooMuch = errors.New("says too much")

func (l *limited) Write(p []byte) (int, error) {
	if l.left -= len(p); l.left < 0 {
		return 0, errTooMuch
	}
	return l.Buffer.Write(p)
}

// Gray copies a picture in shades of gray.
func Gray(in image.Image) *image.Gray {
	b := in.Bounds()
	out := image.NewGray(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(out, out.Bounds(), in, b.Min, draw.Src)
	return out
}
