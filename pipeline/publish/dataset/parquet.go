// Package dataset writes Arrow batches as Parquet and reads them back: one
// generic bridge on parquet-go for every published table.
//
// The one thing to know: decimals travel as INT64 of precision 18, because the
// fixed-length form gets wrong minima and maxima where signs mix.
package dataset

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"reflect"
	"runtime"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/ipc"
	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/parquet-go/parquet-go"
	"golang.org/x/sync/errgroup"
)

// RowsPerGroup is the size of a row group: large enough for good encodings,
// small enough to keep a writer's memory flat.
const RowsPerGroup = 128 << 10

// group keeps its fields in the schema's order; parquet.Group sorts by name.
type group struct {
	parquet.Group
	fields []parquet.Field
}

func (g *group) Fields() []parquet.Field { return g.fields }

func (g *group) GoType() reflect.Type { return reflect.TypeFor[map[string]any]() }

type field struct {
	parquet.Node
	name string
}

func (f *field) Name() string { return f.name }

func (f *field) Value(base reflect.Value) reflect.Value {
	return base.MapIndex(reflect.ValueOf(f.name))
}

// parquetSchema maps an Arrow schema to Parquet, field by field in order.
func parquetSchema(name string, s *arrow.Schema, columns []*column) (*parquet.Schema, error) {
	g := &group{Group: parquet.Group{}}
	for i, f := range s.Fields() {
		node, err := node(f.Type, columns[i])
		if err != nil {
			return nil, fmt.Errorf("column %s: %w", f.Name, err)
		}
		if f.Nullable {
			node = parquet.Optional(node)
		}
		g.Group[f.Name] = node
		g.fields = append(g.fields, &field{node, f.Name})
	}
	return parquet.NewSchema(name, g), nil
}

func node(t arrow.DataType, c *column) (parquet.Node, error) {
	switch t := t.(type) {
	case *arrow.StringType:
		// Places and prose begin as the row before does: what is new is kept.
		return parquet.Encoded(parquet.Leaf(lazyType{parquet.String().Type()}), &prefixed{}), nil
	case *arrow.DictionaryType:
		return parquet.Encoded(parquet.Leaf(wordType{parquet.String().Type(), c}), &parquet.RLEDictionary), nil
	case *arrow.Int32Type:
		return parquet.Encoded(parquet.Leaf(lazyType{parquet.Int(32).Type()}), &parquet.RLEDictionary), nil // years and small counts repeat
	case *arrow.Int64Type:
		return parquet.Leaf(lazyType{parquet.Int(64).Type()}), nil
	case *arrow.BooleanType:
		return parquet.Leaf(lazyType{parquet.BooleanType}), nil
	case *arrow.Decimal128Type:
		if t.Precision > 18 {
			return nil, fmt.Errorf("decimal precision %d over 18", t.Precision)
		}
		// The cells of a form are mostly one of few small numbers.
		return parquet.Encoded(parquet.Leaf(lazyType{parquet.Decimal(int(t.Scale), int(t.Precision), parquet.Int64Type).Type()}), &parquet.RLEDictionary), nil
	case *arrow.TimestampType:
		return parquet.Leaf(lazyType{parquet.TimestampAdjusted(parquet.Microsecond, true).Type()}), nil
	}
	return nil, fmt.Errorf("no Parquet form for %s", t)
}

// A Writer writes one Parquet file from Arrow batches of one schema. Columns
// are encoded side by side.
type Writer struct {
	schema  *arrow.Schema
	options []parquet.WriterOption
	out     *parquet.GenericWriter[any]
	columns []*column
	inGroup int
	rows    int64
}

