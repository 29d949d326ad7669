package dataset

import (
	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding"
)

// A lazyType takes memory for rows when they come. parquet-go's own types take
// it for a whole page before, and a page is as large as its buffer may grow:
// for ours, without bound.
type lazyType struct{ parquet.Type }

func (t lazyType) NewColumnBuffer(index, _ int) parquet.ColumnBuffer {
	return t.Type.NewColumnBuffer(index, 0)
}

func (t lazyType) NewDictionary(index, n int, data encoding.Values) parquet.Dictionary {
	return lazyDictionary{t.Type.NewDictionary(index, n, data)}
}

// A lazyDictionary does the same for the indexes of a dictionary column.
type lazyDictionary struct{ parquet.Dictionary }

func (d lazyDictionary) Type() parquet.Type { return lazyType{d.Dictionary.Type()} }
