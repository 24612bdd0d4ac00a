// Package api is Hejie over HTTP as JSON: the whole route table is Routes below, described by /openapi.json, with problems as
// RFC 9457 carrying a stable code. It writes nothing itself: what is handed in goes through workflows.Door.
package api

import (
	"log/slog"
	"net/http"

	"github.com/gorilla/mux"

	"hejie/internal/auth"
	"hejie/internal/store"
	"hejie/workflows"
)

// API holds what the doors need.
type API struct {
	Record *store.Store
	Door   workflows.Door
	Files  workflows.Cloakroom
	Auth   *auth.Door
	Engine func() string // "up" or "down", for /readyz
	Log    *slog.Logger
}

// Route is one line of the route table.
type Route struct {
	Name    string // also the operationId of openapi.yaml
	Method  string
	Path    string
	Handler func(*API, http.ResponseWriter, *http.Request) error
}

// Routes is every door of the API, in the order of its documentation.
var Routes = []Route{
	{"fileCase", "POST", "/api/cases", (*API).fileCase},
	{"track", "POST", "/api/track", (*API).track},
	{"sendReceiptCode", "POST", "/api/receipts/codes", (*API).sendReceiptCode},
	{"reissueReceipt", "POST", "/api/receipts", (*API).reissueReceipt},
	{"signIn", "POST", "/api/sessions", (*API).signIn},
	{"signOut", "DELETE", "/api/sessions", (*API).signOut},
	{"sendLinkCode", "POST", "/api/links/codes", (*API).sendLinkCode},
	{"openLink", "POST", "/api/links", (*API).openLink},
	{"listCommittees", "GET", "/api/committees", (*API).listCommittees},
	{"listCases", "GET", "/api/cases", (*API).listCases},
	{"readCase", "GET", "/api/cases/{id}", (*API).readCase},
	{"act", "POST", "/api/cases/{id}/acts/{act}", (*API).act},
	{"readEntry", "GET", "/api/cases/{id}/entries/{entry}", (*API).readEntry},
	{"addEvidence", "POST", "/api/cases/{id}/evidence", (*API).addEvidence},
	{"readEvidence", "GET", "/api/cases/{id}/evidence/{file}", (*API).readEvidence},
	{"listEvents", "GET", "/api/cases/{id}/events", (*API).listEvents},
	{"listDocuments", "GET", "/api/cases/{id}/documents", (*API).listDocuments},
	{"readDocument", "GET", "/api/cases/{id}/documents/{document}.pdf", (*API).readDocument},
	{"readPoints", "GET", "/api/cases/{id}/documents/{document}.csv", (*API).readDocument},
	{"readRoute", "GET", "/api/cases/{id}/route.svg", (*API).readRoute},
	{"readTrail", "GET", "/api/cases/{id}/trail", (*API).readTrail},
	{"makeLink", "POST", "/api/cases/{id}/links", (*API).makeLink},
	{"reissueAtDesk", "POST", "/api/cases/{id}/receipts", (*API).reissueAtDesk},
	{"openapi", "GET", "/openapi.json", (*API).openapi},
	{"healthz", "GET", "/healthz", (*API).healthz},
	{"readyz", "GET", "/readyz", (*API).readyz},
}

// Mount puts the routes on a router. GET serves HEAD too; another method on a known path is answered 405 with Allow.
func (a *API) Mount(r *mux.Router) {
	for _, route := range Routes {
		methods := []string{route.Method}
		if route.Method == http.MethodGet {
			methods = append(methods, http.MethodHead)
		}
		r.Handle(route.Path, a.handle(route)).Methods(methods...).Name("api." + route.Name)
	}
}

// Handler is the API alone, for tests and for a deployment without pages.
func (a *API) Handler() http.Handler {
	r := mux.NewRouter().SkipClean(true) // "../" is no case, and nothing to redirect to
	a.Mount(r)
	r.NotFoundHandler = http.HandlerFunc(NotFound)
	r.MethodNotAllowedHandler = MethodNotAllowed(r)
	return r
}
