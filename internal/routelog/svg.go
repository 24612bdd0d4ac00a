package routelog

import (
	"bytes"
	"fmt"
	"html"
	"io"
	"strconv"
	"strings"
)

// SVG writes a picture for a page: it scales to the width it is given, and carries title and description in Chinese and
// English for those who cannot see it.
func SVG(w io.Writer, p Picture) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s" width="100%%" role="img" aria-labelledby="route-title route-desc" font-family="'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif">`+"\n",
		mm(p.Width), mm(p.Height))
	fmt.Fprintf(&b, "<title id=\"route-title\">%s / %s</title>\n<desc id=\"route-desc\">%s %s</desc>\n",
		escape(p.Title.ZH), escape(p.Title.EN), escape(p.Desc.ZH), escape(p.Desc.EN))
	for _, s := range p.Shapes {
		svgShape(&b, s)
	}
	b.WriteString("</svg>\n")
	_, err := w.Write(b.Bytes())
	return err
}

func svgShape(b *bytes.Buffer, s Shape) {
	switch s := s.(type) {
	case Polyline:
		var points []string
		for _, p := range s.Points {
			points = append(points, mm(p.X)+","+mm(p.Y))
		}
		fmt.Fprintf(b, `<polyline points="%s" fill="none"%s stroke-linejoin="round"/>`+"\n", strings.Join(points, " "), svgStroke(s.Stroke))
	case Circle:
		fmt.Fprintf(b, `<circle cx="%s" cy="%s" r="%s"%s%s/>`+"\n", mm(s.At.X), mm(s.At.Y), mm(s.R), svgFill(s.Fill), svgStroke(s.Stroke))
	case Rect:
		fmt.Fprintf(b, `<rect x="%s" y="%s" width="%s" height="%s"%s%s/>`+"\n", mm(s.At.X), mm(s.At.Y), mm(s.W), mm(s.H), svgFill(s.Fill), svgStroke(s.Stroke))
	case Label:
		svgLabel(b, s)
	}
}

func svgLabel(b *bytes.Buffer, s Label) {
	weight := ""
	if s.Bold {
		weight = ` font-weight="bold"`
	}
	halo := ""
	if s.Halo {
		halo = ` stroke="#fff" stroke-width="1" paint-order="stroke" stroke-linejoin="round"`
	}
	fmt.Fprintf(b, `<text x="%s" y="%s" font-size="%s" text-anchor="%s" fill="%s"%s%s>%s</text>`+"\n",
		mm(s.At.X), mm(s.At.Y), mm(s.Size), s.Anchor, hex(s.Ink), weight, halo, escape(s.Text))
}

func svgStroke(s Stroke) string {
	if s.Width == 0 {
		return ""
	}
	dash := ""
	if len(s.Dash) > 0 {
		var parts []string
		for _, d := range s.Dash {
			parts = append(parts, mm(d))
		}
		dash = ` stroke-dasharray="` + strings.Join(parts, " ") + `"`
	}
	return fmt.Sprintf(` stroke="%s" stroke-width="%s"%s`, hex(s.Ink), mm(s.Width), dash)
}

func svgFill(ink *Ink) string {
	if ink == nil {
		return ` fill="none"`
	}
	return ` fill="` + hex(*ink) + `"`
}

func hex(i Ink) string { return fmt.Sprintf("#%02x%02x%02x", i.R, i.G, i.B) }

// mm prints a length to a hundredth, so that the same facts give the same bytes.
func mm(v float64) string {
	s := strconv.FormatFloat(v, 'f', 2, 64)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// escape keeps the text valid XML whatever an order is called.
func escape(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == '\ufffe' || r == '\uffff' {
			return -1
		}
		return r
	}, s)
	return html.EscapeString(s)
}
