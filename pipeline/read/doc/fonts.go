package doc

// readFonts reads which fonts have a character set of symbols (FFN, 2.9.86). A
// font that cannot be read is one that prints letters.
func (f *file) readFonts() error {
	b, err := f.part(fontTable)
	if err != nil || len(b) < 4 {
		return err
	}
	const symbolSet, fixed = 2, 39 // the name follows
	for b = b[4:]; len(b) > 0; {
		size := 1 + int(b[0])
		if size > len(b) {
			break
		}
		pictures := size > 4 && b[4] == symbolSet
		if size >= 1+fixed+12 && string(b[1+fixed:1+fixed+12]) == string(wide("Symbol")) {
			pictures = false // its figures are figures
		}
		f.fonts = append(f.fonts, pictures)
		b = b[size:]
	}
	return nil
}

// pictured moves a character of a font of pictures to where Word keeps such
// characters, so that a 4 that prints an arrow is no 4.
func (f *file) pictured(font int, c rune) rune {
	const symbolArea = 0xF000
	if c > ' ' && c < 0x100 && font >= 0 && font < len(f.fonts) && f.fonts[font] {
		return symbolArea + c
	}
	return c
}
