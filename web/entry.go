package web

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"hejie/internal/auth"
	"hejie/internal/fault"
)

// entryPage is a short form of words and codes that is no act of a case: the ways in.
type entryPage struct {
	Base
	Heading, Lead string
	Fields        []*input
	Button        string
	Code          string // a receipt code given anew, in groups
	Reads         bool   // a script may fill in the link from the address
	Elsewhere     []way
}

// way is another page that may be the one looked for.
type way struct{ Href, Text string }

// typedInto reads a short form; nothing for a page that is only looked at.
func (v *visit) typedInto() (url.Values, error) {
	if !v.posted() {
		return url.Values{}, nil
	}
	return v.fields(nil)
}

// again shows a short form with what went wrong.
func (v *visit) again(page entryPage, s *sheet, err error) error {
	if err == nil {
		return v.show(http.StatusOK, "entry", page)
	}
	f, known := fault.As(err)
	if !known {
		return err
	}
	code := status(f)
	if after, often := auth.RetryAfter(err); often {
		v.w.Header().Set("Retry-After", seconds(after))
	}
	if auth.Unauthenticated(err) {
		code = http.StatusUnauthorized
	}
	page.Problems = s.blame(f)
	return v.show(code, "entry", page)
}

// password is what a browser never shows again.
func (s *sheet) password(name, label string) *input {
	f := s.add(name, "password").label(label).need().auto("current-password")
	f.Value = ""
	return f
}

// nothing is the form of fields that are no form of a case.
type nothing struct{}

func seconds(d time.Duration) string { return strconv.Itoa(int(d.Seconds()) + 1) }
