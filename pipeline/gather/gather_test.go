package gather

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"huizong/schema"
)

// inbox writes files into a fresh folder. A name ending in "/" is a folder.
func inbox(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		write(t, dir+"/"+name, content)
	}
	return dir
}

func write(t testing.TB, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if strings.HasSuffix(path, "/") {
		return
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// walked gathers all files of an inbox.
func walked(t testing.TB, dir string, o Options) []*File {
	t.Helper()
	var files []*File
	if err := Walk(context.Background(), dir, o, func(f *File) error { files = append(files, f); return nil }); err != nil {
		t.Fatalf("Walk(%s): %v", dir, err)
	}
	checkFiles(t, files)
	return files
}

// checkFiles holds what is true of every file handed over.
func checkFiles(t testing.TB, files []*File) {
	t.Helper()
	ids, paths := map[string]bool{}, map[string]bool{}
	for _, f := range files {
		if ids[f.ID] || paths[f.Path] || len(f.ID) != 16 {
			t.Errorf("%q: id %q or path handed over twice", f.Path, f.ID)
		}
		ids[f.ID], paths[f.Path] = true, true
		switch f.Verdict {
		case "":
			if len(f.Data) == 0 || int64(len(f.Data)) != f.Bytes || len(f.SHA256) != 64 {
				t.Errorf("%q is to be read but has %d of %d bytes, hash %q", f.Path, len(f.Data), f.Bytes, f.SHA256)
			}
		case schema.NotAReport, schema.Unreadable, schema.Held, schema.OpenedBundle:
			if f.Data != nil || f.Reason == "" || f.ReasonEN == "" {
				t.Errorf("%q: verdict %s with %d bytes, reasons %q %q", f.Path, f.Verdict, len(f.Data), f.Reason, f.ReasonEN)
			}
		default:
			t.Errorf("%q: verdict %q is not for gathering to give", f.Path, f.Verdict)
		}
	}
}

// lines says of each file its path and what became of it.
func lines(files []*File) []string {
	var out []string
	for _, f := range files {
		switch {
		case f.Verdict == "":
			out = append(out, fmt.Sprintf("%s = %s", f.Path, clip(string(f.Data))))
		case f.Code == "":
			out = append(out, fmt.Sprintf("%s: %s", f.Path, f.Verdict))
		default:
			out = append(out, fmt.Sprintf("%s: %s %s", f.Path, f.Verdict, f.Code))
		}
	}
	return out
}

func clip(s string) string {
	if len(s) > 20 {
		return s[:20] + "…"
	}
	return s
}

func same3(t testing.TB, files []*File, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, lines(files)); diff != "" {
		t.Errorf("files gathered (-want +got):\n%s", diff)
	}
}

func gbk(s string) string {
	out, err := simplifiedchinese.GB18030.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return out
}

// A zipped entry is written as it stands: its name in any bytes.
type zipped struct {
	name, content string
	flags         uint16
	raw           bool // name as bytes, the flag for UTF-8 not set
}

func zipOf(t testing.TB, entries ...zipped) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		w, err := z.CreateHeader(&zip.FileHeader{Name: e.name, Method: zip.Deflate, Flags: e.flags, NonUTF8: e.raw})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(e.content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestOrderIsThatOfThePaths(t *testing.T) {
	dir := inbox(t, map[string]string{
		"瓦岗寨乡/2023/年报.txt": "a", "瓦岗寨乡.txt": "b", "a/x.txt": "c", "a.txt": "d", "a-b/y.txt": "e", "B.txt": "f", "空/": "",
		"z.zip": zipOf(t, zipped{name: "二/b.txt", content: "2"}, zipped{name: "一.txt", content: "1"}),
	})
	files := walked(t, dir, Options{})
	same3(t, files, "B.txt = f", "a-b/y.txt = e", "a.txt = d", "a/x.txt = c",
		"z.zip: bundle", "z.zip › 一.txt = 1", "z.zip › 二/b.txt = 2",
		"瓦岗寨乡.txt = b", "瓦岗寨乡/2023/年报.txt = a")
	var paths []string
	for _, f := range files {
		paths = append(paths, f.Path)
	}
	if !slices.IsSorted(paths) {
		t.Errorf("paths are not in bytewise order: %q", paths)
	}
	last := files[len(files)-1]
	if diff := cmp.Diff([]string{"瓦岗寨乡", "2023"}, last.Folders); diff != "" || last.Name != "年报.txt" {
		t.Errorf("witnesses of %s: %q %q", last.Path, last.Folders, last.Name)
	}
	member := files[6]
	if diff := cmp.Diff([]string{"z.zip", "二"}, member.Folders); diff != "" || member.Bundle != "z.zip" {
		t.Errorf("witnesses of %s: %q, bundle %q", member.Path, member.Folders, member.Bundle)
	}
}

func TestIdentityIsPathAndContent(t *testing.T) {
	f := walked(t, inbox(t, map[string]string{"a.txt": "abc"}), Options{})[0]
	// printf 'abc' | sha256sum; printf 'a.txt\0%s' that | sha256sum
	if f.SHA256 != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Errorf("SHA256 = %s", f.SHA256)
	}
	if want := "ca85c61d78dcfee5"; f.ID != want {
		t.Errorf("ID = %s, want %s", f.ID, want)
	}
}

func TestLitterIsNamed(t *testing.T) {
	dir := inbox(t, map[string]string{
		"~$年报.docx": "x", ".~lock.年报.docx#": "x", ".~年报.wps": "x", "~WRL0001.tmp": "x", "sheet.TMP": "x",
		".DS_Store": "x", "._年报.docx": "x", "Thumbs.db": "x", "desktop.ini": "x", ".hidden": "x", "年报.docx.crdownload": "x",
		"年报.lnk": "x", "__MACOSX/a/年报.docx": "x", ".git/config": "x", "~镇年报.txt": "报告",
	})
	same3(t, walked(t, dir, Options{}),
		".DS_Store: not_a_report system_file", "._年报.docx: not_a_report system_file", ".git/config: not_a_report hidden",
		".hidden: not_a_report hidden", ".~lock.年报.docx#: not_a_report office_lock", ".~年报.wps: not_a_report office_lock",
		"Thumbs.db: not_a_report system_file", "__MACOSX/a/年报.docx: not_a_report system_file",
		"desktop.ini: not_a_report system_file", "sheet.TMP: not_a_report office_temporary",
		"~$年报.docx: not_a_report office_lock", "~WRL0001.tmp: not_a_report office_temporary", "~镇年报.txt = 报告",
		"年报.docx.crdownload: not_a_report unfinished_copy", "年报.lnk: not_a_report shortcut")
}

func TestEveryLitterEntryIsComplete(t *testing.T) {
	for i := range litter {
		l := &litter[i]
		if l.code == "" || len(l.name) == 0 || l.zh == "" || l.en == "" {
			t.Errorf("litter entry %d (%s) lacks something", i, l.code)
		}
	}
}

func TestBrokenFiles(t *testing.T) {
	docx := zipOf(t, zipped{name: "[Content_Types].xml", content: "<Types/>"}, zipped{name: "word/document.xml", content: strings.Repeat("<w:p/>", 500)})
	dir := inbox(t, map[string]string{
		"0.docx": "", "a.docx": docx, "b.docx": docx[:len(docx)-30], "c.pdf": "%PDF-1.7\n1 0 obj\nendobj\n", "d.pdf": "%PDF-1.7\n1 0 obj\n%%EOF\n\x00\x00",
		"e.zip": zipOf(t, zipped{name: "a.txt", content: "1"})[:20], "f.zip": "not a zip at all",
	})
	files := walked(t, dir, Options{})
	same3(t, files, "0.docx: unreadable empty", "a.docx = "+clip(docx), "b.docx: unreadable truncated", "c.pdf: unreadable truncated",
		"d.pdf = "+clip("%PDF-1.7\n1 0 obj\n%%EOF\n\x00\x00"), "e.zip: unreadable truncated", "f.zip = not a zip at all")
}

func TestQuietTime(t *testing.T) {
	now := time.Date(2024, 1, 20, 3, 0, 0, 0, time.UTC)
	dir := t.TempDir()
	for name, at := range map[string]time.Duration{"old.txt": -time.Hour, "edge.txt": -10 * time.Minute, "young.txt": -9 * time.Minute, "now.txt": 0, "skew.txt": 9 * time.Minute, "future.txt": 24 * time.Hour} {
		path := filepath.Join(dir, name)
		write(t, path, "x")
		if err := os.Chtimes(path, now, now.Add(at)); err != nil {
			t.Fatal(err)
		}
	}
	files := walked(t, dir, Options{Now: now, Quiet: 10 * time.Minute, ReceivedFromFileTime: true})
	same3(t, files, "edge.txt = x", "future.txt = x", "now.txt: held not_stable", "old.txt = x", "skew.txt: held not_stable", "young.txt: held not_stable")
	if f := files[1]; len(f.Notes) != 1 || f.Notes[0].Code != "gather.future_time" {
		t.Errorf("notes of a file from the future: %v", f.Notes)
	}
	if f := files[3]; f.Received != "2024-01-20" {
		t.Errorf("received %q, want the day in China", f.Received)
	}
	for _, f := range walked(t, dir, Options{}) {
		if f.Received != "" || len(f.Notes) != 0 {
			t.Errorf("%s: received %q, notes %v though nobody asked", f.Path, f.Received, f.Notes)
		}
	}
}

// TestTouched writes files anew within the quiet time: those that still are what
// was taken before are taken, nothing else is.
func TestTouched(t *testing.T) {
	now := time.Date(2024, 1, 20, 3, 0, 0, 0, time.UTC)
	dir := inbox(t, map[string]string{"a/same.txt": "x", "a/changed.txt": "x", "moved.txt": "x"})
	known := map[string]bool{}
	for _, f := range walked(t, dir, Options{}) {
		known[f.ID] = true
	}
	write(t, filepath.Join(dir, "a/changed.txt"), "y")
	if err := os.Rename(filepath.Join(dir, "moved.txt"), filepath.Join(dir, "a/moved.txt")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a/same.txt", "a/changed.txt", "a/moved.txt"} {
		if err := os.Chtimes(filepath.Join(dir, name), now, now); err != nil {
			t.Fatal(err)
		}
	}
	same3(t, walked(t, dir, Options{Now: now, Quiet: time.Minute, Known: known}),
		"a/changed.txt: held not_stable", "a/moved.txt: held not_stable", "a/same.txt = x")
	same3(t, walked(t, dir, Options{Now: now, Quiet: time.Minute}),
		"a/changed.txt: held not_stable", "a/moved.txt: held not_stable", "a/same.txt: held not_stable")
}

func TestReceivedIsTheDayInChina(t *testing.T) {
	dir := inbox(t, map[string]string{"a.txt": "x"})
	late := time.Date(2024, 1, 31, 16, 30, 0, 0, time.UTC) // half past midnight on 1 February in China
	if err := os.Chtimes(filepath.Join(dir, "a.txt"), late, late); err != nil {
		t.Fatal(err)
	}
	if f := walked(t, dir, Options{ReceivedFromFileTime: true})[0]; f.Received != "2024-02-01" {
		t.Errorf("received %s, want 2024-02-01", f.Received)
	}
}

func TestChangesWhileReading(t *testing.T) {
	for name, change := range map[string]func(path string) error{
		"grown":     func(p string) error { return appendTo(p, "more") },
		"cut":       func(p string) error { return os.Truncate(p, 1) },
		"touched":   func(p string) error { return os.Chtimes(p, time.Unix(1, 0), time.Unix(1, 0)) },
		"vanished":  os.Remove,
		"replaced":  func(p string) error { return errors.Join(os.Remove(p), os.WriteFile(p, []byte("abc"), 0o644)) },
		"to a link": func(p string) error { return errors.Join(os.Remove(p), os.Symlink("/etc/hostname", p)) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := inbox(t, map[string]string{"a.txt": "abc", "b.txt": "def"})
			o := Options{opened: func(rel string) {
				if rel == "a.txt" {
					if err := change(filepath.Join(dir, rel)); err != nil {
						t.Fatal(err)
					}
				}
			}}
			same3(t, walked(t, dir, o), "a.txt: held changed_while_reading", "b.txt = def")
		})
	}
}

