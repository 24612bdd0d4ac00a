// Package web is Hejie as pages: the worker's form, tracking, the case as each side may see it, and the mediator's desk. Every
// page is a Go file and a template of the same name; every choice is made in Go, the template only writes it down. All
// pages work without JavaScript. The package writes nothing itself: what is handed in goes through workflows.Door and
// workflows.Cloakroom, and what a page shows was narrowed to its reader by the store.
package web

import (
	"fmt"
	"html/template"
	"log/slog"
	"net/http"

	"github.com/gorilla/mux"

	"hejie/internal/auth"
	"hejie/internal/store"
	"hejie/internal/vault"
	"hejie/workflows"
)

// Config is what the pages stand on.
type Config struct {
	Record *store.Store
	Door   workflows.Door
	Files  workflows.Cloakroom
	Auth   *auth.Door
	Secure bool // served over HTTPS: cookies are for HTTPS alone
	Demo   bool // a trial: every page says so
	Log    *slog.Logger
}

// Web is the pages, ready to be mounted.
type Web struct {
	Config
	cookies  auth.Cookies
	words    map[string]catalogue
	pages    map[string]*template.Template
	assets   map[string]asset
	previews *vault.Previewer
	origins  *http.CrossOriginProtection
	urls     *mux.Router
}

// New reads templates, texts and assets; an error is a mistake in them.
func New(c Config) (*Web, error) {
	a := &Web{Config: c, cookies: auth.PlainCookies, previews: vault.NewPreviewer(), origins: http.NewCrossOriginProtection()}
	if c.Secure {
		a.cookies = auth.SecureCookies
	}
	var err error
	if a.words, err = readWords(); err != nil {
		return nil, fmt.Errorf("reading the texts of the pages: %w", err)
	}
	if a.pages, err = readPages(); err != nil {
		return nil, fmt.Errorf("reading the pages: %w", err)
	}
	if a.assets, err = readAssets(); err != nil {
		return nil, fmt.Errorf("reading the assets: %w", err)
	}
	a.origins.SetDenyHandler(http.HandlerFunc(a.crossOrigin))
	a.urls = mux.NewRouter() // builds addresses from route names before anyone mounts
	a.addTo(a.urls)
	return a, nil
}

// door says who may come in by a route.
type door int

const (
	open  door = iota // anyone
	party             // a party of the one case that its session opens
	staff             // a member of staff
)

// Route is one line of the route table.
type Route struct {
	Name    string
	Path    string
	Methods []string
	door    door
	handler func(*Web, *visit) error
}

var (
	gets    = []string{http.MethodGet, http.MethodHead}
	posts   = []string{http.MethodPost}
	getPost = []string{http.MethodGet, http.MethodHead, http.MethodPost}
)

// Routes is every page. A party's pages stand under /case, since its session opens one case alone; the desk's under /cases.
var Routes = []Route{
	{"home", "/", gets, open, (*Web).home},
	{"privacy", "/privacy", gets, open, (*Web).privacy},
	{"language", "/language", gets, open, (*Web).language},
	{"static", "/static/{file}", gets, open, (*Web).static},

	{"file", "/file", getPost, open, (*Web).file},
	{"track", "/track", getPost, open, (*Web).track},
	{"reissue", "/track/lost", getPost, open, (*Web).reissue},
	{"link", "/link", getPost, open, (*Web).link},
	{"signin", "/signin", getPost, open, (*Web).signIn},
	{"signout", "/signout", posts, open, (*Web).signOut},

	{"case", "/case", gets, party, (*Web).caseFile},
	{"case.act", "/case/acts/{act}", getPost, party, (*Web).act},
	{"case.receipt", "/case/receipt", gets, party, (*Web).myReceipt},
	{"case.entry", "/case/entries/{entry}", gets, party, (*Web).pending},
	{"case.file", "/case/files/{file}", gets, party, (*Web).download},
	{"case.preview", "/case/files/{file}/preview.jpg", gets, party, (*Web).preview},
	{"case.paper", "/case/papers/{paper}.pdf", gets, party, (*Web).paper},
	{"case.points", "/case/papers/{paper}.csv", gets, party, (*Web).paper},

	{"docket", "/cases", getPost, staff, (*Web).docket},
	{"counter", "/cases/new", getPost, staff, (*Web).counter},
	{"desk", "/cases/{id}", gets, staff, (*Web).desk},
	{"desk.act", "/cases/{id}/acts/{act}", getPost, staff, (*Web).act},
	{"desk.entry", "/cases/{id}/entries/{entry}", gets, staff, (*Web).pending},
	{"desk.file", "/cases/{id}/files/{file}", gets, staff, (*Web).download},
	{"desk.preview", "/cases/{id}/files/{file}/preview.jpg", gets, staff, (*Web).preview},
	{"desk.paper", "/cases/{id}/papers/{paper}.pdf", gets, staff, (*Web).paper},
	{"desk.points", "/cases/{id}/papers/{paper}.csv", gets, staff, (*Web).paper},
	{"desk.links", "/cases/{id}/links", getPost, staff, (*Web).links},
	{"desk.trail", "/cases/{id}/trail", gets, staff, (*Web).trail},
	{"desk.receipt", "/cases/{id}/receipt", posts, staff, (*Web).reissueAtDesk},
}

// Mount puts the pages on a router, each behind the same middleware, outermost first.
func (a *Web) Mount(r *mux.Router) {
	pages := r.NewRoute().Subrouter()
	pages.Use(a.named, a.headers, a.sameOrigin, a.plainBody)
	a.addTo(pages)
}

func (a *Web) addTo(r *mux.Router) {
	for _, route := range Routes {
		r.Handle(route.Path, a.handle(route)).Methods(route.Methods...).Name("web." + route.Name)
	}
}

// Handler is the pages alone, for tests and for a deployment whose API stands elsewhere.
func (a *Web) Handler() http.Handler {
	r := mux.NewRouter()
	a.Mount(r)
	r.NotFoundHandler = a.NotFound()
	r.MethodNotAllowedHandler = a.MethodNotAllowed(r)
	return r
}
