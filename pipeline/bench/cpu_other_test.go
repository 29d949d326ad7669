//go:build !unix

package bench

import "time"

var began = time.Now()

// spent is the time since the tests began, where processor time is not told.
func spent() time.Duration { return time.Since(began) }
