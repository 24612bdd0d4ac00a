package web

import (
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"

	"github.com/google/uuid"
	"github.com/gorilla/mux"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/statute"
	"hejie/internal/store"
	"hejie/workflows"
)

// deed is one act on its way in: what it is, the case it is done in, and what was typed.
type deed struct {
	*visit
	name   dispute.ActName
	row    dispute.Row
	file   store.CaseFile
	typed  url.Values
	kept   map[string][]string // files stored already, by the input they came in
	broken []fault.Field       // files that could not be kept
	unkept error
}

type actPage struct {
	Base
	Heading   string
	Lead      string
	Case      caseView
	Frame     []*input // who it is recorded for, how and when
	Fields    []*input
	Folds     []fold   // what most leave empty
	Points    []string // what is asked, point by point, where it must be understood first
	Ways      []way    // pages that ask something else
	Last      []*input // files
	Kept      []*input
	Turn      int
	Key       string
	Button    string
	Draws     bool // a signature may be drawn
	Reads     *agreementView
	Moved     []eventLine // what happened since the person looked
	Multipart bool
}

// act shows the form of an act and takes it. The files come first, then the fact; what was typed stays in the form whatever
// goes wrong.
func (a *Web) act(v *visit) error {
	d, err := v.deed()
	if err != nil {
		return err
	}
	if !v.posted() {
		d.typed = v.r.URL.Query()
		d.typed.Del("turn")
		if !slices.Contains(dispute.Possible(v.who.Actor, d.file.Picture), d.name) {
			return d.impossible()
		}
		return d.show(http.StatusOK, nil)
	}
	if d.typed, err = v.fields(d.keep); err != nil {
		return err
	}
	if d.unkept != nil {
		return d.unkept
	}
	return d.do()
}

// deed reads which act is meant, in which case. An act that nobody hands in is no page.
func (v *visit) deed() (*deed, error) {
	d := &deed{visit: v, name: dispute.ActName(mux.Vars(v.r)["act"]), kept: map[string][]string{}}
	row, known := dispute.RowOf(d.name)
	if _, written := sheets[d.name]; !known || !written {
		return nil, fault.Missing()
	}
	d.row = row
	var err error
	d.file, err = v.caseOf()
	return d, err
}

func (d *deed) impossible() error {
	return dispute.May(dispute.Ref{Name: d.name, By: d.who.Actor}, d.file.Picture)
}

// keep stores a file of the form before anything is said about it.
func (d *deed) keep(values url.Values, f attached) error {
	of := d.who.Actor.Party
	if d.who.Staff() && dispute.ValidID(values.Get("for")) {
		of = dispute.PartyID(values.Get("for"))
	}
	kind := values.Get("kind")
	if kind == "" || f.Field != "evidence" {
		kind = kindOf[f.Field]
	}
	if !slices.Contains(evidenceKinds, "kind."+kind) {
		kind = ""
	}
	kept, err := d.Files.Keep(d.r.Context(), d.scope, d.id, workflows.Upload{Name: f.Name, Kind: kind, Party: of, Bytes: f.Bytes})
	why, refused := fault.As(err)
	switch {
	case refused:
		d.broken = append(d.broken, fault.Field{Name: f.Field, Code: why.Code, Text: fault.Text{ZH: f.Name + "：" + why.Text.ZH, EN: f.Name + ": " + why.Text.EN}})
	case err != nil:
		d.unkept = err
	default:
		d.kept[f.Field] = append(d.kept[f.Field], string(kept.ID))
	}
	return nil
}

// do reads the form and takes the act to its case.
func (d *deed) do() error {
	d.typed["evidence"] = append(d.typed["evidence"], d.kept["evidence"]...)
	d.typed["proof"] = append(d.typed["proof"], d.kept["proof"]...)
	form := dispute.Forms(d.name)
	s := d.sheetOf()
	bad := append(d.broken, decode(form, s.fields, d.typed)...)
	d.attach(form)
	if finish := sheets[d.name].finish; finish != nil {
		bad = append(bad, finish(d, form)...)
	}
	doing, wrong := d.doing()
	if bad = append(bad, wrong...); len(bad) > 0 {
		return d.refused(checked(form, bad))
	}
	out, err := d.Door.Do(d.r.Context(), d.scope, doing, form, store.Key{Scope: d.keyScope(), Key: d.key()})
	switch {
	case err != nil:
		return d.refused(err)
	case out.Pending:
		return d.seeOther(d.here(".entry", "entry", string(out.Entry)))
	}
	return d.seeOther(d.here("") + "?done=" + string(d.name))
}

