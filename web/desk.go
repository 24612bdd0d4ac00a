package web

import (
	"net/http"
	"slices"

	"hejie/internal/dispute"
	"hejie/internal/store"
)

type deskPage struct {
	Base
	Case    caseView
	Story   []actLink // what moves the case
	Beside  []actLink // what may be done whatever it waits for
	Exits   []actLink // what leaves the road, or brings back to it
	Dangers []eventLine
	Waiting []waitingLine
	Turn    int
	Parties []deskParty
	Links   string
	Trail   string // for the head alone
}

// deskParty is a party with what the desk may do about it.
type deskParty struct {
	partyLine
	Correct string // address of the correction
	Worker  bool   // a receipt may be given anew
}

// desk is the case as its committee works on it: only the acts that are possible now.
func (a *Web) desk(v *visit) error {
	f, err := v.caseOf()
	if err != nil {
		return err
	}
	if err := v.noted("read", ""); err != nil {
		return err
	}
	page := deskPage{Base: v.base("desk.title"), Case: v.caseView(f), Turn: f.Picture.Turn}
	page.Done, page.Refresh = v.justDone(), v.refresh(page.Case)
	possible := dispute.Possible(v.who.Actor, f.Picture)
	for _, name := range possible {
		row, _ := dispute.RowOf(name)
		link := actLink{string(name), v.here(".act", "act", string(name)), v.in(name.Label())}
		switch _, written := sheets[name]; {
		case !written:
		case !row.Beside:
			page.Story = append(page.Story, link)
		case row.Moves():
			page.Exits = append(page.Exits, link)
		default:
			page.Beside = append(page.Beside, link)
		}
	}
	page.Parties = v.deskParties(f, slices.Contains(possible, dispute.Correct))
	if v.who.Actor.Has(dispute.Mediator, dispute.Recorder, dispute.Head) {
		page.Links = v.here(".links")
	}
	if v.who.Actor.Has(dispute.Head) {
		page.Trail = v.here(".trail")
	}
	if page.Dangers, err = v.dangers(f); err != nil {
		return err
	}
	if page.Waiting, err = v.waiting(f); err != nil {
		return err
	}
	return v.show(http.StatusOK, "desk", page)
}

// dangers are the notes that stand outside the file.
func (v *visit) dangers(f store.CaseFile) ([]eventLine, error) {
	var notes []store.Event
	err := v.read(func(r *store.Reader) (err error) {
		notes, err = r.Dangers(v.r.Context(), v.id)
		return err
	})
	var lines []eventLine
	for _, e := range notes {
		lines = append(lines, v.event(f, e))
	}
	return lines, err
}

func (v *visit) deskParties(f store.CaseFile, mayCorrect bool) []deskParty {
	var list []deskParty
	for i, line := range v.parties(f) {
		x := deskParty{partyLine: line, Worker: f.Picture.Parties[i].Side == dispute.Applicant && f.Picture.Parties[i].For == "" && !line.Left}
		if mayCorrect && !line.Left {
			x.Correct = v.here(".act", "act", string(dispute.Correct)) + "?party=" + line.ID
		}
		list = append(list, x)
	}
	return list
}
