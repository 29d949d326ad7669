package doc

// A property list is a sequence of modifiers (sprm, 2.6), each two bytes of
// code and an operand. The codes that are used; the comments say the operand.
const (
	charDeleted     = 0x0800 // toggle: deletion is tracked
	charInserted    = 0x0801 // toggle
	charStruck      = 0x0837 // toggle
	charHidden      = 0x083C // toggle
	charStruckTwice = 0x2A53
	charRaised      = 0x2A48 // 0 none, 1 super-, 2 subscript
	charPlain       = 0x2A33 // properties of the style again
	charStyle       = 0x4A30 // style number
	charSymbol      = 0x6A09 // font number, character
	charFont        = 0x4A4F // font number, of Latin letters and digits

	paraStyle      = 0x4600
	paraInTable    = 0x2416
	paraRowEnd     = 0x2417 // of a row at depth 1
	paraDepth      = 0x6649
	paraDeeper     = 0x664A // added to the depth
	paraCellEnd    = 0x244B // of a cell at depth > 1
	paraInnerRow   = 0x244C // of a row at depth > 1
	paraLevel      = 0x260A // of numbering
	paraList       = 0x460B // 1-based index of the list
	paraElsewhere  = 0x6646 // the list goes on in the Data stream
	paraElsewhere0 = 0x6645 // the same, as Word 97 wrote it

	rowCells     = 0xD608 // edges and descriptions of all cells
	rowInsert    = 0x7621 // first, count, width
	rowDelete    = 0x5622 // first, limit
	rowWidth     = 0x7623 // first, limit, width
	rowMerge     = 0x5624 // first, limit
	rowSplit     = 0x5625 // first, limit
	rowVertMerge = 0xD62B // cell, 0 none, 1 goes on, 3 begins
)

// rowModifier is the kind (sgc) of the modifiers of rows.
const rowModifier = 5

// each calls set with each modifier of a list and its operand; it is false if
// the list is broken.
func each(list []byte, set func(code uint16, operand []byte)) bool {
	for len(list) >= 2 {
		code := u16(list, 0)
		list = list[2:]
		skip, size := operandSize(code, list)
		if skip+size > len(list) {
			return false
		}
		set(code, list[skip:skip+size])
		list = list[skip+size:]
	}
	return len(list) < 2
}

// operandSize gives the bytes of the size itself and those of the operand.
func operandSize(code uint16, rest []byte) (skip, size int) {
	switch code >> 13 {
	case 0, 1:
		return 0, 1
	case 2, 4, 5:
		return 0, 2
	case 3:
		return 0, 4
	case 7:
		return 0, 3
	}
	switch {
	case code == rowCells || code == 0xD606: // the older row definition
		if len(rest) < 2 {
			return 2, 0
		}
		return 2, max(int(u16(rest, 0))-1, 0)
	case len(rest) < 1:
		return 1, 0
	case code == 0xC615 && rest[0] == 255: // tab stops, counted
		return 1, tabsSize(rest[1:])
	}
	return 1, int(rest[0])
}

func tabsSize(b []byte) int {
	if len(b) < 1 {
		return 1
	}
	deleted := 1 + 4*int(b[0])
	if len(b) <= deleted {
		return deleted + 1
	}
	return deleted + 1 + 3*int(b[deleted])
}

// short turns the one-byte codes that pieces use (Prm0, 2.9.214) into codes.
var short = map[uint16]uint16{
	0x0C: paraLevel, 0x18: paraInTable, 0x19: paraRowEnd,
	0x41: charDeleted, 0x42: charInserted, 0x57: charStruck, 0x5C: charHidden, 0x68: charRaised, 0x73: charStruckTwice,
}

// pieceList gives the property list of a piece; nil if it has none.
func (f *file) pieceList(p *piece) []byte {
	if p.prm&1 == 0 {
		if code := short[p.prm>>1&0x7F]; code != 0 {
			return []byte{byte(code), byte(code >> 8), byte(p.prm >> 8)}
		}
		return nil
	}
	if i := int(p.prm >> 1); i < len(f.lists) {
		return f.lists[i]
	}
	return nil
}
