package schema

// A CellValue is what one form cell of a report holds.
type CellValue struct {
	State CellState
	Value Decimal // meaningful only in state Number
	Raw   string  // verbatim, as printed
	Place Place
	Note  string // a reader's remark, "" for none
}

// Known returns the value and whether there is one.
func (v *CellValue) Known() (Decimal, bool) { return v.Value, v.State == Number }

// A Section is one of the six sections as found in a report.
type Section struct {
	Found    bool
	Heading  string // as printed
	Headings int    // how often the heading stands there; 2 is a doubled heading
	Table    bool   // a table of the form was found in it
	Place    Place
}

// A NarrativeParagraph is one paragraph of a report's prose.
type NarrativeParagraph struct {
	Section int // 1–6, 0 before the first heading
	Ordinal int // 1-based inside the section
	Heading string
	Text    string
	Place   Place
}

// A Report is one document after recognizing: which unit and year, and what
// each form cell holds. Cells not of the report's editions are [Absent].
type Report struct {
	Submission string // id of the submission it was read from
	File       string // path of the file, bundle parts joined by " › "

	UnitCode string // roster code, "" if no unit was recognized
	UnitName string // the roster's name
	Title    string // as printed, "" if none was found
	Year     int    // report year, 0 if none was recognized

	Edition      Edition    // of the report: 2019, 2021 or hybrid
	TableEdition [4]Edition // by [FormTable]; NoEdition where the table is missing

	Cells     [CellCount]CellValue
	Sections  [6]Section
	SubItems  [5]bool // of section one
	Narrative []NarrativeParagraph

	// Years that the report says of itself, each with where it says it.
	YearsSaid []YearSaid
	// Period as printed ("自2023年1月1日起至…"), "" if none.
	Period     string
	PeriodFrom string // ISO date, "" if unreadable
	PeriodTo   string

	Dated string // ISO date printed under the report or beside its title, "" if none

	Findings []Finding // found while recognizing: held, unread, template text…
}

// A Prose is what a report says in words, and whose it is: enough for those who
// look at no cell.
type Prose struct {
	Submission string
	File       string
	UnitCode   string
	UnitName   string
	Year       int
	Narrative  []NarrativeParagraph
}

// Prose is that of the report, whose memory it shares.
func (r *Report) Prose() *Prose {
	return &Prose{r.Submission, r.File, r.UnitCode, r.UnitName, r.Year, r.Narrative}
}

// A YearSaid is a year the report names as its own.
type YearSaid struct {
	Year  int
	Where string // "title", "period", "heading", "opening"
	Text  string
	Place Place
}

// FormCellsOf lists the cells that r is expected to have, in form order: those
// of each table's edition, and of the report's where a table is missing. A
// hybrid's three missing children of （六） are listed too; they are absent.
func (r *Report) FormCellsOf() []CellID {
	var ids []CellID
	for t := Table2; t <= Table4; t++ {
		e := r.TableEdition[t]
		if e == NoEdition {
			e = r.Edition
		}
		if e == NoEdition {
			e = EditionFor(r.Year)
		}
		if t == Table3 && e == Hybrid {
			ids = append(ids, FormCells(t, Edition2021)...)
			ids = append(ids, hybridRow...)
			continue
		}
		ids = append(ids, FormCells(t, e)...)
	}
	return ids
}

var hybridRow = func() []CellID {
	r := RequestRowIndex("other_handling")
	return tableThree[r][:]
}()

// Count counts the cells in a state.
func (r *Report) Count(s CellState) int {
	n := 0
	for i := range r.Cells {
		if r.Cells[i].State == s {
			n++
		}
	}
	return n
}

// PublishedCells lists the cells of r that the data shows, in form order: those
// its editions have, and any other that was printed all the same.
func (r *Report) PublishedCells() []CellID {
	var want [CellCount]bool
	for _, id := range r.FormCellsOf() {
		want[id] = true
	}
	ids := make([]CellID, 0, CellCount)
	for id := range want {
		if want[id] || r.Cells[id].State != Absent {
			ids = append(ids, CellID(id))
		}
	}
	return ids
}
