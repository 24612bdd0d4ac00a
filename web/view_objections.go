package web

import (
	"fmt"

	"hejie/internal/dispute"
)

// objected is an objection's points, one below the other, each behind the number it is about.
func (v *visit) objected(x *dispute.RouteObjection) (text string) {
	for _, p := range x.Points {
		text = said(text, numbered(p.Statement, p.Text))
	}
	return text
}

// objectionAnswered is what became of each point of an objection.
func (v *visit) objectionAnswered(x *dispute.ObjectionAnswer) (text string) {
	for _, r := range x.Results {
		line := v.t("objection." + r.Result)
		if r.Text != "" {
			line += " · " + r.Text
		}
		text = said(text, numbered(r.Statement, line))
	}
	return text
}

// numbered is a text behind the number of the statement it is about; one about the whole report has none.
func numbered(statement int, text string) string {
	if statement == 0 {
		return text
	}
	return fmt.Sprintf("%d. %s", statement, text)
}
