package gather

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"

	"huizong/pipeline/read/bounds"
)

// fated carries a verdict where an error is wanted.
type fated struct{ *fate }

func (f *fated) Error() string { return f.code + ": " + f.en }

// take reads a whole file, as it was in one moment: its size, time and identity
// are the same before and after. The error is a [*fated] or the disk's. info is
// nil if the file could not be looked at. path is what raw is handed over as.
func (w *walk) take(raw, path string) (data []byte, info fs.FileInfo, err error) {
	root, name := w.find(raw)
	info, err = root.Lstat(name)
	if err != nil {
		return nil, nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, info, &fated{changed}
	}
	young := w.young(info)
	if young && len(w.o.Known) == 0 {
		return nil, info, &fated{notStable}
	}
	if info.Size() > w.o.Bounds.Bytes {
		return nil, info, &fated{unreadable(bounds.Over("bytes", "文件字节数", w.o.Bounds.Bytes))}
	}
	f, err := root.OpenFile(name, os.O_RDONLY|nonblock, 0)
	if err != nil {
		return nil, info, err
	}
	defer f.Close()
	if opened, err := f.Stat(); err != nil || !same(info, opened) {
		return nil, info, errors.Join(err, &fated{changed})
	}
	if w.o.opened != nil {
		w.o.opened(raw)
	}
	data, err = readAll(w.ctx, f, info.Size(), min(info.Size()+1, wholeAtOnce))
	if err != nil {
		return nil, info, err
	}
	rested := int64(len(data)) == info.Size() && w.rested(raw, f, info)
	switch {
	case young && !(rested && w.known(path, data)):
		return nil, info, &fated{notStable}
	case !rested:
		return nil, info, &fated{changed}
	}
	return data, info, nil
}

// known reports whether the file was taken with these very bytes before: then it
// was only touched, or copied over itself, and is whole.
func (w *walk) known(path string, data []byte) bool {
	sum := sha256.Sum256(data)
	return w.o.Known[identity(path, hex.EncodeToString(sum[:]))]
}

// wholeAtOnce, in bytes, is more than most reports take. A size that the disk only
// claims costs no more memory than this.
const wholeAtOnce = 1 << 20

// readAll reads up to one byte more than limit, which tells more from enough. likely
// is how many bytes to be ready for.
func readAll(ctx context.Context, r io.Reader, limit, likely int64) ([]byte, error) {
	const step = 1 << 20
	data := make([]byte, 0, min(limit+1, likely))
	for int64(len(data)) <= limit {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if len(data) == cap(data) {
			data = slices.Grow(data, int(min(limit+1-int64(len(data)), int64(cap(data)))))
		}
		n, err := r.Read(data[len(data):min(int64(cap(data)), limit+1, int64(len(data))+step)])
		data = data[:len(data)+n]
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
	}
	return data, nil
}

// rested reports whether the file still is what info says, under its name and
// behind its handle.
func (w *walk) rested(raw string, f *os.File, info fs.FileInfo) bool {
	handle, err := f.Stat()
	if err != nil || !same(info, handle) {
		return false
	}
	root, name := w.find(raw)
	named, err := root.Lstat(name)
	return err == nil && same(info, named)
}

func same(a, b fs.FileInfo) bool {
	return b.Mode().IsRegular() && os.SameFile(a, b) && a.Size() == b.Size() && a.ModTime().Equal(b.ModTime())
}

// young reports whether the file was written within the quiet time, or in the
// near future, which is a skewed clock. See [Options.Quiet].
func (w *walk) young(info fs.FileInfo) bool {
	if w.o.Quiet <= 0 {
		return false
	}
	age := w.o.Now.Sub(info.ModTime())
	return age < w.o.Quiet && age >= -w.o.Quiet
}
