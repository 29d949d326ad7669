package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/memory"

	"huizong/pipeline/publish/descriptor"
	"huizong/schema/batch"
)

// A noting shelf notes what is put on the shelf beneath, as far as the
// descriptor speaks of it.
type noting struct {
	shelf
	mu    sync.Mutex
	files []descriptor.File
}

func (n *noting) Create(path string, rows int64) (io.WriteCloser, error) {
	w, err := n.shelf.Create(path, rows)
	if err != nil || !descriptor.Describes(path) {
		return w, err
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
	f.into.mu.Lock()
	defer f.into.mu.Unlock()
	f.into.files = append(f.into.files, f.is)
	return nil
}

// descriptions are the same for every snapshot.
var descriptions = []paper{{descriptor.DictionaryPath, descriptor.Dictionary}, {descriptor.ViewsPath, descriptor.Views}}

// describe says what was put on the shelf, for tools.
func (r *run) describe(to *noting) error {
	info := descriptor.Info{Version: r.Version, Area: r.area(), Years: r.years}
	files := slices.SortedFunc(slices.Values(to.files), func(a, b descriptor.File) int { return strings.Compare(a.Path, b.Path) })
	p := paper{descriptor.PackagePath, func(w io.Writer) error { return descriptor.Package(w, files, info) }}
	return p.put(to)
}

// An arrowCopy gathers the batches of a Parquet part, if an Arrow copy of it is
// wanted: an Arrow file has one dictionary for a column, so all rows must be at
// hand.
type arrowCopy struct {
	wanted  bool
	batches []arrow.Record
}

func (r *run) arrowCopy() *arrowCopy { return &arrowCopy{wanted: r.Config.Arrow} }

func (c *arrowCopy) add(b arrow.Record) {
	if c.wanted {
		b.Retain()
		c.batches = append(c.batches, b)
	}
}

// write puts the copy on the shelf.
func (c *arrowCopy) write(to shelf, parquet string) error {
	if len(c.batches) == 0 {
		return nil
	}
	whole, err := batch.Join(memory.DefaultAllocator, c.batches)
	for _, b := range c.batches {
		b.Release()
	}
	if err != nil {
		return err
	}
	defer whole.Release()
	return put(to, descriptor.ArrowPath(parquet), whole.NumRows(), func(w io.Writer) error { return descriptor.WriteIPC(w, whole) })
}
