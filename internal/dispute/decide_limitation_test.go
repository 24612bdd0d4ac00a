package dispute_test

import (
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/statute"
)

func TestALabourMatterRunsTheYearOfArbitrationAndTheFifteenDays(t *testing.T) {
	t.Parallel()
	for _, m := range dispute.Matters {
		c := disputetest.File(t, disputetest.About(m))
		if c.Runs(statute.ArbitrationLimitation) != m.Labour() || c.Runs(statute.MediationLabour) != m.Labour() {
			t.Errorf("%s: clocks %v", m, c.Now.Clocks)
		}
		if !m.Labour() {
			continue
		}
		runs(t, c, statute.ArbitrationLimitation, "2026-03-09", "2027-03-09")
		runs(t, c, statute.GeneralLimitation, "2026-03-09", "2029-03-09")
		runs(t, c, statute.MediationLabour, "2026-03-09", "2026-03-24")
		if c.Clock(statute.ArbitrationLimitation).Subject != string(c.Now.Claims[0].ID) {
			t.Errorf("%s: the year runs for %q", m, c.Clock(statute.ArbitrationLimitation).Subject)
		}
	}
}

func TestTheFifteenDaysTellBothSidesAndLeaveTheCase(t *testing.T) {
	t.Parallel()
	c := disputetest.Accepted(t, disputetest.About(dispute.Pay))
	k := c.Clock(statute.MediationLabour)
	only(c, k.ID)
	change, ok := c.Ring(k.LapsesAt, none)
	if !ok || !told(change, "lapsed", c.Rider) || !told(change, "lapsed", c.Other) || c.Now.Stage != dispute.Inquiry {
		t.Errorf("rang %v, notices %v, stage %s", ok, change.Notices, c.Now.Stage)
	}
}

func TestAYearThatRanOutBeforeFilingIsNotAssertedToRun(t *testing.T) {
	t.Parallel()
	c := disputetest.File(t, disputetest.About(dispute.Pay), disputetest.HurtOn(disputetest.Day(t, "2024-12-01")))
	if c.Runs(statute.ArbitrationLimitation) || !told(c.Last, "limitation_passed", "") {
		t.Errorf("clocks %v, notices %v", c.Now.Clocks, c.Last.Notices)
	}
	runs(t, c, statute.GeneralLimitation, "2026-03-09", "2029-03-09")
}

func TestAnotherMatterBringsItsOwnLimitationFromTheSameDay(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		filed, accepted dispute.Matter
		want            []statute.RuleID
	}{
		"an insurance claim that is pay":  {dispute.InsuranceClaim, dispute.Pay, []statute.RuleID{statute.ArbitrationLimitation, statute.GeneralLimitation}},
		"pay that is an insurance claim":  {dispute.Pay, dispute.InsuranceClaim, []statute.RuleID{statute.InsuranceLimitation}},
		"pay that is a deposit":           {dispute.Pay, dispute.Deposit, []statute.RuleID{statute.ArbitrationLimitation, statute.GeneralLimitation}},
		"a third party's that is none":    {dispute.ThirdParty, dispute.Other, []statute.RuleID{statute.GeneralLimitation}},
		"an injury that is a third party": {dispute.Injury, dispute.ThirdParty, []statute.RuleID{statute.GeneralLimitation}},
	} {
		c := disputetest.File(t, disputetest.About(tt.filed)).On("2026-03-10")
		c.Do(dispute.Accept, c.Mediator(), &dispute.Acceptance{Elsewhere: "none", Matter: tt.accepted})
		for _, rule := range []statute.RuleID{statute.InsuranceLimitation, statute.GeneralLimitation, statute.ArbitrationLimitation} {
			want := false
			for _, w := range tt.want {
				want = want || w == rule
			}
			if c.Runs(rule) != want {
				t.Errorf("%s: %s runs %v, want %v", name, rule, c.Runs(rule), want)
			}
			if want && c.Clock(rule).Start != disputetest.Day(t, "2026-03-09") {
				t.Errorf("%s: %s runs from %s, want the filing", name, rule, c.Clock(rule).Start)
			}
		}
		if c.Runs(statute.MediationLabour) != tt.accepted.Labour() {
			t.Errorf("%s: the fifteen days run: %v", name, c.Runs(statute.MediationLabour))
		}
	}
}

func TestALabourAgreementEndsTheYearOfArbitration(t *testing.T) {
	t.Parallel()
	c := disputetest.Performing(t, disputetest.About(dispute.Pay))
	if c.Runs(statute.ArbitrationLimitation) || c.Runs(statute.GeneralLimitation) || c.Runs(statute.MediationLabour) {
		t.Errorf("clocks %v", c.Now.Clocks)
	}
	for _, stage := range []dispute.Stage{dispute.Withdrawn, dispute.Ended, dispute.Referred, dispute.Declined} {
		if c := disputetest.At(t, stage, disputetest.About(dispute.Pay)); !c.Runs(statute.ArbitrationLimitation) || c.Runs(statute.MediationLabour) {
			t.Errorf("%s: clocks %v", stage, c.Now.Clocks)
		}
	}
}

func TestAWorkerIsToldThatALimitationMayBeDisputed(t *testing.T) {
	t.Parallel()
	law, filed := disputetest.File(t).Law, disputetest.Day(t, "2026-03-09")
	for _, tt := range []struct {
		matter     dispute.Matter
		hurt, want string
	}{
		{dispute.InsuranceClaim, "2024-03-01", "出事已超过两年，诉讼时效可能有争议，请尽快咨询12348公共法律服务热线。"},
		{dispute.InsuranceClaim, "2024-03-11", ""},
		{dispute.ThirdParty, "2024-03-01", ""},
		{dispute.ThirdParty, "2023-03-01", "出事已超过三年，诉讼时效可能有争议，请尽快咨询12348公共法律服务热线。"},
		{dispute.Pay, "2024-12-01", "出事已超过一年，仲裁时效可能有争议，请尽快咨询12348公共法律服务热线。"},
		{dispute.Pay, "2022-12-01", "出事已超过三年，诉讼时效可能有争议，请尽快咨询12348公共法律服务热线。"},
		{dispute.InsuranceClaim, "2027-03-01", ""},
	} {
		got, told := dispute.Doubt(law, tt.matter, &dispute.Filing{HurtOn: disputetest.Day(t, tt.hurt)}, filed)
		if got.ZH != tt.want || told != (tt.want != "") || (got.EN != "") != told {
			t.Errorf("%s, hurt on %s: got %q, want %q", tt.matter, tt.hurt, got.ZH, tt.want)
		}
	}
	if got, told := dispute.Doubt(law, dispute.InsuranceClaim, &dispute.Filing{}, filed); told {
		t.Errorf("with no day of accident: got %q", got.ZH)
	}
}
