//go:build faults

package point

import (
	"os"
	"syscall"
)

// armed is the point at which this process falls, and the file that says that it has not fallen yet.
var armed struct{ name, once string }

// Arm makes this process fall at the point of that name, if the file is there then: it is removed by the fall, so that the
// process that is started in its place goes on. It is called before the first point can be reached.
func Arm(name, once string) { armed.name, armed.once = name, once }

// Hit kills the process, as kill -9 does, when it was armed for this point. Of several that arrive at the same time one
// falls first and takes the others with it.
func Hit(name string) {
	if name != armed.name || os.Remove(armed.once) != nil {
		return
	}
	if err := syscall.Kill(os.Getpid(), syscall.SIGKILL); err != nil {
		panic(err)
	}
	select {} // not one step further
}
