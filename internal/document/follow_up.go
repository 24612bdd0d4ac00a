package document

import (
	"io"

	"hejie/internal/document/pdf"
)

// Title is 人民调解回访记录.
func (f FollowUp) Title() string { return "人民调解回访记录" }

// Draw writes the form as one PDF.
func (f FollowUp) Draw(w io.Writer) (Result, error) {
	return draw(w, f.Sheet, f, f.body)
}

func (f FollowUp) body(d *pdf.Document) {}
