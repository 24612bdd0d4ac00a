package notify

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/statute"
)

var (
	about = About{Committee: "桥东街道人民调解委员会", Number: "（2026）惠桥民调字第7号"}
	day   = func() statute.Date { d, _ := statute.ParseDate("2026-03-02"); return d }()
)

// all is every notice with every field set, and with none but what must be.
func all() []Notice {
	list := []Notice{OneTimeCode{"482913"}, ReceiptReissued{about}}
	for kind := range forParties {
		for _, d := range []statute.Date{day, {}} {
			n, _ := ForParty(kind, about, d)
			list = append(list, n)
		}
	}
	for _, kind := range []string{"file", "assign", "hand_over", KindLimitationPassed, KindReminder, KindLapsed, "sign", "add_evidence", "message", "something_new"} {
		list = append(list, ForStaff(kind, about, day), ForStaff(kind, about, statute.Date{}))
	}
	return list
}

var (
	leftover = regexp.MustCompile(`[%{}<>\n\r\t]|  |\?\?|nil|0年|。。|：：|案号：。`)
	chinese  = regexp.MustCompile(`\p{Han}`)
	english  = regexp.MustCompile(`[A-Za-z]{4,}`)
)

func TestEveryNoticeIsWholeInBothLanguages(t *testing.T) {
	t.Parallel()
	for _, n := range all() {
		w := n.Words()
		for _, text := range []fault.Text{w.Subject, w.Body} {
			if found := leftover.FindString(text.ZH + "|" + text.EN); found != "" {
				t.Errorf("%T: got %q left over in %v", n, found, text)
			}
			en := strings.NewReplacer(about.Committee, "", about.Number, "").Replace(text.EN)
			if !chinese.MatchString(text.ZH) || !english.MatchString(en) || chinese.MatchString(en) {
				t.Errorf("%T: got %v, want Chinese and English", n, text)
			}
		}
		if strings.HasSuffix(w.Subject.ZH, "。") || !strings.HasSuffix(w.Body.ZH, "。") || !strings.HasSuffix(w.Body.EN, ".") {
			t.Errorf("%T: a subject ends without a stop and a body with one: %v", n, w)
		}
	}
}

func TestEverySentenceIsShort(t *testing.T) {
	t.Parallel()
	for _, n := range all() {
		body := strings.NewReplacer(about.Committee, "", about.Number, "").Replace(n.Words().Body.ZH)
		for sentence := range strings.SplitSeq(body, "。") {
			if got := utf8.RuneCountInString(sentence); got > 40 {
				t.Errorf("%T: got %d characters in %q, want 40 at most", n, got, sentence)
			}
		}
	}
}

func TestADayIsNamedAndNotCounted(t *testing.T) {
	t.Parallel()
	for kind := range forParties {
		dated, _ := ForParty(kind, about, day)
		plain, _ := ForParty(kind, about, statute.Date{})
		with, without := dated.Words().Body, plain.Words().Body
		if with == without {
			continue // this kind has no day
		}
		if !strings.Contains(with.ZH, "2026年3月2日") || !strings.Contains(with.EN, "2 March 2026") {
			t.Errorf("%s: got %v, want the day", kind, with)
		}
	}
}

func TestANoticeSaysNothingOfWhatTheCaseIsAbout(t *testing.T) {
	t.Parallel()
	facts := regexp.MustCompile(`保险|受伤|骨折|工资|欠薪|骑手|外卖|平台|事故|医疗|元|insur|injur|wage|rider|accident|yuan`)
	for _, n := range all() {
		w := n.Words()
		if found := facts.FindString(fmt.Sprint(w)); found != "" {
			t.Errorf("%T: got %q in %v", n, found, w)
		}
	}
}

func TestEveryActThatTellsAPartyHasWords(t *testing.T) {
	t.Parallel()
	// What dispute tells parties, act by act and for the clocks; decide_*.go and ring.go.
	for _, kind := range []string{
		string(dispute.Accept), string(dispute.Decline), string(dispute.AskSupplement), string(dispute.OpenMediation), "next_session",
		string(dispute.MakeOffer), string(dispute.AcceptOffer), string(dispute.RejectOffer), string(dispute.Draft), "effective", string(dispute.Extend),
		string(dispute.RecordPayment), string(dispute.RecordDefault), "closed", string(dispute.Confirmation), string(dispute.Withdraw),
		string(dispute.EndMediation), string(dispute.Refer), string(dispute.Reopen), string(dispute.Message), string(dispute.AskEvidence), "reminder", "lapsed",
	} {
		if _, ok := ForParty(kind, about, day); !ok {
			t.Errorf("%s: a party would not be told", kind)
		}
	}
	if n, ok := ForParty("danger_note", about, day); ok {
		t.Errorf("danger_note: got %T, want nothing for a party", n)
	}
}

func TestACodeIsNotShownInTheSubject(t *testing.T) {
	t.Parallel()
	w := OneTimeCode{"482913"}.Words()
	if subject := w.Subject.ZH + w.Subject.EN; strings.Contains(subject, "482913") {
		t.Errorf("got %q", subject)
	}
	if !strings.Contains(w.Body.ZH, "482913") || !strings.Contains(w.Body.EN, "482913") {
		t.Errorf("got %v, want the code", w.Body)
	}
}
