package dispute_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/statute"
)

// walk is a random life of a case: possible acts with forms that may or may not fit, days that pass, clocks that ring.
type walk struct {
	*rapid.T
	law   dispute.Law
	now   dispute.Picture
	rider dispute.PartyID
	other dispute.PartyID
	day   statute.Date
	acts  int
}

// begin takes up the walk where a sample case stands.
func begin(t *rapid.T, c *disputetest.Case) *walk {
	return &walk{T: t, law: c.Law, now: c.Now, rider: c.Rider, other: c.Other, day: c.Today}
}

func (w *walk) act(name dispute.ActName, by dispute.Actor, party dispute.PartyID) dispute.Act {
	w.acts++
	return dispute.Act{
		ID: dispute.ActID(disputetest.ID(fmt.Sprintf("step %d", w.acts))), Case: dispute.CaseID(disputetest.ID("case")), Name: name, By: by, For: party,
		Channel: dispute.Web, HappenedOn: w.day, RecordedAt: w.day.At(10 * time.Hour),
	}
}

// someone is a party, or a member of the committee in every role.
func (w *walk) someone() dispute.Actor {
	return rapid.SampledFrom([]dispute.Actor{
		disputetest.Party(w.rider, dispute.Worker), disputetest.Party(w.other, dispute.Respondent),
		disputetest.Staff(disputetest.MediatorLi, dispute.Mediator, dispute.Recorder, dispute.Head),
	}).Draw(w.T, "who")
}

// step takes one possible act, or lets days pass and the clocks ring.
func (w *walk) step(t *rapid.T) {
	if rapid.IntRange(0, 5).Draw(t, "days pass") == 0 {
		w.ring()
		return
	}
	by := w.someone()
	acts := dispute.Possible(by, w.now)
	if len(acts) == 0 {
		return
	}
	name := rapid.SampledFrom(acts).Draw(t, "act")
	party := dispute.PartyID("")
	if dispute.May(dispute.Ref{Name: name, By: by}, w.now) != nil {
		party = rapid.SampledFrom([]dispute.PartyID{w.rider, w.other}).Draw(t, "for")
	}
	w.take(w.act(name, by, party), w.form(name))
}

func (w *walk) ring() {
	w.day = w.day.AddDays(rapid.IntRange(1, 40).Draw(w.T, "days"))
	now := w.day.At(12 * time.Hour)
	before := copyOf(w.T, w.now)
	change, ok := dispute.Rings(w.now, now, none)
	again, _ := dispute.Rings(w.now, now, none)
	w.pure(before, change.Picture, again.Picture)
	if ok {
		w.follows(change, dispute.Ring)
	}
}

func (w *walk) take(a dispute.Act, f dispute.Form) {
	before := copyOf(w.T, w.now)
	change, err := dispute.Decide(w.now, a, f, w.law)
	again, err2 := dispute.Decide(w.now, a, f, w.law)
	if codeOf(err) != codeOf(err2) {
		w.Fatalf("%s: refused with %v, then with %v", a.Name, err, err2)
	}
	w.pure(before, change.Picture, again.Picture)
	if err == nil {
		w.follows(change, a.Name)
	}
}

// pure: the same input gives the same change, and the picture that came in is as it was.
func (w *walk) pure(before, once, twice dispute.Picture) {
	if diff := same(before, copyOf(w.T, w.now)); diff != "" {
		w.Fatalf("deciding changed what it looked at:\n%s", diff)
	}
	if diff := same(once, twice); diff != "" {
		w.Fatalf("deciding twice gave two answers:\n%s", diff)
	}
}

// follows checks a picture against the one before it.
func (w *walk) follows(c dispute.Change, name dispute.ActName) {
	was, is := w.now, c.Picture
	if is.Version != was.Version+1 || is.Turn < was.Turn {
		w.Fatalf("%s: version %d→%d, turn %d→%d", name, was.Version, is.Version, was.Turn, is.Turn)
	}
	row, _ := dispute.RowOf(name)
	if is.Stage != was.Stage && !slices.Contains(row.Leads(was.Stage), is.Stage) {
		w.Fatalf("%s led from %s to %s, which the table does not have", name, was.Stage, is.Stage)
	}
	if is.Stage != was.Stage && is.Turn == was.Turn {
		w.Fatalf("%s moved the case to %s and left the turn", name, is.Stage)
	}
	w.holds(is)
	w.now = is
}

