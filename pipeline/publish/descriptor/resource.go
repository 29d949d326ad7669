package descriptor

import (
	"strings"

	"huizong/schema"
)

// A resource is one table of the descriptor.
type resource struct {
	Name        string     `json:"name"`
	Type        string     `json:"type"`
	Title       string     `json:"title"`
	Description string     `json:"description"`
	Path        any        `json:"path"` // a string, or a list where the table has several parts
	Format      string     `json:"format"`
	Mediatype   string     `json:"mediatype"`
	Encoding    string     `json:"encoding,omitempty"`
	Bytes       int64      `json:"bytes,omitempty"` // of the only part
	Hash        string     `json:"hash,omitempty"`  // of the only part
	Rows        *int64     `json:"rows,omitempty"`
	Parts       []part     `json:"parts"`
	Partition   *partition `json:"partition,omitempty"`
	Schema      *table     `json:"schema,omitempty"`
}

// A part is one file of a resource.
type part struct {
	Path  string `json:"path"`
	Bytes int64  `json:"bytes"`
	Hash  string `json:"hash"`
	Rows  *int64 `json:"rows,omitempty"`
}

// A partition says how the folders of a table are named.
type partition struct {
	Scheme string `json:"scheme"`
	Key    string `json:"key"`    // what the folder names say; not a column of the files
	Column string `json:"column"` // the column of the files with the same value
}

// A storage is one form in which the published tables lie in a snapshot.
type storage struct {
	folder, ending, format, mediatype, suffix, note string
}

// The storages. Arrow has a folder of its own: Spark and Trino take every file
// in a table's folder for Parquet.
var storages = []storage{
	{"data/", ".parquet", "parquet", "application/vnd.apache.parquet", "", ""},
	{"arrow/", ".arrow", "arrow", "application/vnd.apache.arrow.file", "-arrow", "（Arrow IPC 文件，内容与同名 Parquet 相同 / the same rows as the Parquet table）"},
}

// ArrowPath is where the Arrow copy of a Parquet part stands:
// data/cells/year=2023/part-0.parquet → arrow/cells/year=2023/part-0.arrow.
func ArrowPath(parquet string) string {
	from, to := storages[0], storages[1]
	return to.folder + strings.TrimSuffix(strings.TrimPrefix(parquet, from.folder), from.ending) + to.ending
}

func resources(files []File) []resource {
	var out []resource
	for _, s := range storages {
		for _, t := range schema.PublishedTables {
			var parts []File
			for _, f := range files {
				if strings.HasPrefix(f.Path, s.folder+t.Name+"/") && strings.HasSuffix(f.Path, s.ending) {
					parts = append(parts, f)
				}
			}
			if len(parts) > 0 {
				out = append(out, s.resource(t, parts))
			}
		}
	}
	return append(out, papers(files)...)
}

func (s storage) resource(t *schema.PublishedTable, files []File) resource {
	r := resource{
		Name: t.Name + s.suffix, Type: "table", Title: t.Label, Description: "每行：" + t.Label + " / one row is " + t.EN + s.note,
		Format: s.format, Mediatype: s.mediatype, Schema: tableSchema(t, s.suffix),
	}
	if t.ByYear {
		r.Partition = &partition{Scheme: "hive", Key: "year", Column: "report_year"}
	}
	r.take(files, true)
	return r
}

// take lists the files of a resource. Size and hash of the standard are those
// of one file, so they are left out where there are several.
func (r *resource) take(files []File, rows bool) {
	paths := make([]string, len(files))
	var sum int64
	for i, f := range files {
		p := part{Path: f.Path, Bytes: f.Bytes, Hash: "sha256:" + f.SHA256}
		if rows {
			p.Rows = &files[i].Rows
			sum += f.Rows
		}
		paths[i] = f.Path
		r.Parts = append(r.Parts, p)
	}
	if rows {
		r.Rows = &sum
	}
	r.Path = paths
	if len(files) == 1 {
		r.Path, r.Bytes, r.Hash = files[0].Path, files[0].Bytes, r.Parts[0].Hash
	}
}
