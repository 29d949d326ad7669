package batch

import (
	"fmt"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/bitutil"
	"github.com/apache/arrow/go/v15/arrow/decimal128"

	"huizong/schema"
)

// A TextView reads a string column, dictionary or not.
type TextView struct {
	plain *array.String
	words *array.Dictionary
	dict  *array.String
}

func look(r arrow.Record, name string) arrow.Array {
	at := r.Schema().FieldIndices(name)
	if len(at) != 1 {
		panic(fmt.Sprintf("batch: %d columns named %s", len(at), name))
	}
	return r.Column(at[0])
}

// TextOf views the string column of that name; the batch must outlive the view.
func TextOf(r arrow.Record, name string) TextView {
	switch a := look(r, name).(type) {
	case *array.String:
		return TextView{plain: a}
	case *array.Dictionary:
		return TextView{words: a, dict: a.Dictionary().(*array.String)}
	default:
		panic(fmt.Sprintf("batch: column %s is %T, not text", name, a))
	}
}

// At returns row i, "" for null.
func (t TextView) At(i int) string {
	switch {
	case t.plain != nil && t.plain.IsValid(i):
		return t.plain.Value(i)
	case t.words != nil && t.words.IsValid(i):
		return t.dict.Value(t.words.GetValueIndex(i))
	}
	return ""
}

// Words lists the dictionary of a dictionary column; Code indexes it.
func (t TextView) Words() []string {
	words := make([]string, t.dict.Len())
	for i := range words {
		words[i] = t.dict.Value(i)
	}
	return words
}

// Code is the index of row i in [TextView.Words], −1 for null.
func (t TextView) Code(i int) int {
	if t.words.IsNull(i) {
		return -1
	}
	return t.words.GetValueIndex(i)
}

// Codes are the indexes of all rows in [TextView.Words], for a column without
// nulls; they are the batch's own.
func (t TextView) Codes() []int32 { return t.words.Indices().(*array.Int32).Int32Values() }

// CountsOf are the values of a column of whole numbers without nulls; they are
// the batch's own.
func CountsOf(r arrow.Record, name string) []int32 { return look(r, name).(*array.Int32).Int32Values() }

// CountAt returns a whole number, 0 for null.
func CountAt(r arrow.Record, name string) func(i int) int {
	a := look(r, name).(*array.Int32)
	return func(i int) int {
		if a.IsNull(i) {
			return 0
		}
		return int(a.Value(i))
	}
}

// SizeAt returns a 64-bit whole number, 0 for null.
func SizeAt(r arrow.Record, name string) func(i int) int64 {
	a := look(r, name).(*array.Int64)
	return func(i int) int64 {
		if a.IsNull(i) {
			return 0
		}
		return a.Value(i)
	}
}

// FlagAt returns a boolean, false for null.
func FlagAt(r arrow.Record, name string) func(i int) bool {
	a := look(r, name).(*array.Boolean)
	return func(i int) bool { return a.IsValid(i) && a.Value(i) }
}

// AmountAt returns a decimal, nil for null.
func AmountAt(r arrow.Record, name string) func(i int) *schema.Decimal {
	a := look(r, name).(*array.Decimal128)
	return func(i int) *schema.Decimal {
		if a.IsNull(i) {
			return nil
		}
		d := schema.Decimal(int64(a.Value(i).LowBits()))
		return &d
	}
}

// An AmountView reads a decimal column.
type AmountView struct {
	of     *array.Decimal128
	values []decimal128.Num
	nulls  bool
}

// AmountsOf views the decimal column of that name; the batch must outlive the view.
func AmountsOf(r arrow.Record, name string) AmountView {
	a := look(r, name).(*array.Decimal128)
	return AmountView{of: a, values: a.Values(), nulls: a.NullN() > 0}
}

// At returns row i and whether there is a value.
func (v AmountView) At(i int) (d schema.Decimal, known bool) {
	if v.nulls && v.of.IsNull(i) {
		return 0, false
	}
	return schema.Decimal(int64(v.values[i].LowBits())), true
}

// Values are the numbers of all rows, those of nulls without meaning; they are
// the batch's own.
func (v AmountView) Values() []decimal128.Num { return v.values }

// Full reports whether none of the rows [from, to) is null.
func (v AmountView) Full(from, to int) bool {
	if !v.nulls {
		return true
	}
	data := v.of.Data()
	return bitutil.CountSetBits(data.Buffers()[0].Bytes(), data.Offset()+from, to-from) == to-from
}
