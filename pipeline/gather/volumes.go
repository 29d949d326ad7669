package gather

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"huizong/pipeline/read/bounds"
)

// The naming schemes of split archives: which name the first volume has.
var volumeNames = []struct {
	later *regexp.Regexp
	first func(m []string) string
	sure  bool // the name alone says that it is a volume
}{
	{regexp.MustCompile(`(?i)^(.+\.part)(\d+)(\.rar)$`), func(m []string) string { return m[1] + padded(1, len(m[2])) + m[3] }, true},
	{regexp.MustCompile(`(?i)^(.+\.)r(\d\d)$`), func(m []string) string { return m[1] + "rar" }, true},
	{regexp.MustCompile(`(?i)^(.+\.)z(\d\d)$`), func(m []string) string { return m[1] + "zip" }, true},
	{regexp.MustCompile(`(?i)^(.+\.(?:7z|zip|rar|tar|gz|tgz)\.)(\d\d\d)$`), func(m []string) string { return m[1] + "001" }, true},
	{regexp.MustCompile(`^(.+\.)(\d\d\d)$`), func(m []string) string { return m[1] + "001" }, false},
}

// endsLikeVolume reports whether one of the schemes could fit a name: most names
// need not be asked.
func endsLikeVolume(name string) bool {
	if name == "" {
		return false
	}
	last := name[len(name)-1]
	return last >= '0' && last <= '9' || last|0x20 == 'r' && strings.HasSuffix(strings.ToLower(name), ".rar")
}

func padded(n, width int) string { return fmt.Sprintf("%0*d", width, n) }

// laterVolume is the fate of a volume that is not the first of its archive, nil
// for any other file.
func (w *walk) laterVolume(f *File, data []byte) *fate {
	if !endsLikeVolume(f.Name) {
		return nil
	}
	for _, v := range volumeNames {
		m := v.later.FindStringSubmatch(f.Name)
		if m == nil {
			continue
		}
		first := v.first(m)
		if first == f.Name || strings.HasSuffix(strings.ToLower(first), ".rar") && !claimsRAR(f.Name, data) {
			continue
		}
		if w.standsBeside(f, first) {
			return volumeOf(first)
		}
		if v.sure {
			return unreadable(volumeMissing)
		}
	}
	return nil
}

// raw name of a file beside f: names are found by what they show, so that one
// in GBK finds its neighbours, too.
func (w *walk) rawBeside(f *File, shown string) (string, bool) {
	if f.raw == "" {
		return "", false
	}
	dir := path.Dir(f.raw)
	entries, err := w.readDir(dir)
	if err != nil {
		return "", false
	}
	for _, e := range entries {
		if e.Type().IsRegular() && strings.EqualFold(display(decodeName(e.Name())), shown) {
			return join(dir, e.Name()), true
		}
	}
	return "", false
}

func (w *walk) standsBeside(f *File, shown string) bool {
	_, ok := w.rawBeside(f, shown)
	return ok
}

// beside reads files next to f, as long as all of them together stay within the
// bytes of one document. A name that is not there gives [fs.ErrNotExist].
func (w *walk) beside(f *File) func(shown string) ([]byte, error) {
	left := w.o.Bounds.Bytes
	return func(shown string) ([]byte, error) {
		raw, ok := w.rawBeside(f, shown)
		if !ok {
			return nil, fs.ErrNotExist
		}
		data, _, err := w.take(raw, strings.TrimSuffix(f.Path, f.Name)+shown)
		if err != nil {
			return nil, err
		}
		if left -= int64(len(data)); left < 0 {
			return nil, bounds.Over("bytes", "文件字节数", w.o.Bounds.Bytes)
		}
		return data, nil
	}
}

func isFirstVolume(name string) bool { return strings.HasSuffix(name, ".001") }

// joinVolumes puts the parts .001, .002, … of an archive together that was cut
// without regard to its format. Other files come back as they are.
func (w *walk) joinVolumes(f *File, data []byte) ([]byte, error) {
	if !isFirstVolume(f.Name) || f.raw == "" || !startsArchive(data) {
		return data, nil
	}
	read, whole := w.beside(f), bytes.Clone(data)
	for n := 2; n < 1000; n++ {
		part, err := read(strings.TrimSuffix(f.Name, "001") + padded(n, 3))
		if errors.Is(err, fs.ErrNotExist) {
			break
		}
		var r *bounds.Refusal
		if errors.As(err, &r) {
			return nil, &fated{unreadable(r)}
		}
		if err != nil {
			return nil, err
		}
		whole = append(whole, part...)
	}
	return whole, nil
}

func startsArchive(data []byte) bool {
	return bytes.HasPrefix(data, []byte("PK\x03\x04")) || claimsRAR("", data) || claims7z("", data) || claimsGzip("", data)
}
