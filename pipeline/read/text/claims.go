package text

import (
	"huizong/pipeline/read/charset"
)

// headLength is how much of a file is looked at.
const headLength = 64 << 10

// Claims reports whether data could be text: its first part can be decoded.
func Claims(data []byte) bool {
	_, _, err := charset.Decode(data[:min(len(data), headLength)])
	return err == nil
}
