package faultlab

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// points is every place in the product that is marked, with the process that falls there and the step of the story at which
// it does.
var points = []struct{ name, process, step string }{
	{"paper_before_row", "work", "file"}, // the two whose recovery takes longest come first
	{"notice_before_row", "work", "accept"},
	{"filing_before_commit", "serve", "file"},
	{"filing_after_commit", "serve", "file"},
	{"case_started", "work", "file"},
	{"upload_before_row", "serve", "upload"},
	{"act_handed_in", "serve", "accept"},
	{"act_answered", "serve", "accept"},
	{"record_before_effect", "work", "accept"},
	{"record_before_report", "work", "accept"},
}

func TestEveryMarkedPlaceIsTried(t *testing.T) {
	t.Parallel()
	mark := regexp.MustCompile(`point\.Hit\("(\w+)"\)`)
	var marked []string
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() && (strings.HasPrefix(entry.Name(), ".") && len(entry.Name()) > 2 || entry.Name() == "faultlab" || entry.Name() == "node_modules") {
			if err == nil {
				err = fs.SkipDir
			}
			return err
		}
		if filepath.Ext(path) != ".go" {
			return nil
		}
		text, err := os.ReadFile(path)
		for _, m := range mark.FindAllSubmatch(text, -1) {
			marked = append(marked, string(m[1]))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var tried []string
	for _, p := range points {
		tried = append(tried, p.name)
	}
	slices.Sort(marked)
	slices.Sort(tried)
	if !slices.Equal(marked, tried) {
		t.Errorf("marked in the product: %q\ntried here: %q", marked, tried)
	}
}

// TestAFallAtAnyPointLosesNothingAndDoublesNothing tells one story once for each point: a case is filed, a file handed in, the
// case accepted, a message left. The process falls once on the way and is started again; the client asks again.
func TestAFallAtAnyPointLosesNothingAndDoublesNothing(t *testing.T) {
	t.Parallel()
	s := begin(t)
	mediator := s.staff("mediator")
	var receipts []string
	for _, p := range points {
		t.Run(p.name, func(t *testing.T) {
			begun := time.Now()
			s.t = t
			f := &fall{stack: s, at: p.step, once: s.path("once-" + p.name)}
			s.arm(p.process, p.name, f.once)
			receipts = append(receipts, f.story(mediator))
			if f.lost() {
				t.Errorf("nothing fell at %s", p.name)
			}
			t.Logf("told in %s", since(begun))
		})
	}
	s.t = t
	s.judge(receipts)
	s.judgeStories(receipts)
}

// arm starts a process anew that will fall at the point once the file is there.
func (s *stack) arm(process, point, once string) {
	s.t.Helper()
	armed := []string{"HEJIE_FAULT_POINT=" + point, "HEJIE_FAULT_ONCE=" + once}
	if process == "serve" {
		s.serve.stop()
		s.startServe(bins.faults, armed...)
		return
	}
	s.work.stop()
	s.startWork(bins.faults, armed...)
}

// fall is one process that falls on the way through the story.
type fall struct {
	stack *stack
	at    string
	once  string
}

// before makes the fall possible when its step comes.
func (f *fall) before(step string) {
	f.stack.t.Helper()
	if step != f.at {
		return
	}
	if err := os.WriteFile(f.once, nil, 0o600); err != nil {
		f.stack.t.Fatal(err)
	}
}

// lost says that nothing fell: the file is still there.
func (f *fall) lost() bool {
	_, err := os.Stat(f.once)
	return err == nil
}

// persist asks until there is an answer, and starts again whatever falls meanwhile.
func (f *fall) persist(p *person, c call) answer {
	f.stack.t.Helper()
	for begun := time.Now(); ; time.Sleep(100 * time.Millisecond) { // between two tries
		a, err := p.knock(c)
		f.stack.revive()
		if err == nil && a.status < 500 {
			return p.must(a)
		}
		if time.Since(begun) > enough {
			f.stack.t.Fatalf("%s %s: no answer: %d %s %v", c.method, c.path, a.status, a.body, err)
		}
	}
}

// trackFile is a small track, another one for each n.
func trackFile(n int) []byte {
	return fmt.Appendf(nil, "<gpx version=\"1.1\"><trk><trkseg><trkpt lat=\"23.1\" lon=\"114.%d\"/></trkseg></trk></gpx>", n)
}

// story tells the story and gives its case.
func (f *fall) story(mediator *person) string {
	s, rider := f.stack, f.stack.stranger()
	s.t.Helper()
	var receipt, again filed
	f.before("file")
	filing := fileCall()
	f.persist(rider, filing).into(s, &receipt)
	f.persist(rider, filing).into(s, &again)
	if receipt != again {
		s.t.Errorf("the same key gave %+v and then %+v", receipt, again)
	}
	rider.track(receipt)
	if f.at == "file" {
		f.await()
	}
	f.before("upload")
	upload := uploadCall(receipt.Case, "track.gpx", trackFile(len(f.once)))
	f.persist(rider, upload)
	f.before("accept")
	accept := actCall(receipt.Case, "accept", mediator.turn(receipt.Case), map[string]any{"elsewhere": "none"})
	if a := f.persist(mediator, accept); a.status != 200 && a.status != 202 {
		s.t.Errorf("accepting was answered %d %s", a.status, a.body)
	}
	if f.at == "accept" {
		f.await()
	}
	f.persist(mediator, accept)
	f.persist(rider, message(receipt.Case, "请问什么时候开庭"))
	return receipt.Case
}

// await waits for a fall that comes beside the answers, and starts again what fell.
func (f *fall) await() {
	f.stack.t.Helper()
	eventually(f.stack.t, "the fall", func() error {
		if f.lost() {
			return fmt.Errorf("%s is still there", f.once)
		}
		return nil
	})
	f.stack.revive()
}

// judgeStories: each story left the same record, as if nothing had fallen.
func (s *stack) judgeStories(cases []string) {
	s.t.Helper()
	conn := s.owner()
	const told = "accept 1, add_evidence 1, file 1, message 1"
	for _, id := range cases {
		got := strings.Join(texts(s.t, conn, `select act || ' ' || count(*) from events where case_id = $1 group by act order by act`, id), ", ")
		if got != told {
			s.t.Errorf("case %s: on record are %s; want %s", id, got, told)
		}
		if n := count(s.t, conn, `select count(*) from papers where case_id = $1 and state = 'drawn'`, id); n != 4 {
			s.t.Errorf("case %s has %d papers, want application, receipt, register and rights", id, n)
		}
		if n := count(s.t, conn, `select count(*) from notices where case_id = $1 and way = 'sms'`, id); n != 1 {
			s.t.Errorf("case %s: %d short messages are on record, want 1", id, n)
		}
	}
	if n := count(s.t, conn, `select count(distinct number) from cases`); n != len(cases) {
		s.t.Errorf("%d cases have %d numbers", len(cases), n)
	}
	if last := count(s.t, conn, `select max(last) from numbers`); last != len(cases) {
		s.t.Errorf("the last case number is %d for %d cases: there is a gap", last, len(cases))
	}
	s.judgeBytes(cases)
}

// judgeBytes: every file and paper comes back as the bytes whose hash is on record.
func (s *stack) judgeBytes(cases []string) {
	s.t.Helper()
	mediator, conn := s.staff("mediator"), s.owner()
	for _, id := range cases {
		for _, line := range texts(s.t, conn, `select 'evidence/' || id || ' ' || encode(sha256, 'hex') from evidence where case_id = $1
			union all select 'documents/' || id || '.pdf ' || encode(sha256, 'hex') from papers where case_id = $1 and state = 'drawn'`, id) {
			path, want, _ := strings.Cut(line, " ")
			a := mediator.must(mediator.persist(call{method: "GET", path: "/api/cases/" + id + "/" + path}))
			if sum := sha256.Sum256(a.body); hex.EncodeToString(sum[:]) != want {
				s.t.Errorf("%s of case %s are not the bytes on record", path, id)
			}
		}
	}
}

// TestAnUploadCutByAFallIsThereOnceWhenSentAgain kills the doors when 1, 50 and 99 hundredths of a file have come in.
func TestAnUploadCutByAFallIsThereOnceWhenSentAgain(t *testing.T) {
	t.Parallel()
	s := begin(t)
	rider := s.stranger()
	id := rider.file()
	for _, part := range []int{1, 50, 99} {
		begun := time.Now()
		content := bytes.Repeat(trackFile(part), 2<<20/len(trackFile(part)))
		whole := uploadCall(id, fmt.Sprintf("track%d.gpx", part), content)
		halted, sent, cut := whole.halting(part)
		failed := make(chan error, 1)
		go func() {
			_, err := rider.knock(halted)
			failed <- err
		}()
		<-sent
		s.serve.kill()
		cut()
		if err := <-failed; err == nil {
			t.Errorf("an upload that stopped at %d%% was answered", part)
		}
		if n := s.ask(`select count(*) from evidence`); part == 1 && n != 0 {
			t.Errorf("%d files are on record before one was whole", n)
		}
		s.startServe(bins.hejie)
		rider.must(rider.persist(whole))
		t.Logf("at %d%%: stored %s after the fall", part, since(begun))
	}
	s.judge([]string{id})
	if n := s.ask(`select count(*) from evidence`); n != 3 {
		t.Errorf("%d files are on record, want 3", n)
	}
	s.judgeBytes([]string{id})
}
