// Package batch builds Arrow batches of the published tables and looks into
// them, column by column and by name. It knows no table: schema describes them.
package batch

import (
	"fmt"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/decimal128"
	"github.com/apache/arrow/go/v15/arrow/memory"

	"huizong/schema"
)

// A Builder builds one batch of a published table. Take its columns by name,
// append one value to each for every row, then ask for the batch.
type Builder struct {
	table  *schema.PublishedTable
	schema *arrow.Schema
	plain  []array.Builder // nil where the column is a dictionary
	words  []*words        // nil where it is not
	index  map[string]int
}

// New begins a batch of t. The caller releases the builder.
func New(mem memory.Allocator, t *schema.PublishedTable) *Builder {
	b := &Builder{table: t, schema: t.Arrow(), index: make(map[string]int, len(t.Columns)),
		plain: make([]array.Builder, len(t.Columns)), words: make([]*words, len(t.Columns))}
	for i, c := range t.Columns {
		b.index[c.Name] = i
		if c.Type == schema.Dictionary {
			b.words[i] = newWords(mem)
		} else {
			b.plain[i] = array.NewBuilder(mem, b.schema.Field(i).Type)
		}
	}
	return b
}

// Reserve makes room for n more rows at once.
func (b *Builder) Reserve(n int) {
	for i := range b.table.Columns {
		if w := b.words[i]; w != nil {
			w.codes.Reserve(n)
		} else {
			b.plain[i].Reserve(n)
		}
	}
}

// Release frees what was not turned into a batch.
func (b *Builder) Release() {
	for i := range b.table.Columns {
		if w := b.words[i]; w != nil {
			w.release()
		} else {
			b.plain[i].Release()
		}
	}
}

// rows is how many rows a column has so far.
func (b *Builder) rows(column int) int {
	if w := b.words[column]; w != nil {
		return w.codes.Len()
	}
	return b.plain[column].Len()
}

// Batch returns the rows so far and begins anew. The caller releases it.
// Columns of unequal length are a fault of the program: it panics.
func (b *Builder) Batch() arrow.Record {
	n := b.rows(0)
	for i, c := range b.table.Columns {
		if got := b.rows(i); got != n {
			panic(fmt.Sprintf("batch: table %s: column %s has %d rows, want %d", b.table.Name, c.Name, got, n))
		}
	}
	columns := make([]arrow.Array, len(b.table.Columns))
	for i := range columns {
		if w := b.words[i]; w != nil {
			columns[i] = w.column(b.schema.Field(i).Type.(*arrow.DictionaryType))
		} else {
			columns[i] = b.plain[i].NewArray()
		}
	}
	batch := array.NewRecord(b.schema, columns, int64(n))
	for _, c := range columns {
		c.Release() // the batch holds them
	}
	return batch
}

// at is the index of a column; a name that the table does not have is a fault
// of the program.
func (b *Builder) at(name string) int {
	i, ok := b.index[name]
	if !ok {
		panic("batch: table " + b.table.Name + " has no column " + name)
	}
	return i
}

func column[T array.Builder](b *Builder, name string) T {
	f, ok := b.plain[b.at(name)].(T)
	if !ok {
		panic(fmt.Sprintf("batch: column %s.%s is %T", b.table.Name, name, b.plain[b.at(name)]))
	}
	return f
}

// A Text appends to a string column, dictionary or not.
type Text struct {
	plain *array.StringBuilder
	words *words
}

// Text takes the string column of that name.
func (b *Builder) Text(name string) Text {
	if w := b.words[b.at(name)]; w != nil {
		return Text{words: w}
	}
	return Text{plain: column[*array.StringBuilder](b, name)}
}

// Append adds s, "" as the empty string.
func (t Text) Append(s string) {
	if t.plain != nil {
		t.plain.Append(s)
		return
	}
	t.words.append(s)
}

// AppendBytes adds a text that need not be kept.
func (t Text) AppendBytes(s []byte) {
	if t.plain != nil {
		t.plain.BinaryBuilder.Append(s)
		return
	}
	t.words.append(string(s))
}

// Repeat adds s for n rows.
func (t Text) Repeat(s string, n int) {
	if n == 0 {
		return
	}
	t.Append(s)
	for range n - 1 {
		if t.plain != nil {
			t.plain.Append(s)
		} else {
			add(t.words.codes, t.words.code)
		}
	}
}

// Null adds a null.
func (t Text) Null() {
	if t.plain != nil {
		t.plain.AppendNull()
		return
	}
	t.words.codes.AppendNull()
}

// OrNull adds s, or null for "".
func (t Text) OrNull(s string) {
	if s == "" {
		t.Null()
		return
	}
	t.Append(s)
}

// add appends v, quickly where [Builder.Reserve] made room.
func add(b *array.Int32Builder, v int32) {
	if b.Len() < b.Cap() {
		b.UnsafeAppend(v)
		return
	}
	b.Append(v)
}

// A Count appends to a whole-number column of 32 bits.
type Count struct{ to *array.Int32Builder }

// Count takes the column of that name.
func (b *Builder) Count(name string) Count { return Count{column[*array.Int32Builder](b, name)} }

// Append adds n.
func (c Count) Append(n int) { add(c.to, int32(n)) }

// Repeat adds n for some rows.
func (c Count) Repeat(n, rows int) {
	for range rows {
		add(c.to, int32(n))
	}
}

// OrNull adds n, or null for 0.
func (c Count) OrNull(n int) {
	if n == 0 {
		c.to.AppendNull()
		return
	}
	c.Append(n)
}

// A Size appends to a whole-number column of 64 bits.
type Size struct{ to *array.Int64Builder }

// Size takes the column of that name.
func (b *Builder) Size(name string) Size { return Size{column[*array.Int64Builder](b, name)} }

// Append adds n.
func (c Size) Append(n int64) { c.to.Append(n) }

// A Flag appends to a boolean column.
type Flag struct{ to *array.BooleanBuilder }

// Flag takes the column of that name.
func (b *Builder) Flag(name string) Flag { return Flag{column[*array.BooleanBuilder](b, name)} }

// Append adds v.
func (f Flag) Append(v bool) { f.to.Append(v) }

// An Amount appends to a decimal(18,6) column.
type Amount struct{ to *array.Decimal128Builder }

// Amount takes the column of that name.
func (b *Builder) Amount(name string) Amount {
	return Amount{column[*array.Decimal128Builder](b, name)}
}

// Append adds d.
func (a Amount) Append(d schema.Decimal) {
	v := decimal128.FromI64(int64(d))
	if a.to.Len() < a.to.Cap() {
		a.to.UnsafeAppend(v)
		return
	}
	a.to.Append(v)
}

// Null adds a null.
func (a Amount) Null() { a.to.AppendNull() }

// OrNull adds *d, or null for nil.
func (a Amount) OrNull(d *schema.Decimal) {
	if d == nil {
		a.Null()
		return
	}
	a.Append(*d)
}

// Difference adds *x − *y, or null if one of them is nil.
func (a Amount) Difference(x, y *schema.Decimal) {
	if x == nil || y == nil {
		a.Null()
		return
	}
	a.Append(*x - *y)
}
