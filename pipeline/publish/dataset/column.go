package dataset

import (
	"fmt"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/parquet-go/parquet-go"
)

// A column turns slices of one Arrow column into Parquet values.
type column struct {
	index      int
	definition int // level of a value that is there
	buffer     []parquet.Value
	fill       func(dst []parquet.Value, a arrow.Array, from int)
}

func newColumn(f arrow.Field, index int) (*column, error) {
	c := &column{index: index}
	if f.Nullable {
		c.definition = 1
	}
	switch t := f.Type.(type) {
	case *arrow.StringType:
		c.fill = fillStrings
	case *arrow.DictionaryType:
		if t.ValueType.ID() != arrow.STRING || t.IndexType.ID() != arrow.INT32 {
			return nil, fmt.Errorf("column %s: dictionaries are int32 to string, not %s", f.Name, t)
		}
		c.fill = fillDictionary
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

func fillStrings(dst []parquet.Value, a arrow.Array, from int) {
	s := a.(*array.String)
	for i := range dst {
		dst[i] = parquet.ByteArrayValue(view(s.Value(from + i)))
	}
}

func fillDictionary(dst []parquet.Value, a arrow.Array, from int) {
	d := a.(*array.Dictionary)
	words := d.Dictionary().(*array.String)
	for i := range dst {
		if d.IsValid(from + i) {
			dst[i] = parquet.ByteArrayValue(view(words.Value(d.GetValueIndex(from + i))))
		}
	}
}

// values returns rows [from, to) of a column; the slice is reused.
func (c *column) values(a arrow.Array, from, to int) []parquet.Value {
	if cap(c.buffer) < to-from {
		c.buffer = make([]parquet.Value, to-from)
	}
	dst := c.buffer[:to-from]
	c.fill(dst, a, from)
	nulls := a.NullN() > 0
	for i := range dst {
		if nulls && a.IsNull(from+i) {
			dst[i] = parquet.NullValue().Level(0, 0, c.index)
			continue
		}
		dst[i] = dst[i].Level(0, c.definition, c.index)
	}
	return dst
}
