package web

import (
	"net/http"
	"net/netip"

	"github.com/gorilla/mux"

	"hejie/internal/auth"
	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/store"
)

// visit is one request with who stands at the door and, on the pages of a case, which case they mean and what they see of it.
type visit struct {
	*Web
	w       http.ResponseWriter
	r       *http.Request
	lang    string
	who     auth.Identity // zero while nobody is signed in
	id      dispute.CaseID
	scope   store.Scope
	offices []store.Org // the committees, once asked for
	plain   bool        // the answer holds a secret: it is not compressed beside what a stranger may have typed
}

// signedIn says whether a session holds.
func (v *visit) signedIn() bool { return v.who.Staff() || v.who.Case != "" }

// enter finds out who it is. A route for anyone takes an ended session for none.
func (v *visit) enter(d door) error {
	token, _, err := v.cookies.Token(v.r)
	if err != nil {
		return err
	}
	if token != "" {
		v.who, err = v.Auth.Who(v.r.Context(), token)
	}
	if auth.Unauthenticated(err) {
		err = nil
	}
	if err != nil || d == open {
		return err
	}
	return v.admit(d)
}

// admit lets a party to its case and staff to their organisation's. A case of others looks like none at all.
func (v *visit) admit(d door) error {
	switch {
	case !v.signedIn():
		return auth.SignedOut()
	case d == party && v.who.Staff():
		return fault.Missing()
	case d == party:
		v.id, v.scope = v.who.Case, store.AsParty(v.who.Actor, v.who.Case)
		return nil
	case !v.who.Staff():
		return fault.Missing()
	}
	v.scope = store.AsStaff(v.who.Actor)
	asked, ofCase := mux.Vars(v.r)["id"]
	if ofCase && !dispute.ValidID(asked) {
		return fault.Missing()
	}
	v.id = dispute.CaseID(asked)
	return nil
}

// caseOf reads the case as this person may see it.
func (v *visit) caseOf() (store.CaseFile, error) {
	var f store.CaseFile
	err := v.read(func(r *store.Reader) (err error) {
		f, err = r.File(v.r.Context(), v.id)
		return err
	})
	return f, err
}

func (v *visit) read(do func(*store.Reader) error) error {
	return v.Record.Read(v.r.Context(), v.scope, do)
}

// noted puts a reading of a person's data on the audit trail.
func (v *visit) noted(what, subject string) error {
	return v.Record.Audit(v.r.Context(), v.who.Actor, v.id, what, subject)
}

// keyScope keeps two people's idempotency keys apart.
func (v *visit) keyScope() string {
	switch {
	case v.who.Staff():
		return "account/" + string(v.who.Actor.Account)
	case v.signedIn():
		return "party/" + string(v.who.Actor.Party)
	}
	return "public"
}

// from is the address that limits count. The front of the deployment puts the true one into RemoteAddr.
func (v *visit) from() netip.Addr {
	at, err := netip.ParseAddrPort(v.r.RemoteAddr)
	if err != nil {
		return netip.IPv6Unspecified()
	}
	return at.Addr()
}

// url is the address of a page of the whole site.
func (a *Web) url(name string, pairs ...string) string {
	route := a.urls.Get("web." + name)
	if route == nil {
		return "/"
	}
	u, err := route.URL(pairs...)
	if err != nil {
		return "/"
	}
	return u.String()
}

// here is the address of a page of this case, on this person's side of the house.
func (v *visit) here(name string, pairs ...string) string {
	if v.who.Staff() {
		return v.url("desk"+name, append([]string{"id", string(v.id)}, pairs...)...)
	}
	return v.url("case"+name, pairs...)
}

// seeOther sends the browser to a page after something was done.
func (v *visit) seeOther(to string) error {
	http.Redirect(v.w, v.r, to, http.StatusSeeOther)
	return nil
}

func (v *visit) posted() bool { return v.r.Method == http.MethodPost }
