package document

import (
	"io"

	"hejie/internal/document/pdf"
)

// Title is 不予受理告知书.
func (n Declined) Title() string { return "不予受理告知书" }

// Draw writes the form as one PDF.
func (n Declined) Draw(w io.Writer) (Result, error) {
	return draw(w, n.Sheet, n, n.body)
}

func (n Declined) body(d *pdf.Document) {}
