package recognize

import "slices"

// A hit is a place in label text that names a row.
type hit struct {
	row      int
	from, to int  // fragments, to inclusive
	whole    bool // told by a whole label without words of its own: 其他, 总计
}

// hits finds the rows named in label text, in reading order. Words may be
// broken between fragments.
func (b *book) hits(fs []fragment) []hit {
	if len(fs) == 0 {
		return nil
	}
	key := fs[0].plain
	if len(fs) > 1 {
		var room [longestKept]byte
		joined := room[:0]
		for _, f := range fs {
			if len(joined)+len(f.plain) >= longestKept {
				return b.findHits(fs)
			}
			joined = append(append(joined, f.plain...), 0)
		}
		key = string(joined)
	}
	return b.hitsIn.of(key, func(string) []hit { return b.findHits(fs) })
}

func (b *book) findHits(fs []fragment) []hit {
	text := joinFragments(fs)
	ends := make([]int, len(fs)) // byte offset behind each fragment
	for i, n := 0, 0; i < len(fs); i++ {
		n += len(fs[i].plain)
		ends[i] = n
	}
	at := func(offset int) int { k, _ := slices.BinarySearch(ends, offset+1); return k }
	var out []hit
	for from := 0; b.words != nil; {
		m, ok := b.words.next(text, from)
		if !ok {
			break
		}
		from = m.to
		if m.id >= 0 {
			out = append(out, hit{row: m.id, from: at(m.from), to: at(m.to - 1)})
		}
	}
	if b == bookThree {
		out = slices.DeleteFunc(out, func(h hit) bool { return h.from < h.to && isHeadWord(fs, h.from) })
	}
	if len(b.exact) > 0 {
		out = withWhole(out, b.wholeHits(fs))
	}
	return distinctHits(out)
}

// isHeadWord reports whether a fragment is a word of the header of table three:
// 其他|法律服务机构 is no 其他法律….
func isHeadWord(fs []fragment, i int) bool {
	if _, ok := headWordsThree[fs[i].plain]; ok {
		return true
	}
	return fs[i].plain == "其他" && i+1 < len(fs) && isHeadWord(fs[i+1:i+2], 0)
}

// withWhole joins the hits by words with those by whole labels, in order. One
// that is only the beginning of a longer label is none: 其他 of 其他|处理. The
// group's label before it in the same cell is no hit of its own: （六）其他处理 3.其他.
func withWhole(words, whole []hit) []hit {
	if len(whole) == 0 {
		return words
	}
	var out []hit
	w := 0
	for _, h := range whole {
		for ; w < len(words) && words[w].to < h.from; w++ {
			out = append(out, words[w])
		}
		inside := w
		for inside < len(words) && words[inside].from >= h.from && words[inside].to <= h.to {
			inside++
		}
		if inside < len(words) && words[inside].from <= h.to {
			continue
		}
		w = inside
		out = append(out, h)
	}
	return append(out, words[w:]...)
}

// widestWhole is how many fragments a whole label may be broken into.
const widestWhole = 4

func (b *book) wholeHits(fs []fragment) []hit {
	var out []hit
	for i := 0; i < len(fs); i++ {
		joined, last, row := "", -1, noRow
		for j := i; j < len(fs) && j < i+widestWhole && len(joined) < longestSign; j++ {
			joined += fs[j].plain
			if r, ok := b.whole(joined); ok {
				last, row = j, r
			}
		}
		if last >= 0 {
			out = append(out, hit{row: row, from: i, to: last, whole: true})
			i = last
		}
	}
	if b == bookThree {
		out = withoutColumns(fs, out)
	}
	return out
}

// withoutColumns drops the hits that are column headers: 其他 and 总计 beside
// other header words are columns, not rows.
func withoutColumns(fs []fragment, hs []hit) []hit {
	head := make([]bool, len(fs)+2) // shifted by one: head[0] and the last are outside
	for i := range fs {
		_, head[i+1] = headWordsThree[fs[i].plain]
	}
	column := func(h hit) bool {
		p := joinFragments(fs[h.from : h.to+1])
		return p == "其他" || p == "总计" || p == "合计"
	}
	mark := func(h hit) {
		for i := h.from; i <= h.to; i++ {
			head[i+1] = true
		}
	}
	for _, h := range hs {
		if column(h) && head[h.from] {
			mark(h)
		}
	}
	for _, h := range slices.Backward(hs) {
		if column(h) && head[h.to+2] {
			mark(h)
		}
	}
	return slices.DeleteFunc(hs, func(h hit) bool { return column(h) && head[h.from+1] })
}

// distinctHits drops repeated neighbours: one label often has two words of its
// own. A group label is no row where a row of the group follows.
func distinctHits(hs []hit) []hit {
	var out []hit
	for _, h := range hs {
		if n := len(out); n > 0 {
			last := &out[n-1]
			if last.row == h.row {
				last.to, last.whole = h.to, last.whole && h.whole
				continue
			}
			if last.row == rowOtherHandling && isChildOfOther(h.row) {
				*last = h
				continue
			}
		}
		out = append(out, h)
	}
	return out
}
