package gather

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/unicode/norm"
)

// decodeName gives the text of a file name of unknown encoding. The ladder:
// UTF-8, unless its only letters beyond ASCII are two bytes long and read as
// hanzi of GB 2312 (一 in GBK is also a Cyrillic letter); GB18030; and where
// neither fits, the bytes that are not UTF-8 are written out as \xNN.
func decodeName(raw string) string {
	valid := utf8.ValidString(raw)
	if valid && !onlyPairs(raw) {
		return raw
	}
	gb, isGB := gbName(raw)
	switch {
	case isGB:
		return gb
	case valid:
		return raw
	}
	return escapeBytes(raw)
}

// gbName decodes strictly: every byte must belong to a character.
func gbName(raw string) (string, bool) {
	s, err := simplifiedchinese.GB18030.NewDecoder().String(raw)
	if err != nil || strings.ContainsRune(s, utf8.RuneError) {
		return "", false
	}
	return s, true
}

// onlyPairs reports whether valid UTF-8 has letters of two bytes and none of
// more, and all of them are hanzi of GB 2312 when read as GB18030: both bytes
// above A0, the first B0 to F7.
func onlyPairs(raw string) bool {
	pairs := false
	for i := 0; i < len(raw); {
		_, n := utf8.DecodeRuneInString(raw[i:])
		if n > 2 || n == 2 && (raw[i] < 0xb0 || raw[i] > 0xf7 || raw[i+1] < 0xa1) {
			return false
		}
		pairs = pairs || n == 2
		i += n
	}
	return pairs
}

func escapeBytes(raw string) string {
	var b strings.Builder
	for i := 0; i < len(raw); {
		r, n := utf8.DecodeRuneInString(raw[i:])
		if r == utf8.RuneError && n == 1 {
			fmt.Fprintf(&b, `\x%02X`, raw[i])
		} else {
			b.WriteString(raw[i : i+n])
		}
		i += n
	}
	return b.String()
}

// longName is how many characters of one name are shown; file systems stop at
// 255 bytes, archives at 65535.
const longName = 200

// display makes a decoded name fit to be printed: composed (macOS hands out
// decomposed names), without control characters or marks that turn the
// direction of text, and not endless.
func display(name string) string {
	name = norm.NFC.String(name)
	if strings.IndexFunc(name, unfit) >= 0 || !utf8.ValidString(name) {
		var b strings.Builder
		for _, r := range name {
			if unfit(r) {
				fmt.Fprintf(&b, `\u%04x`, r)
			} else {
				b.WriteRune(r)
			}
		}
		name = b.String()
	}
	return shorten(name)
}

// unfit reports whether a character of a name is not to be printed. None of those
// stands behind U+206F.
func unfit(r rune) bool {
	return r == '/' || r < 0x2070 && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029')
}

// shorten keeps the beginning and the end, where the extension is.
func shorten(name string) string {
	if len(name) <= longName {
		return name
	}
	r := []rune(name)
	if len(r) <= longName {
		return name
	}
	return string(r[:longName-41]) + "…" + string(r[len(r)-40:])
}

// manyFolders is how deep a member's path is shown.
const manyFolders = 32

// memberPath cuts the decoded name of a member into folders and base name.
// Drives, roots and dots are dropped: a name in an archive is only a name. A
// name of which nothing is left is "无名".
func memberPath(name string) (folders []string, base string) {
	var parts []string
	for _, p := range strings.FieldsFunc(name, func(r rune) bool { return r == '/' || r == '\\' }) {
		if p = strings.Trim(p, " \x00"); p != "" && p != "." && p != ".." && !isDrive(p) {
			parts = append(parts, display(p))
		}
	}
	if len(parts) == 0 {
		return nil, "无名"
	}
	folders, base = parts[:len(parts)-1], parts[len(parts)-1]
	if len(folders) > manyFolders {
		folders = append(append(folders[:manyFolders/2:manyFolders/2], "…"), folders[len(folders)-manyFolders/2:]...)
	}
	return folders, base
}

func isDrive(p string) bool {
	return len(p) == 2 && p[1] == ':' && (p[0]|0x20 >= 'a' && p[0]|0x20 <= 'z')
}

// unique gives the path, numbered if it was given before: two members may have
// one name, and two names on disk may show alike.
func unique(seen map[string]int, path string) string {
	for {
		seen[path]++
		n := seen[path]
		if n == 1 {
			return path
		}
		numbered := fmt.Sprintf("%s〔%d〕", path, n)
		if seen[numbered] == 0 {
			seen[numbered] = 1
			return numbered
		}
	}
}
