package container

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"

	"huizong/pipeline/read/bounds"
)

// OLESignature opens every compound file: doc, wps, xls, et, and encrypted
// docx and xlsx.
var OLESignature = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}

// An OLE is an opened compound file ([MS-CFB]): sectors chained by an
// allocation table, and a directory of streams. Only the streams of its root
// are offered, not those of embedded objects.
//
// Unlike a lenient reader it refuses chains that run in circles, end early or
// point outside: in a damaged file they would splice foreign bytes into a text.
type OLE struct {
	data    []byte
	shift   uint // sector size is 1 << shift
	cutoff  uint32
	fat     []uint32
	minifat []uint32
	mini    []byte // content of the root entry, where small streams live
	streams map[string]*entry
	names   []string

	taken, takenMini []bool // sectors that belong to a chain already read
}

type entry struct {
	start, size uint32
	content     []byte
	err         error
	read        bool
}

const (
	endOfChain  = 0xFFFFFFFE
	maxSector   = 0xFFFFFFFA
	noEntry     = 0xFFFFFFFF
	entryBytes  = 128
	streamEntry = 2
	rootEntry   = 5
)

// OpenOLE reads the tables and the directory of a compound file. It allocates
// no more than a few times len(data). Errors are [*bounds.Refusal].
func OpenOLE(data []byte, b bounds.Bounds) (*OLE, error) {
	if len(data) < 512 || !bytes.HasPrefix(data, OLESignature) {
		return nil, damagedOLE("it is shorter than a header")
	}
	if int64(len(data)) > b.Bytes {
		return nil, bounds.Over("bytes", "字节数", b.Bytes)
	}
	o := &OLE{data: data, shift: uint(u16(data, 30)), cutoff: u32(data, 56), streams: map[string]*entry{}}
	if o.shift != 9 && o.shift != 12 || u16(data, 32) != 6 {
		return nil, damagedOLE("its sectors have an unknown size")
	}
	if err := o.readFAT(); err != nil {
		return nil, err
	}
	directory, err := o.chain(u32(data, 48), -1)
	if err != nil {
		return nil, err
	}
	if len(directory) < entryBytes || directory[66] != rootEntry {
		return nil, damagedOLE("its directory has no root")
	}
	if err := o.readMini(directory); err != nil {
		return nil, err
	}
	return o, o.walk(directory, b)
}

// readFAT gathers the allocation table from the sectors that the header and
// the chain of DIFAT sectors list.
func (o *OLE) readFAT() error {
	count := u32(o.data, 44)
	if uint64(count)<<o.shift > uint64(len(o.data)) {
		return truncatedOLE()
	}
	list := words(o.data[76:512])
	for next, left := u32(o.data, 68), u32(o.data, 72); next < maxSector && left > 0 && uint32(len(list)) < count; left-- {
		sector, err := o.sector(next)
		if err != nil {
			return err
		}
		w := words(sector)
		list = append(list, w[:len(w)-1]...)
		next = w[len(w)-1]
	}
	if uint32(len(list)) < count {
		return damagedOLE("its allocation table is incomplete")
	}
	for _, n := range list[:count] {
		sector, err := o.sector(n)
		if err != nil {
			return err
		}
		o.fat = append(o.fat, words(sector)...)
	}
	o.taken = make([]bool, len(o.fat))
	return nil
}

// readMini reads the root's own stream and the table of its small sectors.
func (o *OLE) readMini(directory []byte) (err error) {
	if u32(o.data, 60) >= maxSector {
		return nil
	}
	table, err := o.chain(u32(o.data, 60), -1)
	if err != nil {
		return err
	}
	o.minifat = words(table)
	o.takenMini = make([]bool, len(o.minifat))
	o.mini, err = o.chain(u32(directory, 116), int64(u32(directory, 120)))
	return err
}

// walk lists the streams that are children of the root. Their entries form a
// binary tree; a damaged one may run in circles.
func (o *OLE) walk(directory []byte, b bounds.Bounds) error {
	seen := map[uint32]bool{noEntry: true}
	stack := []uint32{u32(directory, 76)}
	for len(stack) > 0 {
		n := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if seen[n] {
			continue
		}
		seen[n] = true
		if uint64(n+1)*entryBytes > uint64(len(directory)) || len(seen) > b.Entries {
			return damagedOLE("its directory points outside of itself")
		}
		e := directory[n*entryBytes : (n+1)*entryBytes]
		stack = append(stack, u32(e, 68), u32(e, 72))
		if e[66] == streamEntry {
			name := entryName(e)
			o.names = append(o.names, name)
			o.streams[name] = &entry{start: u32(e, 116), size: u32(e, 120)}
		}
	}
	return nil
}

