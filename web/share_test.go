package web_test

import (
	"testing"

	"hejie/internal/dispute"
)

func TestTheDeskShowsAReportOfOrderTimesByItsAnalysis(t *testing.T) {
	t.Parallel()
	h := open(t)
	_, id := h.filed()
	mediator := h.staff(h.db.Mediator)
	mediator.act(id, dispute.Accept, nil)
	mediator.get(at(id, dispute.ShareEvidence)).is(200).hasNot("向对方出示路线分析报告")
	mediator.act(id, dispute.AnalyseRoute, typed{"at": "2026-01-04T18:45", "typed[0].accepted": "2026-01-04T18:30"})
	run := h.db.Column(t, `select id from events where act = 'analyse_route'`)[0]
	mediator.get(at(id, dispute.ShareEvidence)).is(200).has("向对方出示路线分析报告", run)
	mediator.act(id, dispute.ShareEvidence, typed{"analysis": run})
	if got := h.db.Column(t, `select audience from papers where form = 'route_report'`); len(got) != 1 || got[0] != "" {
		t.Errorf("got audiences %q, want the report for everyone", got)
	}
}
