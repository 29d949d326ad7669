package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"

	"huizong/configs"
	"huizong/pipeline/cache"
	"huizong/pipeline/gather"
	"huizong/pipeline/read"
	"huizong/pipeline/read/bounds"
	"huizong/pipeline/recognize"
	"huizong/schema"
)

// intake gathers every file, reads and recognizes it; the results stand in the
// order gathered whatever the number of workers.
func (r *run) intake(ctx context.Context) error {
	c := r.Config
	reader := newReader(c, r.roster)
	if err := r.openCache(reader); err != nil {
		r.Log.Warn("no cache", "error", err) // costs time, not the run
	}
	group, ctx := errgroup.WithContext(ctx)
	ahead := newAhead()
	group.Go(func() error {
		defer close(ahead.files)
		return r.walk(ctx, ahead)
	})
	for range workers(c) {
		group.Go(func() error {
			for f := range ahead.files {
				ahead.room.Release(f.room())
				if err := r.take(ctx, reader, f); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	if err := reader.cache.Trim(r.Now.Add(-cacheLife)); err != nil {
		r.Log.Warn("the cache was not trimmed", "error", err)
	}
	return nil
}

// How much is gathered before somebody is free to read it, so that nobody waits
// for the disk.
const (
	filesAhead = 16
	bytesAhead = 8 << 20 // a larger file waits alone
)

// An ahead holds files that were gathered and not read yet.
type ahead struct {
	files chan found
	room  *semaphore.Weighted // in bytes
}

func newAhead() *ahead {
	return &ahead{make(chan found, filesAhead), semaphore.NewWeighted(bytesAhead)}
}

func (a *ahead) add(ctx context.Context, f found) error {
	if err := a.room.Acquire(ctx, f.room()); err != nil {
		return err
	}
	select {
	case a.files <- f:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// A found file is to be read; it has its bytes.
type found struct {
	*file
	data []byte
}

func (f *found) room() int64 { return min(int64(len(f.data)), bytesAhead) }

// walk gathers the files, and hands on those to be read.
func (r *run) walk(ctx context.Context, to *ahead) error {
	c := r.Config
	o := gather.Options{Quiet: c.Quiet, Now: r.Now, Known: r.known, ReceivedFromFileTime: c.ReceivedFromFile, Bounds: boundsOf(c)}
	return gather.Walk(ctx, c.Inbox, o, func(g *gather.File) error {
		own := g.Submission // without the bytes
		f := &file{Submission: &own}
		r.files = append(r.files, f)
		if r.Progress != nil {
			r.Progress(len(r.files), f.Path)
		}
		if f.Verdict != "" {
			return nil
		}
		return to.add(ctx, found{f, g.Data})
	})
}

// take reads one file and keeps its report.
func (r *run) take(ctx context.Context, reader *reader, f found) error {
	report, err := reader.take(ctx, f.Submission, f.data)
	if report == nil {
		return err
	}
	f.kept, err = r.keeper.keep(f.Submission, report)
	giveBack(report)
	return err
}

// cacheLife is how long an entry is kept that no run uses.
const cacheLife = 400 * 24 * time.Hour

// openCache gives the reader the cache of the configuration.
func (r *run) openCache(t *reader) error {
	c := r.Config
	dir := c.Cache
	switch dir {
	case "off":
		return nil
	case "":
		dir = filepath.Join(c.Out, ".cache")
	}
	roster, err := json.Marshal(r.roster)
	if err != nil {
		return err
	}
	t.log = r.Log
	t.cache, err = cache.Open(dir, string(roster), r.Version, fmt.Sprint(t.options), t.timeout.String())
	if err != nil {
		t.cache = &cache.Cache{}
	}
	return err
}

func workers(c *configs.Config) int {
	if c.Workers > 0 {
		return c.Workers
	}
	return runtime.GOMAXPROCS(0)
}

func boundsOf(c *configs.Config) bounds.Bounds {
	b := bounds.Default()
	b.Bytes, b.Entries, b.Depth, b.Cells, b.Pages = c.LimitBytes, c.LimitEntries, c.LimitDepth, c.LimitCells, c.LimitPages
	return b
}

// A reader takes single files: bytes → document → report.
type reader struct {
	options read.Options
	timeout time.Duration
	names   *recognize.Names
	cache   *cache.Cache
	log     *slog.Logger
}

func newReader(c *configs.Config, roster *schema.Roster) *reader {
	return &reader{
		options: read.Options{Bounds: boundsOf(c), OCR: read.OCR{Command: c.OCRCommand}},
		timeout: time.Duration(c.LimitSeconds) * time.Second,
		names:   recognize.NewNames(roster),
		cache:   &cache.Cache{}, // keeps nothing
	}
}

// take reads and recognizes one file, or remembers what an earlier run found in
// it. The error is the context's; everything else is the file's verdict.
func (t *reader) take(ctx context.Context, s *schema.Submission, data []byte) (*schema.Report, error) {
	var doc *schema.Document
	if e := t.cache.Get(s); e != nil {
		*s, doc = e.Submission, e.Document
		if doc == nil {
			return e.Report, nil
		}
	} else {
		var err error
		if doc, err = t.read(ctx, s, data); err != nil || s.Code == tooSlow { // another time it may be quicker
			return nil, err
		}
	}
	entry := cache.Entry{Document: doc}
	if doc != nil {
		entry.Report = t.recognize(s, doc)
	}
	entry.Submission = *s
	if err := t.cache.Put(&entry); err != nil {
		t.log.Warn("not kept in the cache", "path", s.Path, "error", err)
	}
	return entry.Report, nil
}

// tooSlow is the code of a file whose reading was stopped.
const tooSlow = "too_slow"

// read gives the document of a file, nil where no reader takes it.
func (t *reader) read(ctx context.Context, s *schema.Submission, data []byte) (*schema.Document, error) {
	timed, cancel := context.WithTimeout(ctx, t.timeout)
	defer cancel()
	doc, err := read.Read(timed, s.Name, data, t.options)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		refuse(s, err, t.timeout)
		return nil, nil
	}
	s.Format, s.Charset, s.Notes = doc.Format, doc.Charset, doc.Notes
	return doc, nil
}

func (t *reader) recognize(s *schema.Submission, doc *schema.Document) *schema.Report {
	report := reports.Get().(*schema.Report)
	recognize.Into(report, doc, recognize.Source{Submission: s.ID, File: s.Path, Name: s.Name, Folders: s.Folders}, t.names)
	s.UnitCode, s.ReportYear, s.Edition = report.UnitCode, report.Year, report.Edition
	return report
}

// paperLike are the endings of files that no reader takes but in which a clerk
// may well have sent the report: photographs and other office programs.
var paperLike = []string{".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".heic", ".webp", ".ppt", ".pptx", ".dps", ".xlsb", ".uof", ".uot", ".uos", ".ceb", ".cebx", ".caj", ".msg", ".gw", ".gd", ".sep", ".pages", ".numbers"}

func couldBeAReport(name string) bool {
	return slices.Contains(paperLike, strings.ToLower(filepath.Ext(name))) || read.ByExtension(name) != nil
}

// refuse seals a file that no reader could take.
func refuse(f *schema.Submission, err error, limit time.Duration) {
	f.Verdict = schema.Unreadable
	var r *bounds.Refusal
	switch {
	case errors.As(err, &r):
		f.Code, f.Reason, f.ReasonEN = r.Code, r.Text, r.EN
		if r.Code == bounds.Unsupported && !couldBeAReport(f.Name) {
			f.Verdict = schema.NotAReport
		}
	case errors.Is(err, context.DeadlineExceeded):
		f.Code = tooSlow
		f.Reason = fmt.Sprintf("读取超过 %v 仍未完成，已停止；请核对文件后重新报送", limit)
		f.ReasonEN = fmt.Sprintf("reading took longer than %v and was stopped; check the file and send it again", limit)
	default:
		f.Code, f.Reason, f.ReasonEN = bounds.Damaged, fmt.Sprintf("无法读取（%v），请用原软件打开核对后重新报送", err), err.Error()
	}
}