// key is the page's, so that a double tap is one act. It stands for one act of one case alone.
func (d *deed) key() string {
	key := d.typed.Get("key")
	if len(key) < 16 || len(key) > 80 || strings.ContainsFunc(key, func(c rune) bool { return c < 0x21 || c > 0x7e }) {
		key = uuid.NewString()
	}
	return string(d.name) + "/" + string(d.id) + "/" + key
}

// attach names the kept files in the form.
func (d *deed) attach(form dispute.Form) {
	list := byJSON(reflect.ValueOf(form).Elem(), "evidence")
	if !list.IsValid() {
		return
	}
	for _, id := range d.typed["evidence"] {
		if id = strings.TrimSpace(id); id != "" {
			list.Set(reflect.Append(list, reflect.ValueOf(dispute.EvidenceID(id))))
		}
	}
}

// doing is the act around the form. A party acts for itself, today, on the web; staff say for whom, how and when.
func (d *deed) doing() (dispute.Act, []fault.Field) {
	a := dispute.Act{Case: d.id, Name: d.name, By: d.who.Actor, Channel: dispute.Web, IfTurn: d.turn()}
	if !d.who.Staff() {
		return a, nil
	}
	var bad []fault.Field
	if a.For = dispute.PartyID(d.typed.Get("for")); a.For != "" && !dispute.ValidID(string(a.For)) {
		bad = append(bad, fieldOf("for", fault.Missing()))
	}
	if c := dispute.Channel(d.typed.Get("channel")); slices.Contains(dispute.Channels, c) {
		a.Channel = c
	}
	if typed := d.typed.Get("happened_on"); typed != "" {
		var err error
		if a.HappenedOn, err = statute.ParseDate(typed); err != nil {
			bad = append(bad, fieldOf("happened_on", dayError(err)))
		}
	}
	for _, id := range filled(d.typed["proof"]) {
		if dispute.ValidID(id) {
			a.Proof = append(a.Proof, dispute.EvidenceID(id))
		}
	}
	return a, bad
}

// turn is the one the person saw. An act that moves the case needs one; without it the first is assumed, so that nobody acts
// on what they have not seen.
func (d *deed) turn() int {
	if !d.row.Moves() {
		return 0
	}
	var n int
	for _, c := range d.typed.Get("turn") {
		if c < '0' || c > '9' || n > 1<<20 {
			return 1
		}
		n = n*10 + int(c-'0')
	}
	return max(1, n)
}

// refused shows the form again: what to put right, or what happened meanwhile, with everything that was typed.
func (d *deed) refused(err error) error {
	f, known := fault.As(err)
	if !known || f.Kind == fault.NotFound || f.Kind == fault.Forbidden {
		return err
	}
	seen := d.turn()
	fresh, again := d.caseOf()
	if again != nil {
		return again
	}
	d.file = fresh
	d.noteRefusal(f)
	d.typed.Set("key", uuid.NewString()) // other words need another key
	return d.shown(f, seen)
}

func (d *deed) shown(f *fault.Fault, seen int) error {
	page, s := d.page()
	page.Problems = s.blame(f)
	if f.Code == "stale" || f.Code == "out_of_turn" {
		for i := len(d.file.Events) - 1; i >= 0 && d.file.Events[i].Turn > seen; i-- {
			page.Moved = append(page.Moved, d.event(d.file, d.file.Events[i]))
		}
	}
	return d.put(status(f), page)
}

func (d *deed) show(code int, f *fault.Fault) error {
	page, s := d.page()
	if f != nil {
		page.Problems = s.blame(f)
	}
	return d.put(code, page)
}

// put shows the page, which names people and tells of the case: a reading like any other.
func (d *deed) put(code int, page actPage) error {
	if err := d.noted("read", ""); err != nil {
		return err
	}
	return d.visit.show(code, "act", page)
}
