package gather

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"

	"huizong/pipeline/read/bounds"
)

// A kind is one format of bundles.
type kind struct {
	id     string
	claims func(name string, data []byte) bool // cheap: is it one of these?
	// each visits the members in a fixed order. An error of visit ends it and
	// comes back; other errors say what is wrong with the bundle.
	each func(src *source, visit func(*member) error) error
}

// kinds in the order they are asked: those with the weakest signs come last.
var kinds = []*kind{
	{"zip", claimsZip, eachZip},
	{"rar", claimsRAR, eachRAR},
	{"7z", claims7z, each7z},
	{"gz", claimsGzip, eachGzip},
	{"xz", claimsXZ, eachXZ},
	{"bz2", claimsBzip2, eachBzip2},
	{"tar", claimsTar, eachTar},
	{"eml", claimsMail, eachMail},
}

func kindOf(name string, data []byte) *kind {
	for _, k := range kinds {
		if k.claims(name, data) {
			return k
		}
	}
	return nil
}

// A source is a bundle being opened.
type source struct {
	ctx    context.Context
	name   string // of the bundle, as shown
	data   []byte
	bounds bounds.Bounds                     // Entries is what is left of them
	stream int64                             // all that the bundle as one stream may expand to
	volume func(name string) ([]byte, error) // reads a file beside the bundle

	// What a mail says about its attachments: its subject is a witness, its date
	// is when they came in.
	subject, date string
}

// A member is one file in a bundle. It is good during its visit only.
type member struct {
	name   string // decoded, folders included; nothing is dropped yet
	stored int64  // bytes it takes in the bundle, 0 if only the bundle as a whole knows
	fate   *fate  // why it is not to be opened
	open   func() (io.Reader, error)
}

// stopped carries an error that ends the walk through an archive's own code.
type stopped struct{ error }

func (s *stopped) Unwrap() error { return s.error }

// judge decides about bytes that could be taken: a bundle is opened, a broken
// file condemned, all else handed over to be read. The budget is nil for a file
// on disk.
func (w *walk) judge(f *File, data []byte, b *budget) error {
	sum := sha256.Sum256(data)
	f.SHA256, f.Bytes = hex.EncodeToString(sum[:]), int64(len(data))
	if len(data) == 0 {
		return w.condemn(f, isEmpty)
	}
	if s := w.laterVolume(f, data); s != nil {
		return w.condemn(f, s)
	}
	whole, err := w.joinVolumes(f, data)
	if err != nil {
		return w.untaken(f, err)
	}
	if k := kindOf(f.Name, whole); k != nil {
		return w.open(f, whole, k, b)
	}
	if !complete(data) {
		return w.condemn(f, isTruncated)
	}
	f.Data = data
	return w.hand(f)
}

