package gather

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"strings"
	"testing"
	"time"
)

var (
	testNow = time.Date(2024, 1, 20, 3, 0, 0, 0, time.UTC)
	hour    = time.Hour
)

func octal(n uint32) string { return fmt.Sprintf("%06o\x00 ", n) }

func putCRC(b []byte, s string) { binary.LittleEndian.PutUint32(b, crc32.ChecksumIEEE([]byte(s))) }

// A rarFile is a stored file of a rar written by hand: the format's own
// programs are not free, storing needs no compression.
type rarFile struct {
	name, content   string
	sum             string // what the checksum is of, if not the content
	encrypted, link bool
	before, after   bool // split: goes on from the volume before, into the next
	dir             bool
}

func le16(n int) string { return string(binary.LittleEndian.AppendUint16(nil, uint16(n))) }
func le32(n uint32) string {
	return string(binary.LittleEndian.AppendUint32(nil, n))
}

func (f rarFile) crc() uint32 {
	if f.sum != "" {
		return crc32.ChecksumIEEE([]byte(f.sum))
	}
	return crc32.ChecksumIEEE([]byte(f.content))
}

// block4 is a block of RAR 4: CRC-16 of what follows, type, flags, size.
func block4(kind byte, flags int, body string) string {
	b := string(kind) + le16(flags) + le16(7+len(body)) + body
	return le16(int(crc32.ChecksumIEEE([]byte(b))&0xffff)) + b
}

func rar4Of(files ...rarFile) string { return rar4Volume(0, false, files...) }

func rar4Volume(mainFlags int, more bool, files ...rarFile) string {
	var b strings.Builder
	b.WriteString(rar4 + block4(0x73, mainFlags, strings.Repeat("\x00", 6)))
	for _, f := range files {
		flags := 0x8000
		for bit, on := range map[int]bool{1: f.before, 2: f.after, 4: f.encrypted, 0xe0: f.dir} {
			if on {
				flags |= bit
			}
		}
		attributes := uint32(0x81a4) // -rw-r--r-- on Unix
		if f.link {
			attributes = 0xa1ff
		}
		b.WriteString(block4(0x74, flags, le32(uint32(len(f.content)))+le32(uint32(max(len(f.content), len(f.sum))))+"\x03"+le32(f.crc())+
			le32(0)+"\x14\x30"+le16(len(f.name))+le32(attributes)+f.name) + f.content)
	}
	end := 0x4000
	if more {
		end |= 1
	}
	return b.String() + block4(0x7b, end, "")
}

func vint(n int) string { return string(binary.AppendUvarint(nil, uint64(n))) }

// block5 is a block of RAR 5: CRC-32 of what follows, size, type, flags.
func block5(body string) string {
	b := vint(len(body)) + body
	return le32(crc32.ChecksumIEEE([]byte(b))) + b
}

func rar5Of(files ...rarFile) string { return rar5Volume(0, 0, false, files...) }

func rar5Volume(archiveFlags, number int, more bool, files ...rarFile) string {
	var b strings.Builder
	main := vint(1) + vint(0) + vint(archiveFlags)
	if archiveFlags&2 != 0 {
		main += vint(number)
	}
	b.WriteString(rar5 + block5(main))
	for _, f := range files {
		flags, extra := 2, ""
		switch {
		case f.encrypted:
			extra = vint(1) + vint(0) + vint(0) + "\x0f" + strings.Repeat("s", 16) + strings.Repeat("i", 16)
		case f.link:
			extra = vint(5) + vint(1) + vint(0) + vint(len("/etc/passwd")) + "/etc/passwd"
		}
		head := ""
		if extra != "" {
			extra = vint(len(extra)) + extra
			flags, head = flags|1, vint(len(extra))
		}
		if f.before {
			flags |= 8
		}
		if f.after {
			flags |= 16
		}
		fileFlags := 4
		if f.dir {
			fileFlags |= 1
		}
		b.WriteString(block5(vint(2)+vint(flags)+head+vint(len(f.content))+vint(fileFlags)+vint(max(len(f.content), len(f.sum)))+vint(0o100644)+
			le32(f.crc())+vint(0)+vint(1)+vint(len(f.name))+f.name+extra) + f.content)
	}
	end := 0
	if more {
		end = 1
	}
	return b.String() + block5(vint(5)+vint(0)+vint(end))
}

func TestRAR4(t *testing.T) {
	r := rar4Of(rarFile{name: gbk(`二〇二三`), dir: true}, rarFile{name: gbk(`二〇二三\瓦岗寨乡.txt`), content: "1"}, rarFile{name: gbk(`b\淺井镇.txt`), content: "2"},
		rarFile{name: "plain.txt", content: "3"}, rarFile{name: `..\..\evil.txt`, content: "4"}, rarFile{name: "link.txt", content: "/etc/passwd", link: true},
		rarFile{name: "secret.txt", content: "0123456789abcdef", encrypted: true}, rarFile{name: "bad.txt", content: "5", sum: "6"})
	same3(t, opened(t, "a.rar", r, Options{}), "a.rar: bundle", "a.rar › 二〇二三/瓦岗寨乡.txt = 1", "a.rar › b/淺井镇.txt = 2", "a.rar › plain.txt = 3",
		"a.rar › evil.txt = 4", "a.rar › link.txt: held link", "a.rar › secret.txt: unreadable encrypted", "a.rar › bad.txt: unreadable damaged")
}

