package batch_test

import (
	"testing"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/decimal128"
	"github.com/apache/arrow/go/v15/arrow/memory"

	"huizong/schema"
	"huizong/schema/batch"
)

// form is a small table with a column of each kind that a builder knows.
var form = &schema.PublishedTable{Name: "form", Columns: []schema.PublishedColumn{
	{Name: "word", Type: schema.Dictionary, Null: true},
	{Name: "coded", Type: schema.Dictionary},
	{Name: "text", Type: schema.StringColumn, Null: true},
	{Name: "count", Type: schema.Int32Column, Null: true},
	{Name: "size", Type: schema.Int64Column},
	{Name: "amount", Type: schema.DecimalColumn, Null: true},
	{Name: "flag", Type: schema.BoolColumn},
}}

var words = []string{"乡", "", "镇", "镇", "乡", "null", "街道", "", "镇"}

// TestDictionaryIsArrows: rows, codes and words are those that Arrow's own
// builder of dictionaries gives, and a builder begins anew after each batch.
func TestDictionaryIsArrows(t *testing.T) {
	mem := memory.NewCheckedAllocator(memory.NewGoAllocator())
	defer mem.AssertSize(t, 0)
	b := batch.New(mem, form)
	defer b.Release()
	for range 2 {
		coded := b.Text("coded").Coded(len(words), func(i int) string { return words[i] })
		theirs := array.NewRecordBuilder(mem, form.Arrow())
		for i, w := range words {
			null := w == "null"
			if null {
				b.Text("word").Null()
				theirs.Field(0).AppendNull()
			} else {
				b.Text("word").Append(w)
				if err := theirs.Field(0).(*array.BinaryDictionaryBuilder).AppendString(w); err != nil {
					t.Fatal(err)
				}
			}
			coded.Append(i)
			if err := theirs.Field(1).(*array.BinaryDictionaryBuilder).AppendString(w); err != nil {
				t.Fatal(err)
			}
			b.Text("text").OrNull(w)
			if w == "" {
				theirs.Field(2).AppendNull()
			} else {
				theirs.Field(2).(*array.StringBuilder).Append(w)
			}
			b.Count("count").OrNull(i % 4)
			if i%4 == 0 {
				theirs.Field(3).AppendNull()
			} else {
				theirs.Field(3).(*array.Int32Builder).Append(int32(i % 4))
			}
			b.Size("size").Append(int64(i))
			theirs.Field(4).(*array.Int64Builder).Append(int64(i))
			b.Amount("amount").Null()
			theirs.Field(5).AppendNull()
			b.Flag("flag").Append(null)
			theirs.Field(6).(*array.BooleanBuilder).Append(null)
		}
		got, want := b.Batch(), theirs.NewRecord()
		if !array.RecordEqual(got, want) {
			t.Errorf("batch =\n%v\nwant\n%v", got, want)
		}
		for _, column := range []int{0, 1} {
			ours, arrows := got.Column(column).(*array.Dictionary), want.Column(column).(*array.Dictionary)
			if !array.Equal(ours.Dictionary(), arrows.Dictionary()) || !array.Equal(ours.Indices(), arrows.Indices()) {
				t.Errorf("column %d: words %v of %v, want %v of %v", column, ours.Indices(), ours.Dictionary(), arrows.Indices(), arrows.Dictionary())
			}
		}
		got.Release()
		want.Release()
		theirs.Release()
	}
}

func TestUnequalColumnsPanic(t *testing.T) {
	b := batch.New(memory.DefaultAllocator, form)
	defer b.Release()
	b.Text("word").Append("乡")
	defer func() {
		if recover() == nil {
			t.Error("a batch of unequal columns was made")
		}
	}()
	b.Batch()
}

// TestAmounts: values and nulls of a slice are those of its rows.
func TestAmounts(t *testing.T) {
	one := &schema.PublishedTable{Name: "one", Columns: []schema.PublishedColumn{{Name: "amount", Type: schema.DecimalColumn, Null: true}}}
	b := batch.New(memory.DefaultAllocator, one)
	defer b.Release()
	for i := range 40 {
		if i == 21 {
			b.Amount("amount").Null()
		} else {
			b.Amount("amount").Append(schema.DecimalOf(int64(-i)))
		}
	}
	whole := b.Batch()
	defer whole.Release()
	part := whole.NewSlice(11, 40)
	defer part.Release()
	v := batch.AmountsOf(part, "amount")
	for i := range 29 {
		if d, known := v.At(i); known != (i != 10) || known && d != schema.DecimalOf(int64(-i-11)) {
			t.Errorf("row %d = %v, %t", i, d, known)
		}
	}
	for _, span := range []struct {
		from, to int
		full     bool
	}{{0, 10, true}, {0, 11, false}, {10, 11, false}, {11, 29, true}, {0, 29, false}, {5, 5, true}} {
		if got := v.Full(span.from, span.to); got != span.full {
			t.Errorf("Full(%d, %d) = %t", span.from, span.to, got)
		}
	}
}

// TestMemoryIsUsedAgain: a batch that somebody holds keeps its rows, and one
// that is made in the memory of another has none of the other's.
func TestMemoryIsUsedAgain(t *testing.T) {
	const rows = 10_000
	numbers := &schema.PublishedTable{Name: "numbers", Columns: []schema.PublishedColumn{
		{Name: "word", Type: schema.Dictionary, Null: true}, {Name: "count", Type: schema.Int32Column, Null: true}, {Name: "amount", Type: schema.DecimalColumn, Null: true}}}
	mem := memory.NewCheckedAllocator(memory.NewGoAllocator())
	defer mem.AssertSize(t, 0)
	fill := func(n int) arrow.Record {
		b := batch.New(mem, numbers)
		defer b.Release()
		b.Reserve(rows)
		word, count, amount := b.Text("word"), b.Count("count"), b.Amount("amount")
		for i := range rows {
			if (i+n)%3 == 0 {
				word.Null()
				count.OrNull(0)
				amount.Null()
				continue
			}
			word.Append(words[(i+n)%len(words)])
			count.Append(n + i)
			amount.Append(schema.DecimalOf(int64(n * i)))
		}
		return b.Batch()
	}
	holds := func(b arrow.Record, n int) {
		t.Helper()
		word, count, amount := batch.TextOf(b, "word"), batch.CountsOf(b, "count"), batch.AmountsOf(b, "amount")
		for i := range rows {
			d, known := amount.At(i)
			if (i+n)%3 == 0 {
				if known || word.Code(i) >= 0 || count[i] != 0 || amount.Values()[i] != (decimal128.Num{}) {
					t.Fatalf("batch %d row %d is no null", n, i)
				}
			} else if word.At(i) != words[(i+n)%len(words)] || count[i] != int32(n+i) || d != schema.DecimalOf(int64(n*i)) {
				t.Fatalf("batch %d row %d: %s, %d, %s", n, i, word.At(i), count[i], d)
			}
		}
	}
	held := fill(1)
	defer held.Release()
	for n := 2; n < 8; n++ {
		b := fill(n)
		holds(b, n)
		holds(held, 1)
		b.Release()
	}
}
