package web_test

import (
	"testing"
	"time"

	"hejie/internal/dispute"
	"hejie/internal/statute"
)

func TestTheWorkerReadsThatALimitationMayBeDisputed(t *testing.T) {
	t.Parallel()
	const doubt = "出事已超过两年，诉讼时效可能有争议，请尽快咨询12348公共法律服务热线。"
	h := open(t)
	b := h.browser()
	b.send("/file", with(b.filing(), typed{"hurt_on": "2019-03-02"})).is(201).has(doubt)
	id := h.onlyCase()
	b.get("/case").is(200).has(doubt)
	b.get("/case/receipt").is(200).has(doubt)
	mediator := h.staff(h.db.Mediator)
	mediator.act(id, dispute.Accept, nil)
	h.insurer(mediator, id).get("/case").is(200).hasNot("诉讼时效")
}

func TestACasePageNamesBothDaysOfALimitation(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := h.browser()
	hurt := statute.DateOf(time.Now()).AddDays(-20)
	b.send("/file", with(b.filing(), typed{"hurt_on": hurt.String()})).is(201).hasNot("可能有争议")
	id := h.onlyCase()
	b.get("/case").is(200).has("不因申请调解重新计算的话，", "建议以较早的")
	mediator := h.staff(h.db.Mediator)
	mediator.get("/cases/" + string(id)).is(200).has("建议以较早的")
	mediator.act(id, dispute.Accept, nil)
	h.insurer(mediator, id).get("/case").is(200).hasNot("建议以较早的")
}
