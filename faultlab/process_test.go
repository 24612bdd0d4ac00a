package faultlab

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// process is one of the processes of a deployment.
type process struct {
	cmd   *exec.Cmd
	name  string
	told  map[string]string // the export lines of a piece of devstack
	ended chan struct{}
}

// launch starts a program with its errors in logs/NAME.log of dir, and reads its output until a line begins with ready.
func launch(dir, name, ready string, env []string, args ...string) (*process, error) {
	if err := os.MkdirAll(filepath.Join(dir, "logs"), 0o755); err != nil {
		return nil, err
	}
	log, err := os.OpenFile(filepath.Join(dir, "logs", name+".log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, err
	}
	defer log.Close() // the child has its own
	p := &process{cmd: exec.Command(args[0], args[1:]...), name: name, told: map[string]string{}, ended: make(chan struct{})}
	p.cmd.Env, p.cmd.Stderr, p.cmd.SysProcAttr = env, log, attended()
	out, err := p.cmd.StdoutPipe()
	if err == nil {
		err = p.cmd.Start()
	}
	if err != nil {
		return nil, err
	}
	lines, heard := bufio.NewScanner(out), false
	for !heard && lines.Scan() {
		name, value, _ := strings.Cut(strings.TrimPrefix(lines.Text(), "export "), "=")
		p.told[name] = strings.Trim(value, "'")
		heard = strings.HasPrefix(lines.Text(), ready)
	}
	go func() {
		for lines.Scan() { // until its end, so that it never blocks
		}
		_ = p.cmd.Wait() // how it ended is read from ProcessState
		close(p.ended)
	}()
	if !heard {
		<-p.ended
		return nil, errors.New("it ended before it was ready: " + p.cmd.ProcessState.String())
	}
	return p, nil
}

func (p *process) signal(s syscall.Signal) {
	if err := p.cmd.Process.Signal(s); err != nil && !errors.Is(err, os.ErrProcessDone) {
		panic(err)
	}
}

// wait waits for the end; a process that will not end is killed.
func (p *process) wait() {
	select {
	case <-p.ended:
	case <-time.After(enough):
		p.signal(syscall.SIGKILL)
		<-p.ended
	}
}

// kill is kill -9.
func (p *process) kill() {
	p.signal(syscall.SIGKILL)
	<-p.ended
}

// stop asks the process to end and waits until it has.
func (p *process) stop() {
	p.signal(syscall.SIGTERM)
	p.wait()
}

// up says whether the process runs.
func (p *process) up() bool {
	select {
	case <-p.ended:
		return false
	default:
		return true
	}
}

// tail is the end of a log.
func tail(path string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	return string(text[max(0, len(text)-6000):])
}
