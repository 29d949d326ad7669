package layout

import (
	"cmp"
	"math"
	"slices"
)

// A stroke is a level or plumb line: at is its y or x, from and to its ends.
type stroke struct{ at, from, to float64 }

// straighten sorts the drawn lines into level and plumb ones and joins pieces
// of one line: cell borders drawn one by one, double lines, dashes.
func straighten(rulings []Ruling) (level, plumb []stroke) {
	for _, r := range rulings {
		if !finite(r.X0, r.Y0, r.X1, r.Y1) {
			continue
		}
		dx, dy := math.Abs(r.X1-r.X0), math.Abs(r.Y1-r.Y0)
		switch {
		case dx >= dy && dy <= 1:
			level = append(level, stroke{(r.Y0 + r.Y1) / 2, min(r.X0, r.X1), max(r.X0, r.X1)})
		case dy > dx && dx <= 1:
			plumb = append(plumb, stroke{(r.X0 + r.X1) / 2, min(r.Y0, r.Y1), max(r.Y0, r.Y1)})
		}
	}
	return collinear(level), collinear(plumb)
}

// collinear joins strokes that lie on one line and meet.
func collinear(in []stroke) []stroke {
	slices.SortFunc(in, func(a, b stroke) int {
		switch {
		case a.at != b.at:
			return cmp.Compare(a.at, b.at)
		case a.from != b.from:
			return cmp.Compare(a.from, b.from)
		}
		return cmp.Compare(a.to, b.to)
	})
	var out []stroke
	for start := 0; start < len(in); {
		end := start + 1
		for end < len(in) && in[end].at-in[start].at <= near {
			end++
		}
		out = append(out, meeting(in[start:end])...)
		start = end
	}
	return out
}

// meeting joins the strokes of one line that overlap or miss each other by
// less than a line end or a dash may. The position is that of the longest.
func meeting(line []stroke) []stroke {
	slices.SortFunc(line, func(a, b stroke) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to), cmp.Compare(a.at, b.at))
	})
	var out []stroke
	longest, last := 0.0, 0.0
	for _, s := range line {
		length := s.to - s.from
		if n := len(out); n > 0 {
			p := &out[n-1]
			gap := s.from - p.to
			if gap <= near || gap <= dashGap && length <= dash && last <= dash {
				if length > longest {
					p.at, longest = s.at, length
				}
				p.to = max(p.to, s.to)
				last = length
				continue
			}
		}
		out = append(out, s)
		longest, last = length, length
	}
	return slices.DeleteFunc(out, func(s stroke) bool { return s.to-s.from < near })
}

// network is a set of strokes that touch each other.
type network struct{ level, plumb []stroke }

// connected parts the strokes of a page into networks. What does not form one
// is left out: underlines, deletions, fold marks.
func connected(level, plumb []stroke) []network {
	sets := newSets(len(level) + len(plumb))
	for i, h := range level {
		for j, v := range plumb {
			if v.at >= h.from-near && v.at <= h.to+near && h.at >= v.from-near && h.at <= v.to+near {
				sets.join(i, len(level)+j)
			}
		}
	}
	index := map[int]int{}
	var out []network
	of := func(i int) *network {
		root := sets.find(i)
		n, known := index[root]
		if !known {
			n = len(out)
			index[root] = n
			out = append(out, network{})
		}
		return &out[n]
	}
	for i, h := range level {
		n := of(i)
		n.level = append(n.level, h)
	}
	for j, v := range plumb {
		n := of(len(level) + j)
		n.plumb = append(n.plumb, v)
	}
	return slices.DeleteFunc(out, func(n network) bool {
		return len(n.level) == 0 || len(n.plumb) == 0 || len(n.level)+len(n.plumb) < 3
	})
}

// sets keeps disjoint sets of small integers.
type sets []int

func newSets(n int) sets {
	s := make(sets, n)
	for i := range s {
		s[i] = i
	}
	return s
}

func (s sets) find(i int) int {
	for s[i] != i {
		s[i] = s[s[i]]
		i = s[i]
	}
	return i
}

// join unites two sets; the smaller number names the union.
func (s sets) join(i, j int) {
	i, j = s.find(i), s.find(j)
	if i > j {
		i, j = j, i
	}
	s[j] = i
}
