// Package container opens the zip container of an office file, part by part,
// within bounds.
//
// The one thing to know: sizes in headers are not believed. Every byte that
// comes out of a part is counted against the bounds of the whole document and
// against the ratio of its part; the checksum of each part must hold.
package container

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"sync"

	"github.com/klauspost/compress/flate"

	"huizong/pipeline/read/bounds"
)

// A Zip is an opened container. It is not safe for concurrent use.
type Zip struct {
	data   []byte
	bounds bounds.Bounds
	left   int64 // bytes that may still come out
	names  []string
	parts  map[string]*member // by key; nil where a name occurs twice
}

// OpenZip reads the directory of a zip container. The bounds' Bytes count all
// parts read through it together, Entries its parts, Ratio each part alone.
// Errors are [*bounds.Refusal].
func OpenZip(data []byte, b bounds.Bounds) (*Zip, error) {
	// Counted before memory is taken for each of them.
	if bytes.Count(data, []byte(centralSign)) > b.Entries {
		return nil, bounds.Over("parts in a zip container", "压缩包内的文件数", int64(b.Entries))
	}
	all, err := members(data)
	if err != nil {
		return nil, unopened(data)
	}
	z := &Zip{data: data, bounds: b, left: b.Bytes, names: make([]string, 0, len(all)), parts: make(map[string]*member, len(all))}
	for i := range all {
		f := &all[i]
		name := strings.TrimPrefix(strings.ReplaceAll(f.name, `\`, "/"), "/")
		if strings.HasSuffix(name, "/") {
			continue // a folder
		}
		if _, twice := z.parts[key(name)]; twice {
			f = nil
		} else {
			z.names = append(z.names, name)
		}
		z.parts[key(name)] = f
	}
	return z, nil
}

// key unifies what differs between the names that one part is given: OPC says
// that names are compared without case and begin with a slash.
func key(name string) string { return strings.ToLower(strings.TrimPrefix(name, "/")) }

// Names lists the parts in the order of the directory, without leading slash.
func (z *Zip) Names() []string { return z.names }

// Has reports whether there is a part with the name; case and a leading slash
// do not matter.
func (z *Zip) Has(name string) bool {
	_, ok := z.parts[key(name)]
	return ok
}

// Encrypted reports whether any part is encrypted.
func (z *Zip) Encrypted() bool {
	for _, f := range z.parts {
		if f != nil && f.flags&encryptedFlags != 0 {
			return true
		}
	}
	return false
}

// encryptedFlags are bits 0 (encrypted), 6 (strong encryption) and 13 (masked
// directory) of the general purpose flag, APPNOTE.TXT 4.4.4.
const encryptedFlags = 1<<0 | 1<<6 | 1<<13

// Part returns the bytes of a part, to be kept by the caller. A missing,
// doubled, encrypted, damaged or oversized part is a [*bounds.Refusal].
func (z *Zip) Part(name string) ([]byte, error) { return z.part(name, nil) }

// Lend is [Zip.Part] for a part of which nothing is kept: its bytes are use's until
// it returns, as other parts are expanded into the same memory then. Errors are
// those of Part, and of use.
func (z *Zip) Lend(name string, use func(data []byte) error) error {
	room := lent.Get().(*[]byte)
	defer lent.Put(room)
	data, err := z.part(name, (*room)[:0])
	if cap(data) <= mostLent {
		*room = data
	}
	if err != nil {
		return err
	}
	return use(data)
}

var lent = sync.Pool{New: func() any { return new([]byte) }}

// mostLent is how much memory is kept for the next part.
const mostLent = 4 << 20

// part gives the bytes of a part, in room if they fit.
func (z *Zip) part(name string, room []byte) ([]byte, error) {
	f, ok := z.parts[key(name)]
	switch {
	case !ok:
		return nil, damaged("缺少 "+name, "the part "+name+" is missing")
	case f == nil:
		return nil, damaged(name+" 出现两次", "the part "+name+" occurs twice")
	case f.flags&encryptedFlags != 0:
		return nil, &bounds.Refusal{Code: bounds.Encrypted, Text: "文件设有密码，请取消密码后重新保存报送",
			EN: "the file is protected by a password; remove it and save the file again"}
	case f.method != zip.Store && f.method != zip.Deflate:
		return nil, &bounds.Refusal{Code: bounds.Unsupported, Text: fmt.Sprintf("文件使用了不支持的压缩方式（%d），请用原软件另存后报送", f.method),
			EN: fmt.Sprintf("compressed by method %d, which office programs do not use; save it again in the program that made it", f.method)}
	}
	out, err := z.expand(f, room)
	z.left -= int64(len(out))
	switch {
	case errors.Is(err, errOver):
		return nil, z.over(name)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, &bounds.Refusal{Code: bounds.Truncated, Text: "文件不完整（" + name + " 中途结束），请重新复制或下载后报送",
			EN: "the part " + name + " ends in the middle; copy or download the file again"}
	case err != nil:
		return nil, damaged(name+" 无法解压", "the part "+name+" cannot be expanded: "+err.Error())
	}
	return out, nil
}

// expand gives what f holds, as far as it is allowed to, in room if that fits.
func (z *Zip) expand(f *member, room []byte) (out []byte, err error) {
	stored, err := z.stored(f)
	if err != nil {
		return nil, err
	}
	x := expanders.Get().(*expander)
	defer expanders.Put(x)
	from := x.begin(stored, f.method)
	defer x.stored.Reset(nil) // the file is not kept
	allowed := z.allowed(f)
	out = room
	if believed := min(f.size, uint64(allowed), mostBelieved) + 1; uint64(cap(out)) < believed {
		out = make([]byte, 0, believed)
	}
	for {
		n, err := from.Read(out[len(out):cap(out)])
		out = out[:len(out)+n]
		switch {
		case uint64(len(out)) > f.size:
			return out, zip.ErrFormat
		case int64(len(out)) > allowed:
			return out[:allowed], errOver
		case err == io.EOF:
			return out, whole(f, out)
		case err != nil:
			return out, err
		case len(out) == cap(out):
			out = append(out, 0)[:len(out)]
		}
	}
}

// stored gives the bytes of f as they are in the container, as far as they are there.
func (z *Zip) stored(f *member) ([]byte, error) {
	if f.at < 0 {
		return nil, io.ErrUnexpectedEOF
	}
	rest := z.data[f.at:]
	return rest[:min(uint64(len(rest)), f.stored)], nil
}

// mostBelieved is how much memory a header is believed to need.
const mostBelieved = 1 << 20

// An expander is used again for the next part: an inflater costs more to make
// than most parts to read.
type expander struct {
	stored   bytes.Reader
	inflater io.ReadCloser
}

var expanders = sync.Pool{New: func() any { return new(expander) }}

func (x *expander) begin(stored []byte, method uint16) io.Reader {
	x.stored.Reset(stored)
	switch {
	case method == zip.Store:
		return &x.stored
	case x.inflater == nil:
		x.inflater = flate.NewReader(&x.stored)
	default:
		x.inflater.(flate.Resetter).Reset(&x.stored, nil) // never fails
	}
	return x.inflater
}

// whole holds a part against the size and checksum in the directory. A checksum
// of zero is none, where it did not have to wait for the part's end.
func whole(f *member, out []byte) error {
	switch {
	case uint64(len(out)) != f.size:
		return io.ErrUnexpectedEOF
	case (f.sum != 0 || f.flags&sizesBehind != 0) && crc32.ChecksumIEEE(out) != f.sum:
		return zip.ErrChecksum
	}
	return nil
}

// sizesBehind is bit 3 of the general purpose flag, APPNOTE.TXT 4.4.4: size and
// checksum stand behind the part.
const sizesBehind = 1 << 3

// allowed is how many bytes may come out of f.
func (z *Zip) allowed(f *member) int64 {
	stored := int64(min(f.stored, uint64(z.bounds.Bytes)))
	return min(z.left, max(bounds.RatioFloor, stored*z.bounds.Ratio))
}

func (z *Zip) over(name string) error {
	if z.left <= 0 {
		return bounds.Over("expanded bytes", "解压后的字节数", z.bounds.Bytes)
	}
	return &bounds.Refusal{Code: bounds.TooLarge,
		Text: fmt.Sprintf("文件超出限制：%s 解压后超过原大小的 %d 倍，请核对文件后重新报送", name, z.bounds.Ratio),
		EN:   fmt.Sprintf("the part %s expands to over %d times its stored size; check the file and send it again", name, z.bounds.Ratio)}
}

var errOver = errors.New("over the bound")

// unopened tells a file cut short from a broken one.
func unopened(data []byte) error {
	if bytes.HasPrefix(data, []byte(localSign)) && !bytes.Contains(data, []byte(endSign)) {
		return &bounds.Refusal{Code: bounds.Truncated, Text: "文件不完整（压缩包没有结尾），请重新复制或下载后报送",
			EN: "the zip container has no end; copy or download the file again"}
	}
	return damaged("压缩包目录无法读取", "the directory of the zip container cannot be read")
}

func damaged(zh, en string) error {
	return &bounds.Refusal{Code: bounds.Damaged, Text: "文件已损坏：" + zh + "，请用原软件打开核对后重新保存报送",
		EN: en + "; open it in the program that made it and save it again"}
}