func TestRAR5(t *testing.T) {
	r := rar5Of(rarFile{name: "二〇二三", dir: true}, rarFile{name: "二〇二三/瓦岗寨乡.txt", content: "1"}, rarFile{name: "link.txt", link: true},
		rarFile{name: "secret.txt", content: "0123456789abcdef", encrypted: true}, rarFile{name: "/abs.txt", content: "2"}, rarFile{name: "bad.txt", content: "5", sum: "6"})
	same3(t, opened(t, "a.rar", r, Options{}), "a.rar: bundle", "a.rar › 二〇二三/瓦岗寨乡.txt = 1", "a.rar › link.txt: held link",
		"a.rar › secret.txt: unreadable encrypted", "a.rar › abs.txt = 2", "a.rar › bad.txt: unreadable damaged")
}

func TestRAREncryptedHeader(t *testing.T) {
	same3(t, opened(t, "a.rar", rar4+block4(0x73, 0x80, strings.Repeat("\x00", 6))+strings.Repeat("x", 64), Options{}), "a.rar: unreadable encrypted")
	same3(t, opened(t, "a.rar", rar5+block5(vint(4)+vint(0)+vint(0)+vint(0)+"\x0f"+strings.Repeat("s", 16))+strings.Repeat("x", 64), Options{}), "a.rar: unreadable encrypted")
}

func TestTruncatedRAR(t *testing.T) {
	for name, r := range map[string]string{
		"4": rar4Of(rarFile{name: "a.txt", content: "1"}, rarFile{name: "b.txt", content: strings.Repeat("2", 9000)}),
		"5": rar5Of(rarFile{name: "a.txt", content: "1"}, rarFile{name: "b.txt", content: strings.Repeat("2", 9000)}),
	} {
		t.Run(name, func(t *testing.T) {
			same3(t, opened(t, "a.rar", r[:len(r)-4000], Options{}), "a.rar: unreadable truncated", "a.rar › a.txt = 1", "a.rar › b.txt: unreadable truncated")
		})
	}
}

func TestRARVolumes(t *testing.T) {
	first := rarFile{name: "b.txt", content: "first half, ", sum: "first half, second half", after: true}
	second := rarFile{name: "b.txt", content: "second half", sum: "first half, second half", before: true}
	for version, parts := range map[string][2]string{
		"4": {rar4Volume(0x111, true, rarFile{name: "a.txt", content: "1"}, first), rar4Volume(0x11, false, second, rarFile{name: "c.txt", content: "3"})},
		"5": {rar5Volume(1, 0, true, rarFile{name: "a.txt", content: "1"}, first), rar5Volume(3, 1, false, second, rarFile{name: "c.txt", content: "3"})},
	} {
		t.Run(version, func(t *testing.T) {
			files := walked(t, inbox(t, map[string]string{"年报.part1.rar": parts[0], "年报.part2.rar": parts[1]}), Options{})
			same3(t, files, "年报.part1.rar: bundle", "年报.part1.rar › a.txt = 1", "年报.part1.rar › b.txt = "+clip("first half, second half"),
				"年报.part1.rar › c.txt = 3", "年报.part2.rar: bundle volume")
			same3(t, opened(t, "年报.part1.rar", parts[0], Options{}), "年报.part1.rar: unreadable volume_missing", "年报.part1.rar › a.txt = 1",
				"年报.part1.rar › b.txt: unreadable volume_missing")
			same3(t, opened(t, "年报.part2.rar", parts[1], Options{}), "年报.part2.rar: unreadable volume_missing")
			same3(t, opened(t, "renamed.rar", parts[1], Options{}), "renamed.rar: unreadable volume_missing")
		})
	}
}

func TestOldVolumeNames(t *testing.T) {
	first := rarFile{name: "b.txt", content: "first half, ", sum: "first half, second half", after: true}
	second := rarFile{name: "b.txt", content: "second half", sum: "first half, second half", before: true}
	files := walked(t, inbox(t, map[string]string{"a.rar": rar4Volume(0x101, true, first), "a.r00": rar4Volume(1, false, second)}), Options{})
	same3(t, files, "a.r00: bundle volume", "a.rar: bundle", "a.rar › b.txt = "+clip("first half, second half"))
}

// An archive without an end block must not run on into a neighbour whose name
// happens to follow.
func TestWholeRARDoesNotRunOn(t *testing.T) {
	whole := rar4Of(rarFile{name: "a.txt", content: "1"})
	whole = whole[:len(whole)-7]
	same3(t, walked(t, inbox(t, map[string]string{"镇1.rar": whole, "镇2.rar": rar4Of(rarFile{name: "b.txt", content: "2"})}), Options{}),
		"镇1.rar: bundle", "镇1.rar › a.txt = 1", "镇2.rar: bundle", "镇2.rar › b.txt = 2")
}
