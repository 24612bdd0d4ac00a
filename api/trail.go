package api

import (
	"net/http"
	"strconv"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/store"
)

// readTrail is who read or downloaded what of a case, and who was refused it, for the head of its committee. Reading the
// trail is on it, too.
func (a *API) readTrail(w http.ResponseWriter, r *http.Request) error {
	who, id, scope, err := a.person(r)
	if err != nil {
		return err
	}
	if err := a.visible(r, scope, id); err != nil {
		return err
	}
	if !who.Actor.Has(dispute.Head) {
		return fault.NotYours()
	}
	before, ok := lineBefore(r.URL.Query().Get("before"))
	if !ok {
		return badQuery("before")
	}
	var lines []store.AuditLine
	err = a.Record.Read(r.Context(), scope, func(rd *store.Reader) (err error) {
		lines, err = rd.AuditTrail(r.Context(), id, before, pageMost)
		return err
	})
	if err != nil {
		return err
	}
	if err := a.Record.Audit(r.Context(), who.Actor, id, "read_trail", ""); err != nil {
		return err
	}
	return reply(w, http.StatusOK, trailOf(lines))
}

// lineBefore reads the number of the line that the page before ended with; none is 0.
func lineBefore(typed string) (int64, bool) {
	if typed == "" {
		return 0, true
	}
	n, err := strconv.ParseInt(typed, 10, 64)
	return n, err == nil && n > 0
}

type trailPage struct {
	Lines []trailLine `json:"lines"`
	Next  string      `json:"next,omitempty"`
}

type trailLine struct {
	At      string            `json:"at"`
	Account dispute.AccountID `json:"account,omitempty"`
	Staff   string            `json:"staff,omitempty"`
	Party   dispute.PartyID   `json:"party,omitempty"`
	Agent   dispute.PartyID   `json:"agent,omitempty"`
	What    string            `json:"what"`
	Subject string            `json:"subject,omitempty"`
}

func trailOf(lines []store.AuditLine) trailPage {
	page := trailPage{Lines: make([]trailLine, 0, len(lines))}
	for _, l := range lines {
		page.Lines = append(page.Lines, trailLine{stamp(l.At), l.By.Account, l.Staff, l.By.Party, l.By.Agent, l.What, l.Subject})
	}
	if len(lines) == pageMost {
		page.Next = strconv.FormatInt(lines[len(lines)-1].ID, 10)
	}
	return page
}
