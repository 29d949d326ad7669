// Package descriptor says what a snapshot holds, for tools and for people: the
// Frictionless descriptor (datapackage.json), the views for DuckDB (views.sql),
// the data dictionary, and Arrow IPC beside Parquet.
//
// The one thing to know: everything is drawn from [schema.PublishedTables]; a
// column is described there or nowhere.
package descriptor

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"huizong/schema"
)

// Where the files that this package writes stand in a snapshot.
const (
	PackagePath    = "datapackage.json" // the standard's name and place
	ViewsPath      = "views.sql"
	DictionaryPath = "data/README.md"
)

// A File is one file of a snapshot as it was written.
type File struct {
	Path   string // inside the snapshot, '/' between folders
	Bytes  int64
	Rows   int64  // of a table; 0 for what is none
	SHA256 string // lower-case hexadecimal
}

// Info is what the descriptor says about the snapshot as a whole.
type Info struct {
	Version string // of the tool
	Area    schema.Area
	Years   []int // report years, ascending
}

// profile is the version of the standard that the descriptor follows.
const profile = "https://datapackage.org/profiles/2.0/datapackage.json"

// Describes reports whether the descriptor speaks of a file; the letters, which
// are most, are none of its.
func Describes(path string) bool {
	if isCSV(path) {
		return true
	}
	for _, s := range storages {
		if strings.HasPrefix(path, s.folder) && strings.HasSuffix(path, s.ending) {
			return true
		}
	}
	return false
}

// dataPackage is a descriptor of the Data Package standard, version 2. Version
// 1 readers take it too. Properties that the standard does not know (rows,
// parts, unit …) are allowed by it and passed over by readers.
type dataPackage struct {
	Schema      string     `json:"$schema"`
	Name        string     `json:"name"`
	Title       string     `json:"title"`
	Description string     `json:"description"`
	Keywords    []string   `json:"keywords"`
	Generator   string     `json:"generator"`
	Area        area       `json:"area"`
	Years       []int      `json:"years"`
	Resources   []resource `json:"resources"`
}

type area struct {
	Code  string `json:"code"`
	Name  string `json:"name"`
	Level string `json:"level"`
}

// Package writes datapackage.json for the files of a snapshot: every published
// table with its parts, the Arrow copies if there are any, and the CSV files of
// summary/. Other files are passed over. The order is that of the schema, then
// of the files; nothing in it depends on a clock.
//
// Files without a single table are an error: a descriptor needs a resource.
func Package(w io.Writer, files []File, info Info) error {
	p := dataPackage{
		Schema: profile, Name: packageName(info.Area), Keywords: keywords,
		Title:       strings.TrimSpace(info.Area.Name+yearsSaid(info.Years)) + "政府信息公开工作年度报告汇总数据",
		Description: description, Generator: strings.TrimSpace("huizong " + info.Version),
		Area: area{info.Area.Code, info.Area.Name, info.Area.Level}, Years: info.Years,
		Resources: resources(files),
	}
	if len(p.Resources) == 0 {
		return fmt.Errorf("descriptor: none of %d files is a table", len(files))
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(p)
}

var keywords = []string{"政府信息公开", "年度报告", "government information disclosure", "annual report"}

const description = "乡镇街道政府信息公开工作年度报告的逐格数据、合计、问题和文字。数值是准确的六位小数，空值从不是零；代码是文本；有单位未计入的合计只是下限。\n\n" +
	"Every form cell of the annual disclosure reports of townships, with totals, findings and prose. Values are exact decimals of six places, a null is never a zero, " +
	"codes are text, and a total with units missing is a lower bound. Narrative and claims hold prose as filed, with names and phone numbers of persons."

// packageName has only what the standard asks of a name. It does not change
// from snapshot to snapshot.
func packageName(a schema.Area) string {
	if a.Code == "" {
		return "huizong"
	}
	return "huizong-" + a.Code
}

func yearsSaid(years []int) string {
	switch len(years) {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf("%d年度", years[0])
	}
	return fmt.Sprintf("%d—%d年度", years[0], years[len(years)-1])
}
