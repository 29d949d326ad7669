package doc

// A style is what matters here of a paragraph or character style (STD, 2.9.260).
type style struct {
	base        int // index of the style it is based on
	hidden      bool
	list, level int // numbering; list 0 for none
	listSaid    bool
}

// noStyle is the index of "based on nothing".
const noStyle = 0xFFF

// maxBases bounds how far a style is followed to those it is based on.
const maxBases = 20

// readStyles reads the style sheet (STSH, 2.9.271). Styles decide nothing about
// tables: one that cannot be read is one that says nothing.
func (f *file) readStyles() error {
	b, err := f.part(styleSheet)
	if err != nil || len(b) < 6 {
		return err
	}
	head := 2 + int(u16(b, 0))
	fixed := int(u16(b, 4)) // bytes of a style before its name
	for at := min(head, len(b)); at+2 <= len(b); {
		size := int(u16(b, at))
		at += 2
		if at+size > len(b) {
			break
		}
		f.styles = append(f.styles, readStyle(b[at:at+size], fixed))
		at += size + size&1
	}
	return nil
}

func readStyle(b []byte, fixed int) style {
	st := style{base: noStyle}
	if len(b) < 10 || fixed < 10 || fixed+2 > len(b) {
		return st
	}
	kind, count := u16(b, 2)&0xF, int(u16(b, 4)&0xF)
	st.base = int(u16(b, 2) >> 4)
	at := fixed + 2 + 2*int(u16(b, fixed)) + 2 // the name and its end
	for i := 0; i < count && at+2 <= len(b); i++ {
		size := int(u16(b, at))
		at += 2
		if at+size > len(b) {
			break
		}
		list := b[at : at+size]
		if kind == 1 && i == 0 && size >= 2 {
			list = list[2:] // its own number
		}
		each(list, st.set)
		at += size + size&1
	}
	return st
}

func (st *style) set(code uint16, operand []byte) {
	switch code {
	case charHidden:
		st.hidden = operand[0]&1 == 1
	case paraList:
		st.list, st.listSaid = i16(operand, 0), true
	case paraLevel:
		st.level = int(operand[0])
	}
}

// hides reports whether a style, or one that it is based on, hides text.
func (f *file) hides(index int) bool {
	for range maxBases {
		if index >= len(f.styles) {
			return false
		}
		if f.styles[index].hidden {
			return true
		}
		index = f.styles[index].base
	}
	return false
}

// styleNumbering gives the numbering a paragraph has from its style.
func (f *file) styleNumbering(index int) (list, level int) {
	for range maxBases {
		if index >= len(f.styles) {
			break
		}
		if st := &f.styles[index]; st.listSaid {
			return st.list, st.level
		}
		index = f.styles[index].base
	}
	return 0, 0
}
