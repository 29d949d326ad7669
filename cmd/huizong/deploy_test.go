package main

import (
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const deploy = "../../configs/deploy/"

// deployed is a file that administrators copy.
func deployed(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(deploy + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// installed is the command that the files start.
const installed = "/usr/local/bin/huizong"

// TestUnits lets systemd judge the units, and looks for what keeps the service
// to its inbox and its output.
func TestUnits(t *testing.T) {
	service := deployed(t, "huizong.service")
	for _, line := range []string{"Type=oneshot", "SuccessExitStatus=3", "ProtectSystem=strict", "ReadOnlyPaths=/srv/huizong", "ReadWritePaths=/srv/huizong/out",
		"PrivateTmp=yes", "PrivateNetwork=yes", "NoNewPrivileges=yes", "CapabilityBoundingSet="} {
		if !strings.Contains("\n"+service, "\n"+line+"\n") {
			t.Errorf("huizong.service: no line %q", line)
		}
	}
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("no systemd-analyze here")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"huizong.service": strings.ReplaceAll(service, installed, self), "huizong.timer": deployed(t, "huizong.timer")} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	said, err := exec.Command(analyze, "verify", filepath.Join(dir, "huizong.timer"), filepath.Join(dir, "huizong.service")).CombinedOutput()
	if err != nil || strings.Contains(string(said), "huizong.") {
		t.Errorf("systemd-analyze verify: %v\n%s", err, said)
	}
}

// TestCrontab holds the line against the form of /etc/cron.d, the command
// against this one and its log against the one that is rotated.
func TestCrontab(t *testing.T) {
	line := regexp.MustCompile(`(?m)^(?:[\d*]+ ){5}huizong (\S+) run --config /srv/huizong/huizong\.yaml 2>>(\S+)$`)
	found := line.FindStringSubmatch(deployed(t, "crontab"))
	if found == nil || found[1] != installed {
		t.Fatalf("crontab: %q, want one line of %s", found, installed)
	}
	rotate := deployed(t, "logrotate")
	if !strings.HasPrefix(rotate, found[2]+" {") {
		t.Errorf("logrotate does not rotate %s", found[2])
	}
	command, err := exec.LookPath("logrotate")
	if err != nil {
		t.Skip("no logrotate here")
	}
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	group, err := user.LookupGroupId(me.Gid)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	log, file := filepath.Join(dir, "huizong.log"), filepath.Join(dir, "logrotate")
	text := strings.ReplaceAll(strings.Replace(rotate, found[2], log, 1), "huizong huizong", me.Username+" "+group.Name)
	for path, text := range map[string]string{log: "x\n", file: text} {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	said, err := exec.Command(command, "--debug", "--state", filepath.Join(dir, "state"), file).CombinedOutput()
	if err != nil || strings.Contains(string(said), "error") {
		t.Errorf("logrotate: %v\n%s", err, said)
	}
}
