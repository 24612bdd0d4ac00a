package activities_test

import (
	"encoding/base64"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/document"
	"hejie/internal/seal"
	"hejie/internal/statute"
)

// Facts planted in the case: each may stand in the papers named for it and in no other.
const (
	joint    = "双方在调解室各自陈述了事发经过"
	secret   = "骑手私下说八千元就可以了结"
	theirs   = "公司内部授权最高一万三千元"
	whisper  = "私下报价说明仅供调解员"
	inquired = "店主证实十八时三十分取餐"
	visited  = "电话回访，款项已经到账"
	facts    = "申请人送餐途中摔伤，保险公司以时间不符拒赔"
	clause   = "保险公司确认事故发生在保险期间内"
	reserve  = "后续治疗费用"
	phone    = "13800138000"
	address  = "新城路18号302房"
	identity = "110101190001010014"
)

// story takes the case through every act that makes a paper on the way to a closed file.
func story(t *testing.T) *office {
	o := open(t).file(func(f *dispute.Filing) {
		f.Asks = []string{"支付意外医疗保险金"}
		f.Applicant.Address, f.Applicant.IDKind, f.Applicant.IDNumber = address, dispute.ResidentID, identity
	})
	m := o.db.Mediator
	o.do(dispute.Accept, m, disputetest.NotElsewhere())
	o.do(dispute.Investigate, m, &dispute.InquiryRecord{Held: "2026-03-10T15:00:00+08:00", Place: "早餐店", Asked: "何店主", Text: inquired})
	o.do(dispute.RecordSession, m, &dispute.SessionRecord{Held: "2026-03-16T09:30:00+08:00", Place: "调解室", Text: joint, Result: "continue"})
	o.do(dispute.RecordSession, m, &dispute.SessionRecord{Held: "2026-03-16T10:30:00+08:00", Place: "调解室", Private: dispute.Applicant, Text: secret, Result: "continue"})
	o.do(dispute.RecordSession, m, &dispute.SessionRecord{Held: "2026-03-16T11:30:00+08:00", Place: "调解室", Private: dispute.OtherSide, Text: theirs, Result: "continue"})
	o.do(dispute.MakeOffer, o.insurer(), &dispute.Proposal{AmountFen: 1_300_077, Private: true, Text: whisper})
	o.do(dispute.Draft, m, &dispute.AgreementDraft{
		Facts: facts, Clauses: []string{clause}, Reserve: reserve, Confirm: true,
		Terms: []dispute.PromiseForm{{Payer: o.other, Payee: o.rider, AmountFen: 1_500_077, How: "银行转账"}},
	})
	agreement := o.read().Picture.Agreement.ID
	o.do(dispute.Sign, o.worker(), &dispute.Signing{Agreement: agreement, Method: "drawn"})
	o.do(dispute.Sign, m, &dispute.Signing{Agreement: agreement, Method: "seal"}, forParty(o.other))
	o.do(dispute.SignMediator, m, &dispute.Signing{Agreement: agreement, Method: "paper"})
	o.do(dispute.AffixSeal, o.db.Head, &dispute.Signing{Agreement: agreement, Method: "seal"})
	term := o.read().Picture.Terms[0]
	o.do(dispute.RecordPayment, m, &dispute.Payment{Term: term.ID, AmountFen: term.AmountFen}, forParty(o.rider))
	o.do(dispute.FollowUp, m, &dispute.Visit{Performed: "full", Content: true, Text: visited})
	return o
}

