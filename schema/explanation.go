package schema

// An Explanation (审核说明) answers a finding. It is bound to the numbers it
// explained: when they change it expires, and its text is offered again.
type Explanation struct {
	UnitCode   string
	ReportYear int
	Rule       string
	Cell       CellID // NoCell: every cell of the rule
	Text       string
	Author     string
	Date       string // ISO date
	Left       *Decimal
	Right      *Decimal
	Place      Place // file and line, or sheet and row, it was written at
}
