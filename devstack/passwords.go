package main

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// passwords are those of the cluster's superuser and of each role, made at the first start and kept 0600.
type passwords struct {
	Admin    string `json:"admin"`
	Owner    string `json:"hejie_owner"`
	Serve    string `json:"hejie_serve"`
	Work     string `json:"hejie_work"`
	Temporal string `json:"temporal"`
}

// readPasswords reads the passwords; fs.ErrNotExist before the first start.
func (f folder) readPasswords() (passwords, error) {
	var p passwords
	content, err := os.ReadFile(f.file("passwords.json"))
	if err != nil {
		return p, fmt.Errorf("reading the passwords: %w", err)
	}
	if err := json.Unmarshal(content, &p); err != nil {
		return p, fmt.Errorf("reading the passwords: %w", err)
	}
	return p, nil
}

// keepPasswords reads the passwords, or makes them at the first start.
func (f folder) keepPasswords() (passwords, error) {
	p, err := f.readPasswords()
	if !errors.Is(err, fs.ErrNotExist) {
		return p, err
	}
	p = passwords{Admin: rand.Text(), Owner: rand.Text(), Serve: rand.Text(), Work: rand.Text(), Temporal: rand.Text()}
	content, err := json.MarshalIndent(p, "", "  ")
	if err != nil {
		return p, err
	}
	if err := writeSecret(f.file("passwords.json"), content); err != nil {
		return p, fmt.Errorf("keeping the passwords: %w", err)
	}
	return p, nil
}
