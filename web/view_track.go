package web

import (
	"slices"

	"hejie/internal/dispute"
	"hejie/internal/statute"
	"hejie/internal/store"
)

// trackView is what a worker may decide about their track, and what they decided: two questions, each with its own way back.
type trackView struct{ Uses []trackUse }

// trackUse is one use of a track that only the worker can allow.
type trackUse struct {
	Purpose, Question, Standing string
	Given                       bool
	Ask, More                   string // addresses of the pages that ask
	Back                        string // what taking it back does
}

// goneLine is one thing that was destroyed.
type goneLine struct{ What, Name, When string }

// gone lists what was destroyed, for the worker's side and the committee. What a file was called stays on record; its bytes
// do not.
func (v *visit) gone(f store.CaseFile) []goneLine {
	var list []goneLine
	for _, d := range f.Destructions {
		line := goneLine{What: v.t("gone." + d.What), When: v.moment(d.At)}
		for _, e := range f.Evidence {
			if string(e.ID) == d.Subject {
				line.Name = e.Name
			}
		}
		if !slices.Contains(list, line) {
			list = append(list, line)
		}
	}
	return list
}

// trackUses tells a worker where their track stands; nil for anyone else, and while there is no track and nothing was said of one.
func (v *visit) trackUses(f store.CaseFile) *trackView {
	if !v.worker(f) {
		return nil
	}
	use, show := v.standing(f, "track"), v.standing(f, "share_track")
	handed := slices.ContainsFunc(f.Evidence, func(e store.EvidenceRow) bool { return e.Kind == "track" && e.Side == dispute.Applicant })
	if !handed && use.Standing == "" && show.Standing == "" {
		return nil
	}
	ask := v.here(".act", "act", string(dispute.Consent)) + "?ask="
	use.Question, use.Ask, use.Back = v.t("track_use.track"), ask+"track", v.t("track_use.track_back")
	show.Question, show.Ask, show.Back = v.t("track_use.share"), ask+"share_track", v.t("track_use.share_back")
	if show.Given {
		show.More = ask + "share_more"
	}
	for _, u := range []*trackUse{&use, &show} {
		if u.Standing == "" {
			u.Standing = v.t("track_use.unasked")
		}
	}
	return &trackView{Uses: []trackUse{use, show}}
}

// standing is what the worker last said about a use, and until when it holds.
func (v *visit) standing(f store.CaseFile, purpose string) trackUse {
	u := trackUse{Purpose: purpose}
	for _, e := range f.Events {
		form, ok := e.Form.(*dispute.ConsentForm)
		if !ok || form.Purpose != purpose || e.Act.Party() != v.who.Actor.Party {
			continue
		}
		day := v.day(e.Act.HappenedOn)
		switch {
		case e.Act.Name == dispute.RevokeConsent:
			u.Given, u.Standing = false, v.t("track_use.taken_back", day)
		case !form.Until.IsZero() && form.Until.Before(statute.DateOf(f.Now)):
			u.Given, u.Standing = false, v.t("track_use.ran_out", v.day(form.Until))
		default:
			u.Given, u.Standing = true, said(v.t("track_use.given", day), v.windowOf(form))
		}
	}
	return u
}

// windowOf tells the stretch of time that a consent names.
func (v *visit) windowOf(form *dispute.ConsentForm) string {
	from, to, err := form.Window()
	if err != nil || from.IsZero() {
		return ""
	}
	return v.t("track_use.window", v.moment(from), v.moment(to))
}
