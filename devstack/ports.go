package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"net"
	"os"
	"slices"
	"strconv"
)

// portNames are the six ports in the order in which --port-base numbers them.
var portNames = []string{"postgres", "temporal", "history", "matching", "worker", "ui"}

// ports is what each piece listens on, always on 127.0.0.1.
type ports map[string]int

// address is host:port of a piece.
func (p ports) address(name string) string {
	return net.JoinHostPort("127.0.0.1", strconv.Itoa(p[name]))
}

// choosePorts gives the named pieces their ports and remembers them. With a base they are fixed, and one that is taken
// is refused; without, each keeps the port it had the last time if that is free, else it gets a free one.
func (f folder) choosePorts(base int, names ...string) (ports, error) {
	p, err := f.rememberedPorts()
	if err != nil {
		return nil, err
	}
	if base != 0 {
		err = p.fix(base, names)
	} else {
		err = p.find(names)
	}
	if err != nil {
		return nil, err
	}
	content, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	return p, writeSecret(f.file("ports.json"), content)
}

// rememberedPorts reads the ports of the last start; before the first there are none.
func (f folder) rememberedPorts() (ports, error) {
	p := ports{}
	content, err := os.ReadFile(f.file("ports.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return p, nil
	}
	if err == nil {
		err = json.Unmarshal(content, &p)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the ports of the last start (delete ports.json to choose anew): %w", err)
	}
	return p, nil
}

// fix numbers the named ports from base.
func (p ports) fix(base int, names []string) error {
	for i, name := range portNames {
		p[name] = base + i
	}
	for _, name := range names {
		if !free(p[name]) {
			return refuse(exitUsage, "port %d (%s) is in use: choose another --port-base", p[name], name)
		}
	}
	return nil
}

// find keeps the named ports that are free and replaces the others.
func (p ports) find(names []string) error {
	for _, name := range names {
		if p[name] != 0 && free(p[name]) {
			continue
		}
		port, err := p.draw()
		if err != nil {
			return fmt.Errorf("choosing a port for %s: %w", name, err)
		}
		p[name] = port
	}
	return nil
}

// draw gives a free port that no piece has. It stays below the range from which the kernel takes ports for outgoing
// connections: a client that keeps calling a stopped server could otherwise be given the server's own port and keep
// the restarted one out.
func (p ports) draw() (int, error) {
	const first, count, attempts = 15000, 17000, 200
	for range attempts {
		port := first + rand.IntN(count)
		if !slices.Contains(slices.Collect(maps.Values(p)), port) && free(port) {
			return port, nil
		}
	}
	return 0, errors.New("no free port between 15000 and 31999: give --port-base")
}

// free tells whether a port can be listened on.
func free(port int) bool {
	l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return false
	}
	return l.Close() == nil
}
