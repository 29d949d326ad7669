package batch

import (
	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/memory"
)

// words builds one dictionary column. Codes count from 0 in the order in which
// the words first appear, so that the same rows give the same batch.
type words struct {
	numbers[int32] // the codes
	known          map[string]int32
	dict           *array.StringBuilder
	last           string // the word of the row before, and its code: rows repeat
	code           int32
}

func newWords(mem memory.Allocator) *words {
	return &words{numbers: numbers[int32]{spare: &spareCounts}, known: map[string]int32{}, dict: array.NewStringBuilder(mem), code: -1}
}

func (w *words) word(s string) { w.append(w.codeOf(s)) }

func (w *words) codeOf(s string) int32 {
	if s != w.last || w.code < 0 {
		w.last, w.code = s, w.lookUp(s)
	}
	return w.code
}

func (w *words) lookUp(s string) int32 {
	code, ok := w.known[s]
	if !ok {
		code = int32(len(w.known))
		w.known[s] = code
		w.dict.Append(s)
	}
	return code
}

// column returns the rows so far and begins anew.
func (w *words) column(t arrow.DataType) arrow.Array {
	codes, dict := w.numbers.column(arrow.PrimitiveTypes.Int32), w.dict.NewArray()
	defer codes.Release()
	defer dict.Release()
	clear(w.known)
	w.last, w.code = "", -1
	return array.NewDictionaryArray(t, codes, dict)
}

func (w *words) release() {
	w.numbers.release()
	w.dict.Release()
}

// A Coded appends words of a dictionary column that small numbers stand for,
// such as form cells: each word is looked up once. Take it anew for each batch.
type Coded struct {
	words *words
	word  func(i int) string
	codes []int32
}

// Coded takes numbers below n for the words of t, which must be a dictionary;
// word says which.
func (t Text) Coded(n int, word func(i int) string) Coded {
	c := Coded{words: t.words, word: word, codes: make([]int32, n)}
	for i := range c.codes {
		c.codes[i] = -1
	}
	return c
}

// Append adds the word of number i.
func (c Coded) Append(i int) {
	if c.codes[i] < 0 {
		c.codes[i] = c.words.lookUp(c.word(i))
	}
	c.words.append(c.codes[i])
}
