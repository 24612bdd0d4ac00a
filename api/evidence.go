package api

import (
	"io"
	"net/http"
	"slices"
	"strconv"

	"github.com/gorilla/mux"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/store"
	"hejie/internal/vault"
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
		b.Name += dispute.PaperForm(b.Name).Ending()
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
