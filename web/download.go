package web

import (
	"errors"
	"io"
	"net/http"
	"strconv"

	"github.com/gorilla/mux"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/store"
	"hejie/internal/vault"
)

// sandbox keeps a browser from running anything that a stranger handed in.
const sandbox = "default-src 'none'; sandbox"

// download gives a file as it was handed in, to be saved and never to be run.
func (a *Web) download(v *visit) error {
	return v.give(mux.Vars(v.r)["file"], v.evidenceBytes)
}

// paper gives a drawn paper.
func (a *Web) paper(v *visit) error {
	return v.give(mux.Vars(v.r)["paper"], func(r *store.Reader, id string) (store.Bytes, error) {
		b, err := r.PaperBytes(v.r.Context(), v.id, id)
		b.Name = v.t("paper."+b.Name) + dispute.PaperForm(b.Name).Ending()
		return b, err
	})
}

func (v *visit) evidenceBytes(r *store.Reader, id string) (store.Bytes, error) {
	return r.EvidenceBytes(v.r.Context(), v.id, dispute.EvidenceID(id))
}

// find looks a file up for this reader and notes the reading.
func (v *visit) find(id string, where func(*store.Reader, string) (store.Bytes, error)) (store.Bytes, error) {
	var b store.Bytes
	if !dispute.ValidID(id) {
		return b, fault.Missing()
	}
	err := v.read(func(r *store.Reader) (err error) {
		b, err = where(r, id)
		return err
	})
	if err != nil {
		return b, err
	}
	return b, v.noted("download", id)
}

func (v *visit) give(id string, where func(*store.Reader, string) (store.Bytes, error)) error {
	b, err := v.find(id, where)
	if err != nil {
		return err
	}
	body, err := v.Files.Fetch(v.r.Context(), b)
	if err != nil {
		return err
	}
	defer body.Close() // reading: closing cannot lose anything
	h := v.w.Header()
	h.Set("Content-Type", b.Media)
	h.Set("Content-Length", strconv.FormatInt(b.Size, 10))
	h.Set("Content-Disposition", vault.Attachment(b.Name))
	h.Set("Content-Security-Policy", sandbox)
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	if v.r.Method == http.MethodHead {
		return nil
	}
	if _, err := io.Copy(v.w, body); err != nil {
		v.Log.WarnContext(v.r.Context(), "download cut off", "case", v.id, "err", err)
	}
	return nil
}

// preview draws a small picture of a photo, with nothing in it but its pixels.
func (a *Web) preview(v *visit) error {
	b, err := v.find(mux.Vars(v.r)["file"], v.evidenceBytes)
	if err != nil {
		return err
	}
	if !drawable[b.Media] {
		return fault.Missing()
	}
	body, err := v.Files.Fetch(v.r.Context(), b)
	if err != nil {
		return err
	}
	defer body.Close() // reading: closing cannot lose anything
	picture, err := a.previews.Preview(v.r.Context(), vault.Media{Type: b.Media}, body)
	if errors.Is(err, vault.ErrNoPreview) {
		return fault.Missing()
	}
	if err != nil {
		return err
	}
	v.w.Header().Set("Content-Security-Policy", sandbox)
	v.plain = true // a JPEG is as small as it gets
	return v.send(http.StatusOK, "image/jpeg", picture)
}
