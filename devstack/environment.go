package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

// A variable is one line of the command's environment.
type variable struct{ name, value string }

// environment is what a piece has to tell: `devstack postgres` and `devstack temporal` print their part, a command
// finds both.
func (s server) environment(f folder) []variable {
	all := []variable{
		{"DATABASE_URL", s.url(roleServe, s.passwords.Serve, databaseHejie)},
		{"DATABASE_URL_WORK", s.url(roleWork, s.passwords.Work, databaseHejie)},
		{"DATABASE_URL_OWNER", s.url(roleOwner, s.passwords.Owner, databaseHejie)},
		{"TEMPORAL_DATABASE_URL", s.url(roleTemporal, s.passwords.Temporal, databaseTemporal)},
		{"TEMPORAL_VISIBILITY_DATABASE_URL", s.url(roleTemporal, s.passwords.Temporal, databaseVisibility)},
		{"HEJIE_DEVSTACK_DATA", f.path},
	}
	if s.bin != "" {
		all = append(all, variable{"POSTGRES_BIN", s.bin})
	}
	return all
}

// environment is the private server's, with the process a fault test may want to kill.
func (p *postgres) environment(f folder) []variable {
	return append(p.server.environment(f), variable{"HEJIE_DEVSTACK_POSTGRES_PID", strconv.Itoa(p.pid)})
}

// environment is Temporal's part.
func (w *workflowServer) environment() []variable {
	return []variable{
		{"TEMPORAL_ADDRESS", w.address},
		{"TEMPORAL_NAMESPACE", namespace},
		{"TEMPORAL_UI", w.ui.url},
	}
}

// ignoreClientSettings takes PGHOST, PGSERVICE, PGOPTIONS and their like out of devstack's own environment: the client
// libraries would mix them into addresses that are complete without. The command still gets them.
func ignoreClientSettings() error {
	for _, line := range os.Environ() {
		name, _, _ := strings.Cut(line, "=")
		if !strings.HasPrefix(name, "PG") {
			continue
		}
		if err := os.Unsetenv(name); err != nil {
			return fmt.Errorf("setting %s aside: %w", name, err)
		}
	}
	return nil
}

// extend puts the variables into an environment, in place of what it had under their names.
func extend(environment []string, variables []variable) []string {
	var all []string
	for _, line := range environment {
		if !names(variables, line) {
			all = append(all, line)
		}
	}
	for _, v := range variables {
		all = append(all, v.name+"="+v.value)
	}
	return all
}

// names tells whether a NAME=value line has the name of one of the variables.
func names(variables []variable, line string) bool {
	name, _, _ := strings.Cut(line, "=")
	for _, v := range variables {
		if v.name == name {
			return true
		}
	}
	return false
}

// announce prints the variables as shell lines and then, alone on a line, `ready`.
func announce(out io.Writer, variables []variable) error {
	for _, v := range variables {
		if _, err := fmt.Fprintf(out, "export %s=%s\n", v.name, quote(v.value)); err != nil {
			return fmt.Errorf("announcing the environment: %w", err)
		}
	}
	if _, err := fmt.Fprintln(out, "ready"); err != nil {
		return fmt.Errorf("announcing the environment: %w", err)
	}
	return nil
}

// quote makes a word of the shell.
func quote(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }
