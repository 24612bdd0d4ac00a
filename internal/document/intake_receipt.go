package document

import (
	"io"

	"hejie/internal/document/pdf"
)

// Title is 受理回执.
func (i IntakeReceipt) Title() string { return "受理回执" }

// Draw writes the form as one PDF.
func (i IntakeReceipt) Draw(w io.Writer) (Result, error) {
	return draw(w, i.Sheet, i, i.body)
}

func (i IntakeReceipt) body(d *pdf.Document) {}
