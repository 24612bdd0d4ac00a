package activities

import "hejie/internal/routelog"

// judgement is a route's result as it is kept: the findings as everyone reads them, with the picture beside them, so that
// the report is drawn from the record alone, whatever becomes of the files.
type judgement struct {
	routelog.Findings
	Picture  keptPicture    `json:"picture"`
	Withheld map[string]int `json:"withheld,omitempty"` // points left out because no consent covers them, by file
}

// keptPicture is a picture in JSON.
type keptPicture struct {
	routelog.Picture
	Shapes []keptShape
}

// keptShape holds the one shape it is.
type keptShape struct {
	Line   *routelog.Polyline `json:"line,omitempty"`
	Circle *routelog.Circle   `json:"circle,omitempty"`
	Rect   *routelog.Rect     `json:"rect,omitempty"`
	Label  *routelog.Label    `json:"label,omitempty"`
}

func keep(p routelog.Picture) keptPicture {
	kept := keptPicture{Picture: p, Shapes: make([]keptShape, 0, len(p.Shapes))}
	for _, shape := range p.Shapes {
		switch s := shape.(type) {
		case routelog.Polyline:
			kept.Shapes = append(kept.Shapes, keptShape{Line: &s})
		case routelog.Circle:
			kept.Shapes = append(kept.Shapes, keptShape{Circle: &s})
		case routelog.Rect:
			kept.Shapes = append(kept.Shapes, keptShape{Rect: &s})
		case routelog.Label:
			kept.Shapes = append(kept.Shapes, keptShape{Label: &s})
		}
	}
	kept.Picture.Shapes = nil
	return kept
}

// whole is the picture that was kept; nil when it is kept no more.
func (k keptPicture) whole() *routelog.Picture {
	if len(k.Shapes) == 0 {
		return nil
	}
	p := k.Picture
	for _, s := range k.Shapes {
		switch {
		case s.Line != nil:
			p.Shapes = append(p.Shapes, *s.Line)
		case s.Circle != nil:
			p.Shapes = append(p.Shapes, *s.Circle)
		case s.Rect != nil:
			p.Shapes = append(p.Shapes, *s.Rect)
		case s.Label != nil:
			p.Shapes = append(p.Shapes, *s.Label)
		}
	}
	return &p
}
