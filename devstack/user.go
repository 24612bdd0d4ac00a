package main

import (
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"syscall"
)

// An account is the user PostgreSQL's programs run as: the caller, or for root, whom PostgreSQL refuses, an ordinary one.
type account struct {
	name       string
	credential *syscall.Credential // nil: the caller
}

// unprivileged is whom PostgreSQL runs as: the caller, or when that is root postgres, else nobody.
func unprivileged() account {
	if os.Geteuid() != 0 {
		return account{name: "you"}
	}
	for _, name := range []string{"postgres", "nobody"} {
		if u, err := user.Lookup(name); err == nil {
			return credentials(u)
		}
	}
	return account{name: "user 65534", credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
}

// keeper is whom PostgreSQL runs as in the data folder: for root, the ordinary user who made the cluster there before,
// so that it stays that user's.
func keeper(path string) account {
	if uid, ok := owner(path); ok && uid != 0 && os.Geteuid() == 0 {
		return byID(uid)
	}
	return unprivileged()
}

// byID is the account of a user id; one without an entry has the group of the same number.
func byID(uid uint32) account {
	u, err := user.LookupId(strconv.FormatUint(uint64(uid), 10))
	if err != nil {
		return account{name: fmt.Sprintf("user %d", uid), credential: &syscall.Credential{Uid: uid, Gid: uid}}
	}
	return credentials(u)
}

// credentials turns a user's entry into an account. On Unix the ids of an entry are numbers.
func credentials(u *user.User) account {
	uid, _ := strconv.ParseUint(u.Uid, 10, 32)
	gid, _ := strconv.ParseUint(u.Gid, 10, 32)
	return account{name: u.Username, credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
}

// own gives a file or folder to the account.
func (a account) own(path string) error {
	if a.credential == nil {
		return nil
	}
	return os.Lchown(path, int(a.credential.Uid), int(a.credential.Gid))
}

// uid is the user id of the account.
func (a account) uid() uint32 {
	if a.credential == nil {
		return uint32(os.Geteuid())
	}
	return a.credential.Uid
}

// command prepares one of PostgreSQL's programs to run as the account in a folder, with nothing of the caller's
// environment that could change what it does (PGDATA, PGPORT, LC_*), in a process group of its own so that Ctrl-C
// reaches it only through devstack.
func (a account) command(folder, program string, args ...string) *exec.Cmd {
	c := exec.Command(program, args...)
	c.Dir = folder
	c.Env = []string{"LC_ALL=C.UTF-8", "PATH=" + os.Getenv("PATH")}
	c.SysProcAttr = &syscall.SysProcAttr{Credential: a.credential, Setpgid: true}
	endWithParent(c.SysProcAttr, syscall.SIGINT)
	return c
}