// holds checks what is true of every picture.
func (w *walk) holds(p dispute.Picture) {
	if p.Stage.Final() != (len(p.OpenClaims()) == 0) && p.Stage != dispute.Performing {
		w.Fatalf("%s with %d open claims", p.Stage, len(p.OpenClaims()))
	}
	if p.Stage == dispute.Performing && (p.Agreement == nil || p.Agreement.Effective.IsZero() || len(p.OpenClaims()) > 0) {
		w.Fatalf("performing %+v with %d open claims", p.Agreement, len(p.OpenClaims()))
	}
	for _, k := range p.Clocks {
		if k.Advised.After(k.Due) || !k.LapsesAt.Equal(statute.LapseMoment(k.Due)) || k.Due.Before(k.Start) {
			w.Fatalf("the clock of %s: %+v", k.Rule, k)
		}
	}
	text, err := json.Marshal(p)
	if err != nil {
		w.Fatalf("writing the picture: %v", err)
	}
	for _, planted := range disputetest.Planted {
		if strings.Contains(string(text), planted) {
			w.Fatalf("the picture says %q: %s", planted, text)
		}
	}
	if diff := same(p, copyOf(w.T, copyOf(w.T, p))); diff != "" {
		w.Fatalf("a picture read back is another:\n%s", diff)
	}
}

// form is a form for an act, filled with what fits the case most of the time.
func (w *walk) form(name dispute.ActName) dispute.Form {
	switch f := dispute.Forms(name).(type) {
	case *dispute.Acceptance:
		f.Elsewhere, f.Text = rapid.SampledFrom([]string{"none", "none", "court"}).Draw(w.T, "elsewhere"), disputetest.Remark
		return f
	case *dispute.Words:
		return disputetest.Text()
	case *dispute.SessionRecord:
		return disputetest.Talk(rapid.SampledFrom([]dispute.Side{"", dispute.Applicant}).Draw(w.T, "caucus"))
	case *dispute.Proposal:
		return w.proposal(f)
	case *dispute.Answer:
		f.To = w.offer()
		return f
	case *dispute.AgreementDraft:
		f.Facts = disputetest.Story
		f.Terms = []dispute.PromiseForm{{Payer: w.other, Payee: w.rider, AmountFen: 1000, Due: w.day.AddDays(rapid.IntRange(-1, 30).Draw(w.T, "due"))}}
		return f
	case *dispute.Signing:
		f.Method, f.Name = "seal", disputetest.RiderName
		if g := w.now.Agreement; g != nil {
			f.Agreement = g.ID
		}
		return f
	case *dispute.Extension:
		f.Until, f.Consented = w.day.AddDays(rapid.IntRange(0, 60).Draw(w.T, "until")), []dispute.PartyID{w.rider, w.other}
		return f
	}
	return w.laterForm(name)
}

func (w *walk) laterForm(name dispute.ActName) dispute.Form {
	switch f := dispute.Forms(name).(type) {
	case *dispute.Payment:
		f.Term, f.AmountFen = w.now.Terms[0].ID, rapid.SampledFrom([]int64{400, 600, 1000}).Draw(w.T, "fen")
		return f
	case *dispute.Default:
		f.Term = w.now.Terms[0].ID
		return f
	case *dispute.Referral:
		return disputetest.Away()
	case *dispute.Handing:
		f.Mediator = disputetest.MediatorLi
		return f
	case *dispute.EvidenceRequest:
		f.Holder, f.Standing, f.Text = w.other, dispute.Goodwill, disputetest.Remark
		return f
	case *dispute.EvidenceAnswer:
		if len(w.now.Requests) > 0 {
			f.To = w.now.Requests[0].ID
		}
		return f
	case *dispute.PartyForm:
		f.Person, f.Side, f.For, f.Authority = dispute.Person{Name: disputetest.RiderName}, dispute.Applicant, w.rider, dispute.SpecialAuthority
		return f
	case *dispute.ClaimForm:
		f.Against, f.Matter = rapid.SampledFrom([]dispute.PartyID{w.rider, w.other}).Draw(w.T, "against"), dispute.Other
		return f
	case *dispute.MediatorChoice:
		f.Choice = rapid.SampledFrom([]string{"accept", "other"}).Draw(w.T, "choice")
		return f
	case *dispute.RecusalDecision:
		f.Result = rapid.SampledFrom([]string{"kept", "removed"}).Draw(w.T, "result")
		return f
	case *dispute.HandClock:
		f.Due, f.Text = w.day.AddDays(5), disputetest.Remark
		return f
	default:
		return f
	}
}

func (w *walk) proposal(f *dispute.Proposal) dispute.Form {
	f.AmountFen, f.Text = 1000, disputetest.Remark
	f.Private = rapid.Bool().Draw(w.T, "private")
	if rapid.Bool().Draw(w.T, "with a day") {
		f.Expires = w.day.AddDays(rapid.IntRange(0, 20).Draw(w.T, "stands for"))
	}
	if rapid.Bool().Draw(w.T, "counter") {
		f.Answers = w.offer()
	}
	return f
}

// offer is one on the table, if there is any.
func (w *walk) offer() dispute.ActID {
	if len(w.now.Offers) == 0 {
		return ""
	}
	return rapid.SampledFrom(w.now.Offers).Draw(w.T, "offer").ID
}
