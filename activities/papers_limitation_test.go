package activities_test

import (
	"strings"
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/document"
	"hejie/internal/statute"
)

func TestClerkNamesBothDaysOfALimitationAndAdvisesTheEarlier(t *testing.T) {
	t.Parallel()
	hurt := statute.DateOf(open(t).file().read().Now).AddDays(-30)
	o := open(t).file(disputetest.HurtOn(hurt))
	o.do(dispute.Accept, o.db.Mediator, disputetest.NotElsewhere())
	o.do(dispute.EndMediation, o.worker(), &dispute.Ending{Text: "分歧太大"})
	o.must(o.clerk.DrawPapers(t.Context(), o.Case))
	law := o.db.Work.Law()
	old, err := law.Reckon(statute.InsuranceLimitation, hurt)
	o.must(err)
	anew, err := law.Reckon(statute.InsuranceLimitation, o.read().Picture.FiledOn)
	o.must(err)
	text := o.papers()["ending/applicant"]
	first, second := document.DateZH(old.Advised.Start()), document.DateZH(anew.Advised.Start())
	for _, fact := range []string{"不重新计算的，" + first + "届满", "重新计算的，" + second + "届满", "建议以较早的日期为准"} {
		if !strings.Contains(text, squeezed(fact)) {
			t.Errorf("the notice does not say %q: %s", fact, text)
		}
	}
}

func TestClerkTellsTheWorkerOnTheReceiptThatALimitationMayBeDisputed(t *testing.T) {
	t.Parallel()
	const doubt = "出事已超过两年，诉讼时效可能有争议，请尽快咨询12348公共法律服务热线。"
	today := statute.DateOf(open(t).file().read().Now)
	for days, want := range map[int]bool{-30: false, -1200: true} {
		o := open(t).file(disputetest.HurtOn(today.AddDays(days)))
		o.must(o.clerk.DrawPapers(t.Context(), o.Case))
		if text := o.paper(dispute.ReceiptPaper); strings.Contains(text, doubt) != want {
			t.Errorf("hurt %d days before: want the line %t in %s", days, want, text)
		}
	}
}
