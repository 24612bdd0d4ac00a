package document

import (
	"io"

	"hejie/internal/document/pdf"
)

// Title is 人民调解受理登记表.
func (a AcceptanceRegister) Title() string { return "人民调解受理登记表" }

// Draw writes the form as one PDF.
func (a AcceptanceRegister) Draw(w io.Writer) (Result, error) {
	return draw(w, a.Sheet, a, a.body)
}

func (a AcceptanceRegister) body(d *pdf.Document) {}
