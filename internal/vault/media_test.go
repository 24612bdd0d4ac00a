package vault

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"hejie/internal/fault"
)

// box is an ISO media file's first box, by its brand.
func ftyp(brand string) string {
	return "\x00\x00\x00\x18ftyp" + brand + "\x00\x00\x00\x00" + brand + "mif1" + strings.Repeat("\x00", 64)
}

func zipped(t testing.TB, names ...string) string {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, name := range names {
		entry, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := entry.Write([]byte("content")); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func gzipped(t testing.TB) string {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write([]byte("content")); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

const (
	gpx     = `<?xml version="1.0" encoding="UTF-8"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk></trk></gpx>`
	gpxBare = `<?xml version="1.0"?><gpx version="1.0"><trk></trk></gpx>`
	kml     = `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"></kml>`
	geojson = `{"type":"FeatureCollection","features":[]}`
	csv     = "order,accepted_at\n1,2025-05-18T18:30\n2,2025-05-18T18:50\n"
	pdf     = "%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<<>>\n%%EOF"
	svg     = `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`
	html    = `<!DOCTYPE html><html><script>alert(1)</script></html>`
)

func pictureText(t testing.TB, kind string) string { return string(pictureBytes(t, kind, 8, 8)) }

func TestAFileIsWhatItsContentIs(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, file, content, want string
	}{
		{"photo", "a.JPG", pictureText(t, "jpeg"), "image/jpeg"},
		{"photo without a name", "", pictureText(t, "jpeg"), "image/jpeg"},
		{"photo under another picture's name", "a.png", pictureText(t, "jpeg"), "image/jpeg"},
		{"screenshot", "截图.png", pictureText(t, "png"), "image/png"},
		{"iPhone photo", "IMG.HEIC", ftyp("heic"), "image/heic"},
		{"webp", "a.webp", "RIFF\x24\x00\x00\x00WEBPVP8 " + strings.Repeat("\x00", 40), "image/webp"},
		{"pdf", "合同.pdf", pdf, "application/pdf"},
		{"film", "a.mp4", ftyp("isom"), "video/mp4"},
		{"recording", "通话.m4a", ftyp("M4A "), "audio/x-m4a"},
		{"old phone's recording", "a.amr", "#!AMR\n" + strings.Repeat("\x01", 40), "audio/amr"},
		{"track", "a.gpx", gpx, "application/gpx+xml"},
		{"track without a namespace", "a.gpx", gpxBare, "application/gpx+xml"},
		{"places", "a.kml", kml, "application/vnd.google-earth.kml+xml"},
		{"geojson", "a.geojson", geojson, "application/geo+json"},
		{"json", "a.json", `[{"id":"1"}]`, "application/json"},
		{"orders", "a.csv", csv, "text/csv"},
		{"orders with semicolons", "a.csv", "order;at\n1;2\n", "text/csv"},
		{"text", "说明.txt", "下雨摔倒", "text/plain"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := admitted(t, tt.file, tt.content)
			if got != (Media{Type: tt.want}) {
				t.Errorf("got %+v, want %s, not quarantined", got, tt.want)
			}
		})
	}
}

// admitted reads an upload to its end and gives its verdict; the bytes must come through unchanged.
func admitted(t *testing.T, name, content string) Media {
	t.Helper()
	a, err := Admit(name, iotest.OneByteReader(strings.NewReader(content)))
	if err != nil {
		t.Fatalf("got %v, want it admitted", err)
	}
	if got, err := io.ReadAll(a); err != nil || string(got) != content {
		t.Fatalf("got %d bytes, %v, want the same %d", len(got), err, len(content))
	}
	return a.Media()
}

func TestWhatIsNeverKeptIsRefusedAtOnce(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ file, content string }{
		"zip":                   {"a.zip", zipped(t, "a.txt")},
		"zip named as a photo":  {"a.jpg", zipped(t, "a.txt")},
		"zip with a symlink":    {"a.zip", zipped(t, "../../etc/passwd")},
		"android program":       {"a.apk", zipped(t, "AndroidManifest.xml", "classes.dex")},
		"gzip":                  {"a.csv.gz", gzipped(t)},
		"rar":                   {"a.rar", "Rar!\x1a\x07\x00" + strings.Repeat("\x00", 40)},
		"7z":                    {"a.7z", "7z\xbc\xaf\x27\x1c" + strings.Repeat("\x00", 40)},
		"svg named as a photo":  {"x.jpg", svg},
		"html named as a photo": {"x.jpg", html},
		"html":                  {"x.html", html},
		"shell script":          {"x.txt", "#!/bin/sh\nrm -rf /\n"},
		"windows program":       {"x.exe", "MZ" + strings.Repeat("\x00", 58) + "\x40\x00\x00\x00PE\x00\x00" + strings.Repeat("\x00", 64)},
		"linux program":         {"x", "\x7fELF\x02\x01\x01" + strings.Repeat("\x00", 9) + "\x02\x00" + strings.Repeat("\x00", 60)},
		"tiff":                  {"x.tif", "II*\x00\x08\x00\x00\x00" + strings.Repeat("\x00", 40)},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a, err := Admit(tt.file, strings.NewReader(tt.content))
			if a != nil {
				t.Errorf("got it admitted as %+v, want it refused", a.Media())
			}
			wantFault(t, err, fault.Invalid, "unsupported_type")
		})
	}
}

