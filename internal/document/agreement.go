package document

import (
	"io"

	"hejie/internal/document/pdf"
)

// Title is 人民调解协议书.
func (a Agreement) Title() string { return "人民调解协议书" }

// Draw writes the form as one PDF.
func (a Agreement) Draw(w io.Writer) (Result, error) {
	return draw(w, a.Sheet, a, a.body)
}

func (a Agreement) body(d *pdf.Document) {}
