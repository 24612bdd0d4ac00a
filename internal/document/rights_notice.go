package document

import (
	"io"

	"hejie/internal/document/pdf"
)

// Title is 人民调解当事人权利义务告知书.
func (r RightsNotice) Title() string { return "人民调解当事人权利义务告知书" }

// Draw writes the form as one PDF.
func (r RightsNotice) Draw(w io.Writer) (Result, error) {
	return draw(w, r.Sheet, r, r.body)
}

func (r RightsNotice) body(d *pdf.Document) {}
