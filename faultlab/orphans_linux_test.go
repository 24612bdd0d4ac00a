package faultlab

import "syscall"

// attended makes the kernel end a process when the tests are gone, however they ended.
func attended() *syscall.SysProcAttr { return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
