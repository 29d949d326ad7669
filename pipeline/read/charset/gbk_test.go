package charset

import (
	"bytes"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// TestPairs asks for every pair of bytes.
func TestPairs(t *testing.T) {
	for lead := 0x80; lead <= 0xFF; lead++ {
		for trail := 0x30; trail <= 0xFF; trail++ {
			sameAsXText(t, []byte{byte(lead), byte(trail)})
		}
	}
}

// FuzzGBK holds the table to what x/text decodes.
func FuzzGBK(f *testing.F) {
	f.Add([]byte("2023\xc4\xea\xd5\xfe\xb8\xae\xd0\xc5\xcf\xa2"))
	f.Add([]byte("\x81\x30\x81\x30\x80\xff\xa2\xe3\xfe\x50\xa1"))
	f.Add([]byte("\xed\x80\x80")) // a pair and a euro sign, in UTF-8 one character
	f.Fuzz(func(t *testing.T, data []byte) { sameAsXText(t, data) })
}

func sameAsXText(t *testing.T, data []byte) {
	t.Helper()
	got, v, ok := fromGBK(nil, data)
	want, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if ok && (err != nil || !bytes.Equal(got, want)) {
		t.Errorf("fromGBK(% x) = %q, want %q, %v", data, got, want, err)
	}
	for _, e := range []encoding.Encoding{simplifiedchinese.GBK, simplifiedchinese.GB18030} {
		text, whole := AppendGBK([]byte("a"), data)
		if want, err := e.NewDecoder().Bytes(data); whole != ok || whole && (err != nil || string(text) != "a"+string(want)) {
			t.Errorf("AppendGBK(% x) = %q, %v, want %q, %v", data, text, whole, want, err)
		}
	}
	if ok && v != judge(got, false) {
		t.Errorf("fromGBK(% x) counts %+v, want %+v", data, v, judge(got, false))
	}
	if !ok && err == nil && !bytes.ContainsRune(want, '\uFFFD') && !hasByte(data, 0x80) && !hasByte(data, 0xFF) && !fourBytes(data) {
		t.Errorf("fromGBK(% x) left %q to x/text", data, want)
	}
}

func hasByte(data []byte, b byte) bool { return bytes.IndexByte(data, b) >= 0 }

// fourBytes reports whether a byte is a digit behind one that is not ASCII, as
// in characters of four bytes.
func fourBytes(data []byte) bool {
	for i := 1; i < len(data); i++ {
		if data[i-1] >= 0x80 && data[i] >= '0' && data[i] <= '9' {
			return true
		}
	}
	return false
}
