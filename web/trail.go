package web

import (
	"net/http"
	"strconv"
	"strings"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/store"
)

// trailRows is how many lines stand on one page of the trail.
const trailRows = 100

type trailPage struct {
	Base
	Lines []trailLine
	Older string // the address of the lines before; empty on the last page
}

type trailLine struct{ At, Who, Did, Code, About string } // Code is why it was refused, in no language

// trail is who read or downloaded what of a case and who was refused it (查阅记录), for the head of its committee. Reading the
// trail is on it, too.
func (a *Web) trail(v *visit) error {
	f, err := v.caseOf()
	if err != nil {
		return err
	}
	if !v.who.Actor.Has(dispute.Head) {
		return fault.NotYours()
	}
	before, err := strconv.ParseInt(v.r.URL.Query().Get("before"), 10, 64)
	if err != nil || before < 0 {
		before = 0 // an address that was broken off shows the newest
	}
	var lines []store.AuditLine
	err = v.read(func(r *store.Reader) (err error) {
		lines, err = r.AuditTrail(v.r.Context(), v.id, before, trailRows)
		return err
	})
	if err != nil {
		return err
	}
	if err := v.noted("read_trail", ""); err != nil {
		return err
	}
	page := trailPage{Base: v.base("trail.title")}
	for _, l := range lines {
		did, code := v.did(l.What)
		page.Lines = append(page.Lines, trailLine{v.moment(l.At), v.reader(f, l), did, code, v.about(f, l.Subject)})
	}
	if len(lines) == trailRows {
		page.Older = v.here(".trail") + "?before=" + strconv.FormatInt(lines[len(lines)-1].ID, 10)
	}
	return v.show(http.StatusOK, "trail", page)
}

// reader is who stands on a line: staff by name, a party or its agent by name, or somebody whom nothing here names.
func (v *visit) reader(f store.CaseFile, l store.AuditLine) string {
	switch {
	case l.Staff != "":
		return l.Staff
	case l.By.Staff():
		return v.t("trail.elsewhere")
	case l.By.Agent != "":
		return v.name(f, l.By.Agent)
	case l.By.Party != "":
		return v.name(f, l.By.Party)
	}
	return v.t("trail.unknown")
}

// did is a line's fixed word in the reader's language, with the code of what was refused as it stands.
func (v *visit) did(what string) (said, code string) {
	word, of, _ := strings.Cut(what, "/")
	key, known := map[string]string{
		"read": "trail.read", "list": "trail.list", "download": "trail.download", "track": "trail.track", "open_link": "trail.open_link",
		"make_link": "trail.make_link", "reissue_receipt": "trail.reissue_receipt", "code_refused": "trail.code_refused",
		"read_trail": "trail.read_trail", "refused": "trail.refused",
	}[word]
	if !known {
		return what, ""
	}
	return v.t(key), of
}

// about names the file, paper, party or act that a line is of; a link has no name.
func (v *visit) about(f store.CaseFile, subject string) string {
	for _, e := range f.Evidence {
		if string(e.ID) == subject {
			return e.Name
		}
	}
	for _, p := range f.Papers {
		if p.ID == subject {
			return v.t("paper." + string(p.Form))
		}
	}
	if person, ok := f.People[dispute.PartyID(subject)]; ok {
		return person.Name
	}
	if _, known := dispute.RowOf(dispute.ActName(subject)); known {
		return v.in(dispute.ActName(subject).Label())
	}
	return ""
}
