package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"

	"github.com/apache/arrow/go/v15/arrow"

	"huizong/pipeline/publish/descriptor"
)

// A noting shelf notes what is put on the shelf beneath.
type noting struct {
	shelf
	files []descriptor.File
}

func (n *noting) Create(path string, rows int64) (io.WriteCloser, error) {
	w, err := n.shelf.Create(path, rows)
	if err != nil {
		return nil, err
	}
	return &noted{WriteCloser: w, sum: sha256.New(), is: descriptor.File{Path: path, Rows: rows}, into: n}, nil
}

type noted struct {
	io.WriteCloser
	sum  hash.Hash
	is   descriptor.File
	into *noting
}

func (f *noted) Write(p []byte) (int, error) {
	n, err := f.WriteCloser.Write(p)
	f.sum.Write(p[:n]) // a hash takes everything
	f.is.Bytes += int64(n)
	return n, err
}

func (f *noted) Close() error {
	if err := f.WriteCloser.Close(); err != nil {
		return err
	}
	f.is.SHA256 = hex.EncodeToString(f.sum.Sum(nil))
	f.into.files = append(f.into.files, f.is)
	return nil
}

// describe says what was put on the shelf, for tools and people.
func (r *run) describe(to *noting) error {
	info := descriptor.Info{Version: r.Version, Area: r.area(), Years: r.years}
	files := to.files
	for _, d := range []paper{
		{descriptor.DictionaryPath, descriptor.Dictionary},
		{descriptor.ViewsPath, descriptor.Views},
		{descriptor.PackagePath, func(w io.Writer) error { return descriptor.Package(w, files, info) }},
	} {
		if err := put(to, d); err != nil {
			return err
		}
	}
	return nil
}

// writeArrow puts the Arrow copy of a Parquet part on the shelf, if wanted.
func (r *run) writeArrow(to shelf, parquet string, batch arrow.Record) error {
	if !r.Config.Arrow {
		return nil
	}
	w, err := to.Create(descriptor.ArrowPath(parquet), batch.NumRows())
	if err != nil {
		return err
	}
	err = descriptor.WriteIPC(w, batch)
	if closing := w.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", descriptor.ArrowPath(parquet), err)
	}
	return nil
}
