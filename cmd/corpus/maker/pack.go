package maker

import (
	"archive/zip"
	"bytes"
	"strings"
)

// A member is one file of a zip package.
type member struct{ name, text string }

// zipped packs members in the order given. No member has a time, so that the
// bytes depend on nothing else.
func zipped(members []member) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range members {
		w, err := z.CreateHeader(&zip.FileHeader{Name: m.name, Method: zip.Deflate})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write([]byte(m.text)); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// escape makes text safe inside XML and HTML.
func escape(s string) string { return escaper.Replace(s) }
