package api

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strconv"

	"hejie/internal/auth"
	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/store"
	"hejie/workflows"
)

const (
	maxParts     = 20      // of one upload
	maxField     = 4096    // bytes of a field beside the file
	envelopeRoom = 1 << 20 // what a multipart body may hold beside its file
)

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
			kept, err := a.keep(r, scope, dispute.Ref{Case: id, Name: dispute.AddEvidence, By: who.Actor, For: n.party}, n, part, parts)
			return n, kept, err
		}
		if err := n.field(part, who.Actor); err != nil {
			return n, workflows.Kept{}, err
		}
	}
	return n, workflows.Kept{}, malformed("a file part named file is missing among the first parts")
}

// keep puts the file into the vault, for someone who may add it to the case. It is the last part: anything behind it would be
// lost unseen.
func (a *API) keep(r *http.Request, scope store.Scope, ref dispute.Ref, n noted, file *multipart.Part, parts *multipart.Reader) (workflows.Kept, error) {
	if err := a.may(r, scope, ref); err != nil {
		return workflows.Kept{}, err
	}
	last := &lastPart{file: file, parts: parts}
	kept, err := a.Files.Keep(r.Context(), scope, ref.Case, workflows.Upload{Name: file.FileName(), Kind: n.kind, Party: n.party, Bytes: last})
	if last.more {
		return kept, malformed("the file is the last part; what is said beside it comes before")
	}
	return kept, err
}

// may asks before the bytes are stored: what is refused leaves nothing behind.
func (a *API) may(r *http.Request, scope store.Scope, ref dispute.Ref) error {
	return a.Record.Read(r.Context(), scope, func(rd *store.Reader) error {
		f, err := rd.File(r.Context(), ref.Case)
		if err != nil {
			return err
		}
		return dispute.May(ref, f.Picture)
	})
}

// lastPart reads a part and, at its end, makes sure that the body ends there too.
type lastPart struct {
	file  *multipart.Part
	parts *multipart.Reader
	end   error // how it ended
	more  bool
}

var errMore = errors.New("another part follows the file")

// Read ends with io.EOF only when nothing follows.
func (l *lastPart) Read(p []byte) (int, error) {
	if l.end != nil {
		return 0, l.end
	}
	n, err := l.file.Read(p)
	if errors.Is(err, io.EOF) {
		err = l.behind()
	}
	l.end = err
	return n, err
}

func (l *lastPart) behind() error {
	if _, err := l.parts.NextPart(); err != nil {
		return err
	}
	l.more = true
	return errMore
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
	return n.check()
}

// check holds what is said to the form of the act, before the file is there.
func (n *noted) check() error {
	form := &dispute.EvidenceNote{Evidence: []dispute.EvidenceID{"00000000-0000-4000-8000-000000000000"}, Kind: n.kind, Proves: n.proves}
	err := dispute.Check(form)
	n.kind, n.proves = form.Kind, form.Proves
	return err
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
