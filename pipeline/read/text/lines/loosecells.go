package lines

// Converters that turn a cell with a paragraph inside into a line give one cell
// a line, with pipes at its end, before it, or on lines of their own. Rows are
// then not to be seen, and the cells go out as lines of text. Only where a
// blank cell stands among figures is a row made: a line cannot be blank.

// gapped is the separator of a row that was made of loose cells.
const gapped = 'g'

// near is how many lines with pipes on each side say how a line is to be taken.
const near = 10

// looseCells replaces the lines that hold one cell each, and drops the pipes
// that only close a row.
func looseCells(items []item) []item {
	if !anyOf(items, (*item).piped) {
		return items
	}
	single, rows := tallies(items)
	if !anyOf(items, func(it *item) bool { return it.lone() || it.piped() && cellwise(single, rows, it.at(single)) }) {
		return items
	}
	out := make([]item, 0, len(items))
	for i := 0; i < len(items); {
		if !items[i].piped() {
			out = append(out, items[i])
			i++
			continue
		}
		if !cellwise(single, rows, items[i].at(single)) {
			if !items[i].lone() {
				out = append(out, items[i])
			}
			i++
			continue
		}
		from := i
		if from > 0 && items[from-1].kind == paragraph { // label | figure: the label is before the first pipe
			from, out = from-1, out[:len(out)-1]
		}
		to := i
		for to < len(items) && items[to].kind != underline && items[to].kind != border &&
			(!items[to].piped() || cellwise(single, rows, items[to].at(single))) {
			to++
		}
		out = unravel(out, items[from:to])
		i = to
	}
	return out
}

// tallies counts, over the lines with pipes in order, those that hold a single
// cell and those that hold several: index n is the count before the n-th.
func tallies(items []item) (single, rows []int) {
	single, rows = []int{0}, []int{0}
	for i := range items {
		it := &items[i]
		if !it.piped() {
			continue
		}
		it.ordinal = len(single) - 1
		s, r := 0, 0
		switch n := it.printed(); {
		case n > 1:
			r = 1
		case n == 1 && len(it.cells) <= 3 && (len(it.cells) < 3 || it.cells[1] != ""):
			s = 1
		}
		single = append(single, single[len(single)-1]+s)
		rows = append(rows, rows[len(rows)-1]+r)
	}
	return single, rows
}

func (it *item) at(tally []int) int { return min(it.ordinal, len(tally)-2) }

// cellwise reports whether the n-th line with pipes stands among lines of one
// cell each.
func cellwise(single, rows []int, n int) bool {
	from, to := max(n-near, 0), min(n+near+1, len(single)-1)
	r := rows[to] - rows[from]
	return r == 0 || single[to]-single[from] > r
}

// A token is a cell's text, or one pipe when text is "".
type token struct {
	text  string
	item  *item
	value bool // a figure or mark
}

// unravel gives every cell a line of its own, or puts the rows together again
// where their width shows. It appends them to out.
func unravel(out, items []item) []item {
	tokens := tokensOf(items)
	for len(tokens) > 0 {
		n := runLength(tokens)
		if together, ok := squared(out, tokens[:n]); ok {
			out = together
		} else {
			out = loose(out, tokens[:n])
		}
		tokens = tokens[n:]
	}
	return out
}

func tokensOf(items []item) []token {
	most := 0
	for i := range items {
		most += max(1, 2*len(items[i].cells))
	}
	tokens := make([]token, 0, most)
	for i := range items {
		it := &items[i]
		switch it.kind {
		case paragraph:
			tokens = append(tokens, token{it.text, it, isValue(it.text)})
		case row:
			for k, c := range it.cells {
				if k > 0 {
					tokens = append(tokens, token{item: it})
				}
				if c != "" {
					tokens = append(tokens, token{c, it, isValue(c)})
				}
			}
		}
	}
	return tokens
}

