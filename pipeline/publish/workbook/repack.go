package workbook

import (
	"archive/zip"
	"bytes"
	"cmp"
	"io"
	"slices"
	"time"

	"github.com/xuri/excelize/v2"

	"huizong/pipeline/publish/zipped"
)

// epoch dates every part.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// repack writes the file with its parts in a fixed order: excelize writes
// streamed sheets in the order of a map.
func repack(w io.Writer, x *excelize.File) error {
	x.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return zipped.NewWriter(w) })
	b, err := x.WriteToBuffer()
	if err != nil {
		return err
	}
	in, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		return err
	}
	const first = "[Content_Types].xml"
	slices.SortFunc(in.File, func(a, b *zip.File) int {
		if (a.Name == first) != (b.Name == first) {
			if a.Name == first {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.Name, b.Name)
	})
	out := zip.NewWriter(w)
	for _, f := range in.File {
		raw, err := f.OpenRaw()
		if err != nil {
			return err
		}
		h := f.FileHeader
		h.Modified, h.Extra = epoch, nil
		part, err := out.CreateRaw(&h)
		if err != nil {
			return err
		}
		if _, err := io.Copy(part, raw); err != nil {
			return err
		}
	}
	return out.Close()
}
