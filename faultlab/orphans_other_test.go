//go:build !linux

package faultlab

import "syscall"

// attended: elsewhere than on Linux a test run that is killed leaves its processes to be ended by hand.
func attended() *syscall.SysProcAttr { return nil }
