package pipeline

import (
	"strings"
	"sync"

	"huizong/pipeline/check"
	"huizong/pipeline/recognize"
	"huizong/pipeline/spool"
	"huizong/schema"
	"huizong/schema/wire"
)

// A kept is what stays in memory of a recognized report: how to find it, and
// what decides which of several stands.
type kept struct {
	of     *schema.Submission
	name   string // of the unit
	report spool.Slip
	prose  int        // how many bytes of that, the first, are prose
	said   spool.Slip // what its prose says, once it was judged

	isReport, several         bool // is one at all; is the first of several in its file
	cells, paragraphs, claims int  // rows that it gives to these tables
	numbers, blanks           int  // of its cells
	print                     print
	dated                     string
}

// A keeper hands out reports that lie in the spool. It may be used
// concurrently. It keeps the first error, so that those who ask for a report
// and get none need not each say why; the run asks for it.
type keeper struct {
	spool *spool.Spool

	mu     sync.Mutex
	err    error
	recent [8]loaded // papers ask for the same few reports again and again
	next   int
}

type loaded struct {
	of     *kept
	report *schema.Report
}

func (k *keeper) fail(err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.err == nil {
		k.err = err
	}
}

// failed is the first error.
func (k *keeper) failed() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.err
}

// records are what a report is written on before it is in the spool.
var records = sync.Pool{New: func() any { return new([]byte) }}

// keep puts a report into the spool.
func (k *keeper) keep(of *schema.Submission, r *schema.Report) (*kept, error) {
	record := records.Get().(*[]byte)
	defer records.Put(record)
	*record = wire.AppendProse((*record)[:0], r.Prose())
	prose := len(*record)
	*record = wire.AppendFigures(*record, r)
	slip, err := k.spool.Put(*record)
	return &kept{of: of, name: strings.Clone(r.UnitName), report: slip, prose: prose, isReport: recognize.IsReport(r), several: recognize.HoldsSeveral(r), cells: len(r.PublishedCells()), paragraphs: len(r.Narrative),
		numbers: r.Count(schema.Number), blanks: r.Count(schema.Blank), print: printOf(r), dated: strings.Clone(r.Dated)}, err
}

// load reads a report back. It is nil when that fails. What names the report
// are the texts that are in memory anyway: who keeps them keeps no record.
func (k *keeper) load(of *kept) *schema.Report {
	r := k.read(of.report)
	if r != nil {
		r.Submission, r.File, r.UnitCode, r.UnitName = of.of.ID, of.of.Path, of.of.UnitCode, of.name
		for i := range r.Cells {
			if p := &r.Cells[i].Place; p.File == of.of.Path {
				p.File = of.of.Path
			}
		}
	}
	return r
}

// reports lie here between two uses: one takes 28 KB, and a run reads each of its
// reports back several times.
var reports = sync.Pool{New: func() any { return new(schema.Report) }}

// giveBack takes a report that nobody needs any longer; nil is taken, too.
func giveBack(r *schema.Report) {
	if r != nil {
		*r = schema.Report{}
		reports.Put(r)
	}
}

// figures reads back a report without its prose, nil when that fails. Who needs it
// no longer may give it back.
func (k *keeper) figures(of *kept) *schema.Report {
	named := &schema.Prose{Submission: of.of.ID, File: of.of.Path, UnitCode: of.of.UnitCode, UnitName: of.name, Year: of.of.ReportYear}
	return readAs(k, of.report.Behind(of.prose), func(record string) (*schema.Report, error) {
		r := reports.Get().(*schema.Report)
		return r, wire.Figures(record, named, r)
	})
}

func (k *keeper) read(slip spool.Slip) *schema.Report {
	return readAs(k, slip, func(record string) (*schema.Report, error) {
		r := reports.Get().(*schema.Report)
		return r, wire.Report(record, r)
	})
}

// prose reads back what a report says in words, nil when that fails.
func (k *keeper) prose(of *kept) *schema.Prose {
	p := readAs(k, of.report.First(of.prose), wire.Prose)
	if p != nil {
		p.Submission, p.File, p.UnitCode, p.UnitName = of.of.ID, of.of.Path, of.of.UnitCode, of.name
	}
	return p
}

// readAs reads a record back, the zero T when that fails.
func readAs[T any](k *keeper, slip spool.Slip, as func(record string) (T, error)) (t T) {
	record, err := k.spool.Get(slip)
	if err == nil {
		t, err = as(record)
	}
	if err != nil {
		k.fail(err)
		var none T
		return none
	}
	return t
}

// lately is figures for those who ask for the same report again soon.
func (k *keeper) lately(of *kept) *schema.Report {
	k.mu.Lock()
	for _, l := range k.recent {
		if l.report != nil && l.of == of {
			k.mu.Unlock()
			return l.report
		}
	}
	k.mu.Unlock()
	r := k.figures(of)
	k.mu.Lock()
	defer k.mu.Unlock()
	k.recent[k.next] = loaded{of, r}
	k.next = (k.next + 1) % len(k.recent)
	return r
}

// keepSaid puts what a report's prose says into the spool.
func (k *keeper) keepSaid(of *kept, said *check.Said) error {
	if len(said.Claims) == 0 {
		return nil
	}
	var err error
	of.claims = len(said.Claims)
	of.said, err = k.spool.Put(wire.AppendClaims(nil, said.Claims))
	return err
}

// claims reads back what [keeper.keepSaid] kept.
func (k *keeper) claims(of *kept) []schema.Claim {
	if of.claims == 0 {
		return nil
	}
	return readAs(k, of.said, wire.Claims)
}
