package scan

import (
	"image"
	"slices"

	"huizong/pipeline/read/layout"
)

// Lengths in pixels at [Resolution].
const (
	shortest = 110 // 9 mm: no stroke of a character is that long
	side     = 35  // 3 mm: the side of a low cell, between two level lines
	touch    = 6
	thickest = 14  // 1.2 mm
	hole     = 3   // a line may be interrupted by specks
	dark     = 140 // of 255: ink
)

// run is a straight dark line: pixels from..to along it, at first..last across.
type run struct {
	level      bool
	from, to   int
	first, end int
}

func (r run) ruling() layout.Ruling {
	at := points(r.first+r.end+1) / 2
	if r.level {
		return layout.Ruling{X0: points(r.from), Y0: at, X1: points(r.to), Y1: at}
	}
	return layout.Ruling{X0: at, Y0: points(r.from), X1: at, Y1: points(r.to)}
}

// rulings finds the level and upright lines of a picture.
func rulings(picture *image.Gray) []run {
	lines := scanLines(picture, true, shortest)
	level := len(lines)
	for _, r := range scanLines(picture, false, side) {
		if r.to-r.from >= shortest || touches(lines[:level], r.first, r.from) && touches(lines[:level], r.first, r.to) {
			lines = append(lines, r)
		}
	}
	return lines
}

// touches reports whether a level line passes the point.
func touches(level []run, x, y int) bool {
	return slices.ContainsFunc(level, func(l run) bool {
		return x >= l.from-touch && x <= l.to+touch && y >= l.first-touch && y <= l.end+touch
	})
}

func scanLines(picture *image.Gray, level bool, least int) []run {
	size := picture.Bounds().Size()
	across, along := size.Y, size.X
	if !level {
		across, along = size.X, size.Y
	}
	var open, out []run
	for i := range across {
		var still []run
		for _, r := range darkRuns(picture, level, i, along, least) {
			grown := false
			for j := range open {
				o := &open[j]
				if o.end == i-1 && overlap(*o, r) > min(o.to-o.from, r.to-r.from)/2 {
					o.from, o.to, o.end, grown = min(o.from, r.from), max(o.to, r.to), i, true
					break
				}
			}
			if !grown {
				still = append(still, r)
			}
		}
		open = append(open, still...)
		open = slices.DeleteFunc(open, func(r run) bool {
			if r.end == i {
				return false
			}
			if r.end-r.first < thickest {
				out = append(out, r)
			}
			return true
		})
	}
	for _, r := range open {
		if r.end-r.first < thickest {
			out = append(out, r)
		}
	}
	return out
}

func overlap(a, b run) int { return min(a.to, b.to) - max(a.from, b.from) }

// darkRuns lists the long dark runs of one row or column of pixels.
func darkRuns(picture *image.Gray, level bool, at, along, least int) []run {
	var out []run
	start, last := -1, -1
	flush := func() {
		if start >= 0 && last-start >= least {
			out = append(out, run{level: level, from: start, to: last + 1, first: at, end: at})
		}
		start = -1
	}
	offset, step := at*picture.Stride, 1
	if !level {
		offset, step = at, picture.Stride
	}
	for i := range along {
		if picture.Pix[offset+i*step] < dark {
			if start < 0 {
				start = i
			}
			last = i
		} else if start >= 0 && i-last > hole {
			flush()
		}
	}
	flush()
	return out
}

// without paints the lines over: tesseract takes them for characters.
func without(picture *image.Gray, lines []run) *image.Gray {
	out := &image.Gray{Pix: slices.Clone(picture.Pix), Stride: picture.Stride, Rect: picture.Rect}
	size := picture.Bounds().Size()
	for _, r := range lines {
		x0, x1, y0, y1 := r.from, r.to, r.first-1, r.end+2
		if !r.level {
			x0, x1, y0, y1 = r.first-1, r.end+2, r.from, r.to
		}
		for y := max(y0, 0); y < min(y1, size.Y); y++ {
			for x := max(x0, 0); x < min(x1, size.X); x++ {
				out.Pix[y*out.Stride+x] = 255
			}
		}
	}
	return out
}
