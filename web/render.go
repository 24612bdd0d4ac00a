package web

import (
	"bytes"
	"compress/gzip"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"path"
	"strconv"
	"strings"

	"hejie/internal/fault"
)

//go:embed *.html
var templates embed.FS

// shared are the templates that every page is written into.
var shared = []string{"layout.html", "fields.html", "parts.html", "route.html", "waiting.html"}

// within is one thing of a list together with the page around it, for the parts that several pages write.
type within struct {
	*Base
	Item any
}

var functions = template.FuncMap{
	"within": func(page interface{ frame() *Base }, item any) within { return within{page.frame(), item} },
	"points": func(run routeLine, part routePart) partOf { return partOf{part, run} },
}

// partOf is a part of a report together with the analysis that it is about.
type partOf struct {
	routePart
	Run routeLine
}

// readPages parses each page together with what all share; a page's name is its file's.
func readPages() (map[string]*template.Template, error) {
	base, err := template.New("layout").Funcs(functions).ParseFS(templates, shared...)
	if err != nil {
		return nil, err
	}
	files, err := templates.ReadDir(".")
	if err != nil {
		return nil, err
	}
	pages := map[string]*template.Template{}
	for _, f := range files {
		page, err := base.Clone()
		if err != nil {
			return nil, err
		}
		if pages[strings.TrimSuffix(f.Name(), path.Ext(f.Name()))], err = page.ParseFS(templates, f.Name()); err != nil {
			return nil, err
		}
	}
	return pages, nil
}

// Base is what every page has: its language, its title, and the way to other pages.
type Base struct {
	v        *visit
	Title    string
	Form     bool // the page holds typed text, which its own button for the language keeps
	Problems []problem
	Done     string // what was just done, in words
	Refresh  int    // seconds until the page looks again by itself; 0 for never
}

// problem is one line of the error summary, with the field it is about.
type problem struct{ Field, Text string }

func (b Base) frame() *Base { return &b }

func (v *visit) base(title string) Base { return Base{v: v, Title: v.t(title)} }

// T is a text of the page in the reader's language.
func (b Base) T(key string, args ...any) string { return b.v.t(key, args...) }

// Lang is the reader's language as HTML names it.
func (b Base) Lang() string {
	if b.v.lang == "en" {
		return "en"
	}
	return "zh-CN"
}

// Other is the language that the reader may change to.
func (b Base) Other() string {
	if b.v.lang == "en" {
		return "zh"
	}
	return "en"
}

// URL is the address of a page by its route's name.
func (b Base) URL(name string, pairs ...string) string { return b.v.url(name, pairs...) }

// Here is the address of a page of this case.
func (b Base) Here(name string, pairs ...string) string { return b.v.here(name, pairs...) }

// Asset is the address of a style or script, which changes with its content.
func (b Base) Asset(name string) string {
	return b.v.url("static", "file", name) + "?v=" + b.v.assets[name].version
}

// Switch is the address that changes the language and comes back.
func (b Base) Switch() template.URL {
	return template.URL(b.v.url("language") + "?to=" + b.Other() + "&back=" + template.URLQueryEscaper(b.v.r.URL.Path)) //nolint:gosec // built from our own route, everything foreign is escaped
}

// Staff, SignedIn and Demo choose what the frame of a page shows.
func (b Base) Staff() bool { return b.v.who.Staff() }

// SignedIn says whether a session holds.
func (b Base) SignedIn() bool { return b.v.signedIn() }

// Demo says whether this is a trial.
func (b Base) Demo() bool { return b.v.Demo }

// show writes a page into memory first, so that a mistake in it never leaves half a page.
func (v *visit) show(status int, name string, page any) error {
	var b bytes.Buffer
	if err := v.pages[name].ExecuteTemplate(&b, "layout", page); err != nil {
		return fmt.Errorf("writing the page %s: %w", name, err)
	}
	return v.send(status, "text/html; charset=utf-8", b.Bytes())
}

// send answers with bytes, compressed where the browser takes it and nothing secret stands in them.
func (v *visit) send(status int, kind string, body []byte) error {
	h := v.w.Header()
	h.Set("Content-Type", kind)
	h.Add("Vary", "Accept-Encoding, Accept-Language, Cookie")
	if !v.plain && len(body) > 1024 && strings.Contains(v.r.Header.Get("Accept-Encoding"), "gzip") {
		packed, err := pack(body)
		if err != nil {
			return err
		}
		body = packed
		h.Set("Content-Encoding", "gzip")
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	v.w.WriteHeader(status)
	if v.r.Method != http.MethodHead {
		_, _ = v.w.Write(body) // the reader may be gone; what was done is on record all the same
	}
	return nil
}

func pack(body []byte) ([]byte, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(body); err != nil {
		return nil, fmt.Errorf("compressing a page: %w", err)
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("compressing a page: %w", err)
	}
	return b.Bytes(), nil
}

type faultPage struct {
	Base
	Text string
	Lost bool // not found: the ways to find a case are offered
}

// refuse shows a fault on a page of its own. It never shows a cause.
func (v *visit) refuse(f *fault.Fault) {
	code := status(f)
	if code == http.StatusServiceUnavailable && v.w.Header().Get("Retry-After") == "" {
		v.w.Header().Set("Retry-After", "5")
	}
	page := faultPage{Base: v.base("fault.title"), Text: f.Text.In(v.lang), Lost: f.Kind == fault.NotFound}
	if err := v.show(code, "fault", page); err != nil {
		v.Log.ErrorContext(v.r.Context(), "page failed", "route", "fault", "err", err)
		http.Error(v.w, f.Text.In(v.lang), code)
	}
}
