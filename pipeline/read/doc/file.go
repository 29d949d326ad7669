package doc

import (
	"encoding/binary"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/container"
)

// A file is an opened document: its streams and its tables.
type file struct {
	stream []byte // WordDocument: characters, and pages of property lists
	table  []byte // 0Table or 1Table: everything else
	data   []byte // Data: property lists too long for a page; may be missing
	fib    fib
	pieces []piece
	lists  [][]byte // property lists that pieces refer to
	chars  runs     // character properties by file position
	paras  runs     // paragraph properties by file position
	fonts  []bool   // by number: it prints pictures in place of letters and digits
	styles []style
	nums   numbers
}

// open reads the tables of a document.
func open(o *container.OLE) (*file, error) {
	f := &file{}
	var err error
	if f.stream, err = o.Stream("WordDocument"); err != nil {
		return nil, err
	}
	if f.fib, err = readFIB(f.stream); err != nil {
		return nil, err
	}
	if f.table, err = o.Stream(f.fib.tableName()); err != nil {
		return nil, err
	}
	if o.Has("Data") {
		if f.data, err = o.Stream("Data"); err != nil {
			return nil, err
		}
	}
	for _, step := range []func() error{f.readPieces, f.readRuns, f.readFonts, f.readStyles, f.readNumbers} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// A fib is the part of the file information block (2.5) that is used.
type fib struct {
	flags uint16
	ccp   [8]int32 // characters of each story, in the order of the stories
	spans [75]span // fibRgFcLcb97: where tables lie in the table stream
}

type span struct{ at, size uint32 }

// The stories, in the order in which they follow each other in the text.
const (
	mainStory = iota
	footnotes
	headers
	macros
	comments
	endnotes
	textBoxes
	headerTextBoxes
)

// The tables that are used, by their index in fibRgFcLcb97 (2.5.6).
const (
	styleSheet  = 1
	charPages   = 12
	paraPages   = 13
	fontTable   = 15
	pieceTable  = 33
	anchorTable = 40
	boxTable    = 56
	listTable   = 73
	listOverlay = 74
)

// What a Word text begins with: that of Word 97 on, and that of Word 6 and 95.
const (
	signature    = 0xA5EC
	oldSignature = 0xA5DC
)

// The flags of FibBase.
const (
	flagEncrypted  = 1 << 8
	flagWhichTable = 1 << 9
)

func readFIB(b []byte) (fib, error) {
	f := fib{}
	if len(b) < 34 {
		return f, truncated("the header")
	}
	switch ident, version := u16(b, 0), u16(b, 2); {
	case ident == oldSignature || ident == signature && version < 0xC1:
		return f, &bounds.Refusal{Code: bounds.Unsupported, Text: "文件是 Word 6.0/95 的旧格式，请用 Word 或 WPS 另存为 docx 后报送",
			EN: "the file is in the old format of Word 6.0/95; open it in Word or WPS and save it as docx"}
	case ident != signature:
		return f, damaged("文件头无法识别", "the header of the Word text is not one")
	}
	f.flags = u16(b, 10)
	if f.flags&flagEncrypted != 0 {
		return f, encryptedFile()
	}
	// csw, fibRgW, cslw, fibRgLw, cbRgFcLcb, fibRgFcLcb follow each other.
	at := 32
	at += 2 + 2*int(u16(b, at))
	if len(b) < at+2 {
		return f, truncated("the header")
	}
	longs := at + 2
	at = longs + 4*int(u16(b, at))
	if len(b) < at+2 || at-longs < 44 {
		return f, truncated("the header")
	}
	for i := range f.ccp {
		f.ccp[i] = int32(u32(b, longs+4*(3+i)))
		if f.ccp[i] < 0 {
			return f, damaged("文字长度错误", "a story has a negative length")
		}
	}
	tables := at + 2
	count := min(int(u16(b, at)), (len(b)-tables)/8, len(f.spans))
	if count <= pieceTable {
		return f, truncated("the header")
	}
	for i := range count {
		f.spans[i] = span{u32(b, tables+8*i), u32(b, tables+8*i+4)}
	}
	return f, nil
}

func (f *fib) tableName() string {
	if f.flags&flagWhichTable != 0 {
		return "1Table"
	}
	return "0Table"
}

// part gives a table of the table stream; nil if the document has none.
func (f *file) part(index int) ([]byte, error) {
	s := f.fib.spans[index]
	if s.size == 0 {
		return nil, nil
	}
	if uint64(s.at)+uint64(s.size) > uint64(len(f.table)) {
		return nil, truncated("a table of the document")
	}
	return f.table[s.at : s.at+s.size], nil
}

func u16(b []byte, at int) uint16 { return binary.LittleEndian.Uint16(b[at:]) }
func u32(b []byte, at int) uint32 { return binary.LittleEndian.Uint32(b[at:]) }
func i16(b []byte, at int) int    { return int(int16(u16(b, at))) }
