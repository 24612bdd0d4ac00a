package faultlab

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// canaries are what nobody may read in a database of Temporal, in the open in Hejie's own, or in a log. Each is one of a kind.
var canaries = map[string]string{
	"name":                "慕容翠翠鸟",
	"Latin name":          "Zqwxvna Kanarienvogel",
	"phone":               "13912348765",
	"mail":                "zqwx.kanarie@example.cn",
	"identity number":     "11010519491231002X",
	"address":             "金丝雀路四十二号院",
	"story":               "雨夜滑倒时鸟笼翻覆",
	"message":             "留言里的夜莺啼叫",
	"note":                "工作记录里的画眉",
	"private session":     "单独谈话里的百灵",
	"offer":               "方案说明里的云雀",
	"reason":              "终止理由里的杜鹃",
	"refused words":       "被拒绝的话里的麻雀",
	"name of a file":      "白鹭的轨迹",
	"content of a file":   "egret-track-zqwx-771",
	"another party":       "司徒鹧鸪",
	"representative":      "欧阳鹦鹉",
	"what was not a form": "不成形式的斑鸠",
}

// TestWhatPeopleTellUsStandsNowhereInTheOpen plays a case full of canaries, with acts taken, refused and left waiting, and
// looks for them in dumps of every database and in every log.
func TestWhatPeopleTellUsStandsNowhereInTheOpen(t *testing.T) {
	t.Parallel()
	s := begin(t, "HEJIE_LOG_LEVEL=debug")
	id := s.sing()
	s.judge([]string{id})

	for _, database := range []string{"TEMPORAL_DATABASE_URL", "TEMPORAL_VISIBILITY_DATABASE_URL", "DATABASE_URL_OWNER"} {
		dump := s.dump(s.env[database])
		if !heard(dump, id) {
			t.Errorf("%s: not even the case's id is found in the dump of %d bytes: this search would find nothing", database, len(dump))
		}
		for what, canary := range canaries {
			if heard(dump, canary) {
				t.Errorf("%s holds the %s %q in the open", database, what, canary)
			}
		}
	}
	for name, log := range s.logs() {
		for what, canary := range canaries {
			if heard(log, canary) {
				t.Errorf("%s holds the %s %q", name, what, canary)
			}
		}
	}
}

func TestACanaryIsHeardInEveryDisguise(t *testing.T) {
	t.Parallel()
	for _, canary := range []string{"慕容翠翠鸟", "13912348765"} {
		for shift := range 3 {
			text := strings.Repeat("x", shift) + canary + "tail"
			for name, disguised := range map[string]string{
				"plain": text, "hex": hex.EncodeToString([]byte(text)), "base64": base64.StdEncoding.EncodeToString([]byte(text)),
				"URL base64": base64.RawURLEncoding.EncodeToString([]byte(text)), "hex of base64": hex.EncodeToString([]byte(base64.StdEncoding.EncodeToString([]byte(text)))),
				"escaped": fmt.Sprintf("%+q", text),
			} {
				if !heard([]byte(disguised), canary) {
					t.Errorf("%s is not found in %s at offset %d", canary, name, shift)
				}
			}
		}
	}
	if heard([]byte(strings.Repeat("nothing here", 100)), "慕容翠翠鸟") {
		t.Error("a canary is heard where there is none")
	}
}

// heard says whether a text stands in a dump: as it is, escaped as JSON may, or in base64 at any of its three offsets; each
// also in hexadecimal, as a dump shows bytes.
func heard(dump []byte, text string) bool {
	plain := append([]string{text, strings.Trim(fmt.Sprintf("%+q", text), `"`)}, inBase64(text)...)
	for _, p := range plain {
		code := hex.EncodeToString([]byte(p))
		for _, disguise := range []string{p, code, strings.ToUpper(code)} {
			if bytes.Contains(dump, []byte(disguise)) {
				return true
			}
		}
	}
	return false
}

