package main

import (
	"regexp"
	"strings"

	"github.com/spf13/cobra"
)

// dress gives every command the same help, one screen long: a sentence, the
// usage, three examples, the flags, the exit codes.
func (a *app) dress(root *cobra.Command) {
	cobra.EnableCommandSorting = false // the story's order
	cobra.AddTemplateFunc("flags", flagLines)
	root.InitDefaultHelpCmd()
	usage := a.usageTemplate()
	root.SetUsageTemplate(usage)
	root.SetHelpTemplate("{{with or .Long .Short}}{{. | trimTrailingWhitespaces}}\n\n{{end}}" + usage)
	a.dressed(root)
}

// dressed says in the user's language what cobra adds to each command.
func (a *app) dressed(c *cobra.Command) {
	c.DisableFlagsInUseLine = true
	c.Flags().BoolP("help", "h", false, a.say("显示本说明", "show this help"))
	if c.Version != "" {
		c.Flags().BoolP("version", "v", false, a.say("显示版本", "show the version"))
	}
	if c.Name() == "help" {
		c.Hidden = true // every command has -h
	}
	for _, sub := range c.Commands() {
		a.dressed(sub)
	}
}

// defaults are what pflag says of them.
var defaults = regexp.MustCompile(`\(default ([^)]*)\)`)

// flagLines lists flags, one a line, with another word for "default".
func flagLines(f interface{ FlagUsages() string }, word string) string {
	return strings.TrimRight(defaults.ReplaceAllString(f.FlagUsages(), "("+word+" $1)"), "\n")
}

func (a *app) usageTemplate() string {
	words := strings.NewReplacer(
		"USAGE", a.say("用法：", "Usage: "), "VERB", a.say("命令", "command"), "OPTIONS", a.say("选项", "flags"),
		"COMMANDS", a.say("命令：", "Commands:"), "EXAMPLES", a.say("示例：", "Examples:"), "DEFAULT", a.say("缺省", "default"),
		"OWN", a.say("选项：", "Flags:"), "SHARED", a.say("通用选项：", "Flags of every command:"), "EXITS", a.exitCodes())
	return words.Replace(usageShape)
}

const usageShape = `USAGE{{.UseLine}}{{if .HasAvailableSubCommands}} [VERB]{{end}} [OPTIONS]
{{- if .HasExample}}

EXAMPLES
{{.Example}}{{end}}
{{- if .HasAvailableSubCommands}}

COMMANDS
{{- range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}
{{- if .HasAvailableLocalFlags}}

OWN
{{flags .LocalFlags "DEFAULT"}}{{end}}
{{- if .HasAvailableInheritedFlags}}

SHARED
{{flags .InheritedFlags "DEFAULT"}}{{end}}

EXITS
`
