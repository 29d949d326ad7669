package rtf

import "slices"

// A word is what is known of a control word; one that is not known does nothing.
type word struct {
	name        string
	enters      bool // a destination
	destination destination
	transparent bool
	sign        string
	toggle      func(*reader, bool)
	number      func(*reader, int)
	mark        func(*reader) error
}

// words joins what the tables below say of each word, as most of a file is words:
// it is looked up once.
var words = func() map[string]*word {
	all := map[string]*word{}
	know := func(name string) *word {
		if all[name] == nil {
			all[name] = &word{name: name}
		}
		return all[name]
	}
	for name, d := range destinations {
		w := know(name)
		w.enters, w.destination = true, d
	}
	for name := range transparent {
		know(name).transparent = transparent[name]
	}
	for name, s := range signs {
		know(name).sign = s
	}
	for name, set := range switches {
		know(name).toggle = set
	}
	for name, set := range numbers {
		know(name).number = set
	}
	for name, end := range marks {
		know(name).mark = end
	}
	know("u")
	return all
}()

var (
	unknown      = &word{}
	endParagraph = words["par"]
)

// wordsByHash holds them for looking up: most of a file is words, and most of those
// are not known.
var wordsByHash = func() (t [1024][]*word) {
	for name, w := range words {
		var h hash
		for i := range len(name) {
			h = h.with(name[i])
		}
		t[h%1024] = append(t[h%1024], w)
	}
	return t
}()

// A hash is that of the letters of a word.
type hash uint32

func (h hash) with(c byte) hash { return h*31 + hash(c) }

// wordOf is what is known of a control word.
func wordOf(name []byte, h hash) *word {
	for _, w := range wordsByHash[h%1024] {
		if w.name == string(name) {
			return w
		}
	}
	return unknown
}

// word acts on a control word.
func (r *reader) word(w *word, value int, given bool) error {
	if w.name == "u" {
		return r.unicode(value)
	}
	if err := r.flush(); err != nil {
		return err
	}
	r.skip = 0
	optional := r.state.optional
	r.state.optional = false
	switch {
	case w.enters:
		return r.enter(w.name, w.destination)
	case optional && !w.transparent:
		r.state.destination = ignored
	case w.sign != "":
		return r.printString(w.sign)
	case w.toggle != nil:
		w.toggle(r, !given || value != 0)
	case w.number != nil:
		w.number(r, value)
	case w.mark != nil:
		return w.mark(r)
	}
	return nil
}

// marks are the words that end something, or begin it anew.
var marks = map[string]func(*reader) error{
	"par":      (*reader).endParagraph,
	"sect":     (*reader).endParagraph,
	"cell":     func(r *reader) error { return r.endCell(1) },
	"nestcell": func(r *reader) error { return r.endCell(max(r.state.depth, 2)) },
	"row":      func(r *reader) error { return r.endRow(1) },
	"nestrow":  func(r *reader) error { return r.endRow(max(r.state.depth, 2)) },
	"plain": func(r *reader) error {
		s := &r.state
		s.hidden, s.deleted, s.inserted, s.look, s.wide, s.wideFont = false, false, false, look{}, false, -1
		return nil
	},
	"pard": func(r *reader) error {
		r.state.inTable, r.state.depth = false, 0
		return nil
	},
	"trowd": func(r *reader) error {
		r.row = rowShape{cells: r.row.cells[:0]}
		return nil
	},
}

// enter begins a destination.
func (r *reader) enter(name string, d destination) error {
	switch name {
	case "shptxt", "dptxbxtext":
		if r.state.destination != ignored {
			r.beginBox()
		}
	case "ud":
		if r.state.destination != ignoredBut {
			return nil
		}
	case "pict", "objdata":
		if r.collecting() {
			r.pictures++
			r.picture = true
		}
	case "footnote":
		r.note("rtf.footnotes", "文件带有脚注或尾注，其中的内容没有读取", "the file holds footnotes or endnotes, which were not read")
	case "nesttableprops":
		outer := r.row
		r.row.cells = slices.Clone(outer.cells)
		r.state.outerRow = &outer
		return nil
	}
	if r.state.destination == ignored {
		return nil // nothing inside of it counts
	}
	r.state.destination = d
	return nil
}

