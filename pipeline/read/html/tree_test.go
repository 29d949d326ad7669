package html

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"huizong/cmd/corpus/maker"
	"huizong/pipeline/read/bounds"
	"huizong/schema"
)

// The obvious way to read a page is to build its tree and walk it. It is slow,
// and the tree's rules are those of browsers: what it sees must be what the
// reader sees.

// treeBlocks reads a page from its tree.
func treeBlocks(t testing.TB, page string) []schema.Block {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	p := newPage(bounds.Default())
	w := treeWalker{page: p, into: &p.body}
	w.walk(root)
	p.body.flush()
	return p.body.blocks
}

type treeWalker struct {
	page *page
	into *container
}

func (w *treeWalker) walk(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.into.write([]byte(n.Data), false)
		return
	case html.ElementNode:
	default:
		w.children(n)
		return
	}
	tag := nodeTag(n)
	switch {
	case unprinted[n.Data] || tag.unseen():
	case n.Data == "br":
		w.into.lineEnd()
	case n.Data == "table":
		w.table(n)
	case blocks[n.Data]:
		w.into.flush()
		w.children(n)
		w.into.flush()
	default:
		w.children(n)
	}
}

func (w *treeWalker) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c)
	}
}

func nodeTag(n *html.Node) tag {
	t := tag{name: n.Data, element: elementOf([]byte(n.Data))}
	for _, a := range n.Attr {
		switch a.Key {
		case "style":
			t.style = styleOf(a.Val)
		case "hidden":
			t.said = hiddenAttribute
		case "rowspan":
			t.rowspan = a.Val
		case "colspan":
			t.colspan = a.Val
		}
	}
	return t
}

func elements(n *html.Node, names ...string) []*html.Node {
	var out []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		for _, name := range names {
			if c.Type == html.ElementNode && c.Data == name && !nodeTagRemoved(c) {
				out = append(out, c)
			}
		}
	}
	return out
}

func nodeTagRemoved(n *html.Node) bool { t := nodeTag(n); return t.removed() }

// table fills a grid position by position.
func (w *treeWalker) table(n *html.Node) {
	w.into.flush()
	for _, caption := range elements(n, "caption") {
		w.children(caption)
		w.into.flush()
	}
	taken := map[[2]int]bool{}
	out := &schema.Table{}
	groups := elements(n, "thead", "tbody", "tfoot")
	if i := slices.IndexFunc(groups, func(g *html.Node) bool { return g.Data == "tfoot" }); i >= 0 { // printed last
		groups = append(slices.Delete(slices.Clone(groups), i, i+1), groups[i])
	}
	for _, group := range groups {
		rows := elements(group, "tr")
		for y, row := range rows {
			x := 0
			for _, node := range elements(row, "td", "th") {
				for taken[[2]int{out.Rows + y, x}] {
					x++
				}
				tag := nodeTag(node)
				tall, broad := span(tag.rowspan, tallestSpan), max(span(tag.colspan, widestSpan), 1)
				if tall == 0 {
					tall = math.MaxInt32
				}
				tall = min(tall, len(rows)-y)
				for dy := range tall {
					for dx := range broad {
						taken[[2]int{out.Rows + y + dy, x + dx}] = true
					}
				}
				cell := container{page: w.page}
				inner := treeWalker{page: w.page, into: &cell}
				if !tag.unseen() {
					inner.children(node)
				}
				cell.flush()
				c := schema.Cell{Row: out.Rows + y, Column: x, RowSpan: tall, ColumnSpan: broad, Text: cell.words()}
				if len(elementsDeep(node, "table")) > 0 {
					c.Inner = cell.blocks
				}
				out.Cells = append(out.Cells, c)
				out.Columns = max(out.Columns, x+broad)
				x += broad
			}
		}
		out.Rows += len(rows)
	}
	if len(out.Cells) > 0 {
		w.into.add(schema.Block{Table: out})
	}
}

func elementsDeep(n *html.Node, name string) (out []*html.Node) {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == name {
			out = append(out, d)
		}
	}
	return out
}