// inBase64 gives the part of a text's base64 that does not depend on what stands around it, for each offset and alphabet.
func inBase64(text string) []string {
	var all []string
	for shift := range 3 {
		padded := append(make([]byte, shift), text...)
		whole := padded[:len(padded)/3*3]
		skip := (shift*8 + 5) / 6
		for _, alphabet := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding} {
			all = append(all, alphabet.EncodeToString(whole)[skip:])
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// sing plays the case and gives its id.
func (s *stack) sing() string {
	s.t.Helper()
	rider, mediator := s.stranger(), s.staff("mediator")
	form := filing(0)
	form["applicant"] = map[string]any{"name": canaries["name"], "phone": canaries["phone"], "email": canaries["mail"],
		"id_kind": "resident", "id_number": canaries["identity number"], "address": canaries["address"]}
	form["against"] = map[string]any{"name": canaries["Latin name"], "organisation": true, "insurer": true, "legal_rep": canaries["representative"]}
	form["story"] = canaries["story"]
	var f filed
	filing := fileCall()
	filing.json = form
	rider.must(rider.persist(filing)).into(s, &f)
	rider.track(f)
	id := f.Case

	rider.must(rider.persist(uploadCall(id, canaries["name of a file"]+".gpx", []byte("<gpx><name>"+canaries["content of a file"]+"</name></gpx>"))))
	rider.must(rider.persist(message(id, canaries["message"])))
	s.refuse(mediator, actCall(id, "record_session", mediator.turn(id), session(canaries["refused words"], "")), 409)
	s.refuse(mediator, actCall(id, "accept", mediator.turn(id), map[string]any{"elsewhere": canaries["what was not a form"]}), 422)
	s.refuse(mediator, actCall(id, "accept", mediator.turn(id), canaries["what was not a form"]), 400)
	mediator.accept(id)
	mediator.must(mediator.persist(actCall(id, "note", "", map[string]any{"text": canaries["note"]})))
	mediator.must(mediator.persist(actCall(id, "add_party", "", map[string]any{"person": map[string]any{"name": canaries["another party"], "phone": "13912348766"}, "side": "third"})))
	mediator.do(id, "open_mediation", map[string]any{})
	mediator.do(id, "record_session", session(canaries["private session"], "applicant"))
	rider.do(id, "make_offer", map[string]any{"amount_fen": 1234567, "text": canaries["offer"]})
	s.work.kill()
	if a := rider.persist(message(id, canaries["message"])); a.status != 202 {
		s.t.Errorf("a message without a worker was answered %d %s", a.status, a.body)
	}
	s.startWork(bins.hejie)
	rider.do(id, "end_mediation", map[string]any{"text": canaries["reason"]})
	return id
}

func session(text, private string) map[string]any {
	form := map[string]any{"held": "2026-03-16T09:30", "place": "二楼调解室", "text": text, "result": "continue"}
	if private != "" {
		form["private"] = private
	}
	return form
}

// refuse does an act that must be refused.
func (s *stack) refuse(p *person, c call, status int) {
	s.t.Helper()
	if a := p.persist(c); a.status != status {
		s.t.Errorf("%s was answered %d %s, want %d", c.path, a.status, a.body, status)
	}
}

// dump is a database as pg_dump writes it.
func (s *stack) dump(url string) []byte {
	s.t.Helper()
	c := exec.CommandContext(s.t.Context(), filepath.Join(s.env["POSTGRES_BIN"], "pg_dump"), "--dbname", url)
	var trouble bytes.Buffer
	c.Stderr = &trouble
	out, err := c.Output()
	if err != nil {
		s.t.Fatalf("dumping: %v\n%s", err, trouble.Bytes())
	}
	return out
}

// logs are the logs of every process by name.
func (s *stack) logs() map[string][]byte {
	s.t.Helper()
	all := map[string][]byte{}
	for _, pattern := range []string{s.path("logs", "*.log"), s.path("data", "logs", "*.log")} {
		paths, err := filepath.Glob(pattern)
		if err != nil {
			s.t.Fatal(err)
		}
		for _, path := range paths {
			file, err := os.Open(path)
			if err != nil {
				s.t.Fatal(err)
			}
			text, err := io.ReadAll(file)
			if err == nil {
				err = file.Close()
			}
			if err != nil {
				s.t.Fatal(err)
			}
			rel, err := filepath.Rel(s.dir, path)
			if err != nil {
				s.t.Fatal(err)
			}
			all[rel] = text
		}
	}
	if len(all) < 4 {
		s.t.Fatalf("only %d logs were found", len(all))
	}
	return all
}
