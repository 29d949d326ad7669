package object

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"errors"
)

// An owner's password keeps people from printing or changing a file; everybody may
// read it, for it is encrypted under an empty user's password. ISO 32000-2, 7.6;
// revision 5 is Adobe's supplement to ISO 32000-1, extension level 3.

// ErrLocked is a file that an empty password does not open, or that another
// program's encryption keeps shut.
var ErrLocked = errors.New("encrypted")

// A lock is the encryption of a file that an empty password opens.
type lock struct {
	key              []byte
	streams, strings method
	metadata         bool // is encrypted too
}

// A method is how data is encrypted.
type method uint8

const (
	inClear method = iota
	rc4Method
	aes128Method
	aes256Method
)

// padding stands in for a password, 7.6.4.3.2.
var padding = []byte("\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A")

// unlock opens the file's encryption, if it has one, with an empty password.
func (f *File) unlock() error {
	v, locked := f.Trailer["Encrypt"]
	if !locked || f.Resolve(v) == nil {
		return nil
	}
	d := f.Dict(v)
	if f.Name(d["Filter"]) != "Standard" {
		return ErrLocked
	}
	l := &lock{metadata: f.Resolve(d["EncryptMetadata"]) != false}
	version, revision := f.Int(d["V"], 0), f.Int(d["R"], 0)
	bits := f.Int(d["Length"], 40)
	switch version {
	case 1:
		l.streams, l.strings, bits = rc4Method, rc4Method, 40
	case 2, 3:
		l.streams, l.strings = rc4Method, rc4Method
	case 4, 5:
		l.streams, l.strings, bits = f.method(d, "StmF"), f.method(d, "StrF"), 128
	default:
		return ErrLocked
	}
	if bits < 40 || bits > 128 || bits%8 != 0 {
		return ErrLocked
	}
	user := f.bytes(d["U"])
	if version == 5 {
		l.key = fileKey256(user, f.bytes(d["UE"]), revision)
	} else {
		id := ""
		if ids := f.Array(f.Trailer["ID"]); len(ids) > 0 {
			id = f.bytes(ids[0])
		}
		l.key = fileKey(f.bytes(d["O"]), user, id, uint32(f.permissions(d)), revision, bits/8, l.metadata)
	}
	if l.key == nil {
		return ErrLocked
	}
	f.lock = l
	return nil
}

// permissions is P: 32 bits that some programs write without their sign.
func (f *File) permissions(d Dict) int64 {
	n, _ := f.Number(d["P"])
	return int64(n)
}

func (f *File) bytes(v Value) string {
	s, _ := f.Resolve(v).(String)
	return string(s)
}

// method is that of a crypt filter; what is not known is in clear only if it says so.
func (f *File) method(d Dict, use Name) method {
	filter := f.Dict(f.Dict(d["CF"])[f.Name(d[use])])
	switch f.Name(filter["CFM"]) {
	case "V2":
		return rc4Method
	case "AESV2":
		return aes128Method
	case "AESV3":
		return aes256Method
	}
	return inClear
}

// fileKey is the key of revisions 2 to 4, nil if the password is not empty:
// algorithms 2, 4 and 5.
func fileKey(owner, user, id string, permissions uint32, revision, length int, metadata bool) []byte {
	if len(owner) < 32 || len(user) < 16 {
		return nil
	}
	h := md5.New()
	h.Write(padding)
	h.Write([]byte(owner[:32]))
	_ = binary.Write(h, binary.LittleEndian, permissions)
	h.Write([]byte(id))
	if revision >= 4 && !metadata {
		h.Write([]byte{0xff, 0xff, 0xff, 0xff})
	}
	key := h.Sum(nil)
	if revision == 2 {
		length = 5
	} else {
		for range 50 {
			sum := md5.Sum(key[:length])
			copy(key, sum[:])
		}
	}
	key = key[:length]
	if revision == 2 {
		if user != string(xorStream(key, padding)) {
			return nil
		}
		return key
	}
	sum := md5.Sum(append(bytes.Clone(padding), id...))
	check := sum[:]
	for i := range 20 {
		turned := bytes.Clone(key)
		for k := range turned {
			turned[k] ^= byte(i)
		}
		check = xorStream(turned, check)
	}
	if user[:16] != string(check) {
		return nil
	}
	return key
}

