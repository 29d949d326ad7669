package dataset

import "unsafe"

// view lends the bytes of a string; parquet-go copies them into its page.
func view(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }
