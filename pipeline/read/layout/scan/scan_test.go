package scan

import (
	"image"
	"slices"
	"testing"

	"huizong/pipeline/read/layout"
)

// sheet is a white picture with black rectangles: x0, y0, x1, y1.
func sheet(black ...[4]int) *image.Gray {
	p := image.NewGray(image.Rect(0, 0, 900, 600))
	for i := range p.Pix {
		p.Pix[i] = 255
	}
	for _, b := range black {
		for y := b[1]; y < b[3]; y++ {
			for x := b[0]; x < b[2]; x++ {
				p.Pix[y*p.Stride+x] = 0
			}
		}
	}
	return p
}

func TestRulings(t *testing.T) {
	p := sheet(
		[4]int{100, 100, 800, 104}, [4]int{100, 150, 800, 154}, // two level lines
		[4]int{300, 104, 304, 150}, // the short side of a cell between them
		[4]int{500, 110, 504, 145}, // a stroke of a character
		[4]int{600, 300, 700, 400}, // a blot
		[4]int{400, 200, 403, 560}, // an upright line
	)
	for x := 200; x < 203; x++ {
		p.Pix[101*p.Stride+x] = 255 // a speck in the first line
	}
	var got []layout.Ruling
	for _, r := range rulings(p) {
		got = append(got, r.ruling())
	}
	want := []layout.Ruling{
		{X0: points(100), Y0: points(102), X1: points(800), Y1: points(102)},
		{X0: points(100), Y0: points(152), X1: points(800), Y1: points(152)},
		{X0: points(302), Y0: points(100), X1: points(302), Y1: points(154)},
		{X0: points(803) / 2, Y0: points(200), X1: points(803) / 2, Y1: points(560)},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	clean := without(p, rulings(p))
	if clean.Pix[102*clean.Stride+400] != 255 || clean.Pix[120*clean.Stride+502] != 0 {
		t.Error("lines should be gone and strokes stay")
	}
}

func TestGlyphs(t *testing.T) {
	table := "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n" +
		"4\t1\t1\t1\t1\t0\t100\t100\t400\t50\t-1\t\n" +
		"5\t1\t1\t1\t1\t1\t100\t102\t100\t45\t91.5\t规章\n" +
		"5\t1\t1\t1\t1\t2\t180\t102\t60\t45\t96\t12\n" + // its box overlaps the one before
		"5\t1\t1\t1\t1\t3\t300\t102\t60\t45\t30\t7\n" +
		"5\t1\t1\t1\t1\t4\t400\tx\t60\t45\t96\t9\nshort\t1\n"
	got, end := "", 0.0
	for _, g := range glyphs(table) {
		got += g.Text
		if g.Box.X0 < end {
			t.Errorf("%q begins at %v, before %v", g.Text, g.Box.X0, end)
		}
		if end = g.Box.X0; g.Y != points(150) || g.Size != points(50) {
			t.Errorf("%q stands on %v in size %v", g.Text, g.Y, g.Size)
		}
	}
	if want := "规章127" + unknown; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