func entryName(e []byte) string {
	n := min(int(u16(e, 64)), 64)
	var units []uint16
	for i := 0; i+1 < n; i += 2 {
		if c := u16(e, i); c != 0 {
			units = append(units, c)
		}
	}
	return string(utf16.Decode(units))
}

// Names lists the streams of the root, in no particular order.
func (o *OLE) Names() []string { return o.names }

// Has reports whether the root has a stream with the name, case counting.
func (o *OLE) Has(name string) bool {
	_, ok := o.streams[name]
	return ok
}

// Stream returns the bytes of a stream of the root, not to be changed. A missing, damaged or cut stream is
// a [*bounds.Refusal].
func (o *OLE) Stream(name string) ([]byte, error) {
	e, ok := o.streams[name]
	if !ok {
		return nil, damagedOLE("the stream " + name + " is missing")
	}
	if !e.read {
		e.read = true
		if e.size < o.cutoff {
			e.content, e.err = o.small(e.start, int(e.size))
		} else {
			e.content, e.err = o.chain(e.start, int64(e.size))
		}
	}
	return e.content, e.err
}

// small reads a stream that lives in sectors of 64 bytes inside the root's.
func (o *OLE) small(start uint32, size int) ([]byte, error) {
	var out []byte
	for n := start; len(out) < size; n = o.minifat[n] {
		if err := take(o.takenMini, n); err != nil {
			return nil, err
		}
		begin := int(n) * 64
		part := o.mini[min(begin, len(o.mini)):min(begin+64, len(o.mini))]
		part = part[:min(len(part), size-len(out))]
		if len(part) < min(size-len(out), 64) {
			return nil, truncatedOLE()
		}
		out = append(out, part...)
	}
	return out, nil
}

// take marks a sector as belonging to a chain; each belongs to one only.
func take(taken []bool, n uint32) error {
	switch {
	case uint64(n) >= uint64(len(taken)):
		return damagedOLE("a stream points outside of the file")
	case taken[n]:
		return damagedOLE("a stream runs in a circle or into another")
	}
	taken[n] = true
	return nil
}

// chain joins the sectors that follow start, to size bytes; −1 is to the end.
func (o *OLE) chain(start uint32, size int64) ([]byte, error) {
	if size > int64(len(o.data)) {
		return nil, truncatedOLE()
	}
	var out []byte
	if size > 0 {
		out = make([]byte, 0, size)
	}
	for n := start; n != endOfChain && int64(len(out)) != size; n = o.fat[n] {
		if err := take(o.taken, n); err != nil {
			return nil, err
		}
		sector, err := o.sector(n)
		if err != nil {
			return nil, err
		}
		if size >= 0 {
			sector = sector[:min(int64(len(sector)), size-int64(len(out)))]
		}
		out = append(out, sector...)
	}
	if size >= 0 && int64(len(out)) != size {
		return nil, damagedOLE("a stream ends early")
	}
	return out, nil
}

// sector gives the bytes of a sector. The last of a file may be short, as some
// programs do not pad it; its rest is zero.
func (o *OLE) sector(n uint32) ([]byte, error) {
	begin := (uint64(n) + 1) << o.shift
	end := begin + 1<<o.shift
	switch {
	case n >= maxSector || begin >= uint64(len(o.data)):
		return nil, truncatedOLE()
	case end > uint64(len(o.data)):
		whole := make([]byte, 1<<o.shift)
		copy(whole, o.data[begin:])
		return whole, nil
	}
	return o.data[begin:end], nil
}

func u16(b []byte, at int) uint16 { return binary.LittleEndian.Uint16(b[at:]) }
func u32(b []byte, at int) uint32 { return binary.LittleEndian.Uint32(b[at:]) }

func words(b []byte) []uint32 {
	w := make([]uint32, len(b)/4)
	for i := range w {
		w[i] = u32(b, 4*i)
	}
	return w
}

func damagedOLE(what string) error {
	return damaged("复合文档结构错误", "the compound file is broken: "+what)
}

func truncatedOLE() error {
	return &bounds.Refusal{Code: bounds.Truncated, Text: "文件不完整（缺少后面部分），请重新复制或下载后报送",
		EN: "the compound file lacks its end; copy or download the file again"}
}