// open hands over a bundle and its members. The members are listed first, so
// that the verdict of the bundle is known and no member is lost: one that the
// second pass does not reach is condemned by its name.
func (w *walk) open(f *File, data []byte, k *kind, b *budget) error {
	f.Format = k.id
	if b == nil {
		ctx, cancel := context.WithTimeout(w.ctx, w.o.OpenTime)
		defer cancel()
		b = &budget{ctx: ctx, entries: w.o.Bounds.Entries, expanded: w.o.Expanded}
	}
	if r := b.enter(len(data), w.o.Bounds); r != nil {
		return w.condemn(f, unreadable(r))
	}
	defer b.leave(len(data))

	src := w.source(f, data, b)
	names, refusal := w.list(k, src)
	if err := w.condemn(f, bundleFate(f.Name, len(names), refusal)); err != nil {
		return err
	}
	b.entries -= len(names)
	reached, err := w.members(k, src, w.inside(f, src), b, len(names))
	if stop := (*stopped)(nil); errors.As(err, &stop) {
		return stop.error
	}
	for _, name := range names[reached:] {
		if err := w.condemn(w.memberFile(name, w.inside(f, src)), unreadable(refuse(err))); err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) source(f *File, data []byte, b *budget) *source {
	s := &source{ctx: b.ctx, name: f.Name, data: data, bounds: w.o.Bounds, volume: w.beside(f)}
	s.bounds.Entries = b.entries
	s.stream = min(b.expanded, max(bounds.RatioFloor, w.o.Bounds.Ratio*int64(len(data))))
	return s
}

// inside is the shelf of a bundle's members.
func (w *walk) inside(f *File, src *source) shelf {
	s := shelf{prefix: f.Path + " › ", folders: append(slices.Clip(f.Folders), f.Name), bundle: f.Path, received: f.Received}
	if src.subject != "" {
		s.folders = append(s.folders, src.subject)
	}
	if w.o.ReceivedFromFileTime && src.date != "" {
		s.received = src.date
	}
	return s
}

// list is the first pass: the names of the members, without opening one. The
// refusal says why these are not all; over the bound of entries there are none.
func (w *walk) list(k *kind, src *source) (names []string, refusal *bounds.Refusal) {
	over := bounds.Over("files in one bundle", "压缩包内文件数", int64(w.o.Bounds.Entries))
	err := w.each(k, src, func(m *member) error {
		if len(names) == src.bounds.Entries {
			names = nil
			return over
		}
		names = append(names, m.name)
		return nil
	})
	if err == nil {
		return names, nil
	}
	return names, refuse(err)
}

func bundleFate(name string, members int, refusal *bounds.Refusal) *fate {
	switch {
	case refusal != nil && isFirstVolume(name) && refusal.Code != bounds.Encrypted && refusal.Code != bounds.TooLarge:
		return unreadable(volumeMissing)
	case refusal != nil:
		return unreadable(refusal)
	case members == 0:
		return unreadable(emptyBundle)
	}
	return contents(members)
}

// members is the second pass: each member is opened and judged. reached is how
// many were.
func (w *walk) members(k *kind, src *source, at shelf, b *budget, listed int) (reached int, err error) {
	expanded := int64(0) // by members whose own stored size is unknown
	err = w.each(k, src, func(m *member) error {
		switch {
		case reached == listed:
			return damagedBundle
		case b.expanded <= 0:
			return overBundle
		}
		reached++
		f := w.memberFile(m.name, at)
		if s := w.refused(m, f, at); s != nil {
			return halt(w.condemn(f, s))
		}
		data, refusal := b.read(m, w.o.Bounds, src, &expanded)
		if err := w.ctx.Err(); err != nil {
			return halt(err)
		}
		if refusal != nil {
			return halt(w.condemn(f, unreadable(refusal)))
		}
		return halt(w.judge(f, data, b))
	})
	return reached, err
}

func halt(err error) error {
	if err == nil {
		return nil
	}
	return &stopped{err}
}

// memberFile starts the File of a member; folders in its name go on the shelf.
func (w *walk) memberFile(name string, at shelf) *File {
	folders, base := memberPath(name)
	for _, folder := range folders {
		at = at.below(folder)
	}
	f := w.file(at, base)
	if at.litter != nil {
		at.litter.seal(f)
	}
	return f
}

// refused is the fate of a member that is not to be opened.
func (w *walk) refused(m *member, f *File, at shelf) *fate {
	if f.Verdict != "" {
		return &fate{f.Verdict, f.Code, f.Reason, f.ReasonEN}
	}
	if s := litterFile(f.Name); s != nil {
		return s
	}
	return m.fate
}

// each runs a pass. A panic of an archive library on hostile bytes is damage; a
// panic of the receiver is not ours to catch.
func (w *walk) each(k *kind, src *source, visit func(*member) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			if w.handing {
				panic(p)
			}
			err = fmt.Errorf("%w (%v)", damagedBundle, p)
		}
	}()
	return k.each(src, visit)
}
