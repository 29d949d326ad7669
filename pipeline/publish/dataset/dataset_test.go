package dataset

import (
	"bytes"
	"context"
	"encoding/base64"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/decimal128"
	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/apache/arrow/go/v15/parquet/file"
	"github.com/apache/arrow/go/v15/parquet/pqarrow"
	"github.com/parquet-go/parquet-go"

	"huizong/schema"
)

var everyType = arrow.NewSchema([]arrow.Field{
	{Name: "zeta", Type: arrow.BinaryTypes.String, Metadata: arrow.NewMetadata([]string{"label"}, []string{"末"})},
	{Name: "code", Type: &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int32, ValueType: arrow.BinaryTypes.String}, Nullable: true},
	{Name: "count", Type: arrow.PrimitiveTypes.Int32, Nullable: true},
	{Name: "bytes", Type: arrow.PrimitiveTypes.Int64},
	{Name: "value", Type: schema.DecimalType, Nullable: true},
	{Name: "yes", Type: arrow.FixedWidthTypes.Boolean},
	{Name: "at", Type: arrow.FixedWidthTypes.Timestamp_us, Nullable: true},
	{Name: "alpha", Type: arrow.BinaryTypes.String, Nullable: true},
}, nil)

// rows builds n rows whose every third is null where it may be, with both signs.
func rows(mem memory.Allocator, n int) arrow.Record {
	b := array.NewRecordBuilder(mem, everyType)
	defer b.Release()
	words := []string{"乡", "镇", "街道"}
	for i := range n {
		null := i%3 == 2
		b.Field(0).(*array.StringBuilder).Append(words[i%2])
		b.Field(3).(*array.Int64Builder).Append(int64(i) << 33)
		b.Field(5).(*array.BooleanBuilder).Append(i%2 == 0)
		if null {
			for _, c := range []int{1, 2, 4, 6, 7} {
				b.Field(c).AppendNull()
			}
			continue
		}
		b.Field(1).(*array.BinaryDictionaryBuilder).AppendString(words[i%3])
		b.Field(2).(*array.Int32Builder).Append(int32(-i))
		b.Field(4).(*array.Decimal128Builder).Append(decimal128.FromI64(int64(i-5) * 1_500_001))
		b.Field(6).(*array.TimestampBuilder).Append(arrow.Timestamp(i))
		b.Field(7).(*array.StringBuilder).Append("")
	}
	return b.NewRecord()
}

