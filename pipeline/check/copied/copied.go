// Package copied finds sections that are nearly the same as another unit's of
// the same year, or as the unit's own of the year before: the commonest
// complaint about these reports.
//
// The one thing to know: it does not compare all with all. Each text is cut
// into shingles, sketched by one-permutation MinHash, and only texts whose
// sketches share a band are compared exactly, so tens of thousands of reports
// cost little more than reading them, and no more memory than their sketches.
package copied

import (
	"iter"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"huizong/pipeline/check"
	"huizong/schema"
)

const (
	shingle  = 5  // characters
	shortest = 40 // characters a section must have to be compared: 无 is not copied
	bins     = 64
	bandSize = 4 // at a similarity of 0.9 the chance to miss a pair is below 1 in 10⁴
)

// sections are those whose prose is a unit's own: overview, problems, other matters.
var sections = []int{1, 5, 6}

// A sketched text is one section of one report, without the text itself.
type sketched struct {
	*owner
	report  int
	section int
	sketch  [bins]uint32
}

// An owner says whose a text is.
type owner struct {
	unit, name, file string
	year             int
}

// Find lists the sections that are at least so many percent the same as
// another: for each the one it resembles most. Reports may be of several years.
// The order is that of the reports, then of the sections.
//
// prose gives that of the i-th of n reports, nil if it is not at hand; it is
// called by several workers. It is asked again for those that may be copies:
// only sketches are kept of all.
func Find(n int, prose func(i int) *schema.Prose, percent, workers int) []check.Overlap {
	f := &finder{prose: prose, percent: percent, best: map[int]match{}, known: map[int]*text{}}
	f.sketch(n, max(1, workers))
	for b := range bins / bandSize {
		f.compare(b)
	}
	out := make([]check.Overlap, 0, len(f.best))
	for i := range f.texts {
		if m, ok := f.best[i]; ok {
			out = append(out, f.overlap(i, m))
		}
	}
	return out
}

// A finder looks for copies among the texts of many reports.
type finder struct {
	prose   func(i int) *schema.Prose
	percent int
	texts   []sketched
	best    map[int]match

	known  map[int]*text // looked at lately
	recent []int         // of known, the oldest first
}

// sketch makes the sketches of all texts that are long enough.
func (f *finder) sketch(n, workers int) {
	of := make([][]sketched, n)
	var group errgroup.Group
	group.SetLimit(workers)
	const together = 64 // worth a turn of a processor
	for from := 0; from < n; from += together {
		group.Go(func() error {
			var p plainer
			for i := from; i < min(from+together, n); i++ {
				of[i] = f.sketchesOf(i, &p)
			}
			return nil
		})
	}
	_ = group.Wait() // says nothing: a report that is not at hand has no texts
	f.texts = slices.Concat(of...)
}

func (f *finder) sketchesOf(i int, p *plainer) (out []sketched) {
	r := f.prose(i)
	if r == nil {
		return nil
	}
	of := &owner{strings.Clone(r.UnitCode), strings.Clone(r.UnitName), strings.Clone(r.File), r.Year}
	for _, s := range sections {
		if plain := p.section(r, s); len(plain) >= shortest {
			out = append(out, sketched{of, i, s, sketchOf(plain)})
		}
	}
	return out
}

// compare weighs the pairs that share a band.
func (f *finder) compare(b int) {
	groups := make(map[band][]int32, len(f.texts))
	for i := range f.texts {
		t := &f.texts[i]
		k := t.band(b)
		for _, j := range groups[k] {
			if other := &f.texts[j]; related(t, other) && t.alike(other) && !t.shared(other, b) {
				f.weigh(i, int(j))
			}
		}
		if len(groups[k]) < largestGroup {
			groups[k] = append(groups[k], int32(i))
		}
	}
}

// alike is false for pairs whose sketches say that they cannot be nearly the
// same: at a similarity of 0.9 four bins in five are equal.
func (t *sketched) alike(other *sketched) bool {
	equal := 0
	for i, v := range t.sketch {
		if other.sketch[i] == v {
			equal++
		}
	}
	return equal >= bins/4
}

// shared reports whether two texts share a band before b, and were weighed then.
func (t *sketched) shared(other *sketched, b int) bool {
	for i := range b {
		if t.band(i) == other.band(i) {
			return true
		}
	}
	return false
}

// mostKnown is how many texts are kept that were looked at lately.
const mostKnown = 4 * largestGroup

func (f *finder) text(i int) *text {
	if t := f.known[i]; t != nil {
		return t
	}
	var t *text
	if r := f.prose(f.texts[i].report); r != nil {
		t = textOf(r, f.texts[i].section)
	}
	if t == nil {
		t = &text{} // cannot be read any more: it is like no other
	}
	if len(f.recent) == mostKnown {
		delete(f.known, f.recent[0])
		f.recent = f.recent[1:]
	}
	f.known[i], f.recent = t, append(f.recent, i)
	return t
}

// largestGroup bounds how many texts of one band a text is compared with: where
// a whole province copied one model text, a few witnesses are enough.
const largestGroup = 64

type match struct {
	other  int
	common int
	both   int // shingles of the two texts together
}

// percent is the share of the two texts that they have in common (Dice): a few
// words changed in a long text leave it nearly the same.
func (m match) percent() int { return 2 * m.common * 100 / m.both }

// related pairs are of one year and two units, or of one unit and two
// neighbouring years, and of the same section.
func related(a, b *sketched) bool {
	if a.section != b.section || a.file != "" && a.file == b.file {
		return false // the same paper, when a unit goes on as its successor
	}
	if a.year == b.year {
		return a.unit != b.unit
	}
	return a.unit == b.unit && (a.year-b.year == 1 || b.year-a.year == 1)
}