// runLength is how many tokens come up to the first text that no pipe parts
// from the next one: a heading, or a line wrapped inside its cell.
func runLength(tokens []token) int {
	for i := 1; i < len(tokens); i++ {
		if tokens[i-1].text != "" && tokens[i].text != "" {
			return i
		}
	}
	return len(tokens)
}

// loose gives every cell a line of its own, and appends them to out.
func loose(out []item, tokens []token) []item {
	for i := 0; i < len(tokens); {
		t := &tokens[i]
		if t.text == "" {
			i++
			continue
		}
		if r, n := gappedRow(tokens[i:]); n > 0 {
			out = append(out, r)
			i += n
			continue
		}
		out = append(out, item{kind: paragraph, text: t.text, number: t.item.number, page: t.item.page})
		i++
	}
	return out
}

// Bounds of the rows that are put together again.
const (
	widest       = 40
	leastSquared = 2
	leastNoWord  = 5 // figures that may be a row without a label: table four's
)

// squared puts cells together into rows of one width, where pipes fill every
// row to the width of the table: in no row does a label follow a figure. The
// widest such rows are the true ones, for two rows in one have a label in the
// middle. What stands before the first whole row, and the last text if no pipe
// closes it, goes out loose. Without a blank cell nothing is to be gained. All is
// appended to out; ok is false where there are no such rows.
func squared(out []item, run []token) (rows []item, ok bool) {
	cells := make([]token, 0, len(run))
	blank, open := false, token{}
	for _, t := range run {
		if t.text != "" {
			open = t
			continue
		}
		blank = blank || open.text == ""
		cells = append(cells, token{open.text, t.item, open.value})
		open = token{}
	}
	if !blank {
		return out, false
	}
	for width := min(widest, len(cells)/leastSquared); width > 1; width-- {
		from := len(cells) % width
		if !inRows(cells[from:], width) {
			continue
		}
		out = loose(out, headOf(run, from))
		for ; from < len(cells); from += width {
			r := item{kind: row, sep: gapped, number: cells[from].item.number, page: cells[from].item.page}
			for _, c := range cells[from : from+width] {
				r.cells = append(r.cells, c.text)
			}
			out = append(out, r)
		}
		if open.text != "" {
			out = loose(out, []token{open})
		}
		return out, true
	}
	return out, false
}

// headOf is the tokens of the first n cells.
func headOf(run []token, n int) []token {
	for i := range run {
		if n == 0 {
			return run[:i]
		}
		if run[i].text == "" {
			n--
		}
	}
	return run
}

// inRows reports whether cells are rows of a width: labels first, then figures.
func inRows(cells []token, width int) bool {
	figures := false
	for i, c := range cells {
		if i%width == 0 {
			figures = false
		}
		switch {
		case c.text == "":
		case c.value:
			if i%width == 0 && (width < leastNoWord || i+width < len(cells)) {
				return false
			}
			figures = true
		case figures:
			return false
		}
	}
	return true
}

// gappedRow makes a row of a label and the figures behind it if a blank cell
// stands between two of them; n is the number of tokens, 0 if there is none.
func gappedRow(tokens []token) (r item, n int) {
	if tokens[0].value {
		return item{}, 0
	}
	cells := []string{tokens[0].text}
	pipesMet, last, gap := 0, 0, false
	for n = 1; n < len(tokens); n++ {
		t := tokens[n].text
		if t == "" {
			if pipesMet++; pipesMet > 1 {
				cells = append(cells, "")
			}
			continue
		}
		if !tokens[n].value || pipesMet == 0 {
			break
		}
		gap = gap || pipesMet > 1 && last > 0 // before the first figure it may be the width of the label, or a lost one
		cells = append(cells, t)
		pipesMet, last = 0, len(cells)
	}
	if !gap {
		return item{}, 0
	}
	first := tokens[0].item
	return item{kind: row, sep: gapped, cells: cells, number: first.number, page: first.page}, n
}
