package lines

import "strings"

// longestRecord is how many lines one quoted record may take. A quotation mark
// that is not closed by then is a character like any other.
const longestRecord = 40

// record cuts the record that begins at line i at its separators, and says how
// many lines it takes. A field in quotes may hold separators, doubled quotes
// and line ends.
func (c *cutter) record(i int, sep byte) (cells []string, n int) {
	if c.lines[i].signs&quoteSign == 0 {
		return c.fields(c.lines[i].text, sep), 1
	}
	room := c.cells(1 + strings.Count(c.lines[i].text, string(rune(sep))))
	for most := 1; ; most = min(2*most, longestRecord) {
		whole := most == longestRecord || i+most >= len(c.lines)
		if cells, n, ok := cutRecord(room, joined(c.lines[i:min(i+most, len(c.lines))]), sep, whole); ok {
			return tidyFields(cells), n
		}
	}
}

// fields cuts a line without quotes.
func (c *cutter) fields(s string, sep byte) []string {
	cells := c.cells(1 + strings.Count(s, string(rune(sep))))
	for {
		k := strings.IndexByte(s, sep)
		if k < 0 {
			return append(cells, s)
		}
		cells = append(cells, s[:k])
		s = s[k+1:]
	}
}

func joined(lines []line) string {
	if len(lines) == 1 {
		return lines[0].text
	}
	var b strings.Builder
	for k := range lines {
		if k > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(lines[k].text)
	}
	return b.String()
}

// cutRecord takes the first record off s, and appends its fields to cells. Unless s is all there is, a quote that
// is not closed in it makes ok false: more lines are needed.
func cutRecord(cells []string, s string, sep byte, whole bool) (fields []string, n int, ok bool) {
	for n = 1; ; {
		field, rest, lineEnds, open := cutField(s, sep)
		if open && !whole {
			return nil, 0, false
		}
		cells = append(cells, field)
		n += lineEnds
		if rest == "" || rest[0] == '\n' {
			return cells, n, true
		}
		s = rest[1:]
	}
}

// cutField takes one field off s; rest begins with the separator or line end
// behind it. A quote that is not closed is open, and a character of the field.
func cutField(s string, sep byte) (field, rest string, lineEnds int, open bool) {
	if lead := strings.TrimLeft(s, " "); strings.HasPrefix(lead, `"`) {
		if field, rest, ok := cutQuoted(lead[1:], sep); ok {
			return field, rest, strings.Count(field, "\n"), false
		}
		open = true
	}
	k := 0
	for k < len(s) && s[k] != sep && s[k] != '\n' {
		k++
	}
	return s[:k], s[k:], 0, open
}

// cutQuoted takes the rest of a quoted field: up to a quote with nothing but
// blanks between it and a separator or line end.
func cutQuoted(s string, sep byte) (field, rest string, ok bool) {
	var b strings.Builder // of a field with quotes in it
	for {
		k := strings.IndexByte(s, '"')
		if k < 0 {
			return "", "", false
		}
		field, s = s[:k], s[k+1:]
		behind := strings.TrimLeft(s, " ")
		switch {
		case strings.HasPrefix(s, `"`):
			s = s[1:]
		case behind == "" || behind[0] == sep || behind[0] == '\n':
			if b.Len() == 0 {
				return field, behind, true
			}
			b.WriteString(field)
			return b.String(), behind, true
		}
		b.WriteString(field)
		b.WriteByte('"')
	}
}

// tidyFields takes off what spreadsheet programs put around a text so that it
// stays a text: ="0012".
func tidyFields(cells []string) []string {
	for i, c := range cells {
		if inner, ok := strings.CutPrefix(c, `="`); ok && strings.HasSuffix(inner, `"`) && len(inner) > 1 {
			cells[i] = inner[:len(inner)-1]
		}
	}
	return cells
}

// leastRows is how many lines must look like rows before commas are taken for
// separators: prose has commas, too.
const leastRows = 3

// sniff returns ',' or ';' when the text is a table parted by them, else 0. Tabs
// and pipes come first.
func sniff(lines []line) byte {
	commas, semicolons := 0, 0
	var scratch cutter
	for i := range lines {
		l := &lines[i]
		if hasPipe(l) || isTabbed(l) {
			return 0
		}
		if l.signs&commaSign == 0 {
			continue
		}
		if scratch.looksLikeRow(l, ',') {
			commas++
		}
		if scratch.looksLikeRow(l, ';') {
			semicolons++
		}
	}
	switch {
	case commas >= leastRows && commas >= semicolons:
		return ','
	case semicolons >= leastRows:
		return ';'
	}
	return 0
}

// looksLikeRow asks for three fields, half of them figures, marks or blanks, a
// figure or mark among them.
func (c *cutter) looksLikeRow(l *line, sep byte) bool {
	if strings.Count(l.text, string(rune(sep))) < 2 {
		return false
	}
	fields, figures, blanks := 0, 0, 0
	take := func(cell string) {
		fields++
		switch cell = strings.TrimSpace(cell); {
		case cell == "":
			blanks++
		case isValue(cell):
			figures++
		}
	}
	if l.signs&quoteSign != 0 {
		c.lines, c.room = append(c.lines[:0], *l), c.room[:0]
		cells, _ := c.record(0, sep)
		for _, cell := range cells {
			take(cell)
		}
	} else {
		for cell := range strings.SplitSeq(l.text, string(rune(sep))) {
			take(cell)
		}
	}
	return fields >= 3 && figures > 0 && 2*(figures+blanks) >= fields
}
