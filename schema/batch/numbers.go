package batch

import (
	"slices"
	"sync"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/decimal128"
	"github.com/apache/arrow/go/v15/arrow/memory"
)

// numbers builds one column of fixed width. Arrow's own builders write a bit
// for each value that is there; here there are bits only once one is not.
type numbers[T int32 | int64 | decimal128.Num] struct {
	spare  *sync.Pool // of *[]T: memory that no batch has any more
	values []T
	nulls  int
	bits   []byte // of the rows up to the last null; later rows are there
}

func (n *numbers[T]) append(v T) { n.values = append(n.values, v) }

func (n *numbers[T]) repeat(v T, rows int) {
	n.values = slices.Grow(n.values, rows)
	for range rows {
		n.values = append(n.values, v)
	}
}

func (n *numbers[T]) null() {
	var none T
	n.values = append(n.values, none)
	n.nullAt(len(n.values) - 1)
}

func (n *numbers[T]) nullAt(row int) {
	n.nulls++
	n.reach(row + 1)
	n.bits[row/8] &^= 1 << (row % 8)
}

// extend adds rows, those that are not known as nulls; the caller fills them.
func (n *numbers[T]) extend(known []bool) []T {
	from, to := len(n.values), len(n.values)+len(known)
	n.values = slices.Grow(n.values, len(known))[:to]
	if first := slices.Index(known, false); first >= 0 {
		n.reach(to)
		for i, is := range known[first:] {
			if row := from + first + i; !is {
				n.nulls++
				n.bits[row/8] &^= 1 << (row % 8)
			}
		}
	}
	return n.values[from:]
}

// reach makes bits for so many rows.
func (n *numbers[T]) reach(rows int) {
	for len(n.bits)*8 < rows {
		n.bits = append(n.bits, 0xFF)
	}
}

func (n *numbers[T]) len() int { return len(n.values) }

func (n *numbers[T]) reserve(rows int) {
	if n.values == nil && rows >= manyRows {
		if v, ok := n.spare.Get().(*[]T); ok {
			n.values = (*v)[:0]
		}
	}
	n.values = slices.Grow(n.values, rows)
}

func (n *numbers[T]) release() { *n = numbers[T]{spare: n.spare} }

// column hands the rows so far to Arrow and begins anew.
func (n *numbers[T]) column(t arrow.DataType) arrow.Array {
	buffers := []*memory.Buffer{nil, n.lend()}
	if n.nulls > 0 {
		n.reach(len(n.values))
		buffers[0] = memory.NewBufferBytes(n.bits)
	}
	data := array.NewData(t, len(n.values), buffers, nil, n.nulls, 0)
	defer data.Release()
	buffers[1].Release() // the data holds it
	n.release()
	return array.MakeFromData(data)
}

// manyRows are worth having their memory back.
const manyRows = 4096

func (n *numbers[T]) lend() *memory.Buffer {
	bytes := arrow.GetBytes(n.values)
	if len(n.values) < manyRows {
		return memory.NewBufferBytes(bytes)
	}
	return memory.NewBufferWithAllocator(bytes, lent[T]{n.spare, n.values})
}

// Memory that the batches of before had: making and clearing it anew costs more
// than filling it.
var spareCounts, spareSizes, spareAmounts sync.Pool

// A lent is memory that a batch has; once nobody holds the batch it is spare.
type lent[T int32 | int64 | decimal128.Num] struct {
	spare  *sync.Pool
	values []T
}

// Free is called by Arrow when nobody holds the memory.
func (l lent[T]) Free([]byte) { l.spare.Put(&l.values) }

// Allocate is never called: what is lent does not grow.
func (l lent[T]) Allocate(int) []byte { panic("batch: memory that is lent grows") }

// Reallocate is never called.
func (l lent[T]) Reallocate(int, []byte) []byte { return l.Allocate(0) }

// plain builds a column by Arrow's own builder.
type plain struct{ array.Builder }

func (p plain) len() int { return p.Len() }

func (p plain) reserve(rows int) { p.Reserve(rows) }

func (p plain) release() { p.Release() }

func (p plain) column(arrow.DataType) arrow.Array { return p.NewArray() }
