package snapshot

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"
)

// A File is one file of a snapshot.
type File struct {
	Path   string `json:"path"` // '/' between folders
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
	Rows   int64  `json:"rows,omitempty"` // of a table
}

// An Input is one file that the snapshot was made from.
type Input struct {
	Path     string `json:"path"`
	SHA256   string `json:"sha256"`
	Received string `json:"received,omitempty"` // the day, where it is taken from the file: it bears on the result
	Verdict  string `json:"verdict"`
}

// A Manifest says what a snapshot was made from, and what it holds. Times stand
// only here.
type Manifest struct {
	ID            string  `json:"id"`            // see [Identity]
	Content       string  `json:"content"`       // see [Content]: equal contents are nothing new
	Version       string  `json:"version"`       // of the tool
	Configuration string  `json:"configuration"` // SHA-256 of what the configuration says: of the next two
	Roster        string  `json:"roster"`        // SHA-256 of the roster
	Rules         string  `json:"rules"`         // SHA-256 of rules, explanations and settings that bear on the result
	Before        string  `json:"before"`        // id of the snapshot it was compared with, "" for none
	Created       string  `json:"created"`       // RFC 3339, UTC
	Outcome       any     `json:"outcome,omitempty"`
	Inputs        []Input `json:"inputs"`
	Outputs       []File  `json:"outputs"`
}

// Content is the hash of all that a snapshot's data are made from.
func Content(version, configuration string, inputs []Input) string {
	parts := []string{version, configuration}
	for _, i := range inputs {
		parts = append(parts, i.Path, i.SHA256, i.Received, i.Verdict)
	}
	return hashOf(parts)
}

// Identity is the id of a snapshot: its content, and what it was compared with.
func Identity(content, before string) string { return hashOf([]string{content, before}) }

func hashOf(parts []string) string {
	h := sha256.New()
	for _, s := range parts {
		io.WriteString(h, s+"\x00") // a hash takes everything
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

func (m *Manifest) encode() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(m); err != nil {
		return nil, fmt.Errorf("manifest: %w", err)
	}
	return b.Bytes(), nil
}

// successOf is the text of _SUCCESS: one line a file, hash, rows, path; the
// manifest's own first, hashed without the line that says when, so that equal
// results have equal seals.
func successOf(m *Manifest, manifest []byte) []byte {
	var b bytes.Buffer
	sum := sha256.Sum256(timeless(manifest))
	fmt.Fprintf(&b, "%s\t0\t%s\n", hex.EncodeToString(sum[:]), ManifestName)
	for _, f := range m.Outputs {
		fmt.Fprintf(&b, "%s\t%d\t%s\n", f.SHA256, f.Rows, f.Path)
	}
	return b.Bytes()
}

// timeless drops the line "created" of an encoded manifest. The encoder indents
// by two and escapes line ends, so the line is the manifest's own field.
func timeless(manifest []byte) []byte {
	from := bytes.Index(manifest, []byte("\n  \"created\": "))
	if from < 0 {
		return manifest
	}
	to := bytes.IndexByte(manifest[from+1:], '\n')
	if to < 0 {
		return manifest
	}
	return slices.Concat(manifest[:from], manifest[from+1+to:])
}

// ErrDamaged is wrapped where a snapshot is not what its seal says.
var ErrDamaged = errors.New("snapshot is damaged")

// ReadManifest reads the manifest of a snapshot's folder.
func ReadManifest(dir string) (*Manifest, error) { return Open(dir).manifest(dir) }

func (s *Store) manifest(dir string) (*Manifest, error) {
	text, err := s.fs.ReadFile(filepath.Join(dir, ManifestName))
	if err != nil {
		return nil, fmt.Errorf("snapshot: %w", err)
	}
	m := &Manifest{}
	if err := json.Unmarshal(text, m); err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrDamaged, dir, err)
	}
	return m, nil
}

// Verify holds a snapshot against its seal: every file there, every hash right,
// nothing besides. The error wraps [ErrDamaged] and names the files.
func (s *Store) Verify(dir string) error { return s.verify(dir, nil) }

// verify uses the manifest given, else the one in the folder.
func (s *Store) verify(dir string, m *Manifest) error {
	text, err := s.fs.ReadFile(filepath.Join(dir, ManifestName))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if m == nil {
		if m, err = s.manifest(dir); err != nil {
			return err
		}
	}
	seal, err := s.fs.ReadFile(filepath.Join(dir, SuccessName))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if !bytes.Equal(seal, successOf(m, text)) {
		return fmt.Errorf("%w: %s: %s does not fit %s", ErrDamaged, dir, SuccessName, ManifestName)
	}
	wrong, err := s.wrong(dir, m)
	if err != nil {
		return fmt.Errorf("%w: %s: %w", ErrDamaged, dir, err)
	}
	if len(wrong) > 0 {
		return fmt.Errorf("%w: %s: not as written: %s", ErrDamaged, dir, strings.Join(wrong, ", "))
	}
	return nil
}

// wrong lists the files that are lost, changed or too many, by path.
func (s *Store) wrong(dir string, m *Manifest) ([]string, error) {
	known := map[string]bool{ManifestName: true, SuccessName: true}
	var wrong, found []string
	listed := s.beside(func() (err error) {
		found, err = s.filesIn(dir, "")
		return err
	})
	whole := s.whole(dir, m.Outputs)
	err := listed()
	for i, f := range m.Outputs {
		known[f.Path] = true
		if !whole[i] {
			wrong = append(wrong, f.Path)
		}
	}
	for _, path := range found {
		if !known[path] {
			wrong = append(wrong, path+" (unknown)")
		}
	}
	return wrong, err
}

// beside does something beside what follows, and gives who waits for it; where
// files are touched one after the other it is done at once.
func (s *Store) beside(do func() error) (wait func() error) {
	if s.together == 0 {
		err := do()
		return func() error { return err }
	}
	var group errgroup.Group
	group.Go(do)
	return group.Wait
}

// hashedTogether is how many files are worth a turn of a processor, where there
// are so many that each has its turn.
const hashedTogether = 64

// whole says which files are there as they were written; it looks at them on all
// processors, unless files are to be touched one after the other.
func (s *Store) whole(dir string, files []File) []bool {
	whole := make([]bool, len(files))
	processors := max(1, min(s.together, runtime.GOMAXPROCS(0)))
	together := min(hashedTogether, len(files)/processors+1)
	var group errgroup.Group
	group.SetLimit(processors)
	for from := 0; from < len(files); from += together {
		group.Go(func() error {
			buffer := make([]byte, 64<<10)
			for i := from; i < min(from+together, len(files)); i++ {
				got, err := s.hash(filepath.Join(dir, filepath.FromSlash(files[i].Path)), buffer)
				whole[i] = err == nil && got == files[i].SHA256
			}
			return nil
		})
	}
	_ = group.Wait() // what cannot be read is not whole
	return whole
}

// filesIn lists the files of a folder at any depth, '/' between folders.
func (s *Store) filesIn(dir, prefix string) (paths []string, err error) {
	entries, err := s.fs.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if !e.IsDir() {
			paths = append(paths, prefix+e.Name())
			continue
		}
		inner, err := s.filesIn(filepath.Join(dir, e.Name()), prefix+e.Name()+"/")
		if err != nil {
			return nil, err
		}
		paths = append(paths, inner...)
	}
	return paths, nil
}

func (s *Store) hash(path string, buffer []byte) (string, error) {
	f, err := s.fs.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.CopyBuffer(h, struct{ io.Reader }{f}, buffer); err != nil { // a file alone would take a buffer of its own
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
