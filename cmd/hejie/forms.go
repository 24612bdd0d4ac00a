package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"hejie/internal/document"
)

// forms writes every official form blank, to be filled in by hand where there is no network and no printer at hand later.
func forms(_ context.Context, args []string, out io.Writer) error {
	if len(args) != 1 {
		return errors.New("forms DIR: name the folder that the blank forms go to")
	}
	if err := os.MkdirAll(args[0], 0o755); err != nil {
		return fmt.Errorf("making the folder for forms: %w", err)
	}
	for _, f := range document.Blanks() {
		path := filepath.Join(args[0], f.Title()+".pdf")
		if err := writeForm(path, f); err != nil {
			return err
		}
		fmt.Fprintln(out, path)
	}
	return nil
}

func writeForm(path string, f document.Form) error {
	file, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("making a form's file: %w", err)
	}
	_, drawing := f.Draw(file)
	if err := errors.Join(drawing, file.Close()); err != nil {
		return fmt.Errorf("drawing the blank %s: %w", f.Title(), err)
	}
	return nil
}
