package docx

import "huizong/pipeline/read/numbering"

// lists holds the numbering part: paragraphs name a list (num), a list names
// its scheme (abstractNum).
type lists struct {
	lists   map[string]*list
	schemes map[string]*scheme
	linked  map[string]*scheme // by the style that stands for it
}

type list struct {
	numbering.List
	scheme string
}

type scheme struct {
	*numbering.Scheme
	link string // style that stands for the scheme to be used instead
}

func newLists() lists {
	return lists{lists: map[string]*list{}, schemes: map[string]*scheme{}, linked: map[string]*scheme{}}
}

// readNumbering stands at the root of the numbering part.
func readNumbering(r *reader) error {
	return r.each(func(r *reader) error {
		switch r.word() {
		case "abstractNum":
			id, _ := r.s.Attr("abstractNumId")
			sc := &scheme{Scheme: numbering.NewScheme()}
			r.numbering.schemes[id] = sc
			return r.each(func(r *reader) error { return r.inScheme(sc) })
		case "num":
			id, _ := r.s.Attr("numId")
			l := &list{List: numbering.List{Starts: map[int]int{}, Levels: map[int]*numbering.Level{}}}
			r.numbering.lists[id] = l
			return r.each(func(r *reader) error { return r.inList(l) })
		}
		return r.s.Skip()
	})
}

func (r *reader) inScheme(sc *scheme) error {
	v, _ := r.s.Attr("val")
	switch r.word() {
	case "lvl":
		return r.readLevel(&sc.Levels[r.levelIndex()])
	case "numStyleLink":
		sc.link = v
	case "styleLink":
		r.numbering.linked[v] = sc
	}
	return r.s.Skip()
}

func (r *reader) inList(l *list) error {
	v, _ := r.s.Attr("val")
	switch r.word() {
	case "abstractNumId":
		l.scheme = v
	case "lvlOverride":
		i := r.levelIndex()
		return r.each(func(r *reader) error {
			switch r.word() {
			case "startOverride":
				v, _ := r.s.Attr("val")
				l.Starts[i] = number(v, 0, 1<<20)
			case "lvl":
				anew := numbering.DefaultLevel(i)
				l.Levels[i] = &anew
				return r.readLevel(&anew)
			}
			return r.s.Skip()
		})
	}
	return r.s.Skip()
}

func (r *reader) levelIndex() int {
	v, _ := r.s.Attr("ilvl")
	return number(v, 0, numbering.Levels-1)
}

func (r *reader) readLevel(l *numbering.Level) error {
	return r.each(func(r *reader) error {
		v, _ := r.s.Attr("val")
		switch r.word() {
		case "start":
			l.Start = number(v, 0, 1<<20)
		case "numFmt":
			l.Format = v
		case "lvlText":
			l.Text = v
		case "lvlRestart":
			l.Restart = number(v, 0, numbering.Levels)
		case "pStyle":
			l.Style = v
		case "isLgl":
			l.Legal = r.flag()
		case "suff":
			l.Suffix = map[string]string{"space": " ", "nothing": "", "tab": "\t"}[v]
		}
		return r.s.Skip()
	})
}

// numberLabel counts the paragraph and gives its label with what follows it;
// "" if it has none, or one that is only a bullet.
func (r *reader) numberLabel(p *paragraph) string {
	id, at, by := p.numID, p.level, ""
	if id == "" {
		var of int
		id, of, by = r.styleNumbering(p.style)
		if at < 0 {
			at = of
		}
	}
	l := r.numbering.lists[id]
	if l == nil || id == "0" { // list 0 takes numbering away
		return ""
	}
	sc := r.schemeOf(l)
	if sc == nil {
		return ""
	}
	if at < 0 {
		at = sc.LevelOf(by)
	}
	l.Scheme = sc.Scheme
	return l.Label(at)
}

// schemeOf finds the scheme of a list, by way of the style that stands for it.
func (r *reader) schemeOf(l *list) *scheme {
	n := &r.numbering
	sc := n.schemes[l.scheme]
	if sc == nil || sc.link == "" {
		return sc
	}
	if linked := n.linked[sc.link]; linked != nil {
		return linked
	}
	if id, _, _ := r.styleNumbering(sc.link); n.lists[id] != nil {
		return n.schemes[n.lists[id].scheme]
	}
	return sc
}