// NewWriter begins a Parquet file. meta is stored as key-value metadata beside
// ARROW:schema, in the given order.
func NewWriter(w io.Writer, name string, s *arrow.Schema, meta ...[2]string) (*Writer, error) {
	out := &Writer{schema: s}
	for i, f := range s.Fields() {
		c, err := newColumn(f, i)
		if err != nil {
			return nil, fmt.Errorf("table %s: %w", name, err)
		}
		out.columns = append(out.columns, c)
	}
	ps, err := parquetSchema(name, s, out.columns)
	if err != nil {
		return nil, fmt.Errorf("table %s: %w", name, err)
	}
	arrowSchema, err := serialized(s)
	if err != nil {
		return nil, fmt.Errorf("table %s: %w", name, err)
	}
	const never = 1 << 30 // pages end where column.write says
	out.options = []parquet.WriterOption{
		ps, parquet.Compression(codec), parquet.CreatedBy("huizong", "1", ""),
		parquet.DataPageStatistics(false), // the column index has them
		parquet.MaxRowsPerRowGroup(RowsPerGroup), parquet.PageBufferSize(never),
		parquet.KeyValueMetadata("ARROW:schema", arrowSchema),
	}
	for _, kv := range meta {
		out.options = append(out.options, parquet.KeyValueMetadata(kv[0], kv[1]))
	}
	out.Reset(w)
	return out, nil
}

// Reset begins another file of the same table, once the one before is closed.
// parquet-go's writer has a Reset, too, which loses the names of the columns.
func (w *Writer) Reset(to io.Writer) {
	w.out = parquet.NewGenericWriter[any](to, w.options...)
	w.inGroup, w.rows = 0, 0
}

// serialized is the Arrow schema as Arrow's own Parquet readers look for it.
func serialized(s *arrow.Schema) (string, error) {
	var b bytes.Buffer
	w := ipc.NewWriter(&b, ipc.WithSchema(s), ipc.WithAllocator(memory.DefaultAllocator))
	if err := w.Close(); err != nil {
		return "", err
	}
	const endOfStream = 8
	return base64.StdEncoding.EncodeToString(b.Bytes()[:b.Len()-endOfStream]), nil
}

// Write appends a batch, which must have the writer's schema; it is not kept.
func (w *Writer) Write(batch arrow.Record) error {
	if !batch.Schema().Equal(w.schema) {
		return fmt.Errorf("batch has another schema than the file: %s", batch.Schema())
	}
	n := int(batch.NumRows())
	for from := 0; from < n; {
		to := min(n, from+RowsPerGroup-w.inGroup)
		full := w.inGroup+to-from == RowsPerGroup
		err := w.each(to-from, func(c *column, out *parquet.ColumnWriter) error {
			err := c.write(out, batch.Column(c.index), from, to, w.inGroup)
			if err == nil && full {
				err = c.flush(out)
			}
			return err
		})
		if err != nil {
			return err
		}
		w.inGroup += to - from
		w.rows += int64(to - from)
		from = to
		if full {
			if err := w.out.Flush(); err != nil {
				return fmt.Errorf("flush row group: %w", err)
			}
			w.inGroup = 0
		}
	}
	return nil
}

// fewRows are not worth a goroutine for their columns.
const fewRows = 4096

// each does something for every column, side by side if rows are many.
func (w *Writer) each(rows int, do func(*column, *parquet.ColumnWriter) error) error {
	one := func(i int, out *parquet.ColumnWriter) error {
		if err := do(w.columns[i], out); err != nil {
			return fmt.Errorf("column %s: %w", w.schema.Field(i).Name, err)
		}
		return nil
	}
	writers := w.out.ColumnWriters()
	if rows < fewRows {
		for i, out := range writers {
			if err := one(i, out); err != nil {
				return err
			}
		}
		return nil
	}
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, out := range writers {
		group.Go(func() error { return one(i, out) })
	}
	return group.Wait()
}

// Rows is the number of rows written so far.
func (w *Writer) Rows() int64 { return w.rows }

// Close writes the last row group and the footer; all that can be done after is
// [Writer.Reset]. The underlying writer stays open.
func (w *Writer) Close() error {
	if err := w.each(w.inGroup, func(c *column, out *parquet.ColumnWriter) error { return c.flush(out) }); err != nil {
		return err
	}
	err := w.out.Close()
	w.out = nil // with the memory of a row group
	return err
}
