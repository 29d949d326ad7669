package dataset

import (
	"fmt"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/parquet-go/parquet-go"
)

// step is how many rows are turned into values at a time: they stay in the
// processor's cache. A page ends only after a whole step of its row group, so
// that batches do not show in the file.
const step = 2048

// pageBytes is the size from which a page ends, before encoding.
const pageBytes = 1 << 20

// A column turns slices of one Arrow column into Parquet values.
type column struct {
	index      int
	definition int             // level of a value that is there
	words      *array.String   // of the batch at hand, for a dictionary column
	coded      []parquet.Value // by code of that dictionary, see [wordType]
	values     []parquet.Value
	size       int // of the page at hand
	width      func(a arrow.Array, from, to int) int
	fill       func(dst []parquet.Value, a arrow.Array, from int)
}

func newColumn(f arrow.Field, index int) (*column, error) {
	c := &column{index: index, width: widthOfNumbers}
	if f.Nullable {
		c.definition = 1
	}
	switch t := f.Type.(type) {
	case *arrow.StringType:
		c.fill, c.width = fillStrings, widthOfStrings
	case *arrow.DictionaryType:
		if t.ValueType.ID() != arrow.STRING || t.IndexType.ID() != arrow.INT32 {
			return nil, fmt.Errorf("column %s: dictionaries are int32 to string, not %s", f.Name, t)
		}
		c.fill = c.fillCodes
	case *arrow.Int32Type:
		c.fill = func(dst []parquet.Value, a arrow.Array, from int) {
			for i, v := range a.(*array.Int32).Int32Values()[from : from+len(dst)] {
				dst[i] = parquet.Int32Value(v)
			}
		}
	case *arrow.Int64Type:
		c.fill = func(dst []parquet.Value, a arrow.Array, from int) {
			for i, v := range a.(*array.Int64).Int64Values()[from : from+len(dst)] {
				dst[i] = parquet.Int64Value(v)
			}
		}
	case *arrow.TimestampType:
		c.fill = func(dst []parquet.Value, a arrow.Array, from int) {
			for i, v := range a.(*array.Timestamp).TimestampValues()[from : from+len(dst)] {
				dst[i] = parquet.Int64Value(int64(v))
			}
		}
	case *arrow.BooleanType:
		c.fill = func(dst []parquet.Value, a arrow.Array, from int) {
			for i := range dst {
				dst[i] = parquet.BooleanValue(a.(*array.Boolean).Value(from + i))
			}
		}
	case *arrow.Decimal128Type:
		c.fill = func(dst []parquet.Value, a arrow.Array, from int) {
			for i, v := range a.(*array.Decimal128).Values()[from : from+len(dst)] {
				dst[i] = parquet.Int64Value(int64(v.LowBits())) // precision ≤ 18 fits 64 bits
			}
		}
	default:
		return nil, fmt.Errorf("column %s: no Parquet form for %s", f.Name, f.Type)
	}
	return c, nil
}

// widthOfNumbers is how many bytes rows [from, to) take, at most.
func widthOfNumbers(_ arrow.Array, from, to int) int { return 8 * (to - from) }

func widthOfStrings(a arrow.Array, from, to int) int {
	s := a.(*array.String)
	return s.ValueOffset(to) - s.ValueOffset(from)
}

func fillStrings(dst []parquet.Value, a arrow.Array, from int) {
	s := a.(*array.String)
	for i := range dst {
		dst[i] = parquet.ByteArrayValue(view(s.Value(from + i)))
	}
}

// fillCodes gives codes of the batch's dictionary, at the level of a value that
// is there.
func (c *column) fillCodes(dst []parquet.Value, a arrow.Array, from int) {
	if len(c.coded) == 0 {
		return // all rows are null
	}
	for i, code := range a.(*array.Dictionary).Indices().(*array.Int32).Int32Values()[from : from+len(dst)] {
		dst[i] = c.coded[code]
	}
}

// take turns to the dictionary of a batch.
func (c *column) take(words *array.String) {
	if c.words == words {
		return
	}
	c.words, c.coded = words, c.coded[:0]
	for code := range words.Len() {
		c.coded = append(c.coded, parquet.Int32Value(int32(code)).Level(0, c.definition, c.index))
	}
}

// write gives rows [from, to) of a batch to the column's writer. before is how
// many rows the row group holds already.
func (c *column) write(w *parquet.ColumnWriter, a arrow.Array, from, to, before int) error {
	if d, ok := a.(*array.Dictionary); ok {
		c.take(d.Dictionary().(*array.String))
	}
	for from < to {
		n := min(to-from, step-before%step)
		if _, err := w.WriteRowValues(c.rows(a, from, from+n)); err != nil {
			return err
		}
		c.size += c.width(a, from, from+n)
		from, before = from+n, before+n
		if before%step == 0 && c.size >= pageBytes {
			if err := c.flush(w); err != nil {
				return err
			}
		}
	}
	return nil
}

// flush ends the page at hand.
func (c *column) flush(w *parquet.ColumnWriter) error {
	c.size = 0
	return w.Flush()
}

// rows returns at most a step of rows as values; the slice is reused.
func (c *column) rows(a arrow.Array, from, to int) []parquet.Value {
	if cap(c.values) < to-from {
		c.values = make([]parquet.Value, to-from)
	}
	dst := c.values[:to-from]
	c.fill(dst, a, from)
	if c.definition > 0 && c.words == nil {
		for i := range dst {
			dst[i] = dst[i].Level(0, c.definition, c.index)
		}
	}
	if c.definition > 0 && a.NullN() > 0 {
		for i := range dst {
			if a.IsNull(from + i) {
				dst[i] = parquet.NullValue()
			}
		}
	}
	return dst
}
