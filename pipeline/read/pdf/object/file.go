package object

import (
	"bytes"
	"errors"
	"io"
)

// A File is an open PDF file.
type File struct {
	// Trailer holds Root and the rest of what the file says of itself.
	Trailer Dict
	// Rebuilt says that the tables were broken and the objects were searched
	// for: some may be missing or old.
	Rebuilt bool

	data    []byte
	base    int // of all offsets: where the header stands
	entries map[int]entry
	values  map[int]Value
	busy    map[int]bool
	packs   map[int][]Value // object streams, cut into their objects
	left    int64           // bytes that may still be decoded
	lock    *lock           // nil if nothing is encrypted
}

// entry says where an object is: at an offset, or as the index-th of an object
// stream.
type entry struct {
	offset int
	pack   int // number of the object stream, 0 for none
	index  int
}

// ErrNoFile is what is no PDF file, or nothing can be found of.
var ErrNoFile = errors.New("no objects found")

// ErrTooLarge is a file whose streams decode to more than was allowed.
var ErrTooLarge = errors.New("decoded data over the bound")

// maxObjects bounds the numbers of objects.
const maxObjects = 1 << 23

// Open finds the objects of a file. limit bounds all that its streams decode
// to. A file that is encrypted under another than the empty password, or that is
// damaged besides, gives [ErrLocked].
func Open(data []byte, limit int64) (*File, error) {
	f := &File{data: data, left: limit, base: max(bytes.Index(data[:min(len(data), 1024)], []byte("%PDF-")), 0)}
	f.reset()
	tables := f.readTables()
	if tables {
		if err := f.unlock(); err != nil {
			return nil, err
		}
	}
	if !tables || !f.complete() {
		f.reset()
		f.Rebuilt = true
		f.search()
		switch {
		case f.Trailer["Encrypt"] != nil:
			return nil, ErrLocked
		case !f.complete():
			return nil, ErrNoFile
		}
	}
	return f, nil
}

func (f *File) reset() {
	f.Trailer, f.entries, f.values = Dict{}, map[int]entry{}, map[int]Value{}
	f.busy, f.packs, f.lock = map[int]bool{}, map[int][]Value{}, nil
}

// complete reports whether the way to the pages is there.
func (f *File) complete() bool {
	root := f.Dict(f.Trailer["Root"])
	return f.Dict(root["Pages"]) != nil
}

// Resolve returns what a reference names, other values as they are.
func (f *File) Resolve(v Value) Value {
	for range 8 {
		ref, ok := v.(Ref)
		if !ok {
			return v
		}
		v = f.object(int(ref))
	}
	return nil
}

func (f *File) object(n int) Value {
	if v, known := f.values[n]; known {
		return v
	}
	e, known := f.entries[n]
	if !known || f.busy[n] {
		return nil
	}
	f.busy[n] = true
	defer delete(f.busy, n)
	var v Value
	if e.pack > 0 {
		v = f.packed(e)
	} else if number, found, ok := f.objectAt(e.offset); ok && number == n {
		v = found
	}
	f.values[n] = v
	return v
}

// Dict returns a dictionary, that of a stream included; nil for anything else.
func (f *File) Dict(v Value) Dict {
	switch v := f.Resolve(v).(type) {
	case Dict:
		return v
	case *Stream:
		return v.Dict
	}
	return nil
}

// Array returns an array, nil for anything else.
func (f *File) Array(v Value) Array {
	a, _ := f.Resolve(v).(Array)
	return a
}

// Number returns a number; ok is false for anything else.
func (f *File) Number(v Value) (n float64, ok bool) {
	n, ok = f.Resolve(v).(float64)
	return n, ok
}

// Int returns a number as a whole one, otherwise the default.
func (f *File) Int(v Value, otherwise int) int {
	n, ok := f.Number(v)
	if !ok || n > 1<<31 || n < -1<<31 {
		return otherwise
	}
	return int(n)
}