func appendTo(path, text string) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}

func TestInboxMissing(t *testing.T) {
	err := Walk(context.Background(), filepath.Join(t.TempDir(), "none"), Options{}, func(*File) error { return nil })
	if !errors.Is(err, ErrInbox) || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Walk of a missing inbox = %v, want ErrInbox", err)
	}
}

func TestInboxVanishes(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "in")
	write(t, filepath.Join(dir, "a.txt"), "a")
	write(t, filepath.Join(dir, "b.txt"), "b")
	gone := Options{opened: func(string) { os.Rename(dir, dir+".gone") }}
	if err := Walk(context.Background(), dir, gone, func(*File) error { return nil }); !errors.Is(err, ErrInbox) {
		t.Errorf("Walk of an inbox that went away = %v, want ErrInbox", err)
	}
}

func TestFolderVanishes(t *testing.T) {
	dir := inbox(t, map[string]string{"a.txt": "a", "b/c.txt": "c", "d.txt": "d"})
	o := Options{opened: func(rel string) {
		if rel == "a.txt" {
			os.RemoveAll(filepath.Join(dir, "b"))
		}
	}}
	same3(t, walked(t, dir, o), "a.txt = a", "b/: held changed_while_reading", "d.txt = d")
}

func TestSingleFile(t *testing.T) {
	dir := inbox(t, map[string]string{"镇/a.zip": zipOf(t, zipped{name: "x.txt", content: "1"}), "镇/b.txt": "2"})
	same3(t, walked(t, filepath.Join(dir, "镇", "a.zip"), Options{}), "a.zip: bundle", "a.zip › x.txt = 1")
}

