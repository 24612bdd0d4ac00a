package rehearsal

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"time"

	"github.com/google/uuid"
)

// answer is what a door said.
type answer struct {
	status int
	etag   string
	body   []byte
}

// problem is the code of a refusal; empty when there is none.
func (a answer) problem() string {
	var p struct {
		Code string `json:"code"`
	}
	if a.status < 400 || json.Unmarshal(a.body, &p) != nil {
		return ""
	}
	return p.Code
}

// into reads a JSON answer.
func (a answer) into(v any) error {
	if a.status >= 400 {
		return fmt.Errorf("the door answered %d: %s", a.status, a.body)
	}
	if err := json.Unmarshal(a.body, v); err != nil {
		return fmt.Errorf("reading an answer: %w", err)
	}
	return nil
}

// request is one knock at a door.
type request struct {
	method, path, token, ifMatch string
	json                         any
	body                         io.Reader
	kind                         string // of body
	once                         bool   // hands something in: carries an Idempotency-Key
}

// knock sends a request and reads all of the answer.
func (p *player) knock(ctx context.Context, q request) (answer, error) {
	if q.json != nil {
		text, err := json.Marshal(q.json)
		if err != nil {
			return answer{}, fmt.Errorf("writing a request: %w", err)
		}
		q.body, q.kind = bytes.NewReader(text), "application/json"
	}
	r, err := http.NewRequestWithContext(ctx, q.method, p.base+q.path, q.body)
	if err != nil {
		return answer{}, fmt.Errorf("making a request: %w", err)
	}
	for name, value := range map[string]string{"Content-Type": q.kind, "If-Match": q.ifMatch, "Accept-Language": "zh"} {
		if value != "" {
			r.Header.Set(name, value)
		}
	}
	if q.token != "" {
		r.Header.Set("Authorization", "Bearer "+q.token)
	}
	if q.once {
		r.Header.Set("Idempotency-Key", uuid.NewString())
	}
	return p.send(r)
}

func (p *player) send(r *http.Request) (answer, error) {
	w, err := p.http.Do(r)
	if err != nil {
		return answer{}, fmt.Errorf("knocking: %w", err)
	}
	defer w.Body.Close() // reading: closing cannot lose anything
	body, err := io.ReadAll(io.LimitReader(w.Body, 64<<20))
	if err != nil {
		return answer{}, fmt.Errorf("reading an answer: %w", err)
	}
	return answer{w.StatusCode, w.Header.Get("ETag"), body}, nil
}

// parcel is a multipart body with fields and one file.
func parcel(fields map[string]string, name string, content []byte) (io.Reader, string, error) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for field, value := range fields {
		if value == "" {
			continue
		}
		if err := w.WriteField(field, value); err != nil {
			return nil, "", err
		}
	}
	part, err := w.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write(content)
	}
	if err == nil {
		err = w.Close()
	}
	return &b, w.FormDataContentType(), err
}

// until asks again until done says yes or patience ends; how things stand in the end is the error.
func until(ctx context.Context, patience time.Duration, done func() (bool, error)) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		ok, err := done()
		if ok {
			return nil
		}
		select {
		case <-ctx.Done():
			if err == nil {
				err = ctx.Err()
			}
			return err
		case <-time.After(50 * time.Millisecond):
		}
	}
}
