package document

import (
	"io"

	"hejie/internal/document/pdf"
)

// Title is 人民调解申请书.
func (a Application) Title() string { return "人民调解申请书" }

// Draw writes the form as one PDF.
func (a Application) Draw(w io.Writer) (Result, error) {
	return draw(w, a.Sheet, a, a.body)
}

func (a Application) body(d *pdf.Document) {}
