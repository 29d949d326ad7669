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
	table   *schema.PublishedTable
	schema  *arrow.Schema
	columns []column
	index   map[string]int
}

// A column takes rows in one of several ways.
type column interface {
	len() int
	reserve(rows int)
	column(t arrow.DataType) arrow.Array // the rows so far; begins anew
	release()
}

// New begins a batch of t. Texts are kept in mem. The caller releases the builder.
func New(mem memory.Allocator, t *schema.PublishedTable) *Builder {
	b := &Builder{table: t, schema: t.Arrow(), index: make(map[string]int, len(t.Columns)), columns: make([]column, len(t.Columns))}
	for i, c := range t.Columns {
		b.index[c.Name] = i
		switch t := b.schema.Field(i).Type; t.ID() {
		case arrow.DICTIONARY:
			b.columns[i] = newWords(mem)
		case arrow.INT32:
			b.columns[i] = &numbers[int32]{spare: &spareCounts}
		case arrow.INT64:
			b.columns[i] = &numbers[int64]{spare: &spareSizes}
		case arrow.DECIMAL128:
			b.columns[i] = &numbers[decimal128.Num]{spare: &spareAmounts}
		default:
			b.columns[i] = plain{array.NewBuilder(mem, t)}
		}
	}
	return b
}

// Reserve makes room for n more rows at once.
func (b *Builder) Reserve(n int) {
	for _, c := range b.columns {
		c.reserve(n)
	}
}

// Release frees what was not turned into a batch.
func (b *Builder) Release() {
	for _, c := range b.columns {
		c.release()
	}
}

// Batch returns the rows so far and begins anew. The caller releases it.
// Columns of unequal length are a fault of the program: it panics.
func (b *Builder) Batch() arrow.Record {
	n := b.columns[0].len()
	for i, c := range b.columns {
		if got := c.len(); got != n {
			panic(fmt.Sprintf("batch: table %s: column %s has %d rows, want %d", b.table.Name, b.table.Columns[i].Name, got, n))
		}
	}
	arrays := make([]arrow.Array, len(b.columns))
	for i, c := range b.columns {
		arrays[i] = c.column(b.schema.Field(i).Type)
	}
	batch := array.NewRecord(b.schema, arrays, int64(n))
	for _, a := range arrays {
		a.Release() // the batch holds them
	}
	return batch
}

// at finds a column; a name or a type that the table does not have is a fault
// of the program.
func at[T column](b *Builder, name string) T {
	i, ok := b.index[name]
	if !ok {
		panic("batch: table " + b.table.Name + " has no column " + name)
	}
	c, ok := b.columns[i].(T)
	if !ok {
		panic(fmt.Sprintf("batch: column %s.%s is %T", b.table.Name, name, b.columns[i]))
	}
	return c
}

// A Text appends to a string column, dictionary or not.
type Text struct {
	plain *array.StringBuilder
	words *words
}

// Text takes the string column of that name.
func (b *Builder) Text(name string) Text {
	if i, ok := b.index[name]; ok {
		if w, ok := b.columns[i].(*words); ok {
			return Text{words: w}
		}
	}
	return Text{plain: at[plain](b, name).Builder.(*array.StringBuilder)}
}

// Append adds s, "" as the empty string.
func (t Text) Append(s string) {
	if t.plain != nil {
		t.plain.Append(s)
		return
	}
	t.words.word(s)
}

// AppendBytes adds a text that need not be kept.
func (t Text) AppendBytes(s []byte) {
	if t.plain != nil {
		t.plain.BinaryBuilder.Append(s)
		return
	}
	t.words.word(string(s))
}

// ReserveBytes makes room for texts of n bytes together, in a column that is no
// dictionary.
func (t Text) ReserveBytes(n int) { t.plain.ReserveData(n) }

// Repeat adds s for n rows.
func (t Text) Repeat(s string, n int) {
	if t.plain == nil {
		if n > 0 {
			t.words.repeat(t.words.codeOf(s), n)
		}
		return
	}
	for range n {
		t.plain.Append(s)
	}
}

// Null adds a null.
func (t Text) Null() {
	if t.plain != nil {
		t.plain.AppendNull()
		return
	}
	t.words.null()
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
type Count struct{ to *numbers[int32] }

// Count takes the column of that name.
func (b *Builder) Count(name string) Count { return Count{at[*numbers[int32]](b, name)} }

// Append adds n.
func (c Count) Append(n int) { c.to.append(int32(n)) }

// Repeat adds n for some rows.
func (c Count) Repeat(n, rows int) { c.to.repeat(int32(n), rows) }

// OrNull adds n, or null for 0.
func (c Count) OrNull(n int) {
	if n == 0 {
		c.to.null()
		return
	}
	c.Append(n)
}

// A Size appends to a whole-number column of 64 bits.
type Size struct{ to *numbers[int64] }

// Size takes the column of that name.
func (b *Builder) Size(name string) Size { return Size{at[*numbers[int64]](b, name)} }

// Append adds n.
func (c Size) Append(n int64) { c.to.append(n) }

// A Flag appends to a boolean column.
type Flag struct{ to *array.BooleanBuilder }

// Flag takes the column of that name.
func (b *Builder) Flag(name string) Flag {
	return Flag{at[plain](b, name).Builder.(*array.BooleanBuilder)}
}

// Append adds v.
func (f Flag) Append(v bool) { f.to.Append(v) }

// AppendAll adds some rows.
func (f Flag) AppendAll(v []bool) { f.to.AppendValues(v, nil) }

// An Amount appends to a decimal(18,6) column.
type Amount struct{ to *numbers[decimal128.Num] }

// Amount takes the column of that name.
func (b *Builder) Amount(name string) Amount { return Amount{at[*numbers[decimal128.Num]](b, name)} }

// Append adds d.
func (a Amount) Append(d schema.Decimal) { a.to.append(decimal128.FromI64(int64(d))) }

// Null adds a null.
func (a Amount) Null() { a.to.null() }

// OrNull adds *d, or null for nil.
func (a Amount) OrNull(d *schema.Decimal) {
	if d == nil {
		a.Null()
		return
	}
	a.Append(*d)
}

// AppendAll adds as many values as known is long; where it is not known, a
// null, and the value must be 0.
func (a Amount) AppendAll(values []schema.Decimal, known []bool) {
	to := a.to.extend(known)
	for i, d := range values[:len(to)] {
		to[i] = decimal128.New(int64(d)>>63, uint64(d))
	}
}
