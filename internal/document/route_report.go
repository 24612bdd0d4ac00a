package document

import (
	"io"

	"hejie/internal/document/pdf"
)

// Title is 配送路线分析报告.
func (r RouteReport) Title() string { return "配送路线分析报告" }

// Draw writes the form as one PDF.
func (r RouteReport) Draw(w io.Writer) (Result, error) {
	return draw(w, r.Sheet, r, r.body)
}

func (r RouteReport) body(d *pdf.Document) {}
