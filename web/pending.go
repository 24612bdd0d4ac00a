package web

import (
	"net/http"

	"github.com/gorilla/mux"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/store"
)

type pendingPage struct {
	Base
	Refused string
	Parked  bool
}

// pending is where an act waits that was stored while the engine did not answer: nothing is lost, the page is looked at again.
func (a *Web) pending(v *visit) error {
	entry := mux.Vars(v.r)["entry"]
	if !dispute.ValidID(entry) {
		return fault.Missing()
	}
	var out store.Outcome
	err := v.read(func(r *store.Reader) (err error) {
		if err = r.Visible(v.r.Context(), v.id); err == nil {
			out, err = r.Entry(v.r.Context(), v.id, dispute.ActID(entry))
		}
		return err
	})
	if err != nil {
		return err
	}
	if out.Done {
		return v.seeOther(v.here(""))
	}
	page := pendingPage{Base: v.base("pending.title"), Parked: out.Parked}
	if out.Refused != nil {
		page.Refused = v.in(out.Refused.Text)
		return v.show(http.StatusOK, "pending", page)
	}
	v.w.Header().Set("Refresh", "10")
	return v.show(http.StatusAccepted, "pending", page)
}