func TestStops(t *testing.T) {
	dir := inbox(t, map[string]string{"a.txt": "a", "b.zip": zipOf(t, zipped{name: "x.txt", content: "1"}, zipped{name: "y.txt", content: "1"})})
	enough := errors.New("enough")
	for _, last := range []string{"a.txt", "b.zip", "b.zip › x.txt"} {
		seen := ""
		err := Walk(context.Background(), dir, Options{}, func(f *File) error {
			if seen = f.Path; f.Path == last {
				return enough
			}
			return nil
		})
		if err != enough || seen != last {
			t.Errorf("stopped at %s with %v, want %s and the receiver's error", seen, err, last)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	err := Walk(ctx, dir, Options{}, func(f *File) error {
		if f.Path == "b.zip" {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled walk gives %v", err)
	}
}

func TestPanicOfTheReceiverIsItsOwn(t *testing.T) {
	dir := inbox(t, map[string]string{"b.zip": zipOf(t, zipped{name: "x.txt", content: "1"})})
	defer func() {
		if p := recover(); p != "mine" {
			t.Errorf("recovered %v, want the receiver's panic", p)
		}
	}()
	_ = Walk(context.Background(), dir, Options{}, func(f *File) error {
		if f.Name == "x.txt" {
			panic("mine")
		}
		return nil
	})
}

// TestTouchesNothing compares the inbox before and after.
func TestTouchesNothing(t *testing.T) {
	dir := inbox(t, map[string]string{"a.txt": "a", "空/": "", "~$a.docx": "x", "b.zip": zipOf(t, zipped{name: "../../c.txt", content: "1"})})
	before := listing(t, dir)
	walked(t, dir, Options{})
	if diff := cmp.Diff(before, listing(t, dir)); diff != "" {
		t.Errorf("the walk changed the inbox (-before +after):\n%s", diff)
	}
}

func listing(t *testing.T, dir string) (out []string) {
	t.Helper()
	err := filepath.Walk(dir, func(path string, info fs.FileInfo, err error) error {
		if err != nil {
			return err
		}
		out = append(out, fmt.Sprint(path, info.Mode(), info.Size(), info.ModTime()))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
