// Package inflate expands DEFLATE (RFC 1951) from memory to memory. It exists
// because the parts of an office file are small and their sizes known: a reader
// that hands out pieces of a stream keeps a window, asks for each byte and copies
// all twice. A fuzz test holds it to what compress/flate gives.
//
// The one thing to know: bits are taken from the input eight bytes at a time,
// and room for the longest match is kept behind the output, so that both are
// asked for once a symbol and not once a byte.
package inflate

import (
	"encoding/binary"
	"errors"
	"io"
)

// ErrCorrupt says that the input is no DEFLATE stream.
var ErrCorrupt = errors.New("corrupt compressed data")

// An Inflater expands one stream after the other in the same memory. The zero
// value is ready.
type Inflater struct {
	in      []byte
	at      int    // of the next byte of in
	bits    uint64 // taken from in and not used yet, the next one lowest
	held    uint   // how many of them count
	virtual uint   // how many of these, at the far end, are behind the end of in

	out []byte // all of it room
	n   int    // what of it is filled

	literals, distances, lengthCodes table
	lengths                          [maxLiterals + maxDistances]uint8
}

// slack is room behind the output: a match is copied eight bytes at a time.
const slack = longestMatch + 8

// Expand gives what the stream in holds, in room if it fits; it stops where that
// is more than most bytes. Size is a guess. Errors are [ErrCorrupt] and
// io.ErrUnexpectedEOF. What stands behind the stream is not looked at.
func (f *Inflater) Expand(room, in []byte, size, most int) ([]byte, error) {
	f.in, f.at, f.bits, f.held, f.virtual = in, 0, 0, 0, 0
	f.out, f.n = room[:cap(room)], 0
	defer func() { f.in, f.out = nil, nil }()
	f.reserve(size)
	for {
		last, err := f.block(most)
		if err == nil && f.virtual > f.held {
			err = io.ErrUnexpectedEOF
		}
		if last || err != nil || f.n > most {
			return f.out[:f.n], err
		}
	}
}

// reserve makes room for more bytes behind what is filled.
func (f *Inflater) reserve(more int) {
	need := f.n + more + slack
	if need <= len(f.out) {
		return
	}
	out := make([]byte, max(need, 2*f.n))
	copy(out, f.out[:f.n])
	f.out = out
}

// block expands one block, and says whether it is the last.
func (f *Inflater) block(most int) (last bool, err error) {
	last = f.take(1) == 1
	switch f.take(2) {
	case 0:
		err = f.stored(most)
	case 1:
		err = f.symbols(&fixedLiterals, &fixedDistances, most)
	case 2:
		if err = f.readTables(); err == nil {
			err = f.symbols(&f.literals, &f.distances, most)
		}
	default:
		err = ErrCorrupt
	}
	return last, err
}

// fill takes bits from the input until 56 at least are held, zeroes where it has ended.
func (f *Inflater) fill() {
	if f.at+8 <= len(f.in) {
		f.bits |= binary.LittleEndian.Uint64(f.in[f.at:]) << (f.held & 63)
		f.at += int(63-f.held) / 8
		f.held |= 56
		return
	}
	for f.held < 56 {
		if f.at < len(f.in) {
			f.bits |= uint64(f.in[f.at]) << (f.held & 63)
			f.at++
		} else {
			f.virtual += 8
		}
		f.held += 8
	}
}

// take uses up to 16 bits.
func (f *Inflater) take(n uint) uint {
	if f.held < n {
		f.fill()
	}
	v := uint(f.bits) & (1<<n - 1)
	f.bits >>= n
	f.held -= n
	return v
}

// stored copies a block that is not compressed.
func (f *Inflater) stored(most int) error {
	f.take(f.held % 8)
	size := f.take(16)
	if complement := f.take(16); f.virtual > f.held {
		return io.ErrUnexpectedEOF
	} else if complement != size^0xFFFF {
		return ErrCorrupt
	}
	f.at -= int(f.held-f.virtual) / 8
	f.bits, f.held, f.virtual = 0, 0, 0
	body := f.in[f.at:min(f.at+int(size), len(f.in))]
	f.reserve(len(body))
	f.n += copy(f.out[f.n:], body)
	f.at += len(body)
	if len(body) < int(size) && f.n <= most {
		return io.ErrUnexpectedEOF
	}
	return nil
}

// symbols expands literals and matches up to the end of the block, or until more
// than most bytes are there.
func (f *Inflater) symbols(literals, distances *table, most int) error {
	for {
		if f.held < 48 { // the bits of a match: 15 + 5 + 15 + 13
			if f.virtual > f.held {
				return io.ErrUnexpectedEOF
			}
			f.fill()
		}
		if f.n+slack > len(f.out) {
			if f.n > most {
				return nil
			}
			f.reserve(f.n)
		}
		e := literals.find(f.bits)
		f.bits >>= e.size() & 63
		f.held -= e.size()
		switch e.kind() {
		case literal:
			f.out[f.n] = byte(e.value())
			f.n++
		case match:
			if err := f.match(e, distances); err != nil {
				return err
			}
		case end:
			return nil
		default:
			return ErrCorrupt
		}
	}
}

// match copies what was there before: e tells how much, what follows how far back.
func (f *Inflater) match(e entry, distances *table) error {
	length := int(e.value() + uint(f.bits)&(1<<e.extra()-1))
	f.bits >>= e.extra()
	f.held -= e.extra()
	e = distances.find(f.bits)
	f.bits >>= e.size()
	f.held -= e.size()
	if e.kind() != match {
		return ErrCorrupt
	}
	distance := int(e.value() + uint(f.bits)&(1<<e.extra()-1))
	f.bits >>= e.extra()
	f.held -= e.extra()
	from := f.n - distance
	if from < 0 {
		return ErrCorrupt
	}
	...
}
