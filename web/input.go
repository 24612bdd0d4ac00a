package web

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"unicode/utf8"

	"hejie/internal/fault"
)

// The bounds of what a form may send beside its files.
const (
	maxFields = 1 << 20 // bytes of all fields together
	maxParts  = 400     // fields and files of one form
	maxHeader = 16 << 10
)

// attached is a file of a form as it streams in.
type attached struct {
	Field string // the input it was chosen in
	Name  string // as its sender calls it
	Bytes io.Reader
}

// fields reads a form's fields, and gives each file to take in the order in which they come; the pages put their file
// inputs last, so that take already knows every field. A form without files needs no take. What take refuses is take's to
// remember: an error of it ends the reading.
func (v *visit) fields(take func(url.Values, attached) error) (url.Values, error) {
	kind, params, err := mime.ParseMediaType(v.r.Header.Get("Content-Type"))
	switch {
	case err == nil && kind == "application/x-www-form-urlencoded":
		return v.plainFields()
	case err != nil || kind != "multipart/form-data" || params["boundary"] == "" || take == nil:
		return nil, badBody("unsupported_type")
	case v.r.ContentLength > v.room():
		return nil, badBody("too_large")
	}
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, v.room())
	return parts(multipart.NewReader(v.r.Body, params["boundary"]), take)
}

// room is how much a form with files may be in all: a case's worth of files, and its fields.
func (v *visit) room() int64 { return v.Files.Limits.Case + maxFields }

func (v *visit) plainFields() (url.Values, error) {
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, maxFields)
	if err := v.r.ParseForm(); err != nil {
		return nil, unread(err)
	}
	for _, all := range v.r.PostForm {
		for _, one := range all {
			if !utf8.ValidString(one) {
				return nil, badBody("malformed")
			}
		}
	}
	return v.r.PostForm, nil
}

// parts walks a multipart body once, as a stream.
func parts(body *multipart.Reader, take func(url.Values, attached) error) (url.Values, error) {
	values := url.Values{}
	room := maxFields
	for range maxParts {
		part, err := body.NextPart()
		if errors.Is(err, io.EOF) {
			return values, nil
		}
		if err != nil {
			return values, unread(err)
		}
		if size(part) > maxHeader {
			return values, badBody("malformed")
		}
		if isFile(part) {
			err = file(values, part, take)
		} else {
			room, err = field(values, part, room)
		}
		if err != nil {
			return values, err
		}
	}
	return values, badBody("too_large")
}

func size(part *multipart.Part) (n int) {
	for name, lines := range part.Header {
		n += len(name)
		for _, line := range lines {
			n += len(line)
		}
	}
	return n
}

// isFile: a file input left empty sends a part without a name, which is no file.
func isFile(part *multipart.Part) bool {
	_, params, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	_, named := params["filename"]
	return err == nil && named
}

func file(values url.Values, part *multipart.Part, take func(url.Values, attached) error) error {
	if part.FileName() == "" {
		return nil
	}
	if err := take(values, attached{part.FormName(), part.FileName(), part}); err != nil {
		return err
	}
	_, err := io.Copy(io.Discard, part) // what was refused halfway is read to its end, so that the browser shows our answer
	if err != nil {
		return unread(err)
	}
	return nil
}

func field(values url.Values, part *multipart.Part, room int) (int, error) {
	text, err := io.ReadAll(io.LimitReader(part, int64(room)+1))
	switch {
	case err != nil:
		return room, unread(err)
	case len(text) > room:
		return room, badBody("too_large")
	case !utf8.Valid(text):
		return room, badBody("malformed")
	}
	values.Add(part.FormName(), string(text))
	return room - len(text), nil
}

// unread says why a body could not be read.
func unread(err error) error {
	if _, long := errors.AsType[*http.MaxBytesError](err); long {
		return badBody("too_large")
	}
	return badBody("malformed").Because(err)
}

var bodyTexts = map[string]fault.Text{
	"too_large": {ZH: "提交的内容太大，没有保存。请减少文件，或分几次提交。",
		EN: "This is too large and was not kept. Send fewer files, or send them in parts."},
	"malformed": {ZH: "提交的内容不完整或无法读取。请返回上一页再试一次。",
		EN: "What was sent is incomplete or cannot be read. Go back and try again."},
	"unsupported_type": {ZH: "这种提交方式不受支持。请使用本网站的页面提交。",
		EN: "This way of sending is not supported. Use the pages of this site."},
}

func badBody(code string) *fault.Fault { return fault.New(fault.Invalid, code, bodyTexts[code]) }
