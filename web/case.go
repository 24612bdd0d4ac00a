package web

import (
	"net/http"
	"slices"

	"github.com/google/uuid"

	"hejie/internal/dispute"
	"hejie/internal/statute"
	"hejie/internal/store"
)

type casePage struct {
	Base
	Case     caseView
	Next     []string
	Turn     int
	Key      string
	Actions  []actLink
	More     []actLink // what is seldom needed
	Withdraw bool
	Answers  bool // an offer waits for this party
	Worker   bool
	Waiting  []waitingLine
	Track    *trackView
}

// actLink leads to the form of an act that is possible now.
type actLink struct{ Name, Href, Label string }

// ownActs are what a party is offered as buttons, in this order; offers and requests have theirs beside them. rareActs stand
// behind one more tap.
var (
	ownActs = []dispute.ActName{dispute.Supplement, dispute.Sign, dispute.AddEvidence, dispute.Message, dispute.MakeOffer, dispute.RecordPayment,
		dispute.RecordDefault}
	rareActs = []dispute.ActName{dispute.Consent, dispute.RevokeConsent, dispute.AddParty, dispute.ChooseMediator, dispute.AddClaim, dispute.EndMediation}
)

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
		Worker: v.worker(f)}
	page.Done, page.Refresh, page.Track = v.justDone(), v.refresh(page.Case), v.trackUses(f)
	page.Actions, page.More = v.buttons(ownActs, possible), v.buttons(rareActs, possible)
	if page.Waiting, err = v.waiting(f); err != nil {
		return err
	}
	return v.show(http.StatusOK, "case", page)
}

// buttons lead to those of the wanted acts that are possible now.
func (v *visit) buttons(wanted, possible []dispute.ActName) []actLink {
	var links []actLink
	for _, name := range wanted {
		if slices.Contains(possible, name) {
			links = append(links, actLink{string(name), v.here(".act", "act", string(name)), v.ownLabel(name)})
		}
	}
	return links
}

// justDone says which act brought the reader here; only an act's own name is believed.
func (v *visit) justDone() string {
	name := dispute.ActName(v.r.URL.Query().Get("done"))
	if _, known := dispute.RowOf(name); !known {
		return ""
	}
	return v.t("act.done", v.in(name.Label()))
}

// lookAgain is how often a page looks whether an analysis is done, in seconds.
const lookAgain = 5

// refresh says when the page looks again by itself: only while an analysis is under way, and not for who asked it to hold
// still.
func (v *visit) refresh(c caseView) int {
	waits := slices.ContainsFunc(c.Routes, func(r routeLine) bool { return r.Due })
	if !waits || v.r.URL.Query().Has("still") {
		return 0
	}
	return lookAgain
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
	for _, k := range f.Clocks {
		if line := v.clock(f, k); k.State == dispute.Running && line.Plain != "" && slices.Contains(soon, k.Rule) {
			lines = append(lines, v.t("next.by", line.Due, line.Plain))
		}
	}
	return lines
}

// soon are the periods whose day belongs into the first sentence of the page.
var soon = []statute.RuleID{statute.Acceptance, statute.Supplement, statute.PerformanceTerm, statute.InsurerPayment, statute.JudicialConfirmation}

// ownLabel is what an act is called on a party's button, where its name in the record is too short to be understood.
func (v *visit) ownLabel(name dispute.ActName) string {
	switch name {
	case dispute.Consent:
		return v.t("case.consent")
	case dispute.RevokeConsent:
		return v.t("case.revoke_consent")
	case dispute.AddParty:
		return v.t("case.add_party")
	}
	return v.in(name.Label())
}
