package object

import (
	"bytes"
	"compress/lzw"

	"encoding/ascii85"
	"errors"
	"io"
	"sync"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zlib"
)

// ErrFilter is a filter that is not for text: a picture's.
var ErrFilter = errors.New("no filter for text")

// Decode returns the data of a stream. Damaged data gives what was read before
// the damage, with an error.
func (f *File) Decode(s *Stream) ([]byte, error) {
	filters, params := f.list(s.Dict["Filter"], s.Dict["F"]), f.list(s.Dict["DecodeParms"], s.Dict["DP"])
	data := s.Raw
	if f.lock != nil && s.number > 0 && (len(filters) == 0 || f.Name(filters[0]) != "Crypt") {
		if err := f.spend(len(data)); err != nil {
			return nil, err
		}
		data = f.lock.clear(s)
	}
	var first error
	for i, v := range filters {
		var p Dict
		if i < len(params) {
			p = f.Dict(params[i])
		}
		out, err := f.filter(f.Name(v), p, data)
		if err != nil && (len(out) == 0 || errors.Is(err, ErrTooLarge) || errors.Is(err, ErrFilter)) {
			return nil, err
		}
		if first == nil {
			first = err
		}
		data = out
	}
	return data, first
}

// list takes one value for a list of one.
func (f *File) list(v, short Value) Array {
	if v == nil {
		v = short
	}
	switch v := f.Resolve(v).(type) {
	case Array:
		return v
	case nil:
		return nil
	default:
		return Array{v}
	}
}

func (f *File) filter(name Name, p Dict, data []byte) ([]byte, error) {
	var r io.Reader
	switch name {
	case "FlateDecode", "Fl":
		out, err := f.inflate(data)
		if errors.Is(err, ErrTooLarge) {
			return nil, err
		}
		return f.predicted(p, out), err
	case "LZWDecode", "LZW":
		out, err := f.lzw(data, f.Int(p["EarlyChange"], 1))
		if err != nil {
			return out, err
		}
		return f.predicted(p, out), nil
	case "ASCIIHexDecode", "AHx":
		l := NewLexer(data)
		return []byte(l.hex().(String)), nil
	case "ASCII85Decode", "A85":
		if i := bytes.Index(data, []byte("~>")); i >= 0 {
			data = data[:i]
		}
		r = ascii85.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("<~"))))
	case "RunLengthDecode", "RL":
		return f.runLength(data)
	case "Crypt":
		return data, nil
	default:
		return nil, ErrFilter
	}
	out, err := f.readAll(r, len(data))
	if errors.Is(err, ErrTooLarge) {
		return nil, err
	}
	return f.predicted(p, out), err
}

// inflaters keeps zlib readers from stream to stream: a new one costs more than
// a short stream takes to unpack.
var inflaters sync.Pool

// inflate unpacks zlib data; a broken header is passed over.
func (f *File) inflate(data []byte) ([]byte, error) {
	z, kept := inflaters.Get().(io.Reader)
	var err error
	if kept {
		err = z.(zlib.Resetter).Reset(bytes.NewReader(data), nil)
	} else {
		z, err = zlib.NewReader(bytes.NewReader(data))
	}
	if err != nil {
		if len(data) < 2 {
			return nil, err
		}
		return f.readAll(flate.NewReader(bytes.NewReader(data[2:])), len(data))
	}
	defer inflaters.Put(z)
	return f.readAll(z, len(data))
}

// Unpacked data is usually four times as long as packed; more than mostGuessed
// is not believed beforehand.
const (
	usualRatio  = 4
	mostGuessed = 1 << 20
)

// readAll unpacks so many bytes as far as the file's allowance goes.
func (f *File) readAll(r io.Reader, packed int) ([]byte, error) {
	out := bytes.NewBuffer(make([]byte, 0, min(usualRatio*packed, mostGuessed)+bytes.MinRead))
	_, err := out.ReadFrom(io.LimitReader(r, f.left+1))
	if err := f.spend(out.Len()); err != nil {
		return nil, err
	}
	return out.Bytes(), err
}

