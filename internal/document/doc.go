// Package document draws the papers people sign: the people's-mediation forms (人民调解文书), the notices that go with
// them, the legal-aid set (法律援助文书) and the route report. It knows nothing of cases or stores: every form takes its own plain facts, prints them
// filled, and prints blank where a fact is the zero value, so that the same sheet serves the desk and the pen.
//
// The same facts give the same bytes. Nothing a person typed is lost or makes a form fail: a character the fonts lack
// is drawn as 〓, stays extractable as itself and is named in Result.Missing. Forms and fixed sentences follow the set of
// 司发通〔2010〕239号 and the statutes named beside them. The forms are made of Noto Serif SC and Noto Sans SC.
package document

import "hejie/internal/document/pdf"

// Result is what came of drawing a form.
type Result struct {
	Pages int // how many A4 pages were written
	// Missing are the characters (grapheme clusters, sorted, each once) the fonts cannot draw. They stand on the paper as
	// 〓 and must be written in by hand; the mediator is told.
	Missing []string
}

func result(r pdf.Result) Result { return Result{Pages: r.Pages, Missing: r.Missing} }
