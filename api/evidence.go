package api

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"
	"strconv"

	"github.com/gorilla/mux"

	"hejie/internal/auth"
	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/store"
	"hejie/internal/vault"
	"hejie/workflows"
)

const (
	maxParts     = 20      // of one upload
	maxField     = 4096    // bytes of a field beside the file
	envelopeRoom = 1 << 20 // what a multipart body may hold beside its file
)

// addEvidence takes one file: the bytes first, then the fact. The same bytes again are the same file.
func (a *API) addEvidence(w http.ResponseWriter, r *http.Request) error {
	who, id, scope, err := a.person(r)
	if err != nil {
		return err
	}
	if err := a.visible(r, scope, id); err != nil {
		return err
	}
	k, err := key(r, keyScope(who))
	if err != nil {
		return err
	}
	if r.ContentLength > a.Files.Limits.File+envelopeRoom {
		return tooLarge()
	}
	note, kept, err := a.receive(w, r, who, id, scope)
	if err != nil {
		return err
	}
	doing := dispute.Act{Case: id, Name: dispute.AddEvidence, By: who.Actor, For: note.party, Channel: dispute.Web}
	form := &dispute.EvidenceNote{Evidence: []dispute.EvidenceID{kept.ID}, Kind: note.kind, Proves: note.proves}
	if _, err := a.Door.Do(r.Context(), scope, doing, form, k); err != nil {
		return err
	}
	return reply(w, http.StatusCreated, keptView{ID: kept.ID, SHA256: kept.SHA256, Size: kept.Size, Again: kept.Again, Quarantine: kept.Quarantine})
}

type keptView struct {
	ID         dispute.EvidenceID `json:"id"`
	SHA256     string             `json:"sha256"`
	Size       int64              `json:"size"`
	Again      bool               `json:"again"`
	Quarantine string             `json:"quarantine,omitempty"`
}

// noted is what is said beside a file.
type noted struct {
	kind, proves string
	party        dispute.PartyID
}

// receive reads a multipart body as a stream: fields first, then one file straight into the vault.
func (a *API) receive(w http.ResponseWriter, r *http.Request, who auth.Identity, id dispute.CaseID, scope store.Scope) (noted, workflows.Kept, error) {
	n := noted{party: who.Actor.Party}
	r.Body = http.MaxBytesReader(w, r.Body, a.Files.Limits.File+envelopeRoom)
	parts, err := multipartOf(r)
	if err != nil {
		return n, workflows.Kept{}, err
	}
	for range maxParts {
		part, err := parts.NextPart()
		if err != nil {
			return n, workflows.Kept{}, cutOff(err)
		}
		if part.FormName() == "file" && part.FileName() != "" {
			kept, err := a.Files.Keep(r.Context(), scope, id, workflows.Upload{Name: part.FileName(), Kind: n.kind, Party: n.party, Bytes: part})
			return n, kept, err
		}
		if err := n.field(part, who.Actor); err != nil {
			return n, workflows.Kept{}, err
		}
	}
	return n, workflows.Kept{}, malformed("a file part named file is missing among the first parts")
}

func multipartOf(r *http.Request) (*multipart.Reader, error) {
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" || params["boundary"] == "" || r.Header.Get("Content-Encoding") != "" {
		return nil, fault.New(fault.Invalid, "unsupported_type", fault.Text{ZH: "请以 multipart/form-data 上传文件。", EN: "Upload as multipart/form-data."})
	}
	return multipart.NewReader(r.Body, params["boundary"]), nil
}

// field reads what goes with the file. Staff may say whose evidence it is.
func (n *noted) field(part *multipart.Part, by dispute.Actor) error {
	text, err := io.ReadAll(io.LimitReader(part, maxField+1))
	if err != nil {
		return cutOff(err)
	}
	if len(text) > maxField {
		return tooLarge()
	}
	switch part.FormName() {
	case "kind":
		n.kind = string(text)
		return dispute.Check(&dispute.EvidenceNote{Evidence: []dispute.EvidenceID{"00000000-0000-4000-8000-000000000000"}, Kind: n.kind})
	case "proves":
		n.proves = string(text)
	case "for":
		if !by.Staff() || !dispute.ValidID(string(text)) {
			return fault.NotYours()
		}
		n.party = dispute.PartyID(text)
	default:
		return malformed("unknown field " + strconv.Quote(clip(part.FormName())))
	}
	return nil
}

func cutOff(err error) error {
	if _, long := errors.AsType[*http.MaxBytesError](err); long {
		return tooLarge()
	}
	return malformed("the upload ends too early or is not multipart").Because(err)
}

func tooLarge() error {
	return fault.New(fault.Invalid, "too_large", fault.Text{ZH: "文件超过大小限制，请压缩或分开上传。", EN: "The file is over the limit; compress or split it."})
}

// readEvidence gives a file as it was handed in, as an attachment that no browser runs.
func (a *API) readEvidence(w http.ResponseWriter, r *http.Request) error {
	_, id, scope, err := a.person(r)
	if err != nil {
		return err
	}
	file := mux.Vars(r)["file"]
	if !dispute.ValidID(file) {
		return fault.Missing()
	}
	return a.serve(w, r, scope, id, file, func(rd *store.Reader) (store.Bytes, error) {
		return rd.EvidenceBytes(r.Context(), id, dispute.EvidenceID(file))
	})
}

