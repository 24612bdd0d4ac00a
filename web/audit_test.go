package web_test

import (
	"fmt"
	"slices"
	"testing"

	"hejie/internal/dispute"
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
