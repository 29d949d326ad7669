package schema

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
)

// A Severity is how much a finding asks for.
type Severity uint8

// The severities in the words of county reviewers.
const (
	NoteSeverity Severity = iota // 提示: worth a look
	Explain                      // 核实: corrected or explained
	Must                         // 强制: arithmetic or law
)

var severityNames = [...]string{"note", "explain", "must"}

// String returns the code stored in the data.
func (s Severity) String() string { return severityNames[s] }

// SeverityByName is the severity of the code, [NoteSeverity] for an unknown one.
func SeverityByName(name string) Severity {
	for s := NoteSeverity; s <= Must; s++ {
		if severityNames[s] == name {
			return s
		}
	}
	return NoteSeverity
}

// Label returns the reviewers' word: 提示, 核实, 强制.
func (s Severity) Label() string { return [...]string{"提示", "核实", "强制"}[s] }

// A CheckState is how a rule ended for one unit and year.
type CheckState uint8

// The four states.
const (
	NotApplicable CheckState = iota
	Holds                    // it holds, whatever the blanks are
	Unclear                  // a needed cell is blank or unread and the blanks decide
	Violated                 // it does not hold, whatever the blanks are
)

var checkStateNames = [...]string{"not_applicable", "holds", "unclear", "violated"}

// String returns the code stored in the data.
func (s CheckState) String() string { return checkStateNames[s] }

// A Finding is one place where a rule does not hold.
type Finding struct {
	Rule       string
	Severity   Severity
	UnitCode   string // "" when no unit is concerned or known
	UnitName   string
	ReportYear int    // 0 when no year is concerned or known
	Cell       CellID // NoCell when about no single cell
	Detail     string // what tells two findings of one rule and unit apart, besides the cell; part of the identity
	Message    string // one sentence in Chinese
	MessageEN  string
	Formula    string // with the actual numbers; "" for rules without arithmetic
	Left       *Decimal
	Right      *Decimal
	Place      Place
	Submission string // submission id
	Explained  string // the township's explanation, "" if none
	Parent     string // ID of the slip finding that explains this one, "" if none
	Suggestion string // a question to the township in Chinese ("是否应为 17？"), "" if none; never applied
}

// Open reports whether a finding still waits for the unit: it stands under no
// other, and no explanation closes it. A sum of the form that must hold is not
// closed by words: it stays open, marked as explained.
func (f *Finding) Open() bool {
	if f.Parent != "" {
		return false
	}
	return f.Explained == "" || f.Severity == Must && (strings.HasPrefix(f.Rule, "t3.") || strings.HasPrefix(f.Rule, "t4.") || strings.HasPrefix(f.Rule, "slip."))
}

// Difference is Left − Right, nil unless both are known.
func (f *Finding) Difference() *Decimal {
	if f.Left == nil || f.Right == nil {
		return nil
	}
	d := *f.Left - *f.Right
	return &d
}

// CellCode returns the code of the cell, "" for none.
func (f *Finding) CellCode() string {
	if f.Cell == NoCell {
		return ""
	}
	return Cells[f.Cell].Code
}

// ID is stable from run to run: it depends on what the finding is about, not
// on the numbers, the order or the wording.
func (f *Finding) ID() string {
	h := sha256.New()
	for _, s := range []string{f.Rule, f.UnitCode, strconv.Itoa(f.ReportYear), f.CellCode(), f.Detail} {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	if f.UnitCode == "" {
		h.Write([]byte(f.Place.File))
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// A Check is one rule judged for one unit and year.
type Check struct {
	Rule       string
	UnitCode   string
	ReportYear int
	State      CheckState
	Instances  int // how many places of the rule were judged
}
