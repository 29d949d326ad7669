// Package check turns reports into findings: it holds the rule book and judges
// reports by it.
//
// A [Rule] is a value in one of the explicit lists of this folder, one file for each
// family; [RuleSet] is those lists after a county's changes. [Run] judges
// everything at once. The one thing to know: a cell that is not a number is
// unknown, never 0, so each rule ends in one of four states for each unit and
// year (holds, violated, unclear, not applicable), and only what fails whatever
// the unknown cells are is a finding.
//
// The equations of the form are stated in package schema and judged by package
// linear; nothing here states them again. Claims in prose, copied text and the
// slips behind several failures are found elsewhere and come in with [Input].
package check