func write(t *testing.T, batches ...arrow.Record) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := NewWriter(&out, "every", everyType, [2]string{"huizong.version", "test"})
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range batches {
		if err := w.Write(b); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestArrowReads: Arrow's own reader sees the declared schema and every row, at
// sizes around the row group's.
func TestArrowReads(t *testing.T) {
	for _, n := range []int{0, 1, RowsPerGroup - 1, RowsPerGroup, RowsPerGroup + 1} {
		want := rows(memory.DefaultAllocator, n)
		data := write(t, want)
		pf, err := file.NewParquetReader(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%d rows: %v", n, err)
		}
		if v := pf.MetaData().KeyValueMetadata().FindValue("huizong.version"); v == nil || *v != "test" {
			t.Errorf("%d rows: key-value metadata huizong.version = %v", n, v)
		}
		r, err := pqarrow.NewFileReader(pf, pqarrow.ArrowReadProperties{}, memory.DefaultAllocator)
		if err != nil {
			t.Fatalf("%d rows: %v", n, err)
		}
		tbl, err := r.ReadTable(context.Background())
		if err != nil {
			t.Fatalf("%d rows: %v", n, err)
		}
		for i, f := range everyType.Fields() {
			got := tbl.Schema().Field(i)
			if got.Name != f.Name || got.Nullable != f.Nullable || !arrow.TypeEqual(got.Type, f.Type) {
				t.Errorf("%d rows: field %d = %v, want %v", n, i, got, f)
			}
		}
		if label, _ := tbl.Schema().Field(0).Metadata.GetValue("label"); label != "末" {
			t.Errorf("label of the first field = %q", label)
		}
		if tbl.NumRows() != int64(n) {
			t.Fatalf("rows = %d, want %d", tbl.NumRows(), n)
		}
		if n == 0 {
			continue
		}
		for i := range everyType.Fields() {
			for _, k := range []int{0, n / 2, n - 1} {
				if got, w := valueAt(tbl.Column(i).Data(), k), want.Column(i).ValueStr(k); got != w {
					t.Errorf("%d rows: %s[%d] = %s, want %s", n, everyType.Field(i).Name, k, got, w)
				}
			}
		}
	}
}

func valueAt(c *arrow.Chunked, k int) string {
	for _, chunk := range c.Chunks() {
		if k < chunk.Len() {
			return chunk.ValueStr(k)
		}
		k -= chunk.Len()
	}
	return "no such row"
}

// TestSameBytes: the split into batches does not show in the file, and two
// writings are the same.
func TestSameBytes(t *testing.T) {
	whole := rows(memory.DefaultAllocator, 1000)
	a := write(t, whole)
	if b := write(t, whole); !bytes.Equal(a, b) {
		t.Error("two writings of one batch differ")
	}
	if b := write(t, whole.NewSlice(0, 1), whole.NewSlice(1, 999), whole.NewSlice(999, 1000)); !bytes.Equal(a, b) {
		t.Error("batches of 1, 998 and 1 rows give other bytes than one of 1000")
	}
}

// TestSameBytesOfManyPages: nor at sizes that fill pages and row groups.
func TestSameBytesOfManyPages(t *testing.T) {
	n := int64(RowsPerGroup + 3*step + 7)
	whole := rows(memory.DefaultAllocator, int(n))
	a := write(t, whole)
	var parts []arrow.Record
	for from := int64(0); from < n; from += 5003 { // a prime, so that no page begins with a batch
		parts = append(parts, whole.NewSlice(from, min(n, from+5003)))
	}
	if b := write(t, parts...); !bytes.Equal(a, b) {
		t.Error("batches of 5003 rows give other bytes than one")
	}
}

// dictionaryOf is one column of words under the codes of a dictionary; −1 is null.
func dictionaryOf(dictionary []string, codes ...int) arrow.Record {
	words := array.NewStringBuilder(memory.DefaultAllocator)
	words.AppendValues(dictionary, nil)
	indexes := array.NewInt32Builder(memory.DefaultAllocator)
	for _, c := range codes {
		if c < 0 {
			indexes.AppendNull()
		} else {
			indexes.Append(int32(c))
		}
	}
	f := everyType.Field(1)
	column := array.NewDictionaryArray(f.Type, indexes.NewArray(), words.NewArray())
	return array.NewRecord(arrow.NewSchema([]arrow.Field{f}, nil), []arrow.Array{column}, int64(len(codes)))
}

// TestCodesOfSeveralBatches: batches whose dictionaries differ in words and
// order share a row group; the words that are not used do not show, not in the
// dictionary and not in the bounds.
func TestCodesOfSeveralBatches(t *testing.T) {
	batches := []arrow.Record{
		dictionaryOf([]string{"none", "b", "", "d"}, 1, -1, 2, 1),
		dictionaryOf([]string{"d", "zzz", "b"}, 2, 0, -1),
		dictionaryOf(nil),
		dictionaryOf([]string{"c", "a", "a"}, 0, 2, 1),
	}
	var out bytes.Buffer
	w, err := NewWriter(&out, "words", batches[0].Schema())
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range batches {
		if err := w.Write(b); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	pf, err := parquet.OpenFile(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	values := parquet.NewColumnChunkValueReader(pf.RowGroups()[0].ColumnChunks()[0])
	for buffer := make([]parquet.Value, 3); ; {
		n, err := values.ReadValues(buffer)
		for _, v := range buffer[:n] {
			if v.IsNull() {
				got = append(got, "null")
			} else {
				got = append(got, v.String())
			}
		}
		if err != nil {
			break
		}
	}
	if want := []string{"b", "null", "", "b", "b", "d", "null", "c", "a", "a"}; !slices.Equal(got, want) {
		t.Errorf("rows = %q, want %q", got, want)
	}
	s := pf.Metadata().RowGroups[0].Columns[0].MetaData.Statistics
	if string(s.MinValue) != "" || string(s.MaxValue) != "d" || s.NullCount != 2 {
		t.Errorf("bounds %q to %q with %d nulls, want \"\" to \"d\" with 2", s.MinValue, s.MaxValue, s.NullCount)
	}
}

// TestBounds: the least and greatest value of each column stand in the footer,
// of both signs and of words by their bytes.
func TestBounds(t *testing.T) {
	data := write(t, rows(memory.DefaultAllocator, 1000))
	pf, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct{ least, greatest string }{
		0: {"乡", "镇"}, 1: {"乡", "镇"}, 2: {"-999", "0"}, 3: {"0", "8581344657408"}, 4: {"-7500005", "1491000994"}, 5: {"false", "true"}, 6: {"0", "999"},
	} {
		chunk := pf.RowGroups()[0].ColumnChunks()[i].(*parquet.FileColumnChunk)
		least, greatest, ok := chunk.Bounds()
		if !ok || least.String() != want.least || greatest.String() != want.greatest {
			t.Errorf("%s: bounds %v to %v (%t), want %s to %s", everyType.Field(i).Name, least, greatest, ok, want.least, want.greatest)
		}
	}
}

// TestMemoryOfSmallTables: a table of few rows takes little memory, however
// many columns it has: a county's run writes two dozen of them.
func TestMemoryOfSmallTables(t *testing.T) {
	write(t, rows(memory.DefaultAllocator, 10)) // what is made once: the encoders
	for _, table := range schema.PublishedTables {
		b := array.NewRecordBuilder(memory.DefaultAllocator, table.Arrow())
		for _, f := range b.Fields() {
			for range 10 {
				if d, ok := f.(*array.BinaryDictionaryBuilder); !ok {
					f.AppendEmptyValue()
				} else if err := d.AppendString("词"); err != nil {
					t.Fatal(err)
				}
			}
		}
		batch := b.NewRecord()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		w, err := NewWriter(io.Discard, table.Name, table.Arrow())
		if err == nil {
			err = w.Write(batch)
		}
		if err == nil {
			err = w.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		// A column takes about 60 KB; the race detector lets pools forget.
		const perColumn, perFile = 1 << 20, 8 << 20
		if got, most := int(after.TotalAlloc-before.TotalAlloc), perFile+perColumn*len(table.Columns); got > most {
			t.Errorf("%s, %d columns of 10 rows: %d KB allocated, want at most %d", table.Name, len(table.Columns), got>>10, most>>10)
		}
	}
}

// TestReadBack reads what was written, with a checked allocator.
func TestReadBack(t *testing.T) {
	mem := memory.NewCheckedAllocator(memory.NewGoAllocator())
	defer mem.AssertSize(t, 0)
	table := schema.TotalsTable
	b := array.NewRecordBuilder(mem, table.Arrow())
	for i, c := range table.Columns {
		for row := range 3 {
			switch f := b.Field(i).(type) {
			case *array.BinaryDictionaryBuilder:
				if err := f.AppendString(c.Name); err != nil {
					t.Fatal(err)
				}
			case *array.Int32Builder:
				f.Append(int32(row))
			case *array.BooleanBuilder:
				f.Append(row == 1)
			case *array.Decimal128Builder:
				if row == 0 {
					f.AppendNull()
				} else {
					f.Append(decimal128.FromI64(int64(row) * -7))
				}
			}
		}
	}
	want := b.NewRecord()
	b.Release()
	defer want.Release()
	dir := t.TempDir()
	path := filepath.Join(dir, "data", "totals", "year=2023", "part-0.parquet")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w, err := NewWriter(&out, table.Name, table.Arrow())
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write(want); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	groups := 0
	err = EachGroup(mem, dir, table, nil, func(got arrow.Record) error {
		groups++
		if !array.RecordEqual(got, want) {
			t.Errorf("read back\n%v\nwant\n%v", got, want)
		}
		return nil
	})
	if err != nil || groups != 1 {
		t.Fatalf("%d row groups, %v", groups, err)
	}
	last := want.Schema().Field(int(want.NumCols()) - 1).Name
	err = EachGroup(mem, dir, table, []string{last}, func(got arrow.Record) error {
		if got.NumCols() != 1 || got.ColumnName(0) != last || !array.Equal(got.Column(0), want.Column(int(want.NumCols())-1)) {
			t.Errorf("of %s alone came\n%v", last, got)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestSerialized: the stored schema is one whole IPC message.
func TestSerialized(t *testing.T) {
	s, err := serialized(everyType)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(raw, []byte{0xff, 0xff, 0xff, 0xff}) || bytes.HasSuffix(raw, []byte{0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0}) {
		t.Errorf("ARROW:schema begins %x and ends %x", raw[:8], raw[len(raw)-8:])
	}
}

func TestUnknownType(t *testing.T) {
	s := arrow.NewSchema([]arrow.Field{{Name: "x", Type: arrow.PrimitiveTypes.Float64}}, nil)
	if _, err := NewWriter(&bytes.Buffer{}, "x", s); err == nil {
		t.Error("a float column was accepted")
	}
}

func BenchmarkWrite(b *testing.B) {
	batch := rows(memory.DefaultAllocator, RowsPerGroup)
	b.ReportAllocs()
	for b.Loop() {
		var out bytes.Buffer
		w, err := NewWriter(&out, "every", everyType)
		if err != nil {
			b.Fatal(err)
		}
		if err := w.Write(batch); err != nil {
			b.Fatal(err)
		}
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(RowsPerGroup)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
