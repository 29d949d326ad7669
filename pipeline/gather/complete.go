package gather

import "bytes"

// complete judges by the format whether a document ends where it should. A
// copy that broke off keeps its first bytes and loses the last: the directory
// of a zip, the trailer of a PDF. Formats without a mark at the end pass.
func complete(data []byte) bool {
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return endOfDirectory(data) >= 0
	case bytes.HasPrefix(bytes.TrimLeft(data[:min(len(data), 1024)], "\x00\t\r\n \ufeff"), []byte("%PDF-")):
		return pdfTrailer(data)
	}
	return true
}

// endOfDirectory finds the record that ends a zip, -1 if there is none.
func endOfDirectory(data []byte) int {
	const length, longestComment = 22, 1<<16 - 1
	from := max(0, len(data)-length-longestComment)
	for tail := data[from:]; ; {
		at := bytes.LastIndex(tail, []byte("PK\x05\x06"))
		if at < 0 {
			return -1
		}
		if from+at+length <= len(data) {
			return from + at
		}
		tail = tail[:at]
	}
}

// pdfTrailer looks for %%EOF near the end; padding and a few words behind it
// are common. A linearized PDF has another one near its beginning.
func pdfTrailer(data []byte) bool {
	const near = 4096
	data = bytes.TrimRight(data, "\x00\t\r\n ")
	return bytes.Contains(data[max(0, len(data)-near):], []byte("%%EOF"))
}
