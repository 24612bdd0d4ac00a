package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"hejie/internal/fault"
	"hejie/internal/store"
)

const (
	maxBody  = 1 << 20 // of a JSON request
	maxDepth = 32
	maxKey   = 200 // characters of an Idempotency-Key
)

// read decodes a JSON body strictly: known fields, once each, one value, UTF-8, no deeper and no longer than needed.
func read(w http.ResponseWriter, r *http.Request, into any) error {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/json" {
		return fault.New(fault.Invalid, "unsupported_type", fault.Text{ZH: "请以 application/json 提交。", EN: "Send application/json."})
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if _, long := errors.AsType[*http.MaxBytesError](err); long {
		return fault.New(fault.Invalid, "too_large", fault.Text{ZH: "内容过长，文件请另行上传。", EN: "The body is too long; upload files separately."})
	}
	if err != nil {
		return malformed("the body was cut off").Because(err)
	}
	if err := wellFormed(body); err != nil {
		return err
	}
	return strictly(body, into)
}

// strictly decodes what is well formed, refusing fields that nobody knows.
func strictly(body []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return unfit(err, body, into)
	}
	return nil
}

// wellFormed refuses what encoding/json would let pass: bytes that are not UTF-8, lone surrogates, a field given twice,
// a second value, and nesting that only an attack has.
func wellFormed(body []byte) error {
	if !utf8.Valid(body) {
		return malformed("the body is not UTF-8")
	}
	if loneSurrogate(body) {
		return malformed("a text holds half of a character (a lone surrogate)")
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	if err := once(dec, 0); err != nil {
		return err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return malformed("there is more than one value")
	}
	return nil
}

// once walks a value and refuses a field named twice in one object.
func once(dec *json.Decoder, depth int) error {
	if depth > maxDepth {
		return malformed("it is nested too deeply")
	}
	token, err := dec.Token()
	if err != nil {
		return malformed("it is not JSON").Because(err)
	}
	open, ok := token.(json.Delim)
	if !ok {
		return nil
	}
	seen := map[string]bool{}
	for dec.More() {
		if open == '{' {
			name, err := dec.Token()
			if err != nil {
				return malformed("it is not JSON").Because(err)
			}
			if !plainName(fmt.Sprint(name)) {
				return malformed("there is an unknown field: names are in lower case")
			}
			if seen[fmt.Sprint(name)] {
				return malformed("a field is given twice")
			}
			seen[fmt.Sprint(name)] = true
		}
		if err := once(dec, depth+1); err != nil {
			return err
		}
	}
	if _, err := dec.Token(); err != nil {
		return malformed("it is not JSON").Because(err)
	}
	return nil
}

// plainName: encoding/json takes "NAME" and "ſtory" for fields of ours, so that one could be given twice under two spellings.
func plainName(name string) bool {
	return !strings.ContainsFunc(name, func(c rune) bool { return (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_' })
}

// loneSurrogate finds \ud800…\udfff that is not half of a pair; encoding/json would put U+FFFD in its place.
func loneSurrogate(body []byte) bool {
	for i := 0; i+5 < len(body); i++ {
		if body[i] != '\\' {
			continue
		}
		if body[i+1] != 'u' {
			i++
			continue
		}
		unit, err := strconv.ParseUint(string(body[i+2:i+6]), 16, 16)
		if err != nil || unit < 0xd800 || unit > 0xdfff {
			continue
		}
		if unit >= 0xdc00 || i+11 >= len(body) || !lowSurrogate(body[i+6:i+12]) {
			return true
		}
		i += 11
	}
	return false
}

func lowSurrogate(b []byte) bool {
	unit, err := strconv.ParseUint(string(b[2:6]), 16, 16)
	return b[0] == '\\' && b[1] == 'u' && err == nil && unit >= 0xdc00 && unit <= 0xdfff
}

func malformed(what string) *fault.Fault {
	return fault.New(fault.Invalid, "malformed", fault.Text{ZH: "无法读取提交的 JSON：" + what, EN: "The JSON cannot be read: " + what + "."})
}

// key reads the Idempotency-Key, which every request that hands something in must carry.
func key(r *http.Request, scope string) (store.Key, error) {
	k := r.Header.Get("Idempotency-Key")
	plain := !strings.ContainsFunc(k, func(c rune) bool { return c < 0x21 || c > 0x7e })
	if k == "" || len(k) > maxKey || !plain || len(r.Header.Values("Idempotency-Key")) > 1 {
		return store.Key{}, fault.New(fault.Invalid, "bad_key", fault.Text{
			ZH: "请在 Idempotency-Key 请求头中给出 1 到 200 个可见 ASCII 字符，每次提交一个新的。",
			EN: "Send an Idempotency-Key header of 1 to 200 visible ASCII characters, a new one for each submission."})
	}
	return store.Key{Scope: scope, Key: k}, nil
}
