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

// ErrTable is what [EachGroup] gives when a file does not hold the table it
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

// EachGroup reads a table of a snapshot folder row group by row group, files in
// order; a batch is released when do returns. It has the columns named, in the
// table's order, or all if none are.
func EachGroup(mem memory.Allocator, snapshot string, t *schema.PublishedTable, columns []string, do func(arrow.Record) error) error {
	files, err := Files(snapshot, t)
	if err != nil {
		return err
	}
	for _, f := range files {
		err := open(f, t, func(s *arrow.Schema, groups []parquet.RowGroup) error {
			for _, g := range groups {
				if err := withGroup(mem, s, g, columns, do); err != nil {
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

func withGroup(mem memory.Allocator, s *arrow.Schema, g parquet.RowGroup, columns []string, do func(arrow.Record) error) error {
	chunks := g.ColumnChunks()
	if columns != nil {
		var fields []arrow.Field
		var asked []parquet.ColumnChunk
		for i, f := range s.Fields() {
			if slices.Contains(columns, f.Name) {
				fields, asked = append(fields, f), append(asked, chunks[i])
			}
		}
		s, chunks = arrow.NewSchema(fields, nil), asked
	}
	b := array.NewRecordBuilder(mem, s)
	defer b.Release()
	if err := readChunks(b, s, chunks); err != nil {
		return err
	}
	batch := b.NewRecord()
	defer batch.Release()
	return do(batch)
}

func readChunks(b *array.RecordBuilder, s *arrow.Schema, chunks []parquet.ColumnChunk) error {
	for i, chunk := range chunks {
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
