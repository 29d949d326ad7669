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

// EachGroup reads a table of a snapshot folder row group by row group, files in
// order; a batch is released when do returns.
func EachGroup(mem memory.Allocator, snapshot string, t *schema.PublishedTable, do func(arrow.Record) error) error {
	files, err := Files(snapshot, t)
	if err != nil {
		return err
	}
	for _, f := range files {
		err := open(f, t, func(s *arrow.Schema, groups []parquet.RowGroup) error {
			for _, g := range groups {
				if err := withGroup(mem, s, g, do); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("read %s: %w", f, err)
		}
	}
	return nil
}

func withGroup(mem memory.Allocator, s *arrow.Schema, g parquet.RowGroup, do func(arrow.Record) error) error {
	b := array.NewRecordBuilder(mem, s)
	defer b.Release()
	if err := readGroup(b, s, g); err != nil {
		return err
	}
	batch := b.NewRecord()
	defer batch.Release()
	return do(batch)
}

func readFile(mem memory.Allocator, path string, t *schema.PublishedTable) (batch arrow.Record, err error) {
	err = open(path, t, func(s *arrow.Schema, groups []parquet.RowGroup) error {
		b := array.NewRecordBuilder(mem, s)
		defer b.Release()
		for _, g := range groups {
			if err := readGroup(b, s, g); err != nil {
				return err
			}
		}
		batch = b.NewRecord()
		return nil
	})
	return batch, err
}

func readGroup(b *array.RecordBuilder, s *arrow.Schema, g parquet.RowGroup) error {
	for i, chunk := range g.ColumnChunks() {
		if err := readChunk(b.Field(i), chunk); err != nil {
			return fmt.Errorf("column %s: %w", s.Field(i).Name, err)
		}
	}
	return nil
}

// open opens a Parquet file that must have the columns of a table.
func open(path string, t *schema.PublishedTable, do func(*arrow.Schema, []parquet.RowGroup) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	pf, err := parquet.OpenFile(f, info.Size())
	if err != nil {
		return err
	}
	s := t.Arrow()
	names := pf.Schema().Columns()
	if len(names) != s.NumFields() {
		return fmt.Errorf("%w %s: %d columns, want %d", ErrTable, t.Name, len(names), s.NumFields())
	}
	for i, n := range names {
		if len(n) != 1 || n[0] != s.Field(i).Name {
			return fmt.Errorf("%w %s: column %d is %v, want %s", ErrTable, t.Name, i+1, n, s.Field(i).Name)
		}
	}
	return do(s, pf.RowGroups())
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
