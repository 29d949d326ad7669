package font

import (
	"sort"

	"huizong/pipeline/read/pdf/object"
)

// cmap is a map as files carry them: codes to text, or codes to numbers.
type cmap struct {
	spaces   []space
	texts    []textRange
	numbers  []numberRange
	vertical bool
}

// space is a range of codes of a length.
type space struct {
	bytes    int
	from, to uint32
}

// textRange maps codes to texts: the last character counts up.
type textRange struct {
	from, to uint32
	text     string // in UTF-16, big-endian
}

type numberRange struct{ from, to, number uint32 }

// maxRanges bounds one map.
const maxRanges = 200_000

// toUnicode reads what a file says its codes mean, nil if it says nothing.
func toUnicode(f *object.File, v object.Value) *cmap {
	s := f.Stream(v)
	if s == nil {
		return nil
	}
	m := readMap(f, s, 0)
	sort.SliceStable(m.texts, func(i, j int) bool { return m.texts[i].from < m.texts[j].from })
	return m
}

func readMap(f *object.File, s *object.Stream, depth int) *cmap {
	m := &cmap{}
	data, _ := f.Decode(s)
	l := object.NewLexer(data)
	var held []object.Value
	for {
		v, err := l.Next()
		if err != nil || len(m.texts)+len(m.numbers) > maxRanges {
			break
		}
		op, isOperator := v.(object.Operator)
		if !isOperator {
			if held = append(held, v); len(held) > 4096 {
				held = held[2048:]
			}
			continue
		}
		m.take(string(op), held)
		held = held[:0]
	}
	if base := f.Stream(s.Dict["UseCMap"]); base != nil && depth < 4 {
		b := readMap(f, base, depth+1)
		m.spaces, m.numbers, m.vertical = append(m.spaces, b.spaces...), append(m.numbers, b.numbers...), m.vertical || b.vertical
	}
	return m
}

// take handles a section: held is what stood between begin… and end….
func (m *cmap) take(op string, held []object.Value) {
	switch op {
	case "endcodespacerange":
		for i := 0; i+1 < len(held); i += 2 {
			from, n, ok := codeOf(held[i])
			to, _, okTo := codeOf(held[i+1])
			if ok && okTo && n <= 4 {
				m.spaces = append(m.spaces, space{n, from, to})
			}
		}
	case "endbfchar":
		for i := 0; i+1 < len(held); i += 2 {
			from, _, ok := codeOf(held[i])
			if text, isText := held[i+1].(object.String); ok && isText {
				m.texts = append(m.texts, textRange{from, from, string(text)})
			}
		}
	case "endbfrange":
		for i := 0; i+2 < len(held); i += 3 {
			m.textRange(held[i], held[i+1], held[i+2])
		}
	case "endcidchar":
		for i := 0; i+1 < len(held); i += 2 {
			m.numberRange(held[i], held[i], held[i+1])
		}
	case "endcidrange":
		for i := 0; i+2 < len(held); i += 3 {
			m.numberRange(held[i], held[i+1], held[i+2])
		}
	case "def":
		if len(held) == 2 && held[0] == object.Name("WMode") && held[1] == 1.0 {
			m.vertical = true
		}
	}
}

func (m *cmap) textRange(from, to, v object.Value) {
	a, _, ok := codeOf(from)
	b, _, okTo := codeOf(to)
	if !ok || !okTo || b < a {
		return
	}
	switch v := v.(type) {
	case object.String:
		m.texts = append(m.texts, textRange{a, b, string(v)})
	case object.Array:
		for i, each := range v {
			if text, ok := each.(object.String); ok && a+uint32(i) <= b {
				m.texts = append(m.texts, textRange{a + uint32(i), a + uint32(i), string(text)})
			}
		}
	}
}

func (m *cmap) numberRange(from, to, v object.Value) {
	a, _, ok := codeOf(from)
	b, _, okTo := codeOf(to)
	if n, isNumber := v.(float64); ok && okTo && isNumber && n >= 0 && b >= a {
		m.numbers = append(m.numbers, numberRange{a, b, uint32(n)})
	}
}

func codeOf(v object.Value) (n uint32, bytes int, ok bool) {
	s, ok := v.(object.String)
	if !ok || len(s) == 0 || len(s) > 4 {
		return 0, 0, false
	}
	return pack(string(s), 4).value, len(s), true
}

// text is what the code means; ok is false if the map does not have it. Of
// ranges that hold the code the one that begins last counts.
func (m *cmap) text(c code) (text string, ok bool) {
	i := sort.Search(len(m.texts), func(i int) bool { return m.texts[i].from > c.value })
	for back := 0; i > 0 && back < 64; back++ {
		i--
		r := m.texts[i]
		if c.value > r.to {
			continue
		}
		return ucs2(counted(r.text, c.value-r.from)), true
	}
	return "", false
}

// counted adds to the last character of a text.
func counted(text string, n uint32) string {
	if len(text) == 1 {
		text = "\x00" + text
	}
	if n == 0 || len(text) == 0 {
		return text
	}
	b := []byte(text)
	last := uint32(b[len(b)-2])<<8 | uint32(b[len(b)-1]) + n
	b[len(b)-2], b[len(b)-1] = byte(last>>8), byte(last)
	return string(b)
}

// number is the CID of a code, 0 if the map does not have it.
func (m *cmap) number(c code) uint32 {
	for _, r := range m.numbers {
		if c.value >= r.from && c.value <= r.to {
			return r.number + c.value - r.from
		}
	}
	return 0
}

// split takes the first code that one of the ranges has, two bytes if none.
func (m *cmap) split(s string) code {
	for n := 1; n <= min(4, len(s)); n++ {
		c := pack(s, n)
		for _, r := range m.spaces {
			if r.bytes == n && c.value >= r.from && c.value <= r.to {
				return c
			}
		}
	}
	return twoBytes(s)
}