// TestAgainstTree holds the reader against the tree on every page the maker
// writes, and on those pages with end tags taken out.
func TestAgainstTree(t *testing.T) {
	units := maker.Counties(6, "tree")
	for n, u := range units {
		r := maker.Make(maker.Order{Seed: "tree", Unit: u, Year: 2023, Level: maker.Stress, Variety: maker.Variety(n % 3)})
		for _, variant := range maker.FormatByID("html").Variants {
			if strings.HasPrefix(variant, "gbk") {
				continue // the tree wants UTF-8
			}
			file, err := maker.Write(r, "html", maker.Finish{Variant: variant})
			if err != nil {
				t.Fatal(err)
			}
			page := string(file.Data)
			for _, lost := range []string{"", "</td>", "</tr>", "</p>", "</span>", "</tbody>", "</div>", "<tbody>", "</font>"} {
				same(t, fmt.Sprintf("%s without %q", variant, lost), strings.ReplaceAll(page, lost, ""))
			}
		}
	}
}

func same(t *testing.T, name, page string) {
	t.Helper()
	p := newPage(bounds.Default())
	if err := p.read(context.Background(), []byte(page)); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	got, want := dump(p.body.blocks), dump(treeBlocks(t, page))
	if got != want {
		k := 0
		for k < len(got) && k < len(want) && got[k] == want[k] {
			k++
		}
		t.Errorf("%s, at %d:\n got …%.300s\nwant …%.300s", name, k, got[max(k-100, 0):], want[max(k-100, 0):])
	}
}

func TestCasesAgainstTree(t *testing.T) {
	// Where the reader departs from browsers on purpose, and says so.
	departs := map[string]bool{
		"deleted text": true, "a reviewer's remark": true, "a footnote mark does not join digits": true,
		"Word's row without height does not": true, "inputs of a saved form": true,
		"pre": true, "pre without rows": true, "pre in a layout table": true, "pre in a cell": true, "style as pre": true,
		"an xml island": true, "a form between rows": true, "text between cells stands before": true,
		"rows without their table": true, "cells without their table": true,
	}
	for _, c := range cases {
		if !departs[c.name] {
			same(t, c.name, c.page)
		}
	}
}

// TestGrids compares the tables read with those the maker printed.
func TestGrids(t *testing.T) {
	for n, u := range maker.Counties(12, "grids") {
		r := maker.Make(maker.Order{Seed: "grids", Unit: u, Year: 2019 + n%5, Level: maker.Stress, Variety: maker.Variety(n % 3)})
		for _, variant := range maker.FormatByID("html").Variants {
			file, err := maker.Write(r, "html", maker.Finish{Variant: variant})
			if err != nil {
				t.Fatal(err)
			}
			doc, err := Read(context.Background(), file.Data, bounds.Default())
			if err != nil {
				t.Fatal(variant, err)
			}
			tables := leaves(doc.Blocks)
			if variant == maker.HTMLSite {
				tables = tables[1:] // what the site says about the page
			}
			var grids []*maker.Grid
			for _, b := range r.Paper() {
				if b.Grid != nil {
					grids = append(grids, b.Grid)
				}
			}
			if len(tables) != len(grids) {
				t.Fatalf("%s: %d tables, want %d", variant, len(tables), len(grids))
			}
			for i, g := range grids {
				if got, want := plainGrid(tables[i]), printed(g); got != want {
					t.Errorf("%s %s table %d:\n got %s\nwant %s", u.Name, variant, i+1, got, want)
				}
			}
		}
	}
}

// leaves are the tables without tables inside.
func leaves(blocks []schema.Block) (out []*schema.Table) {
	for i := range blocks {
		t := blocks[i].Table
		if t == nil {
			continue
		}
		layout := false
		for k := range t.Cells {
			if t.Cells[k].Inner != nil {
				layout = true
				out = append(out, leaves(t.Cells[k].Inner)...)
			}
		}
		if !layout {
			out = append(out, t)
		}
	}
	return out
}

func plainGrid(t *schema.Table) string {
	var b strings.Builder
	for _, c := range t.Cells {
		fmt.Fprintf(&b, "%d,%d %d×%d %s\n", c.Row, c.Column, c.RowSpan, c.ColumnSpan, strings.Trim(c.Text, "\u00a0"))
	}
	return b.String()
}

// printed lists the cells of a grid; white space is as browsers print it.
func printed(g *maker.Grid) string {
	var b strings.Builder
	for y, row := range g.Slots() {
		for x, s := range row {
			if s.Anchor() {
				fmt.Fprintf(&b, "%d,%d %d×%d %s\n", y, x, s.Rows, s.Columns, collapse(s.Text))
			}
		}
	}
	return b.String()
}

func collapse(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.Join(strings.Fields(lines[i]), " ")
	}
	return strings.Join(lines, "\n")
}
