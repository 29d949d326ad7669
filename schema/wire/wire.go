// Package wire is the binary form of documents, reports and submissions in which
// they lie outside memory: in the spool of a run and in the cache between runs.
//
// The one thing to know: the form has no version of its own. It is read by the
// build that wrote it; the cache sees to that.
package wire

import (
	"encoding/binary"
	"errors"

	"huizong/schema"
)

// ErrForm says that bytes are no record of this form.
var ErrForm = errors.New("wire: no record")

// An encoder appends fields to a record.
type encoder struct {
	b    []byte
	file string // of the report: most places are in it
}

func (e *encoder) uint(n uint64) { e.b = binary.AppendUvarint(e.b, n) }

func (e *encoder) int(n int64) { e.b = binary.AppendVarint(e.b, n) }

func (e *encoder) count(n int) { e.uint(uint64(n)) }

func (e *encoder) text(s string) {
	e.count(len(s))
	e.b = append(e.b, s...)
}

func (e *encoder) flag(b bool) {
	if b {
		e.b = append(e.b, 1)
	} else {
		e.b = append(e.b, 0)
	}
}

// A decoder takes fields off a record. Its texts share the record's memory.
// After the first field that is not there, every field is zero.
type decoder struct {
	rest string
	file string // of the report
	err  error
}

func (d *decoder) fail() {
	d.rest, d.err = "", ErrForm
}

func (d *decoder) uint() uint64 {
	if d.rest != "" && d.rest[0] < 0x80 { // as nearly all are
		n := d.rest[0]
		d.rest = d.rest[1:]
		return uint64(n)
	}
	return d.long()
}

func (d *decoder) long() uint64 {
	var n uint64
	for i := 0; i < len(d.rest) && i < binary.MaxVarintLen64; i++ {
		b := d.rest[i]
		n |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			d.rest = d.rest[i+1:]
			return n
		}
	}
	d.fail()
	return 0
}

func (d *decoder) int() int64 {
	n := d.uint()
	return int64(n>>1) ^ -int64(n&1)
}

// count is a number of things of which each takes a byte at least.
func (d *decoder) count() int {
	n := d.uint()
	if n > uint64(len(d.rest)) {
		d.fail()
		return 0
	}
	return int(n)
}

func (d *decoder) text() string {
	n := d.count()
	s := d.rest[:n]
	d.rest = d.rest[n:]
	return s
}

func (d *decoder) byte() byte {
	if d.rest == "" {
		d.fail()
		return 0
	}
	b := d.rest[0]
	d.rest = d.rest[1:]
	return b
}

// upTo is a number that is at most most.
func (d *decoder) upTo(most uint64) uint64 {
	n := d.uint()
	if n > most {
		d.fail()
		return 0
	}
	return n
}

func (d *decoder) edition() schema.Edition { return schema.Edition(d.upTo(uint64(schema.Hybrid))) }

func (d *decoder) flag() bool { return d.byte() != 0 }

// end is the error of a record that must be at its end now.
func (d *decoder) end() error {
	if d.err == nil && d.rest != "" {
		return ErrForm
	}
	return d.err
}
