// Package page writes index.html: the whole snapshot in one file that opens
// from disk without a network, in Chinese and English.
//
// The one thing to know: Go writes the facts as data, and the scripts of app/
// draw everything from them. Every text that came from a file travels as JSON
// and is set as text, never as markup, so nothing a township writes can run.
package page

import (
	"bufio"
	"embed"
	"html"
	"io"
	"strings"

	"huizong/pipeline/publish/facts"
)

//go:embed page.html style.css app/*.js
var assets embed.FS

// modules are the scripts in the order in which they are joined: words and
// tools first, then what draws, then the views, then what starts it all.
var modules = []string{
	"words", "dom", "number", "data", "finding", "route", "badge", "list", "form", "chart", "proof",
	"overview", "totals", "charts", "compare", "findings", "units", "unit", "files", "about", "main",
}

// Write writes the page. The same facts give the same bytes.
func Write(w io.Writer, f *facts.Facts) error {
	out := bufio.NewWriterSize(w, 1<<16)
	for _, part := range strings.SplitAfter(asset("page.html"), "}}") {
		text, slot, found := strings.Cut(part, "{{")
		if _, err := out.WriteString(text); err != nil {
			return err
		}
		if !found {
			continue
		}
		if err := fill(out, strings.TrimSuffix(slot, "}}"), f); err != nil {
			return err
		}
	}
	return out.Flush()
}

// fill writes what stands at a slot of page.html.
func fill(out *bufio.Writer, slot string, f *facts.Facts) error {
	switch slot {
	case "title":
		out.WriteString(html.EscapeString(f.Area.Name))
	case "style":
		out.WriteString(asset("style.css"))
	case "data":
		return writeData(out, f)
	case "script":
		for _, m := range modules {
			out.WriteString(asset("app/" + m + ".js"))
		}
	}
	return nil // a bufio.Writer keeps its first error for Flush
}

func asset(name string) string {
	b, err := assets.ReadFile(name)
	if err != nil {
		panic("page: " + err.Error()) // an asset that this package itself names
	}
	return string(b)
}
