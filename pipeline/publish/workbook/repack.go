package workbook

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/xuri/excelize/v2"

	"huizong/pipeline/publish/zipped"
)

// epoch dates every part.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// repack writes the file with its parts in a fixed order, since excelize writes
// streamed sheets in the order of a map, and the rows of the units with them.
func (b *book) repack(w io.Writer) error {
	b.x.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return zipped.NewWriter(w) })
	made, err := b.x.WriteToBuffer()
	if err != nil {
		return err
	}
	in, err := zip.NewReader(bytes.NewReader(made.Bytes()), int64(made.Len()))
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
	sheet, err := b.x.GetSheetIndex(sheetUnits)
	if err != nil {
		return err
	}
	units := fmt.Sprintf("xl/worksheets/sheet%d.xml", sheet+1)
	out := zipped.NewWriter(w)
	for _, f := range in.File {
		if f.Name == units {
			err = b.writeUnits(out, f)
		} else {
			err = copyPart(out, f)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	return out.Close()
}

// copyPart copies a part as it is.
func copyPart(out *zip.Writer, f *zip.File) error {
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
	_, err = io.Copy(part, raw)
	return err
}

// writeUnits writes the township sheet: what excelize wrote of it, and the rows
// of the units before those of the sums.
func (b *book) writeUnits(out *zip.Writer, f *zip.File) error {
	in, err := f.Open()
	if err != nil {
		return err
	}
	frame, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	sums := bytes.Index(frame, fmt.Appendf(nil, `<row r="%d"`, b.sumRow()))
	if sums < 0 {
		return errors.New("the row of the sums is not there")
	}
	part, err := out.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: epoch})
	if err != nil {
		return err
	}
	if _, err := part.Write(frame[:sums]); err != nil {
		return err
	}
	if err := b.rows.write(part); err != nil {
		return err
	}
	_, err = part.Write(frame[sums:])
	return err
}
