package document

import (
	"io"

	"hejie/internal/document/pdf"
)

// Title is 人民调解口头协议登记表.
func (o OralAgreementRegister) Title() string { return "人民调解口头协议登记表" }

// Draw writes the form as one PDF.
func (o OralAgreementRegister) Draw(w io.Writer) (Result, error) {
	return draw(w, o.Sheet, o, o.body)
}

func (o OralAgreementRegister) body(d *pdf.Document) {}
