package dataset

import (
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding"
)

// A dictionary column goes by integer codes from Arrow into the page: the
// values given to its writer are int32 codes of the batch's dictionary, and a
// word is looked at once in a row group, where its code is first met.
//
// parquet-go has no way to say that, but its types may be extended. These do
// no more than the writer asks for: sorting and reading back are not among it.

// A wordType is the type of a dictionary column's leaf.
type wordType struct {
	parquet.Type         // of the words
	column       *column // which batch the codes are of
}

func (t wordType) NewDictionary(index, n int, data encoding.Values) parquet.Dictionary {
	return &words{Dictionary: t.Type.NewDictionary(index, n, data), column: t.column}
}

// words are the dictionary of one column chunk.
type words struct {
	parquet.Dictionary
	column *column
	of     *array.String // the batch's dictionary that known is about
	known  []int32       // by code of the batch: index here, −1 for not met
}

func (w *words) Type() parquet.Type { return codeType{w.Dictionary.Type(), w} }

func (w *words) Reset() {
	w.Dictionary.Reset()
	w.of = nil
}

// indexes turns codes of the batch into indexes of w, added to dst.
func (w *words) indexes(dst []int32, values []parquet.Value) []int32 {
	if w.of != w.column.words {
		w.forget()
	}
	for i := range values {
		code := values[i].Int32()
		k := w.known[code]
		if k < 0 {
			k = w.add(code)
		}
		dst = append(dst, k)
	}
	return dst
}

// forget begins with another batch, whose words may be known by other codes.
func (w *words) forget() {
	w.of = w.column.words
	w.known = w.known[:0]
	for range w.of.Len() {
		w.known = append(w.known, -1)
	}
}

func (w *words) add(code int32) int32 {
	var index [1]int32
	w.Insert(index[:], []parquet.Value{parquet.ByteArrayValue(view(w.of.Value(int(code))))})
	w.known[code] = index[0]
	return index[0]
}

// A codeType is the type of a dictionary column's pages.
type codeType struct {
	parquet.Type
	words *words
}

func (t codeType) NewColumnBuffer(index, _ int) parquet.ColumnBuffer {
	return &codeBuffer{ColumnBuffer: t.Type.NewColumnBuffer(index, 0), typ: t, index: index}
}

// A codeBuffer holds the rows of the page at hand.
type codeBuffer struct {
	parquet.ColumnBuffer // empty; for what a writer does not ask
	typ                  codeType
	index                int
	codes                []int32
}

func (b *codeBuffer) WriteValues(values []parquet.Value) (int, error) {
	b.codes = b.typ.words.indexes(b.codes, values)
	return len(values), nil
}

func (b *codeBuffer) Len() int { return len(b.codes) }

func (b *codeBuffer) Size() int64 { return 4 * int64(len(b.codes)) }

func (b *codeBuffer) Reset() { b.codes = b.codes[:0] }

func (b *codeBuffer) Page() parquet.Page {
	return &codePage{b.typ.Type.NewPage(b.index, len(b.codes), encoding.Int32Values(b.codes)), b}
}

// A codePage finds its bounds among the words, not among the rows.
type codePage struct {
	parquet.Page
	buffer *codeBuffer
}

func (p *codePage) Bounds() (least, greatest parquet.Value, ok bool) {
	w := p.buffer.typ.words
	met := make([]bool, w.Len())
	for _, k := range p.buffer.codes {
		met[k] = true
	}
	for k := range met {
		if !met[k] {
			continue
		}
		v := w.Index(int32(k))
		if !ok || w.Dictionary.Type().Compare(v, least) < 0 {
			least = v
		}
		if !ok || w.Dictionary.Type().Compare(v, greatest) > 0 {
			greatest = v
		}
		ok = true
	}
	return least, greatest, ok
}
