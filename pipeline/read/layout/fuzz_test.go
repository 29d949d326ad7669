package layout

import (
	"context"
	"errors"
	"strings"
	"testing"
	"unicode"

	"huizong/pipeline/read/bounds"
	"huizong/schema"
)

// FuzzDocument draws characters and lines anywhere. The tables stay sane, and
// no character that is printed upright is lost but double ones, page numbers
// and running headers.
func FuzzDocument(f *testing.F) {
	f.Add([]byte("\x01\x10\x10\x40\x10\x01\x10\x40\x40\x40\x02\x12\x14\x31\x00"))
	f.Add([]byte("\x01\x10\x10\x40\x10\x01\x10\x20\x40\x20\x01\x10\x30\x40\x30\x01\x10\x10\x10\x30\x01\x25\x10\x25\x30\x01\x40\x10\x40\x30\x00\x12\x18\x41\x02\x27\x18\x32\x00"))
	f.Add([]byte(strings.Repeat("\x03\x00\x00\x00\x00\x00\x20\x20\x39\x00", 3)))
	f.Add([]byte("1000!020A0")) // one character on its side, and a line through it
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 4000 {
			return
		}
		pages := scatter(data)
		doc, err := Document(context.Background(), pages, bounds.Default())
		var refusal *bounds.Refusal
		if err != nil {
			if !errors.As(err, &refusal) {
				t.Fatal(err)
			}
			return
		}
		sane(t, doc)
		told := struck(doc)
		if len(told) >= 60 {
			return // the note names no more
		}
		if out := letters(show(doc)) + told; len(pages) == 1 {
			for _, g := range pages[0].Glyphs {
				if g.Turn < Skewed && letters(g.Text) != "" && !strings.Contains(out, g.Text) {
					t.Fatalf("%q is lost in\n%s", g.Text, show(doc))
				}
			}
		}
	})
}

// struck is what the document's notes say was struck out and left out.
func struck(doc *schema.Document) (text string) {
	for _, n := range doc.Notes {
		if n.Code == "layout.deleted" {
			_, said, _ := strings.Cut(n.Text, "：")
			text += said
		}
	}
	return text
}

func letters(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) {
			return c
		}
		return -1
	}, s)
}

// scatter reads bytes as drawing orders: a line, a character, a page.
func scatter(data []byte) []Page {
	pages := []Page{{Number: 1, Width: 256, Height: 256}}
	next := func() float64 {
		if len(data) == 0 {
			return 0
		}
		b := data[0]
		data = data[1:]
		return float64(b)
	}
	for len(data) > 0 {
		p := &pages[len(pages)-1]
		switch kind := next(); int(kind) % 4 {
		case 0, 2:
			x, y := next(), next()
			c := rune(next())
			size := 4 + float64(int(kind)%13)
			p.Glyphs = append(p.Glyphs, Glyph{Text: string(c), Box: Box{x, y - size, x + size/2, y + 1}, X: x, Y: y, Size: size, Turn: Turn(int(next()) % 5)})
		case 1:
			p.Rulings = append(p.Rulings, Ruling{next(), next(), next(), next()})
		default:
			if len(pages) < 4 {
				pages = append(pages, Page{Number: len(pages) + 1, Width: 256, Height: 256})
			}
		}
	}
	return pages
}
