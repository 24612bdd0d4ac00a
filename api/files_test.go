package api_test

import (
	"bytes"
	"image"
	stdjpeg "image/jpeg"
	"io/fs"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"path/filepath"
	"testing"

	"hejie/internal/dispute"
)

// jpeg is a small picture.
func jpeg() []byte {
	var b bytes.Buffer
	if err := stdjpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8)), nil); err != nil {
		panic(err) // a picture in memory: this cannot happen
	}
	return b.Bytes()
}

type kept struct {
	ID         dispute.EvidenceID `json:"id"`
	SHA256     string             `json:"sha256"`
	Size       int64              `json:"size"`
	Again      bool               `json:"again"`
	Quarantine string             `json:"quarantine"`
}

// part is one part of an upload; one with a file name is the file.
type part struct{ name, file, text string }

// parcel writes a multipart body.
func parcel(t *testing.T, parts ...part) ask {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for _, p := range parts {
		disposition := `form-data; name="` + p.name + `"`
		if p.file != "" {
			disposition += `; filename="` + p.file + `"`
		}
		into, err := w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {disposition}})
		must(t, "writing a part", err)
		_, err = into.Write([]byte(p.text))
		must(t, "writing a part", err)
	}
	must(t, "ending the parts", w.Close())
	return ask{method: http.MethodPost, body: b.Bytes(), header: map[string]string{"Content-Type": w.FormDataContentType()}}
}

// send posts a parcel as evidence.
func (o *office) send(t *testing.T, m *matter, token string, parts ...part) answer {
	t.Helper()
	q := parcel(t, parts...)
	q.path, q.token = m.path("/evidence"), token
	return o.do(t, q)
}

func (o *office) upload(t *testing.T, m *matter, token, name string, content []byte) kept {
	t.Helper()
	var k kept
	o.send(t, m, token, part{name: "kind", text: "photo"}, part{"file", name, string(content)}).mustBe(t, name, http.StatusCreated).into(t, &k)
	return k
}

// shelved counts the files in the vault, whole or begun.
func (o *office) shelved(t *testing.T) int {
	t.Helper()
	count := 0
	must(t, "walking the vault", filepath.WalkDir(o.files, func(_ string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			count++
		}
		return err
	}))
	return count
}
