package web_test

import (
	"strings"
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/store"
)

func TestWhatNobodyProcessedStandsOnTheCaseOfStaffAndItsSender(t *testing.T) {
	t.Parallel()
	h := open(t)
	worker, id := h.filed()
	mediator := h.staff(h.db.Mediator)
	mediator.act(id, dispute.Accept, nil)
	insurer := h.insurer(mediator, id)
	const title, words = "有提交的内容还没有处理", "只说给调解员听的话"
	form := with(worker.get(at("", dispute.Message)).filledIn(), typed{"text": words})
	h.engine.down = true
	entry, _ := strings.CutPrefix(worker.post(at("", dispute.Message), form).is(202).path, "/case/entries/")
	h.engine.down = false
	mediator.get("/cases/" + string(id)).is(200).hasNot(title)
	for range 5 {
		check(t, store.Tray{Store: h.db.Work}.Tried(t.Context(), dispute.ActID(entry), ""))
	}
	mediator.get("/cases/"+string(id)).is(200).has(title, "陈志强", "系统多次处理失败").hasNot(words)
	worker.get("/case").is(200).has(title)
	insurer.get("/case").is(200).hasNot(title)
	if n, err := (store.Tray{Store: h.db.Work}).Unpark(t.Context()); err != nil || n != 1 {
		t.Fatalf("got %d, %v, want one entry to try anew", n, err)
	}
	mediator.get("/cases/" + string(id)).is(200).hasNot(title)
}
