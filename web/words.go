package web

import (
	"embed"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"hejie/internal/fault"
	"hejie/internal/statute"
)

//go:embed locales/*.json
var locales embed.FS

// catalogue is the texts of the pages in one language, by key. {0}, {1} are filled in.
type catalogue map[string]string

// languages are those the pages speak; Chinese comes first.
var languages = []string{"zh", "en"}

func readWords() (map[string]catalogue, error) {
	words := map[string]catalogue{}
	for _, lang := range languages {
		text, err := locales.ReadFile("locales/" + lang + ".json")
		if err != nil {
			return nil, err
		}
		var c catalogue
		if err := json.Unmarshal(text, &c); err != nil {
			return nil, fmt.Errorf("locales/%s.json: %w", lang, err)
		}
		words[lang] = c
	}
	return words, nil
}

// t is a text in the reader's language. A key that nobody wrote shows itself; a test keeps that from happening.
func (v *visit) t(key string, args ...any) string {
	text, ok := v.words[v.lang][key]
	if !ok {
		return key
	}
	for i, arg := range args {
		text = strings.ReplaceAll(text, fmt.Sprintf("{%d}", i), fmt.Sprint(arg))
	}
	return text
}

// in is one of the record's own texts in the reader's language.
func (v *visit) in(text fault.Text) string { return text.In(v.lang) }

// day is a date as people say it, so that nobody has to count: 2026年3月2日.
func (v *visit) day(d statute.Date) string {
	switch {
	case d.IsZero():
		return ""
	case v.lang == "en":
		return fmt.Sprintf("%d %s %d", d.Day(), d.Month(), d.Year())
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year(), d.Month(), d.Day())
}

// moment is a time in Asia/Shanghai, to the minute.
func (v *visit) moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(statute.Zone)
	return v.day(statute.DateOf(t)) + " " + t.Format("15:04")
}

const languageCookie = "lang"

// languageOf is the reader's: what they chose, else English when they ask for it before Chinese, else Chinese.
func languageOf(r *http.Request) string {
	if c, err := r.Cookie(languageCookie); err == nil && (c.Value == "zh" || c.Value == "en") {
		return c.Value
	}
	for _, tag := range strings.Split(r.Header.Get("Accept-Language"), ",") {
		switch tag = strings.ToLower(strings.TrimSpace(tag)); {
		case strings.HasPrefix(tag, "zh"):
			return "zh"
		case strings.HasPrefix(tag, "en"):
			return "en"
		}
	}
	return "zh"
}

// choose remembers a language for a year.
func (v *visit) choose(lang string) {
	if lang != "zh" && lang != "en" {
		return
	}
	v.lang = lang
	http.SetCookie(v.w, &http.Cookie{Name: languageCookie, Value: lang, Path: "/", MaxAge: int((365 * 24 * time.Hour).Seconds()),
		HttpOnly: true, Secure: v.Secure, SameSite: http.SameSiteLaxMode})
}

// language changes the language and goes back to the page it was asked on, never to another site.
func (a *Web) language(v *visit) error {
	v.choose(v.r.URL.Query().Get("to"))
	back := v.r.URL.Query().Get("back")
	if !strings.HasPrefix(back, "/") || strings.HasPrefix(back, "//") || strings.ContainsAny(back, "\\\r\n") {
		back = v.url("home")
	}
	return v.seeOther(back)
}
