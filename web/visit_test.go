package web_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"

	"hejie/internal/auth"
	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/fault"
	"hejie/internal/store"
	"hejie/internal/store/storetest"
	"hejie/internal/vault"
	"hejie/web"
	"hejie/workflows"
)

// house is the pages on a real record, with an engine that records at once.
type house struct {
	t      *testing.T
	db     *storetest.DB
	server *httptest.Server
	engine *engine
	phone  *phone
	door   *auth.Door
	vault  *vault.Disk
}

// engine takes acts as the workflow does, straight into the record.
type engine struct {
	work *store.Store
	down bool
}

// Act records the act against the version on record.
func (e *engine) Act(ctx context.Context, ref dispute.Ref) (dispute.Standing, error) {
	if e.down {
		return dispute.Standing{}, fault.Busy()
	}
	for {
		seen, err := e.work.Load(ctx, ref.Case)
		if err != nil {
			return dispute.Standing{}, err
		}
		out, err := e.work.Record(ctx, seen.Version, ref)
		if errors.Is(err, dispute.ErrMoved) {
			continue
		}
		return out.Picture.Standing(), err
	}
}

// phone keeps the one-time codes that were sent.
type phone struct {
	mu   sync.Mutex
	last string
}

// SendCode puts the code where the test reads it.
func (p *phone) SendCode(_ context.Context, _, _, code string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last = code
	return nil
}

func (p *phone) code() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.last
}

func open(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, db: storetest.New(t), phone: &phone{}}
	h.engine = &engine{work: h.db.Work}
	disk, err := vault.OpenDisk(t.TempDir())
	check(t, err)
	h.vault = disk
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	h.door = auth.New(h.db.Serve, h.db.Keys, h.phone, quiet)
	pages, err := web.New(web.Config{
		Record: h.db.Serve, Door: workflows.Door{Record: h.db.Serve, Engine: h.engine}, Auth: h.door, Log: quiet,
		Files: workflows.Cloakroom{Record: h.db.Serve, Vault: disk, Limits: workflows.Limits{File: 1 << 20, Case: 8 << 20}},
	})
	check(t, err)
	h.server = httptest.NewServer(pages.Handler())
	t.Cleanup(func() { h.server.Close(); h.door.Close(); check(t, disk.Close()) })
	return h
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// browser is one person's: it keeps cookies and follows redirects.
type browser struct {
	*house
	client *http.Client
	header http.Header
}

func (h *house) browser() *browser {
	jar, err := cookiejar.New(nil)
	check(h.t, err)
	return &browser{house: h, client: &http.Client{Jar: jar}, header: http.Header{}}
}

// page is an answer as it was shown.
type page struct {
	t      *testing.T
	status int
	path   string
	text   string
	header http.Header
}

func (b *browser) do(method, path, kind string, body io.Reader) page {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), method, b.server.URL+path, body)
	check(b.t, err)
	for name, values := range b.header {
		r.Header[name] = values
	}
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	res, err := b.client.Do(r)
	check(b.t, err)
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	check(b.t, err)
	return page{b.t, res.StatusCode, res.Request.URL.Path, string(text), res.Header}
}