func TestClerkPutsEachFactInThePapersItBelongsToAndInNoOther(t *testing.T) {
	t.Parallel()
	o := story(t)
	o.must(o.clerk.DrawPapers(t.Context(), o.Case))
	papers := o.papers()
	const (
		application, receipt, register, rights = "application/applicant", "intake_receipt/applicant", "acceptance_register/", "rights_notice/"
		inquiry, session, mine, other          = "inquiry_record/committee", "mediation_record/", "mediation_record/applicant", "mediation_record/respondent"
		agreement, followUp                    = "agreement/", "follow_up/committee"
	)
	all := []string{application, receipt, register, rights, inquiry, session, mine, other, agreement, followUp}
	if got := slices.Sorted(maps.Keys(papers)); !cmp.Equal(got, slices.Sorted(slices.Values(all))) {
		t.Fatalf("got the papers %v, want %v", got, all)
	}
	number := o.read().Number
	for fact, want := range map[string][]string{
		disputetest.RiderName:   {application, receipt, register, rights, session, mine, agreement, followUp},
		disputetest.InsurerName: {application, receipt, register, rights, session, other, agreement, followUp},
		disputetest.Story:       {application, register},
		"支付意外医疗保险金":             {application, receipt},
		"¥18,600.00":            {application, receipt},
		"林秀兰":                   {register, inquiry, session, mine, other, agreement, followUp},
		"惠城区桥东街道人民调解委员会":        all,
		number: {register, rights, inquiry, session, mine, other, agreement, followUp},
		joint:  {session}, secret: {mine}, theirs: {other}, inquired: {inquiry}, "何店主": {inquiry}, visited: {followUp},
		facts: {agreement}, clause: {agreement}, reserve: {agreement}, "¥15,000.77": {agreement}, "壹万伍仟元零柒角柒分": {agreement},
		"本协议生效后十日内": {agreement}, "第2次": nil, "回访方式：网上": nil, "回访方式：": {followUp}, "第3次": nil,
		whisper: nil, "13,000.77": nil, address: {application, agreement}, identity: {application, agreement}, phone: {application, agreement},
	} {
		checkWhere(t, papers, fact, want)
	}
}

func checkWhere(t *testing.T, papers map[string]string, fact string, want []string) {
	t.Helper()
	for name, text := range papers {
		if got, want := strings.Contains(text, squeezed(fact)), slices.Contains(want, name); got != want {
			t.Errorf("%q in %s: got %t, want %t", fact, name, got, want)
		}
	}
}

func TestClerkSignsTheReceiptSoThatAStrangerCanCheckIt(t *testing.T) {
	t.Parallel()
	o := open(t).file()
	o.must(o.clerk.DrawPapers(t.Context(), o.Case))
	text := o.paper(dispute.ReceiptPaper)
	message, err := seal.Receipt{Case: string(o.Case), Number: o.filed.Number, Issue: 1, IssuedAt: o.filed.IssuedAt, HandedIn: o.filed.SHA256}.Message()
	o.must(err)
	public, keyID := o.db.Keys.PublicKey()
	_, after, found := strings.Cut(text, "电子签名（Ed25519）：")
	printed, _, _ := strings.Cut(after, "==")
	signature, err := base64.StdEncoding.DecodeString(printed + "==")
	if !found || err != nil {
		t.Fatalf("no signature on the receipt (%v): %s", err, text)
	}
	o.must(seal.Verify(public, message, signature))
	for _, fact := range []string{string(o.Case), o.filed.Number, hex.EncodeToString(o.filed.SHA256), keyID, "已收到，尚未受理"} {
		if !strings.Contains(text, fact) {
			t.Errorf("the receipt does not say %q", fact)
		}
	}
	if strings.Contains(text, o.filed.Code) {
		t.Error("the receipt prints the code that opens the case")
	}
}

func TestClerkDatesAReceiptFromTheDayThePaperWasHandedIn(t *testing.T) {
	t.Parallel()
	now := open(t).file().read().Now
	day := statute.DateOf(now).AddDays(-2)
	o := open(t).file(disputetest.HurtOn(day.AddDays(-30)), func(f *dispute.Filing) { f.HappenedOn, f.Channel, f.HurtAt = day, dispute.Paper, "18:45" })
	o.must(o.clerk.DrawPapers(t.Context(), o.Case))
	written := document.DateZH(day.Start())
	if text := o.paper(dispute.ReceiptPaper); !strings.Contains(text, "收到时间："+written+"（") || !strings.Contains(text, "尚未届满的，从"+written+"起中断") {
		t.Errorf("the receipt does not say %s: %s", written, text)
	}
	text, accident := o.paper(dispute.ApplicationPaper), document.DateZH(day.AddDays(-30).Start())+"18:45"
	if !strings.Contains(text, written) || !strings.Contains(text, accident) {
		t.Errorf("the application does not say %s and %s: %s", written, accident, text)
	}
}
