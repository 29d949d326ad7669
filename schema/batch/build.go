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
	table *schema.PublishedTable
	build *array.RecordBuilder
	index map[string]int
}

// New begins a batch of t. The caller releases the builder.
func New(mem memory.Allocator, t *schema.PublishedTable) *Builder {
	b := &Builder{table: t, build: array.NewRecordBuilder(mem, t.Arrow()), index: make(map[string]int, len(t.Columns))}
	for i, c := range t.Columns {
		b.index[c.Name] = i
	}
	return b
}

// Release frees what was not turned into a batch.
func (b *Builder) Release() { b.build.Release() }

// Batch returns the rows so far and begins anew. The caller releases it.
// Columns of unequal length are a fault of the program: it panics.
func (b *Builder) Batch() arrow.Record {
	for i, c := range b.table.Columns {
		if got, want := b.build.Field(i).Len(), b.build.Field(0).Len(); got != want {
			panic(fmt.Sprintf("batch: table %s: column %s has %d rows, want %d", b.table.Name, c.Name, got, want))
		}
	}
	return b.build.NewRecord()
}

func column[T array.Builder](b *Builder, name string) T {
	i, ok := b.index[name]
	if !ok {
		panic("batch: table " + b.table.Name + " has no column " + name)
	}
	f, ok := b.build.Field(i).(T)
	if !ok {
		panic(fmt.Sprintf("batch: column %s.%s is %T", b.table.Name, name, b.build.Field(i)))
	}
	return f
}

// A Text appends to a string column, dictionary or not.
type Text struct {
	plain *array.StringBuilder
	words *array.BinaryDictionaryBuilder
}

// Text takes the string column of that name.
func (b *Builder) Text(name string) Text {
	if i, ok := b.index[name]; ok && b.table.Columns[i].Type == schema.Dictionary {
		return Text{words: column[*array.BinaryDictionaryBuilder](b, name)}
	}
	return Text{plain: column[*array.StringBuilder](b, name)}
}

// Append adds s, "" as the empty string.
func (t Text) Append(s string) {
	if t.plain != nil {
		t.plain.Append(s)
		return
	}
	if err := t.words.AppendString(s); err != nil {
		panic("batch: " + err.Error()) // only when the dictionary outgrows its index
	}
}

// Null adds a null.
func (t Text) Null() {
	if t.plain != nil {
		t.plain.AppendNull()
		return
	}
	t.words.AppendNull()
}

// OrNull adds s, or null for "".
func (t Text) OrNull(s string) {
	if s == "" {
		t.Null()
		return
	}
	t.Append(s)
}

// A Count appends to a whole-number column of 32 bits.
type Count struct{ to *array.Int32Builder }

// Count takes the column of that name.
func (b *Builder) Count(name string) Count { return Count{column[*array.Int32Builder](b, name)} }

// Append adds n.
func (c Count) Append(n int) { c.to.Append(int32(n)) }

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
func (a Amount) Append(d schema.Decimal) { a.to.Append(decimal128.FromI64(int64(d))) }

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
