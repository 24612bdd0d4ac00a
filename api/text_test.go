package api_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
)

// naughty are texts that break what is built carelessly: our own, after the kinds that reliability.md §5 names in rows 17 to 23.
var naughty = []string{
	"<script>alert(1)</script>", `<img src=x onerror=alert(1)>`, "{{.}}", "{{template \"x\"}}", "${7*7}", "#{7*7}", "[点这里](javascript:alert(1))",
	`=HYPERLINK("http://x","y")`, "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1:A9)", "\tTAB", "＝1+1", "a\r\nBcc: b@example.com", "a\n{\"level\":\"error\"}",
	"'; DROP TABLE cases; --", "%_", "\\", "\"", "'", "`id`", "$(id)", "%s%s%n", "%00", "../../../etc/passwd", "http://169.254.169.254/latest", "file:///etc/passwd",
	"NULL", "null", "undefined", "NaN", "true", "0", "-1", "1e309", "Ω≈ç√∫˜µ≤≥÷", "田中さんにあげて下さい", "الكل في المجمو عة", "\u202eabc", "a\u200bb", "a\u0000b", "\x1b[31mred",
	"👾 🙇 💁 🙅", "👨‍👩‍👧‍👦", "🇨🇳", "𠮷䶮瞾㼆", "买买提·艾力", "e\u0301 vs é", "ﬁ ﬂ", "１２３", "Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠", strings.Repeat("长", 190), "\ufeffBOM", "line\u2028sep", "a\u00a0b", "\u00ad",
}

// TestAnyTextIsTakenAndReadBackAsItIsStored: no text breaks a door, and what comes back is the one form in which dispute keeps it.
func TestAnyTextIsTakenAndReadBackAsItIsStored(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := o.file(t)
	for _, word := range naughty {
		a := o.do(t, ask{path: m.path("/acts/message"), token: m.worker, body: form(text("甲" + word))})
		want, err := dispute.NormalizeText("甲" + word)
		if err != nil {
			a.mustBe(t, word, http.StatusUnprocessableEntity, "invalid")
			continue
		}
		a.mustBe(t, word, http.StatusOK)
		if got := o.lastMessage(t, m); got != want {
			t.Errorf("%q: got %q, want %q", word, got, want)
		}
	}
}

func (o *office) lastMessage(t *testing.T, m *matter) string {
	t.Helper()
	var all struct {
		Events []struct {
			Act  dispute.ActName
			Form struct{ Text string }
		}
	}
	o.do(t, ask{path: m.path("/events"), token: m.worker}).mustBe(t, "events", http.StatusOK).into(t, &all)
	return all.Events[len(all.Events)-1].Form.Text
}

// TestNoTextInAnyFieldOfAnyFormBreaksADoor: every text field of every act and of a filing, one after the other. It is taken or
// named, never a fault of ours.
func TestNoTextInAnyFieldOfAnyFormBreaksADoor(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := o.file(t)
	turn := 0
	for _, row := range dispute.Table {
		if dispute.Forms(row.Act) == nil {
			continue
		}
		for _, path := range textFields(reflect.TypeOf(dispute.Forms(row.Act)).Elem(), nil) {
			word := naughty[turn%len(naughty)]
			turn++
			a := o.act(t, m, m.mediator, row.Act, form(nested(path, word)))
			if a.Status >= 500 {
				t.Errorf("%s, %v = %q: got %d %s", row.Act, path, word, a.Status, a.Body)
			}
		}
	}
	for i, path := range textFields(reflect.TypeFor[dispute.Filing](), nil) {
		body := filing()
		merge(body, nested(path, naughty[i%len(naughty)]))
		if a := o.do(t, ask{path: "/api/cases", body: body}); a.Status >= 500 {
			t.Errorf("filing, %v: got %d %s", path, a.Status, a.Body)
		}
	}
}

// textFields lists the ways to a form's texts; a list is "[]".
func textFields(kind reflect.Type, at []string) [][]string {
	switch kind.Kind() {
	case reflect.String:
		return [][]string{append([]string(nil), at...)}
	case reflect.Pointer:
		return textFields(kind.Elem(), at)
	case reflect.Slice:
		return textFields(kind.Elem(), append(at, "[]"))
	case reflect.Struct:
		var all [][]string
		for i := 0; kind != dateType && i < kind.NumField(); i++ {
			name, _, _ := strings.Cut(kind.Field(i).Tag.Get("json"), ",")
			all = append(all, textFields(kind.Field(i).Type, append(at, name))...)
		}
		return all
	}
	return nil
}

// nested puts a word at the end of a way.
func nested(path []string, word string) any {
	switch {
	case len(path) == 0:
		return word
	case path[0] == "[]":
		return []any{nested(path[1:], word)}
	}
	return map[string]any{path[0]: nested(path[1:], word)}
}

func merge(into map[string]any, from any) {
	for name, value := range from.(map[string]any) {
		if inner, ok := value.(map[string]any); ok && into[name] != nil {
			merge(into[name].(map[string]any), inner)
		} else {
			into[name] = value
		}
	}
}

// TestAPersonIsFoundHoweverTheirNameIsComposed: reliability.md §5, rows 19 and 23.
func TestAPersonIsFoundHoweverTheirNameIsComposed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.do(t, ask{path: "/api/cases", body: with(changed{"applicant.name": "José"})}).mustBe(t, "filing", http.StatusCreated)
	token := o.staff(t, o.Mediator)
	for find, want := range map[string]int{"José": 1, "Jose\u0301": 1, "13800138000": 1, "+86 138 0013 8000": 1, "Jos": 0, "%": 0, "_": 0, "'; DROP TABLE cases--": 0, disputetest.InsurerName: 1} {
		a := o.do(t, ask{path: "/api/cases?q=" + url.QueryEscape(find), token: token}).mustBe(t, find, http.StatusOK)
		var page struct{ Cases []json.RawMessage }
		if a.into(t, &page); len(page.Cases) != want {
			t.Errorf("19: %q: got %d, want %d", find, len(page.Cases), want)
		}
	}
}
