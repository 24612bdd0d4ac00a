package activities_test

import (
	"strings"
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/document"
	"hejie/internal/statute"
)

func TestClerkTellsTheOtherRoadsWithTheDaysLeftWhenTheTalksEnd(t *testing.T) {
	t.Parallel()
	o := open(t).file(func(f *dispute.Filing) { f.Asks = []string{"支付住院津贴"} })
	o.do(dispute.Accept, o.db.Mediator, disputetest.NotElsewhere())
	o.do(dispute.EndMediation, o.worker(), &dispute.Ending{Text: "分歧太大"})
	o.must(o.clerk.DrawPapers(t.Context(), o.Case))
	text := o.papers()["ending/applicant"]
	var due string
	file := o.read()
	for _, c := range file.Clocks {
		if c.Subject == string(file.Picture.Claims[0].ID) {
			due = document.DateZH(c.Advised.Start())
		}
	}
	for _, fact := range []string{"申请人要求终止调解", "分歧太大", "支付住院津贴", "提起诉讼", due, "还剩", "《中华人民共和国保险法》第二十六条", "12378", "12348",
		"《中华人民共和国人民调解法》第二十六条", disputetest.RiderName, disputetest.InsurerName} {
		if fact == "" || !strings.Contains(text, squeezed(fact)) {
			t.Errorf("the notice does not say %q: %s", fact, text)
		}
	}
}

func TestClerkTellsTheOtherSideNoDaysWhenTheTalksEnd(t *testing.T) {
	t.Parallel()
	o := open(t).file(disputetest.HurtOn(statute.DateOf(open(t).file().read().Now).AddDays(-30)), func(f *dispute.Filing) { f.Asks = []string{"支付住院津贴"} })
	o.do(dispute.Accept, o.db.Mediator, disputetest.NotElsewhere())
	o.do(dispute.EndMediation, o.insurer(), &dispute.Ending{Text: "分歧太大"})
	o.must(o.clerk.DrawPapers(t.Context(), o.Case))
	papers := o.papers()
	theirs := papers["ending/respondent"]
	for _, fact := range []string{"被申请人要求终止调解", "支付住院津贴", "提起诉讼", "12348", "《中华人民共和国人民调解法》第二十六条", disputetest.RiderName, disputetest.InsurerName} {
		if !strings.Contains(theirs, squeezed(fact)) {
			t.Errorf("the notice does not say %q: %s", fact, theirs)
		}
	}
	secrets := []string{"还剩", "届满", "重新计算", "最后一日", "12378"}
	for _, c := range o.read().Clocks {
		if c.Rule == statute.InsuranceLimitation {
			secrets = append(secrets, document.DateZH(c.Advised.Start()))
		}
	}
	for _, secret := range secrets {
		if strings.Contains(theirs, squeezed(secret)) || !strings.Contains(papers["ending/applicant"], squeezed(secret)) {
			t.Errorf("%q: the worker's copy has it and the other side's has not, want so: %s", secret, theirs)
		}
	}
	if len(secrets) < 6 || papers["ending/"] != "" {
		t.Errorf("got %v and a paper for all %q", secrets, papers["ending/"])
	}
}

func TestClerkSaysWhyACaseIsNotTakenAndWhereElseToGo(t *testing.T) {
	t.Parallel()
	o := open(t).file()
	o.do(dispute.Decline, o.db.Mediator, &dispute.Grounds{Code: "court", Text: "该纠纷法院已经受理"})
	o.must(o.clerk.DrawPapers(t.Context(), o.Case))
	text := o.paper(dispute.DeclinedPaper)
	for _, fact := range []string{"该纠纷法院已经受理", "《人民调解工作若干规定》第二十二条", "提起诉讼", disputetest.InsurerName} {
		if !strings.Contains(text, fact) {
			t.Errorf("the notice does not say %q: %s", fact, text)
		}
	}
}

func TestClerkDrawsAnOralAgreementAndAnAgentWhoSpeaksForAParty(t *testing.T) {
	t.Parallel()
	o := open(t).file(disputetest.About(dispute.Other))
	m := o.db.Mediator
	o.do(dispute.Accept, m, disputetest.NotElsewhere())
	o.do(dispute.AddParty, m, disputetest.AgentOf(o.rider, dispute.Applicant, dispute.SpecialAuthority))
	o.do(dispute.AgreeOrally, m, &dispute.AgreementDraft{Facts: facts, Terms: []dispute.PromiseForm{
		{Payer: o.other, Payee: o.rider, AmountFen: 80_000, Event: "当场付清"},
	}})
	o.must(o.clerk.DrawPapers(t.Context(), o.Case))
	text := o.paper(dispute.OralPaper)
	for _, fact := range []string{facts, "¥800.00", "捌佰元整", "当场付清", "周律师", "特别授权"} {
		if !strings.Contains(text, fact) {
			t.Errorf("the register does not say %q: %s", fact, text)
		}
	}
}

func TestClerkIssuesASignedCopyOfWhatWasSignedOnAScreen(t *testing.T) {
	t.Parallel()
	o := open(t).file()
	m := o.db.Mediator
	o.do(dispute.Accept, m, disputetest.NotElsewhere())
	o.do(dispute.Draft, m, &dispute.AgreementDraft{Facts: facts, Terms: []dispute.PromiseForm{{Payer: o.other, Payee: o.rider, AmountFen: 1_500_077}}})
	o.must(o.clerk.DrawPapers(t.Context(), o.Case))
	unsigned := o.hashes()[dispute.AgreementPaper]
	agreement := o.read().Picture.Agreement.ID
	o.do(dispute.Sign, o.worker(), &dispute.Signing{Agreement: agreement, Method: "drawn", Drawing: "M100 100L400 250L700 60M300 40L320 260"})
	o.do(dispute.Sign, m, &dispute.Signing{Agreement: agreement, Method: "seal"}, forParty(o.other))
	o.do(dispute.SignMediator, m, &dispute.Signing{Agreement: agreement, Method: "paper"})
	o.must(o.clerk.DrawPapers(t.Context(), o.Case))
	if _, early := o.hashes()[dispute.SignedPaper]; early {
		t.Error("there is a signed copy before the seal")
	}
	o.do(dispute.AffixSeal, o.db.Head, &dispute.Signing{Agreement: agreement, Method: "seal"})
	o.must(o.clerk.DrawPapers(t.Context(), o.Case))
	after := o.hashes()
	if after[dispute.AgreementPaper] != unsigned || after[dispute.SignedPaper] == unsigned || after[dispute.SignedPaper] == "" {
		t.Errorf("got %v, want the text as it was (%s) and another paper beside it", after, unsigned)
	}
	text, signed := o.paper(dispute.AgreementPaper), o.paper(dispute.SignedPaper)
	words, _, _ := strings.Cut(text[8:], "当事人（签名盖章或按指印）") // behind the paper's own number, by which a photo of it is found
	if day := document.DateZH(o.read().Now); !strings.HasPrefix(signed[8:], words) || strings.Count(signed, squeezed(day)) < strings.Count(text, squeezed(day))+3 {
		t.Errorf("the signed copy has other words or no days: %s", signed)
	}
}

// hashes are those of the drawn papers, by form.
func (o *office) hashes() map[dispute.PaperForm]string {
	all := map[dispute.PaperForm]string{}
	for _, p := range o.read().Papers {
		if p.State == "drawn" {
			all[p.Form] = p.SHA256
		}
	}
	return all
}
