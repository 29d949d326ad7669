package pipeline_test

import (
	"bytes"
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// An arrow says what the packages of a folder may import of this module,
// besides each other, and why no more.
type arrow struct {
	folder string
	may    []string
	why    string
}

// arrows in the order of the story; the longest folder that fits counts.
var arrows = []arrow{
	{"schema", nil, "schema is the vocabulary: it imports none of those who speak it"},
	{"configs", []string{"schema"}, "a configuration is read before there is a run"},
	{"pipeline/gather", []string{"schema", "pipeline/read/bounds"}, "stages meet only in pipeline; a bundle keeps to the same bounds as a document"},
	{"pipeline/read", []string{"schema"}, "stages meet only in pipeline; a reader never interprets"},
	{"pipeline/read/grid/gridtest", []string{"schema", "cmd/corpus/maker"}, "tests of readers compare with papers whose truth is known"},
	{"pipeline/recognize", []string{"schema"}, "stages meet only in pipeline; a document has no format any more"},
	{"pipeline/check", []string{"schema"}, "stages meet only in pipeline; rules judge reports, wherever they come from"},
	{"pipeline/normalize", []string{"schema"}, "stages meet only in pipeline; here reports become Arrow"},
	{"pipeline/total", []string{"schema"}, "stages meet only in pipeline; Arrow in, Arrow out"},
	{"pipeline/publish", []string{"schema"}, "stages meet only in pipeline; papers are drawn from facts"},
	{"pipeline/publish/recall", []string{"schema", "pipeline/publish/dataset", "pipeline/total"}, "it reads totals back as total wrote them"},
	{"pipeline/cache", []string{"schema"}, "it keeps what it is given"},
	{"pipeline/spool", nil, "it keeps bytes and knows not of what"},
	{"pipeline/changes", []string{"schema"}, "it compares two sides and knows no folder"},
	{"pipeline/explain", []string{"schema", "pipeline/publish/recall"}, "it answers from what is published, never from the run"},
	{"pipeline/gate", []string{"schema"}, "it judges numbers and knows no run"},
	{"pipeline/watch", nil, "it tells monitoring what it is told"},
	{"pipeline/bench", []string{"pipeline", "configs", "schema", "cmd/corpus/maker"}, "it measures the whole run"},
	{"pipeline", []string{"pipeline", "configs", "schema"}, "here the stages meet; commands are above"},
	{"cmd/corpus", []string{"schema"}, "the truth of a made report must not come from the code it tests"},
	{"cmd/huizong", []string{"pipeline", "configs", "schema"}, "flags in, exit code out"},
}

// A keeper says who alone may import something.
type keeper struct {
	path string // this package and those below it
	only []string
	why  string
}

var keepers = []keeper{
	{"net/http", []string{"pipeline/watch"}, "the health check is the only network access there is"},
	{"net/rpc", nil, "no network"},
	{"net/smtp", nil, "no network"},
	{"net", []string{"pipeline/watch"}, "no network"},
	{"crypto/tls", nil, "no network"},
	{"golang.org/x/net", []string{"pipeline/read/html"}, "no network; only the HTML parser is wanted of it"},
	{"os/exec", []string{"pipeline", "pipeline/read/layout/scan"}, "programs are started only for scans, and looked for by doctor"},
	{"plugin", nil, "a static binary"},
	{"C", nil, "a static binary"},
	{"unsafe", []string{"pipeline/publish/dataset", "pipeline/read/xmlscan"}, "hostile files end in a panic, not in memory; both only look at bytes as a text that nobody changes"},
	{"math/rand", []string{"cmd/corpus/maker"}, "the same inputs give the same bytes"},
	{"github.com/spf13/viper", []string{"configs"}, "one place reads settings"},
	{"github.com/spf13/cobra", []string{"cmd/huizong"}, "below the command nobody knows flags"},
	{"github.com/parquet-go", []string{"pipeline/publish/dataset"}, "one bridge from Arrow to Parquet"},
	{"github.com/klippa-app", []string{"pipeline/read/pdf/pdfium"}, "one reader needs it"},
	{"github.com/tetratelabs", []string{"pipeline/read/pdf/pdfium"}, "one reader needs it"},
	{"testing", []string{"pipeline/read/grid/gridtest"}, "test code is for tests"},
}

// texts are packages of net that only take texts apart.
var texts = []string{"net/mail", "net/textproto", "net/url"}

// outside lists what schema may import that is not of the standard library.
var outside = []string{"github.com/apache/arrow/go/v15"}

// The lengths of files: seldom over long, never over longest.
const (
	long    = 500
	longest = 700
)

// A source is one Go file that is no test.
type source struct {
	folder, name string
	imports      []string
	doc          string // package comment
	lines        int
}

// TestArchitecture walks the module and says which arrow points the wrong way.
func TestArchitecture(t *testing.T) {
	sources := walkSources(t)
	docs := map[string]string{}
	for _, s := range sources {
		if docs[s.folder] == "" || s.doc != "" {
			docs[s.folder] = s.doc
		}
		checkArrows(t, s)
		checkKeepers(t, s)
		if s.lines > long {
			t.Logf("%s/%s has %d lines; a name may be missing", s.folder, s.name, s.lines)
		}
		if s.lines > longest {
			t.Errorf("%s/%s has %d lines, want at most %d", s.folder, s.name, s.lines, longest)
		}
	}
	for folder, doc := range docs {
		first, _, _ := strings.Cut(doc, " ")
		if first != "Package" && first != "Command" {
			t.Errorf("%s says nothing about what it is for: a package opens with its comment", folder)
		}
	}
}

// walkSources parses every Go file that is shipped.
func walkSources(t *testing.T) (sources []source) {
	t.Helper()
	root, err := filepath.Abs("..")
	must(t, err)
	err = filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() {
			if p != root && (name == "testdata" || name == "node_modules" || strings.HasPrefix(name, ".")) {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		s, err := parseSource(p)
		if err != nil {
			return err
		}
		folder, err := filepath.Rel(root, filepath.Dir(p))
		s.folder, s.name = filepath.ToSlash(folder), name
		sources = append(sources, s)
		return err
	})
	must(t, err)
	if len(sources) < 100 {
		t.Fatalf("%d files found under %s", len(sources), root)
	}
	return sources
}

func parseSource(p string) (source, error) {
	text, err := os.ReadFile(p)
	if err != nil {
		return source{}, err
	}
	file, err := parser.ParseFile(token.NewFileSet(), p, text, parser.ImportsOnly|parser.ParseComments)
	if err != nil {
		return source{}, err
	}
	s := source{doc: file.Doc.Text(), lines: bytes.Count(text, []byte("\n"))}
	for _, i := range file.Imports {
		name, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			return source{}, err
		}
		s.imports = append(s.imports, name)
	}
	return s, nil
}

