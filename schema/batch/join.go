package batch

import (
	"fmt"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/memory"
)

// Join makes one batch of several of one schema, at least one; dictionaries are
// made one as well. The batches stay the caller's, who releases the result.
func Join(mem memory.Allocator, batches []arrow.Record) (arrow.Record, error) {
	if len(batches) == 1 {
		batches[0].Retain()
		return batches[0], nil
	}
	var rows int64
	for _, b := range batches {
		rows += b.NumRows()
	}
	first := batches[0]
	columns := make([]arrow.Array, 0, first.NumCols())
	defer func() {
		for _, c := range columns {
			c.Release()
		}
	}()
	for i := range int(first.NumCols()) {
		parts := make([]arrow.Array, len(batches))
		for k, b := range batches {
			parts[k] = b.Column(i)
		}
		c, err := array.Concatenate(parts, mem)
		if err != nil {
			return nil, fmt.Errorf("join column %s: %w", first.ColumnName(i), err)
		}
		columns = append(columns, c)
	}
	return array.NewRecord(first.Schema(), columns, rows), nil
}
