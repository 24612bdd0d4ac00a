package document

import (
	"io"

	"hejie/internal/document/pdf"
)

// Title is 人民调解记录.
func (m MediationRecord) Title() string { return "人民调解记录" }

// Draw writes the form as one PDF.
func (m MediationRecord) Draw(w io.Writer) (Result, error) {
	return draw(w, m.Sheet, m, m.body)
}

func (m MediationRecord) body(d *pdf.Document) {}