// checkArrows holds the imports of this module against the table.
func checkArrows(t *testing.T, s source) {
	t.Helper()
	a, err := arrowOf(s.folder)
	if err != nil {
		t.Errorf("%s/%s: %v", s.folder, s.name, err)
		return
	}
	for _, i := range s.imports {
		to, ours := strings.CutPrefix(i, "huizong/")
		switch {
		case ours && below(to, a.folder):
		case ours && !slices.ContainsFunc(a.may, func(m string) bool { return below(to, m) }):
			t.Errorf("%s/%s imports %s: %s", s.folder, s.name, to, a.why)
		case !ours && a.folder == "schema" && strings.Contains(i, ".") && !slices.ContainsFunc(outside, func(o string) bool { return below(i, o) }):
			t.Errorf("%s/%s imports %s: schema stands on the standard library and Arrow alone", s.folder, s.name, i)
		}
	}
}

func arrowOf(folder string) (*arrow, error) {
	var best *arrow
	for i := range arrows {
		if a := &arrows[i]; below(folder, a.folder) && (best == nil || len(a.folder) > len(best.folder)) {
			best = a
		}
	}
	if best == nil || best.folder == "pipeline" && folder != "pipeline" {
		return nil, fmt.Errorf("the folder is in no arrow of the table: say what it may import, and why no more")
	}
	return best, nil
}

// checkKeepers looks for imports that belong to others.
func checkKeepers(t *testing.T, s source) {
	t.Helper()
	for _, i := range s.imports {
		for _, k := range keepers {
			if below(i, k.path) && !slices.Contains(texts, i) && !slices.Contains(k.only, s.folder) {
				t.Errorf("%s/%s imports %s, which is for %s alone: %s", s.folder, s.name, i, strings.Join(append(k.only, "nobody")[:max(1, len(k.only))], ", "), k.why)
				break
			}
		}
	}
}

// below reports whether a path is the folder or lies in it.
func below(p, folder string) bool {
	return p == folder || strings.HasPrefix(p, folder+"/")
}
