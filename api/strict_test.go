package api_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"unicode/utf16"
)

// counts checks how many rows a table of the record holds.
func (o *office) counts(t *testing.T, table string, want int) {
	t.Helper()
	o.Exec(t, fmt.Sprintf(`do $$ begin if (select count(*) from %s) <> %d then raise exception 'got %% rows, want %d', (select count(*) from %s); end if; end $$`,
		table, want, want, table))
}

// tolerates: a question that is looser than described and is answered all the same.
func (o *office) tolerates(t *testing.T, q ask) {
	t.Helper()
	w := httptest.NewRecorder()
	o.doors.ServeHTTP(w, q.request(t))
	if w.Code != http.StatusCreated {
		t.Errorf("got %d %s, want it filed", w.Code, w.Body)
	}
}

func wide(s string) string {
	b := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(s)) {
		b = append(b, byte(unit), byte(unit>>8))
	}
	return string(b)
}

// TestJSONIsReadStrictly: reliability.md §5, rows 14 to 16, 18, 51 and 59. Nothing is stored.
func TestJSONIsReadStrictly(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	const good = `{"applicant":{"name":"陈"},"against":{"name":"某"},"story":"不赔"}`
	inside := func(more string) string { return strings.TrimSuffix(good, "}") + "," + more + "}" }
	tests := []struct {
		name, body string
		status     int
		code       string
	}{
		{"14: NaN", inside(`"amount_fen":NaN`), 400, "malformed"},
		{"14: 1e309", inside(`"amount_fen":1e309`), 422, "invalid"},
		{"15: a field twice", inside(`"story":"x"`), 400, "malformed"},
		{"15: a field twice, in other letters", inside(`"STORY":"x"`), 400, "malformed"},
		{"15: a field twice, deeper", inside(`"typed":[{"order":"1","order":"2"}]`), 400, "malformed"},
		{"15: an unknown field", inside(`"colour":"red"`), 400, "malformed"},
		{"15: 10,000 deep", strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000), 400, "malformed"},
		{"15: 10,000 objects deep", strings.Repeat(`{"a":`, 10_000) + "1" + strings.Repeat("}", 10_000), 400, "malformed"},
		{"15: 10 MB", inside(`"asks":["` + strings.Repeat("a", 10<<20) + `"]`), 413, "too_large"},
		{"15: something behind", good + `{}`, 400, "malformed"},
		{"15: UTF-16", wide(good), 400, "malformed"},
		{"15: UTF-16 without its mark", wide(good)[2:], 400, "malformed"},
		{"15: GBK", "{\"story\":\"\xb2\xbb\xc5\xe2\"}", 400, "malformed"},
		{"15: a lone surrogate", inside(`"asks":["\ud800"]`), 400, "malformed"},
		{"15: two halves in the wrong order", inside(`"asks":["\udc00\ud800"]`), 400, "malformed"},
		{"16: another organisation", inside(`"org_id":"x"`), 400, "malformed"},
		{"16: a status", inside(`"status":"closed"`), 400, "malformed"},
		{"16: a role", inside(`"applicant":{"name":"x","role":"admin"}`), 400, "malformed"},
		{"nothing", "", 400, "malformed"},
		{"not closed", good[:len(good)-1], 400, "malformed"},
		{"a list", "[]", 400, "malformed"},
		{"null", "null", 422, "invalid"},
		{"59: 2.1 MB in one field", inside(`"asks":["` + strings.Repeat("字", 700_000) + `"]`), 413, "too_large"},
	}
	for _, tt := range tests {
		o.do(t, ask{path: "/api/cases", body: tt.body}).mustBe(t, tt.name, tt.status, tt.code)
	}
	o.do(t, ask{path: "/api/cases", body: good, header: map[string]string{"Content-Type": "text/plain"}}).mustBe(t, "51: another type", 415, "unsupported_type")
	o.do(t, ask{path: "/api/cases", body: good, header: map[string]string{"Content-Type": ""}}).mustBe(t, "51: no type", 415, "unsupported_type")
	o.do(t, ask{path: "/api/cases", body: "\x1f\x8b\x08", header: map[string]string{"Content-Encoding": "gzip"}}).mustBe(t, "35: a zipped body", 400, "malformed")
	o.counts(t, "entries", 0)
	o.do(t, ask{path: "/api/cases", body: inside(`"asks":["😀"]`)}).mustBe(t, "a whole pair of surrogates", http.StatusCreated)
}

// TestABodyThatNeverEndsIsCutOff: chunked and endless, the door reads one megabyte of it.
func TestABodyThatNeverEndsIsCutOff(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/track", io.MultiReader(strings.NewReader(`{"code":"`), endless{}))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	o.doors.ServeHTTP(w, r)
	if w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("got %d, want 413", w.Code)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

// TestAProblemSpeaksTheReadersLanguage: Chinese unless English is asked for before it.
func TestAProblemSpeaksTheReadersLanguage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for asked, english := range map[string]bool{"": false, "en": true, "en-GB,en;q=0.9": true, "zh-CN,en": false, "fr": false, "fr, EN-us": true, strings.Repeat("x,", 2000): false} {
		a := o.do(t, ask{path: "/api/cases", body: with(changed{"story": ""}), header: map[string]string{"Accept-Language": asked}})
		p := a.problem(t)
		if got := strings.HasPrefix(p.Title, "Some fields") && strings.HasPrefix(p.Fields[0].Message, "Fill in"); got != english {
			t.Errorf("Accept-Language %.20q: got %s %s, want English %v", asked, p.Title, p.Fields[0].Message, english)
		}
	}
}
