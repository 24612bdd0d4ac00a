package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// spent is the processor time of every process on the machine so far, by what the process is. Only differences mean
// anything; what ended between two looks is missing from them.
type spent map[string]time.Duration

// tick is the unit of /proc/PID/stat on Linux.
const tick = 10 * time.Millisecond

func look() spent {
	all := spent{}
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return all // the pattern is a constant: this cannot happen
	}
	for _, path := range stats {
		stat, gone := os.ReadFile(path)
		line, other := os.ReadFile(filepath.Join(filepath.Dir(path), "cmdline"))
		_, fields, ok := strings.Cut(string(stat), ") ")
		if gone != nil || other != nil || !ok || len(line) == 0 {
			continue // it ended, or it is the kernel's
		}
		var user, system int64
		if _, err := fmt.Sscanf(strings.Join(strings.Fields(fields)[11:13], " "), "%d %d", &user, &system); err == nil {
			all[calling(string(line))] += time.Duration(user+system) * tick
		}
	}
	return all
}

// calling names a process: PostgreSQL's by whom they serve, ours by their command.
func calling(cmdline string) string {
	words := strings.FieldsFunc(cmdline, func(r rune) bool { return r == 0 || r == ' ' })
	if len(words) == 0 {
		return "other"
	}
	base := filepath.Base(words[0])
	switch {
	case base == "postgres:" && len(words) > 2:
		return strings.TrimRight("postgres "+strings.TrimSuffix(words[1], ":"), " ")
	case base == "hejie" && len(words) > 1:
		return "hejie " + words[1]
	case base == "devstack":
		return "Temporal"
	case strings.Contains(base, "bench"):
		return "bench and the bare worker"
	}
	return "other"
}

// add takes what was spent between two looks.
func (s spent) add(from, to spent) {
	for name, t := range to {
		s[name] += t - from[name]
	}
}

// print says what one act cost each process, in milliseconds of one processor.
func (s spent) print(side string, acts int) {
	fmt.Printf("  processor time of one, %s:", side)
	sum := time.Duration(0)
	for _, name := range slices.SortedFunc(maps.Keys(s), func(a, b string) int { return int(s[b] - s[a]) }) {
		if each := ms(s[name]) / float64(acts); each >= 0.05 {
			fmt.Printf(" %s %.2f ms,", name, each)
		}
		sum += s[name]
	}
	fmt.Printf(" all %.2f ms\n", ms(sum)/float64(acts))
}
