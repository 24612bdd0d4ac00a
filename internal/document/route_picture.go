package document

import (
	"fmt"
	"io"

	"hejie/internal/document/pdf"
	"hejie/internal/routelog"
)

// routePicture is the picture of a route alone on its page, for the command line, without a case around it. 路线图
type routePicture struct {
	Sheet
	picture routelog.Picture
}

// Title is 配送路线图.
func (r routePicture) Title() string { return "配送路线图" }

// Draw writes the page as one PDF.
func (r routePicture) Draw(w io.Writer) (Result, error) {
	return draw(w, r.Sheet, r, "", func(d *pdf.Document) { d.Figure(r.picture) })
}

// DrawPicture writes the picture of a route as a PDF: what `hejie route --pdf` gives.
func DrawPicture(w io.Writer, p routelog.Picture) error {
	if _, err := (routePicture{picture: p}).Draw(w); err != nil {
		return fmt.Errorf("drawing the route: %w", err)
	}
	return nil
}
