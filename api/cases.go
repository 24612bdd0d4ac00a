package api

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/seal"
	"hejie/internal/store"
)

// filed is the answer to a filing: the receipt is the proof, and its code the way back.
type filed struct {
	Case    dispute.CaseID `json:"case"`
	Receipt receipt        `json:"receipt"`
	Status  string         `json:"status"`
	Against string         `json:"against"`
}

type receipt struct {
	Code     string `json:"code"`
	Number   string `json:"number"`
	IssuedAt string `json:"issued_at"`
	SHA256   string `json:"sha256"`
}

// fileCase takes a complaint from anyone, or from staff for a worker beside them. It never waits for the engine.
func (a *API) fileCase(w http.ResponseWriter, r *http.Request) error {
	by, scope, err := a.filer(r)
	if err != nil {
		return err
	}
	k, err := key(r, scope)
	if err != nil {
		return err
	}
	if err := a.throttle(r, by); err != nil {
		return err
	}
	var f dispute.Filing
	if err := read(w, r, &f); err != nil {
		return err
	}
	if err := ownFiling(by, &f); err != nil {
		return err
	}
	org, err := a.Record.Committee(r.Context(), f.Committee, by)
	if err != nil {
		return err
	}
	got, err := a.Door.File(r.Context(), by, org, &f, k)
	if err != nil {
		return err
	}
	w.Header().Set("Location", "/api/cases/"+string(got.Case))
	return reply(w, http.StatusCreated, filed{
		Case: got.Case, Status: string(dispute.Filed), Against: f.Against.Name,
		Receipt: receipt{seal.GroupCode(got.Code), got.Number, stamp(got.IssuedAt), store.Hash(got.SHA256)},
	})
}

// ownFiling: at the public door a complaint is filed by its worker, on the web, today. What was handed in otherwise, or
// earlier, is the desk's to record: the day interrupts the limitation (民法典 195).
func ownFiling(by dispute.Actor, f *dispute.Filing) error {
	own := f.HappenedOn.IsZero() && (f.Channel == "" || f.Channel == dispute.Web) && (f.Source == "" || f.Source == dispute.ByWorker)
	if by.Staff() || own {
		return nil
	}
	return fault.BadField("happened_on", "own", fault.Text{
		ZH: "在网上提交以当天为申请日期；此前以其他方式提交的，请由调解委员会登记。",
		EN: "A filing on the web counts from today; what was handed in earlier or otherwise is for the committee to record."})
}

// throttle slows one address that files hundreds of cases; a market's riders behind one network are not near it.
func (a *API) throttle(r *http.Request, by dispute.Actor) error {
	if by.Staff() {
		return nil
	}
	return a.Auth.Throttle(r.Context(), "file", from(r), filingsPerQuarter, 15*time.Minute)
}

const filingsPerQuarter = 300

// filer is the zero actor for a worker at the public door. Staff show their token; a party's token files nothing new.
func (a *API) filer(r *http.Request) (dispute.Actor, string, error) {
	if r.Header.Get("Authorization") == "" {
		return dispute.Actor{}, "public", nil
	}
	id, err := a.who(r)
	if err != nil || !id.Actor.Staff() {
		return dispute.Actor{}, "public", err
	}
	if !id.Actor.Has(dispute.Helper, dispute.Mediator, dispute.Recorder, dispute.Head) {
		return dispute.Actor{}, "", fault.NotYours()
	}
	return id.Actor, keyScope(id), nil
}

// listCases is the docket of the reader's committee, a page at a time.
func (a *API) listCases(w http.ResponseWriter, r *http.Request) error {
	id, err := a.who(r)
	if err != nil {
		return err
	}
	q, err := a.docketQuery(r, id.Actor)
	if err != nil {
		return err
	}
	if q.Find != "" && id.Staff() {
		if err := a.Auth.Search(r.Context(), id.Actor); err != nil {
			return err
		}
	}
	var lines []store.DocketLine
	err = a.Record.Read(r.Context(), scopeOf(id), func(rd *store.Reader) (err error) {
		lines, err = rd.Docket(r.Context(), q)
		return err
	})
	if err != nil {
		return err
	}
	if err := a.Record.AuditListed(r.Context(), id.Actor, casesOf(lines)); err != nil {
		return err
	}
	page := docketPage{Cases: make([]docketLine, 0, len(lines))}
	for _, l := range lines {
		page.Cases = append(page.Cases, lineOf(l))
	}
	if len(lines) == q.Limit {
		last := lines[len(lines)-1]
		page.Next = a.cursor(id.Actor, last)
	}
	return reply(w, http.StatusOK, page)
}

func casesOf(lines []store.DocketLine) []dispute.CaseID {
	ids := make([]dispute.CaseID, len(lines))
	for i, l := range lines {
		ids[i] = l.Case
	}
	return ids
}

// readCase is the case as its reader may see it, with the acts possible now.
func (a *API) readCase(w http.ResponseWriter, r *http.Request) error {
	id, asked, scope, err := a.person(r)
	if err != nil {
		return err
	}
	f, err := a.file(r, scope, asked)
	if err != nil {
		return err
	}
	w.Header().Set("ETag", etag(f.Picture.Turn))
	return reply(w, http.StatusOK, viewOf(f, id.Actor, language(r)))
}

// file reads a case file and notes the reading on the audit trail.
func (a *API) file(r *http.Request, scope store.Scope, id dispute.CaseID) (store.CaseFile, error) {
	var f store.CaseFile
	err := a.Record.Read(r.Context(), scope, func(rd *store.Reader) (err error) {
		f, err = rd.File(r.Context(), id)
		return err
	})
	if err != nil {
		return f, err
	}
	return f, a.Record.Audit(r.Context(), scope.Actor, id, "read", "")
}

// etag is the stage version: only stage acts move it.
func etag(turn int) string { return fmt.Sprintf(`"%d"`, turn) }

// ifMatch reads the turn that the person saw, which a stage act must name.
func ifMatch(r *http.Request, act dispute.ActName) (int, error) {
	row, known := dispute.RowOf(act)
	if !known {
		return 0, fault.Missing()
	}
	given := r.Header.Get("If-Match")
	if given == "" && !row.Moves() {
		return 0, nil
	}
	if given == "" {
		return 0, fault.New(fault.Invalid, "if_match_required", fault.Text{
			ZH: "请在 If-Match 中给出案件的 ETag。", EN: "Name the case's ETag in If-Match."})
	}
	var turn int
	if _, err := fmt.Sscanf(given, `"%d"`, &turn); err != nil || given != etag(turn) || turn < 1 {
		return 0, fault.New(fault.Invalid, "bad_query", fault.Text{
			ZH: `If-Match 应是案件的 ETag，例如 "3"。`, EN: `If-Match should be the case's ETag, such as "3".`})
	}
	return turn, nil
}

func intOf(s string, least, most, otherwise int) (int, bool) {
	if s == "" {
		return otherwise, true
	}
	n, err := strconv.Atoi(s)
	return min(n, most), err == nil && n >= least
}
