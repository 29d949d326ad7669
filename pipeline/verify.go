package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"path/filepath"
	"slices"
	"sync"

	"huizong/pipeline/publish/recall"
	"huizong/pipeline/publish/snapshot"
)

// A Verification is what verify found out about the newest snapshot.
type Verification struct {
	Snapshot  string   `json:"snapshot"`
	Dir       string   `json:"dir"`
	Files     int      `json:"files"`
	Damaged   string   `json:"damaged,omitempty"`   // what is not as it was written, "" for nothing
	Rebuilt   bool     `json:"rebuilt"`             // a rebuild was made
	Different []string `json:"different,omitempty"` // files that a rebuild gives otherwise
	Inputs    []string `json:"inputs,omitempty"`    // inputs that changed since, so that a rebuild must differ
	Version   string   `json:"version,omitempty"`   // of the tool that made it, if another
}

// OK reports whether the snapshot is whole and, if rebuilt, the same.
func (v *Verification) OK() bool { return v.Damaged == "" && len(v.Different) == 0 }

// Verify holds the newest snapshot against its hashes and, if rebuild is set,
// makes it anew from the same inputs without publishing: every file must come
// out the same, byte for byte.
func Verify(ctx context.Context, o Options, rebuild bool) (*Verification, error) {
	store := snapshot.Open(o.Config.Out)
	dir, m, err := store.Current()
	if err != nil {
		return nil, err
	}
	v := &Verification{Snapshot: m.ID, Dir: dir, Files: len(m.Outputs)}
	if err := store.Verify(dir); err != nil {
		if !errors.Is(err, snapshot.ErrDamaged) {
			return nil, err
		}
		v.Damaged = err.Error()
		return v, nil
	}
	if !rebuild {
		return v, nil
	}
	if m.Version != o.Version {
		v.Version = m.Version
	}
	return v, v.rebuild(ctx, o, store, m)
}

func (v *Verification) rebuild(ctx context.Context, o Options, store *snapshot.Store, m *snapshot.Manifest) error {
	r := newRun(o)
	defer r.close()
	if err := r.load(); err != nil {
		return err
	}
	var err error
	if r.known, err = (recall.Snapshot{Dir: v.Dir}).SubmissionIDs(); err != nil {
		return err
	}
	if m.Before != "" {
		before := filepath.Join(filepath.Dir(v.Dir), m.Before)
		if store.Verify(before) == nil {
			var err error
			if r.before, err = r.keeper.recallBefore(before); err != nil {
				return err
			}
		}
	}
	if err := r.stage(ctx, r.upToTotals()); err != nil {
		return err
	}
	v.Rebuilt = true
	v.Inputs = r.inputsChanged(m)
	made := &hashes{sums: map[string]string{}}
	if err := r.write(ctx, made); err != nil {
		return err
	}
	for _, f := range m.Outputs {
		if made.sums[f.Path] != f.SHA256 {
			v.Different = append(v.Different, f.Path)
		}
		delete(made.sums, f.Path)
	}
	for path := range made.sums {
		v.Different = append(v.Different, path)
	}
	slices.Sort(v.Different)
	return nil
}

// inputsChanged lists the inputs that are not what the manifest tells.
func (r *run) inputsChanged(m *snapshot.Manifest) []string {
	was := map[string]snapshot.Input{}
	for _, i := range m.Inputs {
		was[i.Path] = i
	}
	var out []string
	for _, f := range r.files {
		if i, ok := was[f.Path]; !ok || i.SHA256 != f.SHA256 || i.Received != f.Received {
			out = append(out, f.Path)
		}
		delete(was, f.Path)
	}
	for path := range was {
		out = append(out, path)
	}
	slices.Sort(out)
	return out
}

// hashes is a shelf that keeps only the hash of each file.
type hashes struct {
	mu   sync.Mutex
	sums map[string]string
}

func (h *hashes) Create(path string, _ int64) (io.WriteCloser, error) {
	return &hashed{Hash: sha256.New(), path: path, into: h}, nil
}

type hashed struct {
	hash.Hash
	path string
	into *hashes
}

func (h *hashed) Close() error {
	h.into.mu.Lock()
	defer h.into.mu.Unlock()
	h.into.sums[h.path] = hex.EncodeToString(h.Sum(nil))
	return nil
}
