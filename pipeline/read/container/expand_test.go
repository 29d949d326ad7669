package container

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"huizong/pipeline/read/bounds"
)

// FuzzExpand holds what a part gives to what archive/zip gives, whatever
// happened to the container.
func FuzzExpand(f *testing.F) {
	whole := pack(f, part{"a.xml", strings.Repeat("<a>12</a>", 500)}, part{"b.xml", "<b/>"}, part{"empty.xml", ""})
	f.Add(whole)
	for _, at := range []int{8, 14, 30, 60, 90, 140, len(whole) - 100, len(whole) - 60, len(whole) - 30} {
		f.Add(flipped(whole, at))
	}
	f.Add(whole[:len(whole)-30])
	f.Fuzz(func(t *testing.T, data []byte) {
		z, err := OpenZip(data, bounds.Default())
		if err != nil {
			return
		}
		r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatalf("OpenZip takes %q, archive/zip says %v", data, err)
		}
		parts := map[string]*zip.File{}
		for _, f := range r.File {
			parts[key(strings.ReplaceAll(f.Name, `\`, "/"))] = f
		}
		for _, name := range z.Names() {
			got, err := z.Part(name)
			file := parts[key(name)]
			if z.parts[key(name)] == nil || file.Flags&encryptedFlags != 0 || file.UncompressedSize64 > 1<<22 {
				continue
			}
			want, wantErr := readAll(file)
			switch {
			case err == nil && wantErr == nil && !bytes.Equal(got, want):
				t.Errorf("Part(%q) gives %d bytes, archive/zip %d others", name, len(got), len(want))
			case err != nil && wantErr == nil && int64(len(want)) <= z.allowed(z.parts[key(name)]):
				t.Errorf("Part(%q) = %v, archive/zip reads %d bytes", name, err, len(want))
			case err == nil && wantErr != nil && file.Flags&sizesBehind == 0: // what stands behind a part is not read again
				t.Errorf("Part(%q) gives %d bytes, archive/zip says %v", name, len(got), wantErr)
			}
		}
	})
}

func flipped(data []byte, at int) []byte {
	out := bytes.Clone(data)
	out[at] ^= 0x10
	return out
}

func readAll(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(io.LimitReader(r, 1<<23))
}
