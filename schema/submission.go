package schema

// A Verdict says what became of a gathered file.
type Verdict string

// The verdicts. Every file gathered gets exactly one.
const (
	Accepted     Verdict = "accepted"     // its report stands for a unit and year
	Superseded   Verdict = "superseded"   // a later file of the same unit and year differs and stands instead
	Duplicate    Verdict = "duplicate"    // the same bytes or the same cells as an accepted file
	Held         Verdict = "held"         // kept and shown, never added: unit or year unknown, or not stable yet
	Unreadable   Verdict = "unreadable"   // no reader could take it, see the reason
	NotAReport   Verdict = "not_a_report" // office litter, hidden files, other papers
	OpenedBundle Verdict = "bundle"       // an archive or mail: its members have verdicts of their own
)

// A Submission is one file found in the inbox, or one member of a bundle.
type Submission struct {
	ID      string   // first 16 hex digits of SHA-256 over path and content hash
	Path    string   // inside the inbox, '/' between folders, " › " between a bundle and its member
	Bundle  string   // path of the bundle it came in, "" if none
	Name    string   // base name
	Folders []string // folders and bundles above it, outermost first: witnesses for unit and year
	Bytes   int64
	SHA256  string // lower-case hexadecimal, "" if the bytes could not be read

	// Received is the ISO date the file came in, "" where nobody says so. File
	// times are asked only if the configuration wants them: copying changes them.
	Received string

	Format  string // of the reader that took it
	Charset string
	Notes   []Note // what the reader noticed

	UnitCode   string
	ReportYear int
	Edition    Edition

	Verdict  Verdict
	Code     string // machine word for the reason: "empty", "office_lock", "unit_unknown", …
	Reason   string // one sentence in Chinese: why, and what the clerk should do
	ReasonEN string
}
