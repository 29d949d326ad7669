package object

import (
	"bytes"
	"regexp"
	"strconv"
)

// readTables follows the chain of tables from the end of the file. The newest
// entry of an object counts.
func (f *File) readTables() bool {
	tail := f.data[max(0, len(f.data)-65536):]
	i := bytes.LastIndex(tail, []byte("startxref"))
	if i < 0 {
		return false
	}
	l := NewLexer(tail[i+len("startxref"):])
	v, err := l.Next()
	at, ok := v.(float64)
	if err != nil || !ok {
		return false
	}
	seen := map[int]bool{}
	queue := []int{int(at)}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		if seen[at] {
			continue
		}
		seen[at] = true
		trailer, ok := f.table(at + f.base)
		if !ok {
			return false
		}
		for k, v := range trailer {
			if _, set := f.Trailer[k]; !set {
				f.Trailer[k] = v
			}
		}
		for _, k := range []Name{"XRefStm", "Prev"} {
			if n, ok := trailer[k].(float64); ok {
				queue = append(queue, int(n))
			}
		}
	}
	return true
}

// table reads one table of either kind.
func (f *File) table(at int) (trailer Dict, ok bool) {
	if at < 0 || at >= len(f.data) {
		return nil, false
	}
	l := &Lexer{data: f.data, pos: at, refs: true}
	l.space()
	if !bytes.HasPrefix(l.Rest(), []byte("xref")) {
		return f.tableStream(at)
	}
	l.Skip(len("xref"))
	for {
		v, err := l.Next()
		if err != nil {
			return nil, false
		}
		if v == Operator("trailer") {
			v, err = l.Next()
			trailer, ok = v.(Dict)
			return trailer, ok && err == nil
		}
		first, ok := v.(float64)
		n, err := l.Next()
		count, okCount := n.(float64)
		if !ok || !okCount || err != nil || first < 0 || first+count > maxObjects {
			return nil, false
		}
		if !f.section(l, int(first), int(count)) {
			return nil, false
		}
	}
}

// section reads entries of a table: offset, generation, n for those in use.
func (f *File) section(l *Lexer, first, count int) bool {
	for i := range count {
		at, err := l.Next()
		if err != nil {
			return false
		}
		if _, err = l.Next(); err != nil {
			return false
		}
		use, err := l.Next()
		offset, ok := at.(float64)
		if err != nil || !ok {
			return false
		}
		if use == Operator("n") {
			f.enter(first+i, entry{offset: int(offset) + f.base})
		} else {
			f.enter(first+i, entry{offset: -1})
		}
	}
	return true
}

func (f *File) enter(n int, e entry) {
	if _, known := f.entries[n]; !known {
		f.entries[n] = e
	}
}

// tableStream reads a table that is a stream of numbers of fixed widths.
func (f *File) tableStream(at int) (trailer Dict, ok bool) {
	_, v, ok := f.objectAt(at)
	s, isStream := v.(*Stream)
	if !ok || !isStream || s.Dict["Type"] != Name("XRef") {
		return nil, false
	}
	data, err := f.Decode(s)
	if err != nil && len(data) == 0 {
		return nil, false
	}
	var width [3]int
	w := f.Array(s.Dict["W"])
	if len(w) < 3 {
		return nil, false
	}
	for i := range width {
		width[i] = f.Int(w[i], -1)
		if width[i] < 0 || width[i] > 8 {
			return nil, false
		}
	}
	index := f.Array(s.Dict["Index"])
	if index == nil {
		index = Array{0.0, s.Dict["Size"]}
	}
	row := width[0] + width[1] + width[2]
	for i := 0; i+1 < len(index) && row > 0; i += 2 {
		first, count := f.Int(index[i], -1), f.Int(index[i+1], -1)
		if first < 0 || count < 0 || first+count > maxObjects {
			return nil, false
		}
		for n := first; n < first+count && len(data) >= row; n++ {
			f.enterRow(n, data[:row], width)
			data = data[row:]
		}
	}
	return s.Dict, true
}

func (f *File) enterRow(n int, row []byte, width [3]int) {
	number := func(b []byte) int {
		v := 0
		for _, c := range b {
			v = v<<8 | int(c)
		}
		return v
	}
	kind := 1
	if width[0] > 0 {
		kind = number(row[:width[0]])
	}
	second, third := number(row[width[0]:width[0]+width[1]]), number(row[width[0]+width[1]:])
	switch kind {
	case 0:
		f.enter(n, entry{offset: -1})
	case 1:
		f.enter(n, entry{offset: second + f.base})
	case 2:
		f.enter(n, entry{pack: second, index: third})
	}
}

// objectMark is where an object begins.
var objectMark = regexp.MustCompile(`(?:^|[\s>])(\d{1,7})\s+\d{1,5}\s+obj\b`)

// search finds objects by their marks, the last of each number, and what
// stands in for the trailer. Objects inside object streams count if they stand
// nowhere else.
func (f *File) search() {
	for _, m := range objectMark.FindAllSubmatchIndex(f.data, -1) {
		if n, err := strconv.Atoi(string(f.data[m[2]:m[3]])); err == nil && n <= maxObjects {
			f.entries[n] = entry{offset: m[2]}
		}
	}
	var packs []int
	for n := range f.entries {
		switch d := f.Dict(Ref(n)); d["Type"] {
		case Name("ObjStm"):
			packs = append(packs, n)
		case Name("XRef"), Name("Catalog"):
			f.adopt(n, d)
		}
	}
	for _, n := range packs {
		f.searchPack(n)
	}
	for rest := f.data; ; {
		i := bytes.Index(rest, []byte("trailer"))
		if i < 0 {
			return
		}
		rest = rest[i+len("trailer"):]
		l := &Lexer{data: rest, refs: true}
		if v, err := l.Next(); err == nil {
			if d, ok := v.(Dict); ok {
				for k, v := range d {
					f.Trailer[k] = v
				}
			}
		}
	}
}

// adopt takes the root from a table's dictionary, or a catalog as the root.
func (f *File) adopt(n int, d Dict) {
	if d["Type"] == Name("Catalog") {
		if _, set := f.Trailer["Root"]; !set {
			f.Trailer["Root"] = Ref(n)
		}
		return
	}
	for _, k := range []Name{"Root", "Info", "Encrypt", "ID"} {
		if v, ok := d[k]; ok {
			f.Trailer[k] = v
		}
	}
}

func (f *File) searchPack(n int) {
	s := f.Stream(Ref(n))
	if s == nil {
		return
	}
	data, _ := f.Decode(s)
	head := NewLexer(data[:min(max(f.Int(s.Dict["First"], 0), 0), len(data))])
	for i := 0; ; i++ {
		v, err := head.Next()
		number, ok := v.(float64)
		if err != nil || !ok || number < 0 || number > maxObjects {
			return
		}
		if _, err := head.Next(); err != nil {
			return
		}
		f.enter(int(number), entry{pack: n, index: i})
		if d := f.Dict(Ref(int(number))); d["Type"] == Name("Catalog") {
			f.adopt(int(number), d)
		}
	}
}
