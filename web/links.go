package web

import (
	"net/http"
	"strconv"
	"time"

	"hejie/internal/auth"
	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/store"
)

type linksPage struct {
	Base
	Fields []*input
	Made   string // the link just made, shown once
	Ends   string
	Links  []linkLine
}

type linkLine struct {
	ID, Party, Made, Ends string
	Revoked               bool
}

// links makes and revokes the personal links of a case. A link is shown once, when it is made; only its id is kept.
func (a *Web) links(v *visit) error {
	f, err := v.caseOf()
	if err != nil {
		return err
	}
	typed, err := v.typedInto()
	if err != nil {
		return err
	}
	page := linksPage{Base: v.base("links.title")}
	if !v.who.Actor.Has(dispute.Mediator, dispute.Recorder, dispute.Head) {
		return fault.NotYours()
	}
	switch {
	case typed.Get("revoke") != "":
		if !dispute.ValidID(typed.Get("revoke")) {
			return fault.Missing()
		}
		if err := a.Auth.RevokeLink(v.r.Context(), v.who, typed.Get("revoke")); err != nil {
			return err
		}
		page.Done = v.t("links.revoked")
	case v.posted():
		if err := v.makeLink(f, typed.Get("party"), typed.Get("days"), &page); err != nil {
			return err
		}
	}
	return v.showLinks(f, page)
}

func (v *visit) makeLink(f store.CaseFile, whose, days string, page *linksPage) error {
	x, ok := f.Picture.Party(dispute.PartyID(whose))
	if !ok || x.Left {
		return fault.Missing()
	}
	holder, agent := x.ID, dispute.PartyID("")
	if x.For != "" {
		holder, agent = x.For, x.ID
	}
	n, err := strconv.Atoi(days)
	if err != nil || n < 1 {
		n = int(auth.LinkLife / (24 * time.Hour))
	}
	n = min(n, 90)
	made, err := v.Auth.MakeLink(v.r.Context(), v.who, v.id, holder, agent, time.Duration(n)*24*time.Hour)
	if err != nil {
		return err
	}
	page.Made, page.Ends = v.site()+v.url("link")+"#"+made.Token, v.moment(made.Expires)
	v.plain = true
	return nil
}

// site is this site as the member of staff who makes a link reached it.
func (v *visit) site() string {
	if v.Secure {
		return "https://" + v.r.Host
	}
	return "http://" + v.r.Host
}

func (v *visit) showLinks(f store.CaseFile, page linksPage) error {
	s := v.sheet(&nothing{}, nil)
	var holders []option
	for _, x := range f.Picture.Parties {
		o := option{Value: string(x.ID), Label: v.side(x.Side) + "：" + v.name(f, x.ID)}
		switch {
		case x.Left:
		case x.Side == dispute.OtherSide: // first, since a worker has the code of the receipt
			holders = append([]option{o}, holders...)
		default:
			holders = append(holders, o)
		}
	}
	s.pick("party", "choice", holders).label(v.t("links.party"))
	s.add("days", "number").label(v.t("links.days")).hint(v.t("links.days_hint")).first("30")
	page.Fields = s.fields
	err := v.read(func(r *store.Reader) error {
		rows, err := r.Links(v.r.Context(), v.id)
		for _, l := range rows {
			line := linkLine{ID: l.ID, Party: v.name(f, l.Party), Made: v.moment(l.MadeAt), Ends: v.moment(l.ExpiresAt), Revoked: l.Revoked}
			if l.Agent != "" {
				line.Party = v.name(f, l.Agent)
			}
			page.Links = append(page.Links, line)
		}
		return err
	})
	if err != nil {
		return err
	}
	if err := v.noted("read", ""); err != nil {
		return err
	}
	return v.show(http.StatusOK, "links", page)
}

// reissueAtDesk gives a worker who stands at the desk a new receipt code.
func (a *Web) reissueAtDesk(v *visit) error {
	if err := v.read(func(r *store.Reader) error { return r.Visible(v.r.Context(), v.id) }); err != nil {
		return err
	}
	typed, err := v.fields(nil)
	if err != nil {
		return err
	}
	if !dispute.ValidID(typed.Get("party")) {
		return fault.Missing()
	}
	receipt, err := a.Auth.ReissueAtDesk(v.r.Context(), v.who, v.id, dispute.PartyID(typed.Get("party")))
	if err != nil {
		return err
	}
	return v.newCode(receipt)
}
