// Package gather finds what was filed: every file in the inbox, at any depth,
// and every member of every bundle (archive or mail) in it. It hands each over
// once, with its bytes or with the verdict that says why it is not to be read.
// It opens files read-only, follows no link and changes nothing.
package gather

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"huizong/pipeline/read/bounds"
	"huizong/schema"
)

// ErrInbox is wrapped by the errors of [Walk] that mean the inbox itself cannot
// be read: missing, no folder, no permission, or gone during the walk. The
// files handed over before are then not all there are.
var ErrInbox = errors.New("inbox cannot be read")

// A File is one file of the inbox or one member of a bundle.
type File struct {
	schema.Submission
	// Data are its bytes, owned by the receiver. They are nil where Verdict is
	// set: not_a_report, unreadable, held and bundle are decided here. Where
	// Verdict is "" the file is to be read, and the receiver gives the verdict.
	Data []byte

	raw string // path under the root as the file system spells it, "" inside a bundle
}

// Options say how to walk. The zero value judges no quiet time and takes the
// default bounds.
type Options struct {
	// Quiet is how long a file must have rested before it is taken, judged by
	// its modification time against Now. A file younger than that is held. A
	// time in the future by up to Quiet is a skewed clock beside a fresh file:
	// held, too. A time further in the future says nothing about rest (somebody
	// set a clock back): the file is taken, with the note "gather.future_time",
	// for else it would be held until that day comes.
	Quiet time.Duration
	Now   time.Time

	// Known are the ids of submissions that an earlier run took. A file that is
	// young, but still is what was taken then, is taken again: a sync program
	// that touches everything must not make a county's reports vanish.
	Known map[string]bool

	// ReceivedFromFileTime dates each file by its modification time, and the
	// members of a mail by its Date, as calendar days in China (UTC+8). Off,
	// Received stays "": copying changes file times.
	ReceivedFromFileTime bool

	// Bounds: Bytes limits each file and each member, Entries the members of one
	// bundle with all bundles in it, Depth the bundles inside each other, Ratio
	// the expansion of a member above [bounds.RatioFloor]. A zero field takes
	// the value of [bounds.Default].
	Bounds bounds.Bounds

	// Expanded limits the bytes that one bundle with all bundles in it may
	// expand to, counted as they come out; 0 means 1 GiB.
	Expanded int64

	// OpenTime limits the time that one bundle may take; 0 means two minutes.
	OpenTime time.Duration

	opened func(name string) // tests: called between opening a file and reading it
}

func (o Options) complete() Options {
	d := bounds.Default()
	if o.Bounds.Bytes <= 0 {
		o.Bounds.Bytes = d.Bytes
	}
	if o.Bounds.Entries <= 0 {
		o.Bounds.Entries = d.Entries
	}
	if o.Bounds.Depth <= 0 {
		o.Bounds.Depth = d.Depth
	}
	if o.Bounds.Ratio <= 0 {
		o.Bounds.Ratio = d.Ratio
	}
	if o.Expanded <= 0 {
		o.Expanded = 1 << 30
	}
	if o.OpenTime <= 0 {
		o.OpenTime = 2 * time.Minute
	}
	return o
}

// Walk hands every file under the inbox to yield: files in bytewise order of
// their paths, the members of a bundle right behind it; those of a zip in
// bytewise order, those of other bundles as they are stored there, because one
// member is in memory at a time. The same inbox gives the same order. An inbox
// that is a single file gives that file and its members.
//
// What is wrong with a file is its verdict. Errors are: one that yield returned
// (the walk stops), the context's, and [ErrInbox].
func Walk(ctx context.Context, inbox string, o Options, yield func(*File) error) error {
	w := &walk{ctx: ctx, o: o.complete(), yield: yield, seen: map[string]int{}}
	if err := w.enter(inbox); err != nil {
		return err
	}
	defer w.root.Close()
	if w.only != nil {
		return w.entry(".", shelf{}, nameOf(w.only))
	}
	if err := w.folder(".", shelf{}); err != nil {
		return err
	}
	return w.alive()
}

// identity is the submission id: what the file is called and what is in it.
func identity(path, sha string) string {
	sum := sha256.Sum256([]byte(path + "\x00" + sha))
	return hex.EncodeToString(sum[:8])
}

// china is where the files are dated: the machine's own zone would make two
// machines disagree.
var china = time.FixedZone("UTC+8", 8*60*60)
