package web

import (
	"net/url"
	"strings"
	"time"

	"github.com/google/uuid"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/store"
	"hejie/workflows"
)

// lodging is a complaint on its way in: the case is filed first, and the files after it, so that a file that fails never
// loses the case.
type lodging struct {
	*visit
	by      dispute.Actor // zero for a worker at the public door
	filing  func(url.Values) (*dispute.Filing, error)
	form    *dispute.Filing
	filed   store.Filed
	tried   bool
	refused error // why there is no case
	kept    []dispute.EvidenceID
	failed  []problem // the files that could not be kept: which, and why
}

// kindOf says what the files of an input are.
var kindOf = map[string]string{"photos": "photo", "orders": "orders", "track": "track", "proof": "signed"}

// lodge files the case, once. The same key with the same words is the same case, so a second tap or a reload is none too many.
func (l *lodging) lodge(values url.Values) error {
	if l.tried {
		return l.refused
	}
	l.tried = true
	l.refused = l.enterCase(values)
	return l.refused
}

func (l *lodging) enterCase(values url.Values) error {
	var err error
	if l.form, err = l.filing(values); err != nil {
		return err
	}
	ctx := l.r.Context()
	if err := l.Auth.Throttle(ctx, "file", l.from(), 240, time.Hour); err != nil {
		return err
	}
	org, err := l.Record.Committee(ctx, l.form.Committee, l.by)
	if err != nil {
		return err
	}
	l.filed, err = l.Door.File(ctx, l.by, org, l.form, l.idem(values))
	return err
}

// idem is the key that makes a double tap one case.
func (l *lodging) idem(values url.Values) store.Key {
	k := store.Key{Scope: "public", Key: goodKey(values.Get("key"))}
	if l.by.Staff() {
		k.Scope = "account/" + string(l.by.Account)
	}
	return k
}

// goodKey is the page's own key; whoever sends none gets one, and so no protection against a double tap.
func goodKey(typed string) string {
	if dispute.ValidID(typed) {
		return typed
	}
	return uuid.NewString()
}

// applicant is who files, as the case knows them.
func (l *lodging) applicant() dispute.Actor {
	return dispute.Actor{Party: l.filed.Party, Roles: []dispute.Role{dispute.Worker}}
}

func (l *lodging) caseScope() store.Scope {
	if l.by.Staff() {
		return store.AsStaff(l.by)
	}
	return store.AsParty(l.applicant(), l.filed.Case)
}

// take keeps one file, with the case filed before it. Without a case there is nothing to keep it with: the page says what
// to put right.
func (l *lodging) take(values url.Values, f attached) error {
	if l.lodge(values) != nil {
		return nil
	}
	kept, err := l.Files.Keep(l.r.Context(), l.caseScope(), l.filed.Case, workflows.Upload{
		Name: f.Name, Kind: kindOf[f.Field], Party: l.filed.Party, Bytes: f.Bytes})
	if err != nil {
		l.failed = append(l.failed, problem{f.Name, l.why(err)})
		return nil
	}
	l.kept = append(l.kept, kept.ID)
	return nil
}

// why is what went wrong with a file, in words; what is ours to mend goes to the log.
func (v *visit) why(err error) string {
	f, known := fault.As(err)
	if !known {
		v.Log.ErrorContext(v.r.Context(), "keeping a file failed", "err", err)
		f = broken()
	}
	return v.in(f.Text)
}

// tell puts the kept files on the case's record as its evidence. It waits for nobody: the relay delivers the entry, and the
// files are safe whatever becomes of it.
func (l *lodging) tell(values url.Values) {
	if len(l.kept) == 0 {
		return
	}
	names := make([]string, len(l.kept))
	for i, id := range l.kept {
		names[i] = string(id)
	}
	doing := dispute.Act{Case: l.filed.Case, Name: dispute.AddEvidence, By: l.applicant(), Channel: dispute.Web}
	if l.by.Staff() {
		doing.By, doing.For, doing.Channel = l.by, l.filed.Party, l.form.Channel
	}
	key := l.idem(values)
	key.Key = dispute.Derive(dispute.ActID(key.Key), "files", strings.Join(names, " "))
	_, err := l.Record.HandIn(l.r.Context(), l.caseScope(), doing, &dispute.EvidenceNote{Evidence: l.kept}, key)
	if err != nil {
		l.Log.WarnContext(l.r.Context(), "files are kept but not yet on the record of their case", "case", l.filed.Case, "err", err)
	}
}
