package web

import (
	"net/http"
	"slices"

	"github.com/google/uuid"

	"hejie/internal/dispute"
	"hejie/internal/store"
)

type casePage struct {
	Base
	Case     caseView
	Next     []string
	Turn     int
	Key      string
	Actions  []actLink
	Withdraw bool
	Answers  bool // an offer waits for this party
	Worker   bool
}

// actLink leads to the form of an act that is possible now.
type actLink struct{ Name, Href, Label string }

// ownActs are what a party is offered as buttons, in this order; offers and requests have theirs beside them.
var ownActs = []dispute.ActName{dispute.Supplement, dispute.Sign, dispute.AddEvidence, dispute.Message, dispute.MakeOffer, dispute.RecordPayment,
	dispute.RecordDefault, dispute.Consent, dispute.RevokeConsent, dispute.AddParty, dispute.EndMediation}

// caseFile is the case as a party sees it: where it stands, what comes next and by when, and what they can do.
func (a *Web) caseFile(v *visit) error {
	f, err := v.caseOf()
	if err != nil {
		return err
	}
	if err := v.noted("read", ""); err != nil {
		return err
	}
	possible := dispute.Possible(v.who.Actor, f.Picture)
	page := casePage{Base: v.base("case.title"), Case: v.caseView(f), Next: v.next(f), Turn: f.Picture.Turn, Key: uuid.NewString(),
		Withdraw: slices.Contains(possible, dispute.Withdraw), Answers: slices.Contains(possible, dispute.AcceptOffer),
		Worker: f.Picture.SideOf(v.who.Actor.Party) == dispute.Applicant}
	page.Done = v.justDone()
	for _, name := range ownActs {
		if slices.Contains(possible, name) {
			page.Actions = append(page.Actions, actLink{string(name), v.here(".act", "act", string(name)), v.in(name.Label())})
		}
	}
	return v.show(http.StatusOK, "case", page)
}

// justDone says which act brought the reader here; only an act's own name is believed.
func (v *visit) justDone() string {
	name := dispute.ActName(v.r.URL.Query().Get("done"))
	if _, known := dispute.RowOf(name); !known {
		return ""
	}
	return v.t("act.done", v.in(name.Label()))
}

// next is what happens now and by when, in plain words, the earliest day first.
func (v *visit) next(f store.CaseFile) []string {
	lines := []string{v.t("next." + string(f.Picture.Stage))}
	p := f.Picture
	me := v.who.Actor.Party
	if p.Agreement != nil && p.Agreement.Effective.IsZero() && slices.Contains(p.Agreement.Signers, me) {
		lines = append(lines, v.t("next.sign"))
	}
	for _, o := range v.offers(f) {
		if o.Answerable && o.Expires != "" {
			lines = append(lines, v.t("next.answer_by", o.Expires))
		}
	}
	return lines
}
