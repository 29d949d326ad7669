package dataset

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/decimal128"
	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/parquet-go/parquet-go"

	"huizong/schema"
)

// ErrTable is what [ReadTable] gives when a file does not hold the table it
// should: another build wrote it, or it is damaged.
var ErrTable = errors.New("not the published table")

// Files lists the Parquet files of a table under a snapshot, in order.
func Files(snapshot string, t *schema.PublishedTable) ([]string, error) {
	pattern := filepath.Join(snapshot, "data", t.Name, "part-*.parquet")
	if t.ByYear {
		pattern = filepath.Join(snapshot, "data", t.Name, "year=*", "part-*.parquet")
	}
	files, err := filepath.Glob(pattern)
	slices.Sort(files)
	return files, err
}

// ReadTable reads a published table of a snapshot, one batch per file in order.
// The caller releases the batches.
func ReadTable(mem memory.Allocator, snapshot string, t *schema.PublishedTable) ([]arrow.Record, error) {
	files, err := Files(snapshot, t)
	if err != nil {
		return nil, err
	}
	var batches []arrow.Record
	for _, f := range files {
		b, err := readFile(mem, f, t)
		if err != nil {
			for _, done := range batches {
				done.Release()
			}
			return nil, fmt.Errorf("read %s: %w", f, err)
		}
		batches = append(batches, b)
	}
	return batches, nil
}

func readFile(mem memory.Allocator, path string, t *schema.PublishedTable) (arrow.Record, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	pf, err := parquet.OpenFile(f, info.Size())
	if err != nil {
		return nil, err
	}
	s := t.Arrow()
	names := pf.Schema().Columns()
	if len(names) != s.NumFields() {
		return nil, fmt.Errorf("%w %s: %d columns, want %d", ErrTable, t.Name, len(names), s.NumFields())
	}
	for i, n := range names {
		if len(n) != 1 || n[0] != s.Field(i).Name {
			return nil, fmt.Errorf("%w %s: column %d is %v, want %s", ErrTable, t.Name, i+1, n, s.Field(i).Name)
		}
	}
	b := array.NewRecordBuilder(mem, s)
	defer b.Release()
	for _, rg := range pf.RowGroups() {
		for i, chunk := range rg.ColumnChunks() {
			if err := readChunk(b.Field(i), chunk); err != nil {
				return nil, fmt.Errorf("column %s: %w", s.Field(i).Name, err)
			}
		}
	}
	return b.NewRecord(), nil
}

func readChunk(b array.Builder, chunk parquet.ColumnChunk) error {
	pages := chunk.Pages()
	defer pages.Close()
	buffer := make([]parquet.Value, 4096)
	for {
		page, err := pages.ReadPage()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		values := page.Values()
		for {
			n, err := values.ReadValues(buffer)
			for _, v := range buffer[:n] {
				if err := appendValue(b, v); err != nil {
					return err
				}
			}
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return err
			}
		}
		parquet.Release(page)
	}
}

func appendValue(b array.Builder, v parquet.Value) error {
	if v.IsNull() {
		b.AppendNull()
		return nil
	}
	switch b := b.(type) {
	case *array.StringBuilder:
		b.Append(string(v.ByteArray()))
	case *array.BinaryDictionaryBuilder:
		return b.AppendString(string(v.ByteArray()))
	case *array.Int32Builder:
		b.Append(v.Int32())
	case *array.Int64Builder:
		b.Append(v.Int64())
	case *array.BooleanBuilder:
		b.Append(v.Boolean())
	case *array.Decimal128Builder:
		b.Append(decimal128.FromI64(v.Int64()))
	default:
		return fmt.Errorf("%w: no way to read into %T", ErrTable, b)
	}
	return nil
}
