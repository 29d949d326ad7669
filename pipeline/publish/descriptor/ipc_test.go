package descriptor

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/ipc"
	"github.com/apache/arrow/go/v15/arrow/memory"

	"huizong/schema"
	"huizong/schema/batch"
)

// totals builds n rows with words that repeat, nulls and both signs.
func totals(mem memory.Allocator, n int) arrow.Record {
	b := batch.New(mem, schema.TotalsTable)
	defer b.Release()
	texts := map[string][]string{"area_code": {"410526"}, "area_name": {"滑县"}, "area_level": {"county"}, "cell": {"t3.received.total", "t2.fees.amount"}}
	for name, words := range texts {
		c := b.Text(name)
		for i := range n {
			c.Append(words[i%len(words)])
		}
	}
	for _, name := range []string{"report_year", "units_expected", "units_reported", "units_counted"} {
		c := b.Count(name)
		for i := range n {
			c.Append(2000 + i)
		}
	}
	for _, name := range []string{"total", "parts_total", "parts_difference", "last_year_total", "change"} {
		c := b.Amount(name)
		for i := range n {
			if i%3 == 2 {
				c.Null()
			} else {
				c.Append(schema.Decimal(i-1) * 190_457_379)
			}
		}
	}
	flag := b.Flag("complete")
	for i := range n {
		flag.Append(i%2 == 0)
	}
	return b.Batch()
}

// TestIPC: Arrow's reader gets the same rows, dictionaries and descriptions,
// from an empty table too.
func TestIPC(t *testing.T) {
	for _, n := range []int{0, 1, 1000} {
		want := totals(memory.DefaultAllocator, n)
		var a, b bytes.Buffer
		if err := WriteIPC(&a, want); err != nil {
			t.Fatal(err)
		}
		if err := WriteIPC(&b, want); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a.Bytes(), b.Bytes()) {
			t.Errorf("%d rows: two writings differ", n)
		}
		r, err := ipc.NewFileReader(bytes.NewReader(a.Bytes()))
		if err != nil {
			t.Fatalf("%d rows: %v", n, err)
		}
		if !r.Schema().Equal(want.Schema()) {
			t.Errorf("%d rows: schema %s, want %s", n, r.Schema(), want.Schema())
		}
		if label, _ := r.Schema().Field(0).Metadata.GetValue("label"); label != "地区代码" {
			t.Errorf("label = %q", label)
		}
		got, err := r.Record(0)
		if err != nil || r.NumRecords() != 1 {
			t.Fatalf("%d rows: %d batches, %v", n, r.NumRecords(), err)
		}
		if !array.RecordEqual(got, want) {
			t.Errorf("%d rows: read back\n%v\nwant\n%v", n, got, want)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
		want.Release()
	}
}

var errFull = errors.New("disk full")

type full struct{ room int }

func (f *full) Write(p []byte) (int, error) {
	if len(p) > f.room {
		return 0, errFull
	}
	f.room -= len(p)
	return len(p), nil
}

// TestIPCFull: an error of the writer beneath comes out, wherever it happens.
func TestIPCFull(t *testing.T) {
	batch := totals(memory.DefaultAllocator, 10)
	defer batch.Release()
	var whole bytes.Buffer
	if err := WriteIPC(&whole, batch); err != nil {
		t.Fatal(err)
	}
	for room := 0; room < whole.Len(); room += 97 {
		if err := WriteIPC(&full{room}, batch); !errors.Is(err, errFull) {
			t.Errorf("room for %d of %d bytes: error %v", room, whole.Len(), err)
		}
	}
}

func TestSeek(t *testing.T) {
	c := &counted{Writer: io.Discard}
	if _, err := c.Write([]byte("abc")); err != nil {
		t.Fatal(err)
	}
	if at, err := c.Seek(0, io.SeekCurrent); at != 3 || err != nil {
		t.Errorf("position = %d, %v", at, err)
	}
	if _, err := c.Seek(0, io.SeekStart); err == nil {
		t.Error("a stream was sought back")
	}
}

func TestArrowPath(t *testing.T) {
	if got := ArrowPath("data/cells/year=2023/part-0.parquet"); got != "arrow/cells/year=2023/part-0.arrow" {
		t.Errorf("ArrowPath = %s", got)
	}
}

func BenchmarkIPC(b *testing.B) {
	batch := totals(memory.DefaultAllocator, 100_000)
	defer batch.Release()
	b.ReportAllocs()
	for b.Loop() {
		if err := WriteIPC(io.Discard, batch); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(100_000*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