// fileKey256 is the key of revisions 5 and 6, nil if the password is not empty:
// algorithms 2.A and 11.
func fileKey256(user, wrapped string, revision int) []byte {
	if len(user) < 48 || len(wrapped) < 32 {
		return nil
	}
	check, validation, salt := user[:32], user[32:40], user[40:48]
	if string(hash256([]byte(validation), revision)) != check {
		return nil
	}
	block, err := aes.NewCipher(hash256([]byte(salt), revision))
	if err != nil {
		return nil
	}
	key := make([]byte, 32)
	cipher.NewCBCDecrypter(block, make([]byte, aes.BlockSize)).CryptBlocks(key, []byte(wrapped[:32]))
	return key
}

// hash256 hashes an empty password with a salt: algorithm 2.B, in revision 5 its
// first step alone.
func hash256(salt []byte, revision int) []byte {
	sum := sha256.Sum256(salt)
	k := sum[:]
	if revision < 6 {
		return k
	}
	for round := 0; ; round++ {
		e := bytes.Repeat(k, 64)
		block, err := aes.NewCipher(k[:16])
		if err != nil {
			return nil
		}
		cipher.NewCBCEncrypter(block, k[16:32]).CryptBlocks(e, e)
		rest := 0
		for _, c := range e[:16] {
			rest += int(c) // 256 is 1 modulo 3
		}
		switch rest % 3 {
		case 0:
			s := sha256.Sum256(e)
			k = s[:]
		case 1:
			s := sha512.Sum384(e)
			k = s[:]
		default:
			s := sha512.Sum512(e)
			k = s[:]
		}
		if round >= 63 && int(e[len(e)-1]) <= round-31 {
			return k[:32]
		}
	}
}

// xorStream is data under RC4.
func xorStream(key, data []byte) []byte {
	c, err := rc4.NewCipher(key)
	if err != nil {
		return nil
	}
	out := make([]byte, len(data))
	c.XORKeyStream(out, data)
	return out
}

// open decrypts data of an object: algorithms 1 and 1.A.
func (l *lock) open(m method, data []byte, number, generation int) []byte {
	if m == inClear {
		return data
	}
	key := l.key
	if m != aes256Method {
		key = append(bytes.Clone(key), byte(number), byte(number>>8), byte(number>>16), byte(generation), byte(generation>>8))
		if m == aes128Method {
			key = append(key, "sAlT"...)
		}
		sum := md5.Sum(key)
		key = sum[:min(len(l.key)+5, len(sum))]
	}
	if m == rc4Method {
		return xorStream(key, data)
	}
	whole := len(data) / aes.BlockSize * aes.BlockSize
	block, err := aes.NewCipher(key)
	if err != nil || whole < 2*aes.BlockSize {
		return nil
	}
	out := make([]byte, whole-aes.BlockSize)
	cipher.NewCBCDecrypter(block, data[:aes.BlockSize]).CryptBlocks(out, data[aes.BlockSize:whole])
	if n := int(out[len(out)-1]); n >= 1 && n <= aes.BlockSize {
		out = out[:len(out)-n]
	}
	return out
}

// clearStrings decrypts the strings in a value of an object.
func (l *lock) clearStrings(v Value, number, generation int) Value {
	switch v := v.(type) {
	case String:
		return String(l.open(l.strings, []byte(v), number, generation))
	case Array:
		for i := range v {
			v[i] = l.clearStrings(v[i], number, generation)
		}
	case Dict:
		for k := range v {
			v[k] = l.clearStrings(v[k], number, generation)
		}
	}
	return v
}

// clear is a stream's data as it was before encryption.
func (l *lock) clear(s *Stream) []byte {
	switch {
	case s.Dict["Type"] == Name("XRef"), s.Dict["Type"] == Name("Metadata") && !l.metadata:
		return s.Raw
	}
	return l.open(l.streams, s.Raw, s.number, s.generation)
}
