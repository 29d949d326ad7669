package xlsx

import (
	"strings"

	"huizong/pipeline/read/sheet"
	"huizong/pipeline/read/xmlscan"
)

// drawing reads the text boxes of a sheet and counts its pictures. part is the
// sheet's, id the relation to its drawing. A drawing that cannot be read costs
// the sheet nothing: the cells are the report.
func (r *reader) drawing(part, id string, s *sheet.Sheet) error {
	relations, err := r.zip.Relations(part)
	if err != nil {
		return err
	}
	for _, rel := range relations {
		if rel.ID != id || rel.External || !r.zip.Has(rel.Target) {
			continue
		}
		x, err := r.open(rel.Target)
		if err != nil {
			return err
		}
		d := &drawing{Scanner: x, sheet: s, bound: r.bounds.Blocks}
		return d.read()
	}
	return nil
}

// A drawing is a drawing part being read: anchors with a position, a shape or a
// picture in each.
type drawing struct {
	*xmlscan.Scanner
	sheet *sheet.Sheet
	bound int
	at    sheet.Ref
	text  strings.Builder // of the shape being read
}

func (d *drawing) read() error {
	for {
		k, err := d.Next()
		switch {
		case err != nil:
			return err
		case k == xmlscan.EOF:
			return nil
		case k == xmlscan.End && (d.Local() == "sp" || d.Local() == "cxnSp"):
			d.box()
		case k == xmlscan.End && d.Local() == "p" && d.text.Len() > 0:
			d.text.WriteByte('\n')
		case k != xmlscan.Start:
		default:
			if err := d.element(); err != nil {
				return err
			}
		}
	}
}

func (d *drawing) element() (err error) {
	switch d.Local() {
	case "from":
		d.at = sheet.Ref{}
		return children(d.Scanner, func(local string) error {
			text, err := content(d.Scanner)
			switch n := number(strings.TrimSpace(text)); {
			case n < 0:
			case local == "row":
				d.at.Row = n
			case local == "col":
				d.at.Column = n
			}
			return err
		})
	case "pic":
		d.sheet.Pictures++
	case "Fallback": // the other branch of an alternative, with the same text
		return d.Skip()
	case "t":
		text, err := content(d.Scanner)
		d.text.WriteString(text)
		return err
	case "br":
		d.text.WriteByte('\n')
	}
	return nil
}

// box ends a shape.
func (d *drawing) box() {
	text := strings.Trim(d.text.String(), "\n")
	d.text.Reset()
	if strings.TrimSpace(text) != "" && len(d.sheet.Boxes) < d.bound {
		d.sheet.Boxes = append(d.sheet.Boxes, sheet.Box{Ref: d.at, Text: text})
	}
}
