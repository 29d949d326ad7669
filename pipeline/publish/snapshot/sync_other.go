//go:build !linux

package snapshot

import "errors"

func (osFS) SyncsWhole(string) bool { return false }

func (osFS) SyncWhole(string) error { return errors.ErrUnsupported }
