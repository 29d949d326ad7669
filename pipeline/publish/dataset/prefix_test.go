package dataset

import (
	"bytes"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go/encoding/delta"
)

// TestPrefixed: the bytes are those of parquet-go's own encoding.
func TestPrefixed(t *testing.T) {
	long := strings.Repeat("乡镇/年度报告.docx › 表1 › ", 4)
	for _, texts := range [][]string{
		nil, {""}, {"a"}, {"", "", "a", "ab", "ab", "b", ""},
		{long + "第3行", long + "第3行", long + "第4行 › 第1列", long, long[:70], long[:63], long[:64], long[:65] + "x", "x" + long},
	} {
		var src []byte
		offsets := []uint32{0}
		for _, s := range texts {
			src = append(src, s...)
			offsets = append(offsets, uint32(len(src)))
		}
		got, err := (&prefixed{}).EncodeByteArray([]byte("what was there"), src, offsets)
		if err != nil {
			t.Fatal(err)
		}
		want, err := (&delta.ByteArrayEncoding{}).EncodeByteArray(nil, src, offsets)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%q is encoded as %x, want %x", texts, got, want)
		}
	}
}