func TestDoubtfulFilesAreKeptButNotOpened(t *testing.T) {
	t.Parallel()
	deep := func(mark string) string {
		return pdf + strings.Repeat("x", 70_000) + mark + strings.Repeat("y", 70_000)
	}
	tests := map[string]struct{ file, content, why string }{
		"unknown bytes":               {"a.dat", "\x00\x01\x02\x03\xff\xfe", "unknown_type"},
		"animation":                   {"a.gif", "GIF89a" + strings.Repeat("\x00", 40), "unknown_type"},
		"pdf under a program's name":  {"x.pdf.exe", pdf, "name_differs"},
		"photo under a pdf's name":    {"x.pdf", pictureText(t, "jpeg"), "name_differs"},
		"text under a page's name":    {"x.html", "hello", "name_differs"},
		"name turned round":           {"photo\u202Egpj.exe", pictureText(t, "jpeg"), "name_differs"},
		"pdf with a script":           {"x.pdf", deep("/S/JavaScript/JS(app.alert(1))"), "active_content"},
		"pdf that acts when opened":   {"x.pdf", deep("/OpenAction 5 0 R"), "active_content"},
		"pdf that acts on pages":      {"x.pdf", deep("/AA<</O 5 0 R>>"), "active_content"},
		"pdf that starts programs":    {"x.pdf", deep("/S/Launch"), "active_content"},
		"pdf with a file in it":       {"x.pdf", deep("/Type/EmbeddedFile"), "active_content"},
		"pdf under a password":        {"x.pdf", deep("/Encrypt 9 0 R"), "encrypted"},
		"photo and zip in one":        {"x.jpg", pictureText(t, "jpeg") + zipped(t, "a.txt"), "polyglot"},
		"photo and pdf in one":        {"x.jpg", pictureText(t, "jpeg")[:20] + pdf, "name_differs"},
		"pdf behind a photo":          {"x.pdf", pictureText(t, "jpeg")[:20] + pdf, "polyglot"},
		"film with a far zip's end":   {"x.mp4", ftyp("isom") + strings.Repeat("z", 400_000) + zipped(t, "a.txt"), "polyglot"},
		"pdf that begins later":       {"x.pdf", strings.Repeat("\x00", 500) + pdf, "polyglot"},
		"office document":             {"x.docx", zipped(t, "[Content_Types].xml", "word/document.xml"), "unknown_type"},
		"half a picture, half a name": {"x.mp4", pictureText(t, "png"), "name_differs"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := admitted(t, tt.file, tt.content); !got.Quarantined || got.Why != tt.why {
				t.Errorf("got %+v, want it quarantined for %s", got, tt.why)
			}
		})
	}
}

func TestChanceBytesDoNotQuarantine(t *testing.T) {
	t.Parallel()
	for _, content := range []string{pdf + "/AAB", pdf + "/AA9", pdf + "/XFAx"} {
		if got := admitted(t, "x.pdf", content); got.Quarantined {
			t.Errorf("%q: got %+v, want it open", content[len(content)-5:], got)
		}
	}
}

func TestAnUploadThatBreaksOffAtOnceIsSaidToBe(t *testing.T) {
	t.Parallel()
	_, err := Admit("a.jpg", iotest.ErrReader(errors.New("reset")))
	wantFault(t, err, fault.Invalid, "upload_cut")
}

func FuzzAdmit(f *testing.F) {
	for _, content := range []string{"", gpx, csv, pdf, svg, ftyp("heic"), zipped(f, "a")} {
		f.Add("x.pdf", []byte(content))
	}
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		a, err := Admit(name, bytes.NewReader(content))
		if err != nil {
			wantFault(t, err, fault.Invalid, "unsupported_type")
			return
		}
		if got, err := io.ReadAll(a); err != nil || !bytes.Equal(got, content) {
			t.Fatalf("got %d bytes, %v, want the same %d", len(got), err, len(content))
		}
		if m := a.Media(); m.Type == "" || m.Quarantined != (m.Why != "") {
			t.Fatalf("got %+v, want a type, and a reason exactly when quarantined", m)
		}
	})
}
