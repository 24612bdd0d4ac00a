package api_test

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestAFileIsTakenOrRefusedWhole: reliability.md §5, rows 24, 25, 29, 35 and 36. What is refused leaves nothing behind.
func TestAFileIsTakenOrRefusedWhole(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := o.file(t)
	photo := string(jpeg())
	file := func(content string) part { return part{"file", "a.jpg", content} }
	padded := photo + strings.Repeat("\x00", fileLimit-len(photo))
	tests := []struct {
		name   string
		parts  []part
		status int
		code   string
	}{
		{"35: empty", []part{file("")}, 422, "empty_file"},
		{"35: over the limit by one", []part{file(padded + "\x00")}, 413, "too_large"},
		{"29: a zip", []part{{"file", "a.zip", "PK\x03\x04\x14\x00\x00\x00\x00\x00"}}, 415, "unsupported_type"},
		{"29: a zip called a photo", []part{file("PK\x03\x04\x14\x00\x00\x00\x00\x00")}, 415, "unsupported_type"},
		{"29: gzip", []part{{"file", "a.gz", "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"}}, 415, "unsupported_type"},
		{"36: no file", []part{{name: "kind", text: "photo"}}, 400, "malformed"},
		{"36: 5,000 parts", append(many(5_000), file(photo)), 400, "malformed"},
		{"36: a field behind the file", []part{file(photo), {name: "kind", text: "photo"}}, 400, "malformed"},
		{"36: two files", []part{file(photo), file(photo)}, 400, "malformed"},
		{"36: a field of 5 kB", []part{{name: "proves", text: strings.Repeat("a", 5<<10)}, file(photo)}, 413, "too_large"},
		{"an unknown field", []part{{name: "role", text: "admin"}, file(photo)}, 400, "malformed"},
		{"a kind that is none", []part{{name: "kind", text: "selfie"}, file(photo)}, 422, "invalid"},
		{"a lost letter in a note", []part{{name: "proves", text: "\ufffd"}, file(photo)}, 422, "invalid"},
		{"bytes that are no text in a note", []part{{name: "proves", text: "\xff"}, file(photo)}, 422, "invalid"},
		{"a worker for another party", []part{{name: "for", text: string(m.Insurer)}, file(photo)}, 403, "forbidden"},
	}
	for _, tt := range tests {
		o.send(t, m, m.worker, tt.parts...).mustBe(t, tt.name, tt.status, tt.code)
	}
	o.mustLeaveNothing(t)
	o.send(t, m, m.worker, part{name: "kind", text: "photo"}, part{name: "proves", text: "到店时间"}, file(padded)).mustBe(t, "35: exactly the limit", http.StatusCreated)
	o.send(t, m, m.mediator, part{name: "for", text: string(m.Worker)}, file(photo)).mustBe(t, "the desk for the worker", http.StatusCreated)
}

func many(n int) []part {
	all := make([]part, n)
	for i := range all {
		all[i] = part{name: "kind", text: "photo"}
	}
	return all
}

func (o *office) mustLeaveNothing(t *testing.T) {
	t.Helper()
	if got := o.shelved(t); got != 0 {
		t.Errorf("got %d files in the vault, want none", got)
	}
	o.counts(t, "evidence", 0)
	o.counts(t, "entries where act = 'add_evidence'", 0)
}

func TestABodyThatIsNoUploadIsRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := o.file(t)
	whole := parcel(t, part{"file", "a.jpg", string(jpeg())})
	body := whole.body.([]byte)
	kind := whole.header["Content-Type"]
	tests := []struct {
		name, kind string
		body       []byte
		status     int
	}{
		{"36: no end", kind, body[:len(body)-10], 400},
		{"36: cut off in the file", kind, body[:len(body)/2], 400},
		{"36: another boundary", "multipart/form-data; boundary=other", body, 400},
		{"36: no boundary", "multipart/form-data", body, 415},
		{"36: nested", "multipart/mixed; boundary=x", body, 415},
		{"JSON", "application/json", []byte("{}"), 415},
		{"36: a part header of 2 MB", kind, bytes.Replace(body, []byte("form-data;"), []byte("form-data; x=\""+strings.Repeat("a", 2<<20)+"\";"), 1), 413},
		{"nothing", kind, nil, 400},
	}
	for _, tt := range tests {
		q := ask{path: m.path("/evidence"), method: http.MethodPost, token: m.worker, body: tt.body, header: map[string]string{"Content-Type": tt.kind}}
		o.do(t, q).mustBe(t, tt.name, tt.status)
	}
	whole.path, whole.token = m.path("/evidence"), m.worker
	whole.header["Content-Encoding"] = "gzip"
	o.do(t, whole).mustBe(t, "35: a zipped body", http.StatusUnsupportedMediaType, "unsupported_type")
	o.mustLeaveNothing(t)
}

// TestTheSameBytesAreOneFileInACaseAndTwoInTwo: reliability.md §5, row 37.
func TestTheSameBytesAreOneFileInACaseAndTwoInTwo(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m, other := o.file(t), o.file(t)
	first := o.upload(t, m, m.worker, "a.jpg", jpeg())
	again := o.upload(t, m, m.worker, "b.jpg", jpeg())
	if again.ID != first.ID || !again.Again || first.Again {
		t.Errorf("37: got %+v after %+v, want the same file again", again, first)
	}
	elsewhere := o.upload(t, other, other.worker, "a.jpg", jpeg())
	if elsewhere.Again || elsewhere.ID == first.ID {
		t.Errorf("37: got %+v in another case, want no word of %+v", elsewhere, first)
	}
	if got := o.shelved(t); got != 2 {
		t.Errorf("got %d files in the vault, want two", got)
	}
}

// TestAFileComesBackAsItWasHandedIn: whole, as an attachment that no browser runs; rows 24 and 25.
func TestAFileComesBackAsItWasHandedIn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := o.file(t)
	names := map[string]string{
		"../../etc/passwd": "passwd", `C:\x`: "x", "CON": "_CON", ".htaccess": "htaccess", "x.pdf.exe": "x.pdf.exe", "\u202egpj.exe": "gpj.exe",
		"微信图片 1.jpg": "微信图片 1.jpg", strings.Repeat("长", 300) + ".jpg": strings.Repeat("长", 65) + ".jpg", "a%0d%0aSet-Cookie: x.jpg": "a%0d%0aSet-Cookie_ x.jpg",
	}
	for name, want := range names {
		content := append(jpeg(), name...)
		k := o.upload(t, m, m.worker, name, content)
		a := o.do(t, ask{path: m.path("/evidence/" + string(k.ID)), token: m.worker}).mustBe(t, "24: "+name, http.StatusOK)
		if !bytes.Equal(a.Body, content) || a.Header.Get("ETag") != `"`+k.SHA256+`"` {
			t.Errorf("24: %q: got %d bytes and %s, want %d and %s", name, len(a.Body), a.Header.Get("ETag"), len(content), k.SHA256)
		}
		_, shown, _ := strings.Cut(a.Header.Get("Content-Disposition"), "filename*=UTF-8''")
		if got, err := url.PathUnescape(shown); err != nil || got != want {
			t.Errorf("24: %q: got %q, want %q", name, got, want)
		}
	}
	page := "<html><script>alert(1)</script></html>"
	a := o.send(t, m, m.worker, part{"file", "x.jpg", page})
	if a.Status == http.StatusUnsupportedMediaType {
		return // refused is as good as quarantined
	}
	var k kept
	if a.into(t, &k); k.Quarantine == "" {
		t.Errorf("25: a page called a photo: got %+v, want it refused or quarantined", k)
	}
	a = o.do(t, ask{path: m.path("/evidence/" + string(k.ID)), token: m.worker}).mustBe(t, "25", http.StatusOK)
	if strings.Contains(a.Header.Get("Content-Type"), "html") || !strings.Contains(a.Header.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("25: got %v", a.Header)
	}
}
