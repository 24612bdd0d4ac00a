package web_test

import (
	"fmt"
	"slices"
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
)

func TestEveryPageThatShowsPeopleIsOnTheAuditTrail(t *testing.T) {
	t.Parallel()
	h := open(t)
	worker, id := h.filed()
	mediator := h.staff(h.db.Mediator)
	trail := func() []string {
		return h.db.Column(t, fmt.Sprintf(`select what from audit where case_id = '%s' order by id`, id))
	}
	before := trail()
	for _, tt := range []struct {
		who        *browser
		path, want string
	}{
		{mediator, "/cases", "list"}, {mediator, "/cases/" + string(id), "read"}, {mediator, at(id, dispute.Accept), "read"},
		{mediator, "/cases/" + string(id) + "/links", "read"}, {worker, "/case", "read"}, {worker, "/case/receipt", "read"}, {worker, at("", dispute.Message), "read"},
	} {
		tt.who.get(tt.path).is(200)
		after := trail()
		if !slices.Equal(after, append(before, tt.want)) {
			t.Errorf("%s: got %v after %v, want one line more: %s", tt.path, after, before, tt.want)
		}
		before = after
	}
}

func TestTheHeadReadsWhoLookedAtACaseAndWhoWasRefused(t *testing.T) {
	t.Parallel()
	h := open(t)
	worker, id := h.filed()
	worker.send("/case/acts/add_evidence", worker.get("/case/acts/add_evidence").is(200).hidden(), upload{"evidence", "伤情.png", png}).is(200)
	mediator, head := h.staff(h.db.Mediator), h.staff(h.db.Head)
	desk := "/cases/" + string(id)
	mediator.get(desk).is(200).hasNot(desk + "/trail")
	mediator.get(desk + "/files/" + string(h.file(id).Evidence[0].ID)).is(200)
	mediator.get(desk + "/trail").is(403)
	mediator.get(at(id, dispute.Assign)).is(403)
	head.get(desk).is(200).has(desk + "/trail")
	head.get(desk+"/trail").is(200).has("林秀兰", disputetest.RiderName, "下载或预览", "伤情.png", "被拒绝 <small>(forbidden)</small>", dispute.Assign.Label().ZH, "查看案件")
	head.header.Set("Accept-Language", "en")
	head.get(desk+"/trail").is(200).has("Read the access trail", "Was refused <small>(forbidden)</small>", "Came in with the receipt code")
	worker.get(desk + "/trail").is(404)
}

func TestWhoTriesTheCaseOfAnotherCommitteeStandsOnItsTrail(t *testing.T) {
	t.Parallel()
	h := open(t)
	_, id := h.filed()
	h.db.Exec(t, `insert into orgs (id, kind, name, number_template) values ('00000000-0000-4000-8000-000000000002', 'committee', '别的调委会', '{year}-{n}')`)
	foreign := h.db.Account(t, "外人", dispute.Head)
	h.db.Exec(t, fmt.Sprintf(`update accounts set org_id = '00000000-0000-4000-8000-000000000002' where id = '%s'`, foreign.Account))
	stranger := h.staff(foreign)
	stranger.get("/cases/" + string(id)).is(404)
	stranger.get("/cases/" + string(id) + "/trail").is(404)
	h.staff(h.db.Head).get("/cases/"+string(id)+"/trail").is(200).has("其他机构的工作人员", "被拒绝 <small>(not_found)</small>").hasNot("外人")
}