func (b *browser) get(path string) page { b.t.Helper(); return b.do("GET", path, "", nil) }
func (b *browser) post(path string, form url.Values) page {
	b.t.Helper()
	return b.do("POST", path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
}

// upload is one file of a form.
type upload struct {
	field, name string
	body        []byte
}

func (b *browser) send(path string, form url.Values, files ...upload) page {
	b.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, values := range form {
		for _, value := range values {
			check(b.t, w.WriteField(name, value))
		}
	}
	for _, f := range files {
		part, err := w.CreateFormFile(f.field, f.name)
		check(b.t, err)
		_, err = part.Write(f.body)
		check(b.t, err)
	}
	check(b.t, w.Close())
	return b.do("POST", path, w.FormDataContentType(), &body)
}

func (p page) is(status int) page {
	p.t.Helper()
	if p.status != status {
		p.t.Fatalf("%s: got %d, want %d\n%s", p.path, p.status, status, p.plain())
	}
	return p
}

func (p page) has(words ...string) page {
	p.t.Helper()
	for _, w := range words {
		if !strings.Contains(p.text, w) {
			p.t.Errorf("%s does not say %q\n%s", p.path, w, p.plain())
		}
	}
	return p
}

func (p page) hasNot(words ...string) page {
	p.t.Helper()
	for _, w := range words {
		if strings.Contains(p.text, w) {
			p.t.Errorf("%s says %q", p.path, w)
		}
	}
	return p
}

var (
	tags   = regexp.MustCompile(`<[^>]*>`)
	blanks = regexp.MustCompile(`\s+`)
	inputs = regexp.MustCompile(`<(input|textarea|select|button)\b([^>]*)>`)
	attrs  = regexp.MustCompile(`([a-z-]+)(?:="([^"]*)")?`)
)

func (p page) plain() string { return blanks.ReplaceAllString(tags.ReplaceAllString(p.text, " "), " ") }

// control is an input of a page.
type control struct {
	kind string
	attr map[string]string
}

func (p page) controls() []control {
	var list []control
	for _, m := range inputs.FindAllStringSubmatch(p.text, -1) {
		c := control{m[1], map[string]string{}}
		for _, a := range attrs.FindAllStringSubmatch(m[2], -1) {
			c.attr[a[1]] = a[2]
		}
		list = append(list, c)
	}
	return list
}

// hidden are the values that a page carries along.
func (p page) hidden() url.Values {
	values := url.Values{}
	for _, c := range p.controls() {
		if c.attr["type"] == "hidden" {
			values.Add(c.attr["name"], unescape(c.attr["value"]))
		}
	}
	for _, m := range regexp.MustCompile(`<textarea class="carried" name="([^"]*)" hidden>([^<]*)</textarea>`).FindAllStringSubmatch(p.text, -1) {
		values.Add(m[1], unescape(m[2]))
	}
	return values
}

func unescape(s string) string {
	return strings.NewReplacer("&#34;", `"`, "&#39;", "'", "&lt;", "<", "&gt;", ">", "&#43;", "+", "&amp;", "&").Replace(s)
}

// with adds what a person types.
func with(values url.Values, typed map[string]string) url.Values {
	for name, value := range typed {
		values.Set(name, value)
	}
	return values
}

var shownCode = regexp.MustCompile(`id="code">([A-Z0-9-]+)<`)

func (p page) code() string {
	p.t.Helper()
	m := shownCode.FindStringSubmatch(p.text)
	if m == nil {
		p.t.Fatalf("no code is shown\n%s", p.plain())
	}
	return m[1]
}

// filing walks the three screens with the least that must be typed, up to the last one.
func (b *browser) filing() url.Values {
	b.t.Helper()
	one := b.get("/file").is(200)
	two := b.post("/file", with(one.hidden(), map[string]string{"applicant.name": disputetest.RiderName, "applicant.phone": disputetest.RiderPhone})).is(200)
	three := b.post("/file", with(two.hidden(), map[string]string{"story": disputetest.Story, "against.name": disputetest.InsurerName, "body": "insurer"})).is(200)
	return three.hidden()
}

// filed is a browser that has filed, with the case's id.
func (h *house) filed() (*browser, dispute.CaseID) {
	h.t.Helper()
	b := h.browser()
	b.send("/file", b.filing()).is(201)
	return b, h.onlyCase()
}

func (h *house) cases() []store.DocketLine {
	h.t.Helper()
	var lines []store.DocketLine
	check(h.t, h.db.Serve.Read(h.t.Context(), store.AsStaff(h.db.Mediator), func(r *store.Reader) (err error) {
		lines, err = r.Docket(h.t.Context(), store.DocketQuery{Limit: 50})
		return err
	}))
	return lines
}

func (h *house) onlyCase() dispute.CaseID {
	h.t.Helper()
	lines := h.cases()
	if len(lines) != 1 {
		h.t.Fatalf("got %d cases, want 1", len(lines))
	}
	return lines[0].Case
}

// hashed is the password of every member of staff; hashing it is slow on purpose.
var hashed = sync.OnceValues(func() (string, error) { return auth.HashPassword("correct horse battery") })

// staff is a browser signed in as a member of the committee.
func (h *house) staff(who dispute.Actor) *browser {
	h.t.Helper()
	hash, err := hashed()
	check(h.t, err)
	login := "u" + string(who.Account)[:8]
	h.db.Exec(h.t, fmt.Sprintf(`update accounts set password_hash = '%s' where id = '%s'`, hash, who.Account))
	b := h.browser()
	b.post("/signin", url.Values{"login": {login}, "password": {"correct horse battery"}}).is(200).has("案件清单")
	return b
}

// file is the case as its committee sees it.
func (h *house) file(id dispute.CaseID) store.CaseFile {
	h.t.Helper()
	var f store.CaseFile
	check(h.t, h.db.Serve.Read(h.t.Context(), store.AsStaff(h.db.Mediator), func(r *store.Reader) (err error) {
		f, err = r.File(h.t.Context(), id)
		return err
	}))
	return f
}
