package doc

// A piece is a run of characters that lie together in the file (2.8.35). The
// text is the pieces one after another, wherever they lie.
type piece struct {
	begin, end uint32 // character positions
	at         uint32 // file position of the first character
	narrow     bool   // one byte a character (Windows-1252), not two (UTF-16)
	prm        uint16 // properties that apply to the whole piece
}

// size is the bytes of a character.
func (p *piece) size() uint32 {
	if p.narrow {
		return 1
	}
	return 2
}

const narrowFlag = 1 << 30

// readPieces reads the piece table (Clx, 2.9.38).
func (f *file) readPieces() error {
	clx, err := f.part(pieceTable)
	if err != nil {
		return err
	}
	for len(clx) >= 3 && clx[0] == 1 { // Prc
		size := int(u16(clx, 1))
		if 3+size > len(clx) {
			return truncated("the piece table")
		}
		f.lists = append(f.lists, clx[3:3+size])
		clx = clx[3+size:]
	}
	if len(clx) < 5 || clx[0] != 2 { // Pcdt
		return damaged("没有文字位置表", "the piece table is missing")
	}
	plc := clx[5:]
	if size := u32(clx, 1); uint64(size) > uint64(len(plc)) {
		return truncated("the piece table")
	} else {
		plc = plc[:size]
	}
	n := (len(plc) - 4) / 12
	if n < 1 || 4+12*n != len(plc) {
		return damaged("文字位置表错误", "the piece table has an odd size")
	}
	for i := range n {
		pcd := plc[4*(n+1)+8*i:]
		at := u32(pcd, 2)
		p := piece{begin: u32(plc, 4*i), end: u32(plc, 4*i+4), at: at, prm: u16(pcd, 6)}
		if at&narrowFlag != 0 {
			p.narrow, p.at = true, at&^narrowFlag/2
		}
		if p.begin >= p.end || i == 0 && p.begin != 0 {
			return damaged("文字位置表错误", "the piece table is not in order")
		}
		if uint64(p.at)+uint64(p.end-p.begin)*uint64(p.size()) > uint64(len(f.stream)) {
			return truncated("a part of the text")
		}
		f.pieces = append(f.pieces, p)
	}
	return f.checkLength()
}

// checkLength holds the lengths of the stories to the piece table: together
// they are the text, with one more mark if any story follows the main one.
func (f *file) checkLength() error {
	sum := int64(0)
	for _, n := range f.fib.ccp {
		sum += int64(n)
	}
	if last := int64(f.pieces[len(f.pieces)-1].end); sum > last || f.fib.ccp[mainStory] == 0 {
		return damaged("文字长度与位置表不符", "the stories are longer than the text")
	}
	return nil
}
