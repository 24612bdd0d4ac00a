package web

import (
	"fmt"
	"strings"

	"hejie/internal/dispute"
	"hejie/internal/store"
)

func (v *visit) files(f store.CaseFile) []fileLine {
	var list []fileLine
	for _, e := range f.Evidence {
		line := fileLine{ID: string(e.ID), Name: e.Name, Kind: v.t("kind." + e.Kind), Side: v.side(e.Side), Stored: v.moment(e.StoredAt),
			Size: bytesText(e.Size), SHA256: e.SHA256, Gone: e.Destroyed, Unlisted: e.Unlisted && !e.Destroyed}
		if e.Quarantine != "" {
			line.Why = v.t("file.quarantined")
		}
		if !e.Destroyed {
			line.Href = v.here(".file", "file", string(e.ID))
		}
		if !e.Destroyed && e.Quarantine == "" && drawable[e.Media] {
			line.Preview = v.here(".preview", "file", string(e.ID))
		}
		list = append(list, line)
	}
	return list
}

// drawable are the pictures that the vault makes previews of.
var drawable = map[string]bool{"image/jpeg": true, "image/png": true, "image/webp": true}

func bytesText(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d KB", (n+1023)>>10)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
}

func (v *visit) papers(f store.CaseFile) []paperLine {
	var list []paperLine
	for _, p := range f.Papers {
		line := paperLine{Name: v.t("paper." + string(p.Form)), Form: p.Form, Subject: p.Subject, State: v.t("paper_state." + p.State),
			Kind: strings.ToUpper(strings.TrimPrefix(p.Form.Ending(), ".")), Drawn: p.SHA256 != "" && !destroyed(p), Void: p.State == "void", SHA256: p.SHA256, Missing: p.Missing}
		if line.Drawn {
			line.Href = v.here(".paper", "paper", p.ID)
			if p.Form == dispute.RoutePointsPaper {
				line.Href = v.here(".points", "paper", p.ID)
			}
			line.State += " · " + v.moment(p.DrawnAt) // two analyses make two papers of one name
		}
		list = append(list, line)
	}
	return list
}

// destroyed: an extract that is void went with the consent that it rested on; other void papers stay to be read.
func destroyed(p store.PaperRow) bool {
	return p.State == "void" && (p.Form == dispute.RouteExtractPaper || p.Form == dispute.RoutePointsPaper)
}

// draftOf is the text of the agreement on the table; empty when there is none.
func draftOf(f store.CaseFile) *dispute.AgreementDraft {
	if f.Picture.Agreement != nil {
		if e, ok := f.Event(f.Picture.Agreement.ID); ok {
			if draft, ok := e.Form.(*dispute.AgreementDraft); ok {
				return draft
			}
		}
	}
	return &dispute.AgreementDraft{}
}

// agreementView is the agreement to read before signing, and who has signed.
type agreementView struct {
	ID, Facts, Reserve, Effective, Paper, SHA256 string
	Clauses                                      []string
	Terms                                        []termLine
	Signed                                       []signedLine
	Oral, Confirm                                bool
}

type signedLine struct{ Who, On string }

func (v *visit) agreement(f store.CaseFile) *agreementView {
	g := f.Picture.Agreement
	if g == nil {
		return nil
	}
	draft := draftOf(f)
	view := &agreementView{ID: string(g.ID), Facts: draft.Facts, Reserve: draft.Reserve, Clauses: draft.Clauses, Effective: v.day(g.Effective),
		Terms: v.terms(f), Oral: g.Oral, Confirm: g.Confirm}
	for _, id := range g.Signers {
		line := signedLine{Who: v.name(f, id)}
		for _, s := range g.Signed {
			if s.Party == id {
				line.On = v.day(s.On)
			}
		}
		view.Signed = append(view.Signed, line)
	}
	view.Signed = append(view.Signed, signedLine{v.t("agreement.mediator"), v.day(g.Mediator)}, signedLine{v.t("agreement.seal"), v.day(g.Sealed)})
	for _, p := range v.papers(f) {
		if p.Subject == g.ID && p.Drawn {
			view.Paper, view.SHA256 = p.Href, p.SHA256
		}
	}
	return view
}