func (f *finder) weigh(i, j int) {
	x, y := f.text(i), f.text(j)
	common := intersection(x.set, y.set)
	both := len(x.set) + len(y.set)
	if common == 0 || 2*common*100 < both*f.percent {
		return
	}
	m := match{j, common, both}
	a, b := &f.texts[i], &f.texts[j]
	if a.year >= b.year {
		f.keep(i, m)
	}
	if b.year >= a.year { // last year's text is no copy of this year's
		m.other = i
		f.keep(j, m)
	}
}

// keep remembers the match if it is the best so far, the first among equals.
func (f *finder) keep(i int, m match) {
	was, met := f.best[i]
	now, before := m.common*was.both, was.common*m.both
	if !met || now > before || now == before && m.other < was.other {
		f.best[i] = m
	}
}

func intersection(a, b []uint32) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			n++
			i++
			j++
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return n
}

// A text is what a section of a report says.
type text struct {
	raw   string
	place schema.Place // of its first paragraph
	set   []uint32     // shingle hashes, sorted, distinct
}

// textOf joins the prose of a section; nil if it is too short to be copied.
func textOf(r *schema.Prose, section int) *text {
	var p plainer
	plain := p.section(r, section)
	if len(plain) < shortest {
		return nil
	}
	t := &text{set: make([]uint32, 0, len(plain))}
	var raw strings.Builder
	for i := range r.Narrative {
		p := &r.Narrative[i]
		if p.Section != section {
			continue
		}
		if raw.Len() == 0 {
			t.place = p.Place
		}
		raw.WriteString(p.Text)
		raw.WriteByte('\n')
	}
	t.raw = raw.String()
	for h := range shingles(plain) {
		t.set = append(t.set, h)
	}
	slices.Sort(t.set)
	t.set = slices.Compact(t.set)
	return t
}

// shingles hashes every run of so many characters of a text.
func shingles(plain []rune) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		for i := shingle; i <= len(plain); i++ {
			if !yield(hash(plain[i-shingle : i])) {
				return
			}
		}
	}
}

// hash is FNV-1a over the characters, mixed so that every bit counts.
func hash(runes []rune) uint32 {
	const prime = 16777619
	h := uint32(2166136261)
	for _, r := range runes {
		h = (h ^ uint32(r)&0xffff) * prime
		h = (h ^ uint32(r)>>16) * prime
	}
	h ^= h >> 16
	h *= 0x85ebca6b
	return h ^ h>>13
}

// sketchOf keeps the least hash of each bin; an empty bin borrows from the next.
func sketchOf(plain []rune) (sketch [bins]uint32) {
	const none = ^uint32(0)
	for i := range sketch {
		sketch[i] = none
	}
	for h := range shingles(plain) {
		b := h % bins
		sketch[b] = min(sketch[b], h)
	}
	filled := sketch
	for i := range sketch {
		for k := 1; filled[i] == none && sketch[i] == none && k < bins; k++ {
			if v := filled[(i+k)%bins]; v != none {
				sketch[i] = v + uint32(k)
			}
		}
	}
	return sketch
}

// A band is a few neighbouring bins of the sketches of one section.
type band struct {
	section, index int
	values         [bandSize]uint32
}

func (t *sketched) band(i int) band {
	k := band{section: t.section, index: i}
	copy(k.values[:], t.sketch[i*bandSize:])
	return k
}

func (f *finder) overlap(i int, m match) check.Overlap {
	t, other := &f.texts[i], &f.texts[m.other]
	place := f.text(i).place
	place.File, place.Sheet = t.file, strings.Clone(place.Sheet)
	return check.Overlap{
		UnitCode: t.unit, ReportYear: t.year, Section: t.section,
		OtherUnit: other.unit, OtherName: other.name, OtherYear: other.year,
		Similarity: schema.DecimalOf(int64(m.percent())) / 100, Passage: passage(f.text(i).raw, f.text(m.other).raw), Place: place,
	}
}

// longestPassage is how much of the common passage is shown, in characters.
const longestPassage = 120

// passage is the longest run of characters that both texts have, verbatim.
func passage(a, b string) string {
	x, y := []rune(a), []rune(b)
	at, length := longest(x, y)
	return strings.TrimSpace(string(x[at : at+min(length, longestPassage)]))
}

// longest searches the greatest length at which some window of x stands in y.
func longest(x, y []rune) (at, length int) {
	low, high := 0, min(len(x), len(y))
	for low < high {
		mid := (low + high + 1) / 2
		if i := window(x, y, mid); i >= 0 {
			low, at = mid, i
		} else {
			high = mid - 1
		}
	}
	return at, low
}

// window is where the first window of n characters of x begins that also
// stands in y, −1 if there is none.
func window(x, y []rune, n int) int {
	const base = 1_000_003
	power := uint64(1)
	for range n {
		power *= base
	}
	roll := func(r []rune, do func(h uint64, at int) bool) {
		h := uint64(0)
		for i, c := range r {
			h = h*base + uint64(c)
			if i >= n {
				h -= power * uint64(r[i-n])
			}
			if i >= n-1 && !do(h, i-n+1) {
				return
			}
		}
	}
	seen := make(map[uint64]int, len(y))
	roll(y, func(h uint64, at int) bool {
		if _, met := seen[h]; !met {
			seen[h] = at
		}
		return true
	})
	found := -1
	roll(x, func(h uint64, at int) bool {
		if k, met := seen[h]; met && slices.Equal(x[at:at+n], y[k:k+n]) {
			found = at
			return false
		}
		return true
	})
	return found
}
