package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// endWithParent has the kernel send a signal to the program when the thread that starts it ends, which is how nothing
// outlives a devstack killed with kill -9. The caller keeps that thread (runtime.LockOSThread) while the program runs.
func endWithParent(attr *syscall.SysProcAttr, signal syscall.Signal) { attr.Pdeathsig = signal }

// runsPostgres tells whether a process is alive and a PostgreSQL server on that cluster, in which it works: a stale
// process id may have gone to another server.
func runsPostgres(pid int, cluster string) bool {
	name, state, _ := processStat(strconv.Itoa(pid))
	if name != "postgres" || state == "Z" || state == "X" {
		return false
	}
	works, err := os.Readlink(fmt.Sprintf("/proc/%d/cwd", pid))
	if err != nil {
		return false // it is gone, or someone else's
	}
	resolved, err := filepath.EvalSymlinks(cluster)
	return err == nil && works == resolved
}

// endOrphan asks a PostgreSQL server that runsPostgres knows for its fast shutdown; it may just have ended by itself.
func endOrphan(pid int) { _ = syscall.Kill(pid, syscall.SIGINT) }

// adoptOrphans makes devstack the parent of processes whose own parent ends, so that sweep finds what a command left
// behind, whatever process group it went to.
func adoptOrphans() error {
	return unix.Prctl(unix.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
}

// children are the living child processes of devstack.
func children() []int {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil // without /proc there is nothing to sweep by
	}
	var found []int
	for _, e := range entries {
		pid, err := strconv.Atoi(e.Name())
		if err != nil {
			continue
		}
		if _, _, parent := processStat(e.Name()); parent == os.Getpid() {
			found = append(found, pid)
		}
	}
	return found
}

// processStat reads name, state and parent of a process from /proc; empty when it is gone. The name stands in brackets
// and may itself contain anything.
func processStat(pid string) (name, state string, parent int) {
	content, err := os.ReadFile("/proc/" + pid + "/stat")
	if err != nil {
		return "", "", 0
	}
	text := string(content)
	open, end := strings.IndexByte(text, '('), strings.LastIndexByte(text, ')')
	if open < 0 || end < open {
		return "", "", 0
	}
	fields := strings.Fields(text[end+1:])
	if len(fields) < 2 {
		return "", "", 0
	}
	parent, err = strconv.Atoi(fields[1])
	if err != nil {
		return "", "", 0
	}
	return text[open+1 : end], fields[0], parent
}
