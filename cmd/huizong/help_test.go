package main

import (
	"io"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"golang.org/x/text/width"
)

// A screen, as offices have them.
const (
	screenLines   = 40
	screenColumns = 120
)

// TestHelpFitsAScreen looks at the help of every command in both languages: one
// screen, with usage, three examples, the flags and the exit codes.
func TestHelpFitsAScreen(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		a := &app{out: io.Discard, err: io.Discard, lang: lang}
		eachCommand(a.root(), func(c *cobra.Command) {
			t.Run(lang+" "+c.CommandPath(), func(t *testing.T) {
				var text strings.Builder
				args := append(strings.Fields(c.CommandPath())[1:], "--help", "--lang", lang)
				if code := run(t.Context(), args, &text, &text); code != 0 {
					t.Fatalf("%v ended with %d", args, code)
				}
				checkHelp(t, a, text.String())
				checkExamples(t, (&app{out: io.Discard, err: io.Discard, lang: lang}).root(), c.Example)
			})
		})
	}
}

func eachCommand(c *cobra.Command, do func(*cobra.Command)) {
	if c.Hidden {
		return
	}
	do(c)
	for _, sub := range c.Commands() {
		eachCommand(sub, do)
	}
}

func checkHelp(t *testing.T, a *app, text string) {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if len(lines) > screenLines {
		t.Errorf("%d lines, want at most %d", len(lines), screenLines)
	}
	for _, line := range lines {
		if n := columns(line); n > screenColumns {
			t.Errorf("%d columns, want at most %d: %s", n, screenColumns, line)
		}
	}
	at := -1
	for _, part := range []string{a.say("用法：", "Usage: "), a.say("示例：", "Examples:"), a.say("选项：", "Flags:"), a.say("退出码：", "Exit codes:")} {
		found := strings.Index(text, "\n"+part)
		if found <= at {
			t.Errorf("no %q where it belongs in\n%s", part, text)
		}
		at = found
	}
	if first, _, _ := strings.Cut(text, "\n\n"); first == "" || strings.HasPrefix(first, " ") {
		t.Error("it does not begin with what the command is for")
	}
}

// columns counts what the eye sees: a Chinese character is two columns wide.
func columns(s string) (n int) {
	for _, c := range s {
		n++
		if k := width.LookupRune(c).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
			n++
		}
	}
	return n
}

// checkExamples wants three, of commands and flags that exist.
func checkExamples(t *testing.T, root *cobra.Command, text string) {
	t.Helper()
	examples := strings.Split(text, "\n")
	if len(examples) != 3 {
		t.Errorf("%d examples, want three", len(examples))
	}
	for _, e := range examples {
		e, _, _ = strings.Cut(e, " # ")
		e, _, _ = strings.Cut(e, " > ")
		words := strings.Fields(e)
		if len(words) < 2 || words[0] != "huizong" {
			t.Errorf("%q is no example", e)
			continue
		}
		c, rest, err := root.Find(words[1:])
		if err != nil || c == root {
			t.Errorf("%q: no such command (%v)", e, err)
			continue
		}
		if err := c.ParseFlags(rest); err != nil {
			t.Errorf("%q: %v", e, err)
		}
	}
}
