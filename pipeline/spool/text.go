package spool

import "unsafe"

// text is b without copying it; nobody else has b.
func text(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
