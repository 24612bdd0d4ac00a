//go:build engine

package e2e

import (
	"encoding/csv"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestARouteIsAnalysedCorrectedArguedAboutShownAndTakenBack(t *testing.T) {
	setDate(t, time.Now())
	c := draw(t)
	w := plainWorker(t)
	w.files(c)
	m := member(t, "mediator")
	m.finds(c)
	m.takesUp(c)
	w.open("/case")
	w.consents()
	m.does("analyse_route", func() { m.fillsRoute(c) })
	m.awaits("连续配送")
	m.corrects60(c)
	w.readsBoth()
	w.objects("2", "送达时间以照片为准")
	m.answers("送达时间以照片为准")
	w.open("/case")
	w.sees("调委会答复：据此重新分析", "已按照片核对")
	w.audit("case-route")

	w.follow(`a[href$="/acts/consent?ask=share_track"]`)
	w.sees("最长两小时", c.insurer)
	w.audit("consent-share")
	w.submit()
	m.does("share_evidence", func() { m.takes("evidence", filepath.Base(c.track)) })
	i := meet(t, "the insurer", desktop)
	i.comesBy(m.links(c), c)
	i.readsExtract(c)
	i.objects("", "没有看到报警记录")
	w.open("/case")
	w.sees("没有看到报警记录")
	w.audit("case-route-shown")
	w.takesBack(c, m, i)
}

// corrects60 runs the analysis again with a minute's tolerance, from the form that the first run filled in.
func (p *person) corrects60(c cast) {
	p.t.Helper()
	p.follow(`a[data-again]`)
	if at := read[string](p, `document.getElementById("at").value`); !strings.HasPrefix(at, c.incident) {
		p.t.Errorf("the correction begins with the time %q, want %s", at, c.incident)
	}
	p.fill("tolerance_s", "60")
	p.fill("reason", "报警时间是手写的")
	p.audit("act-analyse_again")
	p.submit()
	p.awaits("更正了")
	p.picturesOf(2)
}

// readsBoth: both runs stand on the worker's page with who made them, why, and what was changed.
func (p *person) readsBoth() {
	p.t.Helper()
	p.open("/case")
	p.picturesOf(2)
	p.sees("连续配送", "不作任何决定", "报警时间是手写的", "时间误差（秒）", "林秀兰", "之前的分析")
	if folded := read[int](p, `document.querySelectorAll("#route details.run").length`); folded != 1 {
		p.t.Errorf("%s sees %d earlier analyses, want 1", p.who, folded)
	}
}

// objects ticks a sentence of the newest report, the first one shown when none is named, and says what is wrong with it.
func (p *person) objects(number, text string) {
	p.t.Helper()
	box := `#route form[method=get] input[name="statement"]`
	if number != "" {
		box += fmt.Sprintf(`[value=%q]`, number)
	}
	said := read[string](p, fmt.Sprintf(`document.querySelector(%q).closest("li").querySelector("p").textContent`, box))
	p.unfold(box)
	p.tap(box)
	p.follow(`#route form[method=get] button`)
	p.sees(said)
	p.fill("points[0].text", text)
	p.audit("act-object_route-" + map[bool]string{true: "phone", false: "desk"}[p.touch])
	p.submit()
	p.sees(text, "等待调委会答复")
}

// answers replies to an objection at the desk.
func (p *person) answers(text string) {
	p.t.Helper()
	p.open(read[string](p, `location.pathname`))
	p.sees(text)
	p.follow(`a[href*="/acts/answer_objection?to="]`)
	p.sees(text)
	p.choose("results[0].result", "据此重新分析")
	p.fill("results[0].text", "已按照片核对")
	p.audit("act-answer_objection")
	p.submit()
	p.sees("已按照片核对")
}

// readsExtract: the other side sees the stretch agreed to, and nothing of the way outside it.
func (p *person) readsExtract(c cast) {
	p.t.Helper()
	p.awaits("您看到的是申请人同意出示的一段")
	p.awaits("下载这一段的轨迹点")
	p.audit("insurer-route")
	for _, paper := range read[[]string](p, `[...document.querySelectorAll('#route a[href^="/case/papers/"]')].map(a => a.getAttribute("href"))`) {
		p.holdsNothingOutside(c, paper, p.fetch(paper))
	}
	p.holdsNothingOutside(c, "the page", read[string](p, `document.documentElement.outerHTML`))
}

var fix = regexp.MustCompile(`<trkpt lat="([0-9.]+)" lon="([0-9.]+)"`)

// holdsNothingOutside looks for the first point of the track, which lies hours before the stretch; a table must hold points of
// the stretch, so that the search is known to be able to find one.
func (p *person) holdsNothingOutside(c cast, what, text string) {
	p.t.Helper()
	raw, err := os.ReadFile(c.track)
	check(p.t, err)
	points := fix.FindAllStringSubmatch(string(raw), -1)
	for _, canary := range points[0][1:] {
		if strings.Contains(text, strings.TrimRight(canary, "0")) {
			p.t.Errorf("%s tells the other side of a place outside the stretch: %s", what, canary)
		}
	}
	if !strings.HasPrefix(text, "time,") {
		return
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	check(p.t, err)
	known := 0
	for _, row := range rows[1:] {
		for _, at := range points {
			if strings.TrimRight(row[1], "0") == strings.TrimRight(at[1], "0") {
				known++
				break
			}
		}
	}
	if len(rows) < 10 || known != len(rows)-1 || known >= len(points) {
		p.t.Errorf("the table holds %d rows, %d of them from the track's %d points", len(rows)-1, known, len(points))
	}
}

// fetch reads a paper with this person's cookies: a table as it is, a PDF as pdftotext reads it.
func (p *person) fetch(path string) string {
	p.t.Helper()
	w := p.asks(path)
	body, err := io.ReadAll(w.Body)
	check(p.t, err)
	check(p.t, w.Body.Close())
	if w.StatusCode != http.StatusOK {
		p.t.Fatalf("%s answers %d to %s", path, w.StatusCode, p.who)
	}
	if !strings.HasPrefix(string(body), "%PDF-") {
		return string(body)
	}
	cmd := exec.CommandContext(p.t.Context(), "pdftotext", "-raw", "-", "-")
	cmd.Stdin = strings.NewReader(string(body))
	text, err := cmd.Output()
	check(p.t, err)
	return string(text)
}

// takesBack withdraws the consent to the track with one tap: the file and the picture are gone for everyone, the report stays.
func (p *person) takesBack(c cast, m, i *person) {
	p.t.Helper()
	track := read[string](p, fmt.Sprintf(`[...document.querySelectorAll('a[href^="/case/files/"]')].find(a => a.textContent.includes(%q)).getAttribute("href")`, filepath.Base(c.track)))
	shown := read[[]string](i, `[...document.querySelectorAll('#route a[href^="/case/papers/"]')].map(a => a.getAttribute("href"))`)
	p.sees("点一下就撤回")
	p.follow(`form:has(input[name="purpose"][value="track"]) button`)
	p.recorded()
	p.sees("您在", "撤回了同意", "已经销毁", "报告和笔录里已经写下的文字保留在案")
	p.audit("case-route-gone")
	if got := p.knocks(track); got != http.StatusNotFound {
		p.t.Errorf("the track answers %d after its consent was taken back, want 404", got)
	}
	for _, paper := range shown {
		if got := i.knocks(paper); got != http.StatusNotFound {
			p.t.Errorf("an extract answers the other side %d after the consent was taken back, want 404", got)
		}
	}
	p.picturesOf(0)
	p.awaits("下载报告")
	report := p.fetch(read[string](p, `document.querySelector('#route a[href^="/case/papers/"]').getAttribute("href")`))
	if !strings.Contains(report, "连续配送") {
		p.t.Error("the report no longer says what was found")
	}
	i.open("/case")
	if i.has("路线分析") && read[int](i, `document.querySelectorAll("#route .picture svg").length`) > 0 {
		p.t.Error("the other side still sees the picture")
	}
	m.finds(c)
	m.sees("已经销毁")
	m.audit("desk-route-gone")
}

func TestAnUnreadableTrackIsKeptAndItsLineIsNamed(t *testing.T) {
	setDate(t, time.Now())
	c := draw(t)
	c.track = keep(t, "坏轨迹.gpx", []byte("<gpx version=\"1.1\">\n<trk><trkseg>\n<trkpt lat=\"23.1\" lon=\"114.4\"><time>2026-03-02T10:00:00Z</time></trkpt>\n<trkpt"))
	w := plainWorker(t)
	w.files(c)
	m := member(t, "mediator")
	m.finds(c)
	m.does("accept", func() { m.choose("elsewhere", "没有") })
	w.open("/case")
	w.consents()
	m.does("analyse_route", func() { m.fillsRoute(c) })
	m.awaits("没有得出结果")
	w.open("/case")
	w.sees("坏轨迹.gpx", "第4行", "仍作为证据保存")
	w.audit("case-route-unread")
	file := read[string](w, `[...document.querySelectorAll('a[href^="/case/files/"]')].find(a => a.textContent.includes("坏轨迹")).getAttribute("href")`)
	if got := w.knocks(file); got != http.StatusOK {
		t.Errorf("the file that could not be read answers %d, want 200", got)
	}
}
