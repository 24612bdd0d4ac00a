package document

import (
	"io"

	"hejie/internal/document/pdf"
)

// Title is 终止调解告知书.
func (e Ending) Title() string { return "终止调解告知书" }

// Draw writes the form as one PDF.
func (e Ending) Draw(w io.Writer) (Result, error) {
	return draw(w, e.Sheet, e, e.body)
}

func (e Ending) body(d *pdf.Document) {}
