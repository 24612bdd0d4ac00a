//go:build corpus

package api_test

import (
	"archive/tar"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"hejie/internal/dispute"
)

// realFile opens a file of the folder that HEJIE_REALDATA names; it must be there when these tests are asked for.
func realFile(t *testing.T, name string) *os.File {
	t.Helper()
	dir := os.Getenv("HEJIE_REALDATA")
	if dir == "" {
		t.Fatal("HEJIE_REALDATA names no folder")
	}
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(name)))
	must(t, "opening real data", err)
	t.Cleanup(func() { f.Close() })
	return f
}

// brokenJSON gives the files of json-testsuite that are no JSON.
func brokenJSON(t *testing.T) map[string][]byte {
	t.Helper()
	unzipped, err := gzip.NewReader(realFile(t, "json-testsuite/JSONTestSuite_parsing.tar.gz"))
	must(t, "unpacking", err)
	all := map[string][]byte{}
	archive := tar.NewReader(unzipped)
	for {
		head, err := archive.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		must(t, "unpacking", err)
		if name := path.Base(head.Name); strings.HasPrefix(name, "n_") {
			all[name], err = io.ReadAll(archive)
			must(t, "unpacking", err)
		}
	}
	if len(all) < 150 {
		t.Fatalf("got %d files, want over 150", len(all))
	}
	return all
}

// crowd has each question come from an address of its own: one address alone is slowed before it has asked them all.
func (o *office) crowd() {
	doors, asked := o.doors, 0
	o.doors = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		r.RemoteAddr = fmt.Sprintf("10.0.%d.%d:4711", asked/250, asked%250+1)
		doors.ServeHTTP(w, r)
	})
}

func TestCorpusABodyThatIsNoJSONIsMalformed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.crowd()
	for name, body := range brokenJSON(t) {
		o.do(t, ask{path: "/api/cases", body: body}).mustBe(t, name, http.StatusBadRequest, "malformed")
		inside := `{"applicant":{"name":"陈"},"against":{"name":"某"},"story":` + string(body) + `}`
		if a := o.do(t, ask{path: "/api/cases", body: inside}); a.Status < 400 || a.Status >= 500 {
			t.Errorf("%s inside a filing: got %d %s, want it refused", name, a.Status, a.Body)
		}
	}
	o.counts(t, "cases", 0)
}

// TestCorpusANaughtyStringFilesACaseOrIsNamed: as name and story at once. What is filed is read back as dispute
// keeps it.
func TestCorpusANaughtyStringFilesACaseOrIsNamed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.crowd()
	mediator := o.staff(t, o.Mediator)
	var words []string
	must(t, "reading the strings", json.NewDecoder(realFile(t, "blns/blns.json")).Decode(&words))
	filings := 0
	for _, word := range words {
		name, badName := dispute.NormalizeLine(word)
		story, badStory := dispute.NormalizeText(word)
		a := o.do(t, ask{path: "/api/cases", body: with(changed{"applicant.name": word, "story": word})})
		if badName != nil || badStory != nil || name == "" || story == "" || len([]rune(name)) > 200 {
			a.mustBe(t, word, http.StatusUnprocessableEntity, "invalid")
			continue
		}
		if a.mustBe(t, word, http.StatusCreated).Status != http.StatusCreated {
			continue
		}
		filings++
		o.keeps(t, mediator, a, name, story)
	}
	if filings < len(words)*9/10 {
		t.Errorf("got %d of %d filed, want nearly all", filings, len(words))
	}
	o.counts(t, "cases", filings)
}

// keeps: the filing that was answered stands among its case's events with this name and story.
func (o *office) keeps(t *testing.T, token string, a answer, name, story string) {
	t.Helper()
	var got filed
	a.into(t, &got)
	var all struct {
		Events []struct {
			Act  dispute.ActName
			Form dispute.Filing
		}
	}
	m := matter{ID: got.Case}
	read := o.do(t, ask{path: m.path("/events"), token: token})
	if read.mustBe(t, name, http.StatusOK).Status != http.StatusOK {
		return
	}
	read.into(t, &all)
	if len(all.Events) == 0 || all.Events[0].Act != dispute.File {
		t.Errorf("%q: got %d events, want its filing first", name, len(all.Events))
		return
	}
	if f := all.Events[0].Form; f.Applicant.Name != name || f.Story != story {
		t.Errorf("got name %q and story %q, want %q and %q", f.Applicant.Name, f.Story, name, story)
	}
}
