package dispute_test

import (
	"slices"
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
)

// everyAct is written out again, beside Table: what is forbidden must stay so whatever happens to the table.
var everyAct = []dispute.ActName{
	dispute.Accept, dispute.Decline, dispute.AskSupplement, dispute.Supplement, dispute.Investigate, dispute.OpenMediation,
	dispute.RecordSession, dispute.MakeOffer, dispute.AcceptOffer, dispute.RejectOffer, dispute.Draft, dispute.Sign,
	dispute.SignMediator, dispute.AffixSeal, dispute.AgreeOrally, dispute.Extend, dispute.RecordPayment, dispute.RecordDefault,
	dispute.Withdraw, dispute.EndMediation, dispute.Refer, dispute.Reopen, dispute.Assign, dispute.HandOver,
	dispute.ChooseMediator, dispute.DiscloseInterest, dispute.DecideRecusal, dispute.TellRights, dispute.AskEvidence,
	dispute.AnswerRequest, dispute.AddEvidence, dispute.ShareEvidence, dispute.AnalyseRoute, dispute.ObjectRoute, dispute.AnswerObjection,
	dispute.Note, dispute.DangerNote,
	dispute.Message, dispute.Consent, dispute.RevokeConsent, dispute.AddParty, dispute.AddClaim, dispute.ReplaceParty,
	dispute.Correct, dispute.LinkCase, dispute.AddClock, dispute.StopClock, dispute.FollowUp, dispute.Confirmation, dispute.Ring,
}

func allBut(acts ...dispute.ActName) []dispute.ActName {
	return slices.DeleteFunc(slices.Clone(everyAct), func(a dispute.ActName) bool { return slices.Contains(acts, a) })
}

var (
	outside  = []dispute.Role{dispute.Worker, dispute.Respondent, dispute.Helper}
	takingIn = []dispute.ActName{dispute.Accept, dispute.Decline, dispute.Refer, dispute.Reopen}
)

// forbidden says who may never do what as their own act, at no stage of no case.
var forbidden = []struct {
	why   string
	roles []dispute.Role
	acts  []dispute.ActName
}{
	{"withdrawing is the worker's", []dispute.Role{dispute.Respondent, dispute.Helper, dispute.Mediator, dispute.Recorder, dispute.Head},
		[]dispute.ActName{dispute.Withdraw}},
	{"the seal is the head's", append([]dispute.Role{dispute.Mediator, dispute.Recorder}, outside...), []dispute.ActName{dispute.AffixSeal}},
	{"a mediator signs as mediator", append([]dispute.Role{dispute.Recorder, dispute.Head}, outside...), []dispute.ActName{dispute.SignMediator}},
	{"the committee takes cases in and sends them on", append([]dispute.Role{dispute.Recorder}, outside...), takingIn},
	{"the head decides on recusal", append([]dispute.Role{dispute.Mediator, dispute.Recorder}, outside...), []dispute.ActName{dispute.DecideRecusal}},
	{"a helper settles nothing", []dispute.Role{dispute.Helper}, []dispute.ActName{dispute.MakeOffer, dispute.AcceptOffer, dispute.Sign, dispute.AgreeOrally}},
	{"who supervises only assigns", []dispute.Role{dispute.Supervisor}, allBut(dispute.Assign)},
	{"who administers accounts has no case", []dispute.Role{dispute.Admin}, everyAct},
	{"the clockwork only rings", []dispute.Role{dispute.System}, allBut(dispute.Ring)},
	{"no clock is rung by hand", append([]dispute.Role{dispute.Mediator, dispute.Recorder, dispute.Head}, outside...), []dispute.ActName{dispute.Ring}},
}

func TestEveryActIsAmongThoseThatMayBeForbidden(t *testing.T) {
	t.Parallel()
	for _, row := range dispute.Table {
		if !slices.Contains(everyAct, row.Act) {
			t.Errorf("%s is missing from everyAct: whom is it forbidden?", row.Act)
		}
	}
}

func TestWhatIsForbiddenIsRefusedAtEveryStage(t *testing.T) {
	t.Parallel()
	for _, stage := range dispute.Stages {
		c := ripe(t, stage)
		for _, f := range forbidden {
			for _, role := range f.roles {
				for _, act := range f.acts {
					if got := codeOf(dispute.May(dispute.Ref{Name: act, By: asker(c, role)}, c.Now)); got != "forbidden" {
						t.Errorf("%s by %s at %s: got %q, want forbidden: %s", act, role, stage, got, f.why)
					}
				}
			}
		}
	}
}

// unspoken is what nobody may record for a party: the committee's own acts are not a party's.
var unspoken = append([]dispute.ActName{dispute.SignMediator, dispute.AffixSeal, dispute.AgreeOrally, dispute.Assign,
	dispute.DecideRecusal, dispute.Ring}, takingIn...)

func TestNobodyRecordsForAPartyWhatIsNotThePartys(t *testing.T) {
	t.Parallel()
	for _, stage := range dispute.Stages {
		c := ripe(t, stage)
		no := func(act dispute.ActName, role dispute.Role, party dispute.PartyID) {
			if got := codeOf(dispute.May(dispute.Ref{Name: act, By: asker(c, role), For: party}, c.Now)); got != "forbidden" {
				t.Errorf("%s by %s for %s at %s: got %q, want forbidden", act, role, party, stage, got)
			}
		}
		for _, role := range dispute.Roles {
			for _, act := range unspoken {
				no(act, role, c.Rider)
				no(act, role, c.Other)
			}
			no(dispute.Withdraw, role, c.Other)
		}
		for _, role := range []dispute.Role{dispute.Respondent, dispute.Supervisor, dispute.Admin, dispute.System} {
			no(dispute.Withdraw, role, c.Rider)
		}
		for _, act := range []dispute.ActName{dispute.MakeOffer, dispute.AcceptOffer, dispute.Sign} {
			no(act, dispute.Helper, c.Rider)
			no(act, dispute.Helper, c.Other)
		}
	}
}

func TestNobodyAgreesOrallyInALabourMatter(t *testing.T) {
	t.Parallel()
	for _, m := range []dispute.Matter{dispute.Pay, dispute.Injury, dispute.Deposit, dispute.Account} {
		for _, c := range []*disputetest.Case{disputetest.Accepted(t, disputetest.About(m)), disputetest.Mediating(t, disputetest.About(m))} {
			for _, role := range dispute.Roles {
				if dispute.May(dispute.Ref{Name: dispute.AgreeOrally, By: asker(c, role)}, c.Now) == nil {
					t.Errorf("%s at %s: %s may", m, c.Now.Stage, role)
				}
			}
		}
	}
}