// Name returns a name, "" for anything else.
func (f *File) Name(v Value) Name {
	n, _ := f.Resolve(v).(Name)
	return n
}

// Stream returns a stream, nil for anything else.
func (f *File) Stream(v Value) *Stream {
	s, _ := f.Resolve(v).(*Stream)
	return s
}

// objectAt reads "12 0 obj …" at an offset.
func (f *File) objectAt(offset int) (number int, v Value, ok bool) {
	if offset < 0 || offset >= len(f.data) {
		return 0, nil, false
	}
	l := &Lexer{data: f.data, pos: offset}
	n, err := l.Next()
	if err != nil {
		return 0, nil, false
	}
	number64, isNumber := n.(float64)
	g, err := l.Next()
	if err != nil || !isNumber || number64 < 0 || number64 > maxObjects {
		return 0, nil, false
	}
	generation, _ := g.(float64)
	if word, err := l.Next(); err != nil || word != Operator("obj") {
		return 0, nil, false
	}
	l.refs = true
	v, err = l.Next()
	if err != nil {
		return 0, nil, false
	}
	if d, isDict := v.(Dict); isDict {
		l.space()
		if bytes.HasPrefix(l.Rest(), []byte("stream")) {
			l.Skip(len("stream"))
			v = &Stream{Dict: d, Raw: f.streamData(l, d), number: int(number64), generation: int(generation)}
		}
	}
	if s, isStream := v.(*Stream); isStream && f.lock != nil {
		f.lock.clearStrings(s.Dict, s.number, s.generation)
	} else if f.lock != nil {
		v = f.lock.clearStrings(v, int(number64), int(generation))
	}
	if _, isOperator := v.(Operator); isOperator {
		v = nil // an empty object: endobj
	}
	return int(number64), v, true
}

// streamData takes the bytes of a stream. Its stated length is believed when
// the end mark follows.
func (f *File) streamData(l *Lexer, d Dict) []byte {
	if l.at(0) == '\r' {
		l.pos++
	}
	if l.at(0) == '\n' {
		l.pos++
	}
	rest := l.Rest()
	if n := f.Int(d["Length"], -1); n >= 0 && n <= len(rest) {
		if tail := bytes.TrimLeft(rest[n:min(n+32, len(rest))], "\r\n \t"); bytes.HasPrefix(tail, []byte("endstream")) {
			return rest[:n]
		}
	}
	end := bytes.Index(rest, []byte("endstream"))
	if end < 0 {
		if end = bytes.Index(rest, []byte("endobj")); end < 0 {
			return rest
		}
	}
	return bytes.TrimSuffix(bytes.TrimSuffix(rest[:end], []byte("\n")), []byte("\r"))
}

// packed takes an object out of an object stream.
func (f *File) packed(e entry) Value {
	pack, known := f.packs[e.pack]
	if !known {
		pack = f.unpack(e.pack)
		f.packs[e.pack] = pack
	}
	if e.index >= len(pack) {
		return nil
	}
	return pack[e.index]
}

// unpack cuts an object stream into its objects.
func (f *File) unpack(n int) []Value {
	s := f.Stream(Ref(n))
	if s == nil {
		return nil
	}
	data, err := f.Decode(s)
	if err != nil && len(data) == 0 {
		return nil
	}
	count, first := f.Int(s.Dict["N"], 0), f.Int(s.Dict["First"], 0)
	if count < 0 || first < 0 || first > len(data) {
		return nil
	}
	var out []Value
	for head := NewLexer(data[:first]); len(out) < count; {
		if _, err := head.Next(); err != nil {
			break
		}
		at, err := head.Next()
		offset, ok := at.(float64)
		if err != nil || !ok || offset < 0 || first+int(offset) > len(data) {
			break
		}
		body := &Lexer{data: data, pos: first + int(offset), refs: true}
		v, err := body.Next()
		if err == io.EOF {
			v = nil
		}
		out = append(out, v)
	}
	return out
}
