package explain

import (
	"fmt"
	"strings"

	"huizong/schema"
)

// Lines prints proof trees for people, one statement a line, indented.
func Lines(nodes []Node, english bool) []string {
	var out []string
	var walk func(n *Node, depth, year int)
	walk = func(n *Node, depth, year int) {
		var parts []string
		for _, s := range []string{n.Code, n.Name} {
			if s != "" && n.Kind != "cell" && n.Kind != "before" {
				parts = append(parts, s)
			}
		}
		if n.Year > 0 && n.Year != year {
			parts = append(parts, fmt.Sprint(n.Year))
		}
		if n.Label != "" {
			parts = append(parts, n.Label)
		}
		line := strings.Repeat("  ", depth) + strings.Join(parts, " ")
		switch {
		case n.Value != "" && n.AtLeast:
			line += " ≥ " + n.Value
		case n.Value != "":
			line += " = " + n.Value
		case n.State != "":
			line += " (" + wordOf(schema.CellsTable, "state", n.State, english) + ")"
		}
		if n.Kind == "cell" || n.Kind == "before" {
			line += fmt.Sprintf("  “%s”", n.Raw)
		}
		if n.Place != "" && !n.standsIn() {
			line += "  ← " + n.Place
		}
		if n.Note != "" {
			line += "  [" + n.Note + "]"
		}
		out = append(out, line)
		if n.Year > 0 {
			year = n.Year
		}
		for i := range n.On {
			walk(&n.On[i], depth+1, year)
		}
	}
	for i := range nodes {
		walk(&nodes[i], 0, 0)
	}
	return out
}

// standsIn reports whether the cell that a finding rests on says its place.
func (n *Node) standsIn() bool {
	return n.Kind == "finding" && len(n.On) > 0 && n.On[0].Place == n.Place
}

// wordOf is the Chinese word for a code of a closed column, the code itself in
// English.
func wordOf(t *schema.PublishedTable, column, code string, english bool) string {
	if english {
		return code
	}
	for _, c := range t.Columns {
		for _, v := range c.Values {
			if c.Name == column && v.Code == code {
				return v.Label
			}
		}
	}
	return code
}
