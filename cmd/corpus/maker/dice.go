package maker

import "hash/fnv"

// dice give numbers that depend on nothing but what they were made of, on any
// machine and with any Go release (which math/rand does not promise).
type dice struct {
	state uint64
	used  map[int]bool // what unique has given
}

// roll makes dice from words: the seed, the unit, the year, the purpose.
func roll(words ...string) *dice {
	h := fnv.New64a()
	for _, w := range words {
		h.Write([]byte(w))
		h.Write([]byte{0})
	}
	return &dice{state: h.Sum64()}
}

// next is splitmix64.
func (d *dice) next() uint64 {
	d.state += 0x9e3779b97f4a7c15
	z := d.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// n gives a number from 0 up to, but not, k.
func (d *dice) n(k int) int { return int(d.next() % uint64(k)) }

// between gives a number from low to high, both included.
func (d *dice) between(low, high int) int { return low + d.n(high-low+1) }

// unique is between, but never the same number twice.
func (d *dice) unique(low, high int) int {
	if d.used == nil {
		d.used = map[int]bool{}
	}
	for {
		if n := d.between(low, high); !d.used[n] {
			d.used[n] = true
			return n
		}
	}
}

// in is true percent times out of a hundred.
func (d *dice) in(percent int) bool { return d.n(100) < percent }

// pick gives one of the things.
func pick[T any](d *dice, things []T) T { return things[d.n(len(things))] }

// some gives k different things in the order of the list.
func some[T any](d *dice, things []T, k int) []T {
	k = min(k, len(things))
	var out []T
	for i, t := range things {
		if d.n(len(things)-i) < k-len(out) {
			out = append(out, t)
		}
	}
	return out
}

// shuffled gives the things in another order.
func shuffled[T any](d *dice, things []T) []T {
	out := append([]T(nil), things...)
	for i := len(out) - 1; i > 0; i-- {
		j := d.n(i + 1)
		out[i], out[j] = out[j], out[i]
	}
	return out
}
