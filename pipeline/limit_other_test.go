//go:build !unix

package pipeline_test

// limitFiles has no limit to put on a process here.
func limitFiles(map[string]string) {}