// destinations are the groups whose characters are not the document's own.
// Of those announced by \*, all that are not named here or in transparent are
// ignored.
var destinations = map[string]destination{
	"fonttbl": fontTable, "title": title, "info": ignoredBut,
	"colortbl": ignored, "stylesheet": ignored, "listtable": ignored, "listoverridetable": ignored, "revtbl": ignored, "filetbl": ignored,
	"header": ignored, "headerl": ignored, "headerr": ignored, "headerf": ignored,
	"footer": ignored, "footerl": ignored, "footerr": ignored, "footerf": ignored,
	"footnote": ignored, "annotation": ignored, "atnid": ignored, "atnauthor": ignored, "xe": ignored, "tc": ignored, "rxe": ignored,
	"pict": ignored, "objdata": ignored, "objclass": ignored, "objname": ignored, "nonshppict": ignored, "shprslt": ignored,
	"fldinst": ignored, "nonesttables": ignored, "template": ignored, "mmath": ignored, "datafield": ignored, "ftnsep": ignored, "ftnsepc": ignored,
	"aftnsep": ignored, "aftnsepc": ignored, "ftncn": ignored, "aftncn": ignored, "sp": ignored, "pntxta": ignored, "pntxtb": ignored,
	"shpinst": ignoredBut, "do": ignoredBut, "shptxt": body, "dptxbxtext": body, "upr": ignoredBut, "ud": body,
	"nesttableprops": body,
}

// transparent are groups announced by \* whose characters are the document's.
var transparent = map[string]bool{"shppict": true, "nesttableprops": true, "txfieldtext": true, "hlinkbase": false}

// signs are the words that stand for a character.
var signs = map[string]string{
	"tab": "\t", "line": "\n", "lbr": "\n", "page": "\n", "column": "\n", "emdash": "—", "endash": "–", "bullet": "•",
	"lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
}

// switches are on without a number and off with 0.
var switches = map[string]func(*reader, bool){
	"v":          func(r *reader, on bool) { r.state.hidden = on },
	"deleted":    func(r *reader, on bool) { r.state.deleted = on },
	"revised":    func(r *reader, on bool) { r.state.inserted = on },
	"strike":     func(r *reader, on bool) { r.state.look.struck = on },
	"striked":    func(r *reader, on bool) { r.state.look.struck = on },
	"super":      func(r *reader, on bool) { r.state.look.raised = on },
	"sub":        func(r *reader, on bool) { r.state.look.raised = on },
	"nosupersub": func(r *reader, on bool) { r.state.look.raised = false },
	"intbl":      func(r *reader, on bool) { r.state.inTable = on },
	"dbch":       func(r *reader, on bool) { r.state.wide = true },
	"loch":       func(r *reader, on bool) { r.state.wide = false },
	"hich":       func(r *reader, on bool) { r.state.wide = false },
	"mac":        func(r *reader, on bool) { r.codePage = 10000 },
	"pc":         func(r *reader, on bool) { r.codePage = 437 },
	"pca":        func(r *reader, on bool) { r.codePage = 850 },
	"clmrg":      func(r *reader, on bool) { r.row.next.FromLeft = on },
	"clvmrg":     func(r *reader, on bool) { r.row.next.FromAbove = on },
	"clmgf":      func(r *reader, on bool) { r.row.next.FromLeft = false },
	"clvmgf":     func(r *reader, on bool) { r.row.next.FromAbove = false },
}

// numbers are the words whose number counts.
var numbers = map[string]func(*reader, int){
	"uc":      func(r *reader, n int) { r.state.skipChars = min(max(n, 0), 100) },
	"ansicpg": func(r *reader, n int) { r.codePage = n },
	"cpg":     func(r *reader, n int) { r.defineFont(n) },
	"itap":    func(r *reader, n int) { r.state.depth = min(max(n, 0), 1<<20) },
	"trleft":  func(r *reader, n int) { r.row.left = n },
	"cellx":   func(r *reader, n int) { r.row.cell(n) },
	"f":       setFont,
	"af": func(r *reader, n int) {
		if r.state.wide {
			r.state.wideFont = n
		}
	},
	"fcharset": func(r *reader, n int) {
		if r.state.destination == fontTable {
			r.defineFont(charsets[n])
		}
	},
}

func setFont(r *reader, n int) {
	if r.state.destination == fontTable {
		r.font = n
		return
	}
	r.state.font = n
}
