package doc

import "slices"

// runs says which property list goes with which stretch of the file. They are
// ordered and do not overlap.
type runs []propertyRun

type propertyRun struct {
	begin, end uint32 // file positions
	style      uint16 // of paragraphs
	list       []byte
}

// find gives the run at a file position; nil if there is none.
func (r runs) find(at uint32) *propertyRun {
	i, exact := slices.BinarySearchFunc(r, at, func(run propertyRun, at uint32) int {
		return int(int64(run.begin) - int64(at))
	})
	if !exact {
		i--
	}
	if i < 0 || at >= r[i].end {
		return nil
	}
	return &r[i]
}

// readRuns reads the pages of formatted properties (FKP, 2.9.33 and 2.9.174).
func (f *file) readRuns() (err error) {
	if f.chars, err = f.pages(charPages, charRuns); err == nil {
		f.paras, err = f.pages(paraPages, paraRuns)
	}
	return err
}

const pageBytes = 512

// pages reads all pages that a table lists, in the order of the file.
func (f *file) pages(index int, read func(page []byte, n int) (runs, bool)) (runs, error) {
	plc, err := f.part(index)
	if err != nil {
		return nil, err
	}
	n := (len(plc) - 4) / 8
	if n < 1 || 4+8*n != len(plc) {
		return nil, damaged("格式位置表错误", "the table of property pages has an odd size")
	}
	var all runs
	for i := range n {
		number := uint64(u32(plc, 4*(n+1)+4*i) & 0x3FFFFF)
		if (number+1)*pageBytes > uint64(len(f.stream)) {
			return nil, truncated("a page of properties")
		}
		page := f.stream[number*pageBytes : (number+1)*pageBytes]
		found, ok := read(page, int(page[pageBytes-1]))
		if !ok {
			return nil, damaged("格式页错误", "a page of properties is broken")
		}
		for _, run := range found {
			if run.begin >= run.end || len(all) > 0 && run.begin < all[len(all)-1].end {
				return nil, damaged("格式页错误", "pages of properties are not in order")
			}
			all = append(all, run)
		}
	}
	return all, nil
}

// charRuns reads a page of character properties: n+1 positions, n offsets.
func charRuns(page []byte, n int) (runs, bool) {
	if 4*(n+1)+n >= pageBytes {
		return nil, false
	}
	out := make(runs, n)
	for i := range n {
		out[i] = propertyRun{begin: u32(page, 4*i), end: u32(page, 4*i+4)}
		at := 2 * int(page[4*(n+1)+i])
		if at == 0 {
			continue
		}
		size := int(page[at])
		if at+1+size > pageBytes-1 {
			return nil, false
		}
		out[i].list = page[at+1 : at+1+size]
	}
	return out, true
}

// paraRuns reads a page of paragraph properties: n+1 positions, n offsets with
// twelve bytes of layout each.
func paraRuns(page []byte, n int) (runs, bool) {
	if 4*(n+1)+13*n >= pageBytes {
		return nil, false
	}
	out := make(runs, n)
	for i := range n {
		out[i] = propertyRun{begin: u32(page, 4*i), end: u32(page, 4*i+4)}
		at := 2 * int(page[4*(n+1)+13*i])
		if at == 0 {
			continue
		}
		size := 2*int(page[at]) - 1
		if size < 0 { // the size follows
			if at++; at >= pageBytes-1 {
				return nil, false
			}
			size = 2 * int(page[at])
		}
		at++
		if size < 2 || at+size > pageBytes-1 {
			return nil, false
		}
		out[i].style, out[i].list = u16(page, at), page[at+2:at+size]
	}
	return out, true
}