// readDocument gives a drawn paper.
func (a *API) readDocument(w http.ResponseWriter, r *http.Request) error {
	_, id, scope, err := a.person(r)
	if err != nil {
		return err
	}
	paper := mux.Vars(r)["document"]
	if !dispute.ValidID(paper) {
		return fault.Missing()
	}
	return a.serve(w, r, scope, id, paper, func(rd *store.Reader) (store.Bytes, error) {
		b, err := rd.PaperBytes(r.Context(), id, paper)
		b.Name += ".pdf"
		return b, err
	})
}

// serve sends stored bytes, once they are known to be whole and true, and notes the reading.
func (a *API) serve(w http.ResponseWriter, r *http.Request, scope store.Scope, id dispute.CaseID, subject string, find func(*store.Reader) (store.Bytes, error)) error {
	var b store.Bytes
	err := a.Record.Read(r.Context(), scope, func(rd *store.Reader) (err error) {
		b, err = find(rd)
		return err
	})
	if err != nil {
		return err
	}
	if err := a.Record.Audit(r.Context(), scope.Actor, id, "download", subject); err != nil {
		return err
	}
	body, err := a.Files.Fetch(r.Context(), b)
	if err != nil {
		return err
	}
	defer body.Close() // reading: closing cannot lose anything
	h := w.Header()
	h.Set("Content-Type", b.Media)
	h.Set("Content-Length", strconv.FormatInt(b.Size, 10))
	h.Set("Content-Disposition", vault.Attachment(b.Name))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", "no-store")
	h.Set("ETag", `"`+store.Hash(b.SHA256)+`"`)
	if r.Method != http.MethodHead {
		_, err = io.Copy(w, body)
	}
	if err != nil {
		a.Log.WarnContext(r.Context(), "download cut off", "case", id, "err", err)
	}
	return nil
}

// listEvents is what happened, as the reader's side may see it.
func (a *API) listEvents(w http.ResponseWriter, r *http.Request) error {
	_, id, scope, err := a.person(r)
	if err != nil {
		return err
	}
	f, err := a.file(r, scope, id)
	if err != nil {
		return err
	}
	events := make([]eventView, 0, len(f.Events))
	for _, e := range f.Events {
		form, err := json.Marshal(e.Form)
		if err != nil {
			return err
		}
		events = append(events, eventView{ID: e.Act.ID, Seq: e.Seq, Act: e.Act.Name, Label: e.Act.Name.Label().In(language(r)), For: e.Act.For,
			Channel: e.Act.Channel, HappenedOn: e.Act.HappenedOn.String(), RecordedAt: stamp(e.Act.RecordedAt), Staff: e.Staff,
			Stage: e.Stage, Audience: e.Audience, Form: form})
	}
	return reply(w, http.StatusOK, map[string]any{"events": events})
}

type eventView struct {
	ID         dispute.ActID    `json:"id"`
	Seq        int64            `json:"seq"`
	Act        dispute.ActName  `json:"act"`
	Label      string           `json:"label"`
	For        dispute.PartyID  `json:"for,omitempty"`
	Channel    dispute.Channel  `json:"channel"`
	HappenedOn string           `json:"happened_on"`
	RecordedAt string           `json:"recorded_at"`
	Staff      string           `json:"staff,omitempty"`
	Stage      dispute.Stage    `json:"stage"`
	Audience   dispute.Audience `json:"audience,omitempty"`
	Form       json.RawMessage  `json:"form"`
}

// listDocuments names the papers of the case that the reader's side may see.
func (a *API) listDocuments(w http.ResponseWriter, r *http.Request) error {
	_, id, scope, err := a.person(r)
	if err != nil {
		return err
	}
	f, err := a.file(r, scope, id)
	if err != nil {
		return err
	}
	papers := make([]paperView, 0, len(f.Papers))
	for _, p := range f.Papers {
		papers = append(papers, paperView{p.ID, p.Form, p.Subject, p.State, p.Pages, p.SHA256, p.Missing,
			"/api/cases/" + string(id) + "/documents/" + p.ID + ".pdf"})
	}
	return reply(w, http.StatusOK, map[string]any{"documents": papers})
}

type paperView struct {
	ID      string            `json:"id"`
	Form    dispute.PaperForm `json:"form"`
	Subject dispute.ActID     `json:"subject"`
	State   string            `json:"state"`
	Pages   int               `json:"pages"`
	SHA256  string            `json:"sha256,omitempty"`
	Missing string            `json:"missing,omitempty"`
	Href    string            `json:"href"`
}

// readRoute is the picture of the route that was judged last.
func (a *API) readRoute(w http.ResponseWriter, r *http.Request) error {
	_, id, scope, err := a.person(r)
	if err != nil {
		return err
	}
	f, err := a.file(r, scope, id)
	if err != nil {
		return err
	}
	for _, t := range slices.Backward(f.Routes) {
		if t.SVG != nil {
			w.Header().Set("Content-Type", "image/svg+xml")
			w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
			w.Header().Set("Cache-Control", "no-store")
			_, _ = w.Write(t.SVG) // the reader may be gone
			return nil
		}
	}
	return fault.Missing()
}
