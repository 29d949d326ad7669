// Package bounds holds what every reader must keep to: how much a document may
// cost, and how a reader says that it refuses one. Clerks' files come from
// anywhere; a reader that meets its bound stops and names it.
package bounds

import "fmt"

// Bounds limit what one document may cost. Zero is not "unlimited": start from
// [Default].
type Bounds struct {
	Bytes    int64 // expanded bytes of one document, all parts together
	Cells    int   // table cells of one document, spans expanded
	Blocks   int   // paragraphs and tables of one document
	Depth    int   // nesting of elements, tables or bundles
	Entries  int   // parts in a zip container or files in a bundle
	Ratio    int64 // expanded bytes per stored byte of one part, judged above RatioFloor
	TextSize int   // bytes of one paragraph or cell
	Pages    int   // pages of a fixed-layout document
}

// RatioFloor is the expanded size below which no ratio is judged: small parts
// of honest files compress a hundredfold.
const RatioFloor = 4 << 20

// Default returns the bounds of an honest office: a report is 10 KB to 20 MB.
func Default() Bounds {
	return Bounds{
		Bytes: 256 << 20, Cells: 400_000, Blocks: 200_000, Depth: 128,
		Entries: 10_000, Ratio: 200, TextSize: 4 << 20, Pages: 500,
	}
}

// The codes of a [Refusal], stable for ever.
const (
	Empty       = "empty"       // no bytes, or no text and no tables
	Truncated   = "truncated"   // ends in the middle
	Encrypted   = "encrypted"   // a password is needed
	Scanned     = "scanned"     // pictures only, no text
	TooLarge    = "too_large"   // over a bound
	TooDeep     = "too_deep"    // nested over the bound
	Damaged     = "damaged"     // not what its first bytes promise
	Unsupported = "unsupported" // a format that no reader takes
)

// A Refusal says why a document was not read and what the clerk should do. It
// is a result, not a fault of the run.
type Refusal struct {
	Code string // one of the codes above
	Text string // one sentence in Chinese: what is wrong, what to do
	EN   string // the same in English
}

// Error gives the code and the English sentence.
func (r *Refusal) Error() string { return fmt.Sprintf("%s: %s", r.Code, r.EN) }

// Over is the refusal for a bound that was met; what is a short English noun
// ("table cells"), zh the same in Chinese.
func Over(what, zh string, bound int64) *Refusal {
	return &Refusal{
		Code: TooLarge,
		Text: fmt.Sprintf("文件超出限制：%s超过 %d，请核对文件后重新报送", zh, bound),
		EN:   fmt.Sprintf("over the bound of %d %s; check the file and send it again", bound, what),
	}
}
