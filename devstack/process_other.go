//go:build !linux

package main

import "syscall"

// endWithParent does nothing here: only Linux ends a program with its parent. After kill -9 of devstack the next start
// finds the old PostgreSQL by its postmaster.pid, waits for it, and says so.
func endWithParent(*syscall.SysProcAttr, syscall.Signal) {}

// runsPostgres tells whether a process is alive; which program it is, and on which cluster, only Linux tells.
func runsPostgres(pid int, _ string) bool { return syscall.Kill(pid, 0) == nil }

// endOrphan does nothing here: the process could be anything by now.
func endOrphan(int) {}

// adoptOrphans does nothing here: only Linux lets a process adopt.
func adoptOrphans() error { return nil }

// children are unknown here; a command's own process group is ended all the same.
func children() []int { return nil }