func (f *File) spend(n int) error {
	if f.left -= int64(n); f.left < 0 {
		f.left = 0
		return ErrTooLarge
	}
	return nil
}

// lzw decodes PDF's LZW: the standard library's with most significant bits
// first counts codes as PDF does with early change off; else one code earlier.
func (f *File) lzw(data []byte, early int) ([]byte, error) {
	if early == 0 {
		return f.readAll(lzw.NewReader(bytes.NewReader(data), lzw.MSB, 8), len(data))
	}
	var table [4096][]byte
	var out []byte
	next, width := 258, 9
	var prev []byte
	bits, have := 0, 0
	for _, c := range data {
		bits, have = bits<<8|int(c), have+8
		if have < width {
			continue
		}
		have -= width
		code := bits >> have
		bits &= 1<<have - 1
		switch {
		case code == 256:
			next, width, prev = 258, 9, nil
			continue
		case code == 257:
			return out, nil
		}
		var word []byte
		switch {
		case code < 256:
			word = []byte{byte(code)}
		case code < next && table[code] != nil:
			word = table[code]
		case code == next && prev != nil:
			word = append(bytes.Clone(prev), prev[0])
		default:
			return out, errors.New("lzw: a code before its time")
		}
		if err := f.spend(len(word)); err != nil {
			return nil, err
		}
		out = append(out, word...)
		if prev != nil && next < 4096 {
			table[next] = append(bytes.Clone(prev), word[0])
			next++
		}
		if next+1 >= 1<<width && width < 12 {
			width++
		}
		prev = word
	}
	return out, nil
}

func (f *File) runLength(data []byte) ([]byte, error) {
	var out []byte
	for i := 0; i < len(data); {
		n := int(data[i])
		i++
		switch {
		case n == 128:
			return out, nil
		case n < 128:
			end := min(i+n+1, len(data))
			out = append(out, data[i:end]...)
			i = end
		case i < len(data):
			out = append(out, bytes.Repeat(data[i:i+1], 257-n)...)
			i++
		}
		if int64(len(out)) > f.left {
			return nil, ErrTooLarge
		}
	}
	return out, f.spend(len(out))
}

// predicted undoes the prediction of rows.
func (f *File) predicted(p Dict, data []byte) []byte {
	kind := f.Int(p["Predictor"], 1)
	colors, depth, columns := f.Int(p["Colors"], 1), f.Int(p["BitsPerComponent"], 8), f.Int(p["Columns"], 1)
	if kind < 2 || colors < 1 || colors > 64 || depth < 1 || depth > 32 || columns < 1 || columns > 1<<24 {
		return data
	}
	pixel, row := max(colors*depth/8, 1), (colors*depth*columns+7)/8
	if kind == 2 {
		if depth == 8 {
			for at := 0; at+row <= len(data); at += row {
				for i := at + pixel; i < at+row; i++ {
					data[i] += data[i-pixel]
				}
			}
		}
		return data
	}
	out := make([]byte, 0, len(data))
	above := make([]byte, row)
	for len(data) > 1 {
		kind, line := data[0], data[1:min(1+row, len(data))]
		unpredict(kind, line, above, pixel)
		out = append(out, line...)
		copy(above, line)
		data = data[1+len(line):]
	}
	return out
}

// unpredict undoes one row of a PNG prediction in place.
func unpredict(kind byte, line, above []byte, pixel int) {
	for i := range line {
		var left, corner byte
		if i >= pixel {
			left, corner = line[i-pixel], above[i-pixel]
		}
		switch kind {
		case 1:
			line[i] += left
		case 2:
			line[i] += above[i]
		case 3:
			line[i] += byte((int(left) + int(above[i])) / 2)
		case 4:
			line[i] += paeth(left, above[i], corner)
		}
	}
}

func paeth(a, b, c byte) byte {
	distance := func(x int) int { return max(x, -x) }
	p := int(a) + int(b) - int(c)
	pa, pb, pc := distance(p-int(a)), distance(p-int(b)), distance(p-int(c))
	switch {
	case pa <= pb && pa <= pc:
		return a
	case pb <= pc:
		return b
	}
	return c
}
