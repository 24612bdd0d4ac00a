package api

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/gorilla/mux"

	"hejie/internal/auth"
	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/seal"
	"hejie/internal/store"
)

// who reads the bearer token. Without one, or with one that no longer holds, the answer is 401.
func (a *API) who(r *http.Request) (auth.Identity, error) {
	return a.Auth.Who(r.Context(), bearer(r))
}

// bearer is the token that a request shows; empty for none, and for another scheme. A scheme's name has no case (RFC 9110, 11.1).
func bearer(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

// scopeOf is what this person's eyes see.
func scopeOf(id auth.Identity) store.Scope {
	if id.Staff() {
		return store.AsStaff(id.Actor)
	}
	return store.AsParty(id.Actor, id.Case)
}

// caseID reads the case from the path. A session for one case knows no other, and what is no id is no case.
func caseID(r *http.Request, id auth.Identity) (dispute.CaseID, error) {
	asked := dispute.CaseID(mux.Vars(r)["id"])
	if !dispute.ValidID(string(asked)) || !id.Staff() && asked != id.Case {
		return "", fault.Missing()
	}
	return asked, nil
}

// person is who asks, which case they mean, and what they see of it.
func (a *API) person(r *http.Request) (auth.Identity, dispute.CaseID, store.Scope, error) {
	id, err := a.who(r)
	if err != nil {
		return id, "", store.Scope{}, err
	}
	asked, err := caseID(r, id)
	return id, asked, scopeOf(id), err
}

// keyScope keeps two people's Idempotency-Keys apart.
func keyScope(id auth.Identity) string {
	if id.Staff() {
		return "account/" + string(id.Actor.Account)
	}
	return "party/" + string(id.Actor.Party)
}

// from is the address that a request came from; the proxy's word for it has been put there by the server when trusted.
func from(r *http.Request) netip.Addr {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	address, err := netip.ParseAddr(host)
	if err != nil {
		return netip.IPv4Unspecified()
	}
	return address
}

type session struct {
	Token   string         `json:"token"`
	Case    dispute.CaseID `json:"case,omitempty"`
	Expires string         `json:"expires"`
}

func opened(w http.ResponseWriter, s auth.Session, err error) error {
	if err != nil {
		return err
	}
	return reply(w, http.StatusCreated, session{Token: s.Token, Case: s.Case, Expires: stamp(s.Expires)})
}

// signIn lets a member of staff in.
func (a *API) signIn(w http.ResponseWriter, r *http.Request) error {
	var in struct {
		Name     string `json:"name"`
		Password string `json:"password"`
		Code     string `json:"code"`
	}
	if err := read(w, r, &in); err != nil {
		return err
	}
	s, err := a.Auth.SignIn(r.Context(), auth.SignIn{Login: in.Name, Password: in.Password, Code: in.Code}, from(r))
	return opened(w, s, err)
}

// signOut ends the session of the token shown.
func (a *API) signOut(w http.ResponseWriter, r *http.Request) error {
	if err := a.Auth.SignOut(r.Context(), bearer(r)); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// track opens one case with its receipt code.
func (a *API) track(w http.ResponseWriter, r *http.Request) error {
	var in struct {
		Code string `json:"code"`
	}
	if err := read(w, r, &in); err != nil {
		return err
	}
	s, err := a.Auth.Track(r.Context(), in.Code, from(r))
	return opened(w, s, err)
}

// sendLinkCode sends a one-time code to the phone on file for the holder of a link.
func (a *API) sendLinkCode(w http.ResponseWriter, r *http.Request) error {
	var in struct {
		Link string `json:"link"`
	}
	if err := read(w, r, &in); err != nil {
		return err
	}
	sentTo, err := a.Auth.SendLinkCode(r.Context(), in.Link, from(r))
	if err != nil {
		return err
	}
	return reply(w, http.StatusAccepted, map[string]string{"sent_to": sentTo})
}

// openLink is the other side's way in: their link and the code that was sent.
func (a *API) openLink(w http.ResponseWriter, r *http.Request) error {
	var in struct {
		Link string `json:"link"`
		Code string `json:"code"`
	}
	if err := read(w, r, &in); err != nil {
		return err
	}
	s, err := a.Auth.OpenLink(r.Context(), in.Link, in.Code, from(r))
	return opened(w, s, err)
}

// makeLink makes the other side's link, for the desk to hand over.
func (a *API) makeLink(w http.ResponseWriter, r *http.Request) error {
	who, id, scope, err := a.person(r)
	if err != nil {
		return err
	}
	if err := a.visible(r, scope, id); err != nil {
		return err
	}
	if !who.Actor.Has(dispute.Mediator, dispute.Head, dispute.Recorder) {
		return fault.NotYours()
	}
	var in struct {
		Party dispute.PartyID `json:"party"`
		Agent dispute.PartyID `json:"agent"`
		Days  int             `json:"days"`
	}
	if err := read(w, r, &in); err != nil {
		return err
	}
	if in.Days < 0 || in.Days > int(auth.MaxLinkLife/day) {
		return fault.BadField("days", "days", fault.Text{ZH: "链接有效期应为 0 到 90 天（0 为 30 天）。", EN: "A link lives 0 to 90 days; 0 means 30."})
	}
	link, err := a.Auth.MakeLink(r.Context(), who, id, in.Party, in.Agent, time.Duration(in.Days)*day)
	if err != nil {
		return err
	}
	return reply(w, http.StatusCreated, map[string]string{"link": link.Token, "id": link.ID, "expires": stamp(link.Expires)})
}

const day = 24 * time.Hour

// sendReceiptCode sends a one-time code to the filed phone of someone who lost their receipt. The answer is the same
// whether or not there is such a case.
func (a *API) sendReceiptCode(w http.ResponseWriter, r *http.Request) error {
	var in struct {
		Number string `json:"number"`
		Phone  string `json:"phone"`
	}
	if err := read(w, r, &in); err != nil {
		return err
	}
	if err := a.Auth.SendReceiptCode(r.Context(), in.Number, in.Phone, from(r)); err != nil {
		return err
	}
	return reply(w, http.StatusAccepted, map[string]string{"status": "sent_if_known"})
}

// reissueReceipt gives a new receipt code for the one-time code.
func (a *API) reissueReceipt(w http.ResponseWriter, r *http.Request) error {
	var in struct {
		Number string `json:"number"`
		Phone  string `json:"phone"`
		Code   string `json:"code"`
	}
	if err := read(w, r, &in); err != nil {
		return err
	}
	got, err := a.Auth.Reissue(r.Context(), in.Number, in.Phone, in.Code, from(r))
	return reissued(w, got, err)
}

// reissueAtDesk gives a new receipt code to a worker who has shown at the desk who they are.
func (a *API) reissueAtDesk(w http.ResponseWriter, r *http.Request) error {
	who, id, scope, err := a.person(r)
	if err != nil {
		return err
	}
	if err := a.visible(r, scope, id); err != nil {
		return err
	}
	if !who.Actor.Has(dispute.Helper, dispute.Mediator, dispute.Head, dispute.Recorder) {
		return fault.NotYours()
	}
	var in struct {
		Party dispute.PartyID `json:"party"`
	}
	if err := read(w, r, &in); err != nil {
		return err
	}
	got, err := a.Auth.ReissueAtDesk(r.Context(), who, id, in.Party)
	return reissued(w, got, err)
}

func reissued(w http.ResponseWriter, got auth.Receipt, err error) error {
	if err != nil {
		return err
	}
	return reply(w, http.StatusCreated, map[string]string{"code": seal.GroupCode(got.Code), "issued_at": stamp(got.IssuedAt)})
}
