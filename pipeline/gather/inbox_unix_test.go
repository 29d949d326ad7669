//go:build unix

package gather

import (
	"net"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestLinksAreNotFollowed(t *testing.T) {
	outside := inbox(t, map[string]string{"secret.txt": "secret"})
	dir := inbox(t, map[string]string{"a/b.txt": "b"})
	for name, to := range map[string]string{
		"out.txt": filepath.Join(outside, "secret.txt"), "dir": outside, "loop": ".", "self": "self", "inside.txt": "a/b.txt", "gone.txt": "nowhere",
	} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	same3(t, walked(t, dir, Options{}), "a/b.txt = b", "dir: held link", "gone.txt: held link", "inside.txt: held link", "loop: held link",
		"out.txt: held link", "self: held link")
}

func TestInboxMayBeALink(t *testing.T) {
	dir := inbox(t, map[string]string{"a.txt": "a"})
	link := filepath.Join(t.TempDir(), "in")
	if err := os.Symlink(dir, link); err != nil {
		t.Fatal(err)
	}
	same3(t, walked(t, link, Options{}), "a.txt = a")
}

func TestSpecialFilesAreNotOpened(t *testing.T) {
	dir := inbox(t, map[string]string{"a.txt": "a"})
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o644); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", filepath.Join(dir, "socket"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	same3(t, walked(t, dir, Options{}), "a.txt = a", "pipe: not_a_report special_file", "socket: not_a_report special_file")
}

// A pipe that takes a file's place between looking and opening must not hang.
func TestFileTurnsIntoPipe(t *testing.T) {
	dir := inbox(t, map[string]string{"a.txt": "a"})
	w := &walk{ctx: t.Context(), o: Options{}.complete(), seen: map[string]int{}}
	if err := w.enter(dir); err != nil {
		t.Fatal(err)
	}
	defer w.root.Close()
	path := filepath.Join(dir, "p")
	if err := syscall.Mkfifo(path, 0o644); err != nil {
		t.Fatal(err)
	}
	f, err := w.root.OpenFile("p", os.O_RDONLY|nonblock, 0)
	if err != nil {
		t.Fatalf("opening a pipe without a writer: %v", err)
	}
	f.Close()
}

func TestNoPermission(t *testing.T) {
	dir := inbox(t, map[string]string{"a.txt": "a", "b/c.txt": "c", "d.txt": "d"})
	for _, name := range []string{"a.txt", "b"} {
		if err := os.Chmod(filepath.Join(dir, name), 0); err != nil {
			t.Fatal(err)
		}
	}
	defer os.Chmod(filepath.Join(dir, "b"), 0o755)
	asNobody(t)
	same3(t, walked(t, dir, Options{}), "a.txt: unreadable no_permission", "b/: unreadable no_permission", "d.txt = d")
}

// asNobody drops the rights of root for the test, since root may read all.
func asNobody(t *testing.T) {
	t.Helper()
	if os.Geteuid() != 0 {
		return
	}
	for dir := t.TempDir(); dir != "/"; dir = filepath.Dir(dir) {
		_ = os.Chmod(dir, 0o755)
	}
	if err := syscall.Seteuid(65534); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Seteuid(0); err != nil {
			t.Fatal(err)
		}
	})
}

func TestNamesOnDisk(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{gbk("瓦岗寨乡.txt"), "cafe\u0301.txt", "bad\xff.txt", "new\nline.txt", "\u202etxt.exe", gbk("重名.txt"), "重名.txt"} {
		write(t, dir+"/"+name, "x")
	}
	same3(t, walked(t, dir, Options{}), `\u202etxt.exe = x`, `bad\xFF.txt = x`, "caf\u00e9.txt = x", `new\u000aline.txt = x`,
		"瓦岗寨乡.txt = x", "重名.txt = x", "重名.txt〔2〕 = x")
}

func TestDeepFolders(t *testing.T) {
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	path := ""
	for range 120 { // far beyond what one path may hold
		path = join(cmpOr(path, "."), "很长的文件夹名称很长的文件夹名称很长的文件夹名称")
		if err := root.Mkdir(path, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := root.WriteFile(path+"/年报.txt", []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	files := walked(t, dir, Options{})
	if len(files) != 1 || string(files[0].Data) != "x" || len(files[0].Folders) != 120 {
		t.Errorf("a file 120 folders deep: %v", lines(files))
	}
	if err := root.RemoveAll("很长的文件夹名称很长的文件夹名称很长的文件夹名称"); err != nil {
		t.Fatal(err)
	}
}

func cmpOr(a, b string) string {
	if a == "" {
		return b
	}
	return a
}
