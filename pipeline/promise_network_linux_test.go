package pipeline_test

import (
	"runtime"
	"syscall"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"

	"huizong/cmd/corpus/maker"
	"huizong/pipeline"
)

// Promise 7: no network, ever, unless the configuration names one.

// socketBan is the setting of a child that is no setting of the tool: the kernel
// ends the process when it asks for a socket.
const socketBan = "test.no_sockets"

// banSockets takes the ban out of the settings and puts it on the process: any
// socket but those between processes of this machine kills it.
func banSockets(settings map[string]string) {
	if _, ok := settings[socketBan]; !ok {
		return
	}
	delete(settings, socketBan)
	const number, family = 0, 16 // offsets in struct seccomp_data; of the first argument the half that machines with the low half first have there
	program := []unix.SockFilter{
		{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: number},
		{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: unix.SYS_SOCKET, Jf: 3},
		{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: family},
		{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: unix.AF_UNIX, Jt: 1},
		{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_KILL_PROCESS},
		{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ALLOW},
	}
	filter := unix.SockFprog{Len: uint16(len(program)), Filter: &program[0]}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		panic(err)
	}
	if _, _, err := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_TSYNC, uintptr(unsafe.Pointer(&filter))); err != 0 {
		panic(err)
	}
}

// TestNoNetwork runs over every format, a web page that names pictures and
// frames among them, in a process that ends when it asks for a socket. With a
// health check configured it asks, and ends: the ban works.
func TestNoNetwork(t *testing.T) {
	w := makeWorld(t, 10, maker.Corpus{Years: []int{2023}})
	hostile := w.hostile()
	for _, name := range []string{"entity.docx", "entity.html", "include.html", "entity.rtf"} {
		w.put("inbox/"+name, hostile[name])
	}
	w.put("inbox/pictures.html", []byte(`<base href="http://192.0.2.1/"><link rel="stylesheet" href="a.css"><img src="b.png"><p>年度报告</p>`))
	cmd := w.child(map[string]string{socketBan: "on"})
	if code := ended(cmd, cmd.Run()); code != pipeline.Findings {
		t.Errorf("without network the run ends with %d (%v), want %d", code, cmd.ProcessState, pipeline.Findings)
	}
	cmd = w.child(map[string]string{socketBan: "on", "ping": "http://127.0.0.1:9/"})
	cmd.Run()
	if s := cmd.ProcessState.Sys().(syscall.WaitStatus); !s.Signaled() || s.Signal() != syscall.SIGSYS {
		t.Errorf("a run that asks for a socket ends with %v, want it stopped by the kernel", cmd.ProcessState)
	}
}
