package api_test

import (
	"maps"
	"net/http"
	"strings"
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
)

// with is the shortest complaint with some fields changed; a name with a dot reaches into a part.
func with(changes map[string]any) map[string]any {
	f := filing()
	for name, value := range changes {
		part, field, deeper := strings.Cut(name, ".")
		if !deeper {
			f[name] = value
			continue
		}
		inner := maps.Clone(f[part].(map[string]any))
		inner[field] = value
		f[part] = inner
	}
	return f
}

type changed = map[string]any

func TestAFieldThatCannotBeUsedIsNamed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tests := []struct {
		row     string
		changes changed
		field   string
	}{
		{"1: ID with a wrong check digit", changed{"applicant.id_kind": "resident", "applicant.id_number": "110105194912310021"}, "applicant.id_number"},
		{"4: ID of 30 February", changed{"applicant.id_kind": "resident", "applicant.id_number": "110105199002300026"}, "applicant.id_number"},
		{"4: ID of someone to be born", changed{"applicant.id_kind": "resident", "applicant.id_number": "11010520991231001X"}, "applicant.id_number"},
		{"5: phone with letters", changed{"applicant.phone": "138abc38000"}, "applicant.phone"},
		{"5: phone of 30 digits", changed{"applicant.phone": strings.Repeat("1", 30)}, "applicant.phone"},
		{"9: an accident tomorrow", changed{"hurt_on": "2999-12-30"}, "hurt_on"},
		{"9: an accident in 1900", changed{"hurt_on": "1900-01-01"}, "hurt_on"},
		{"9: no date", changed{"hurt_on": "0000-00-00"}, "hurt_on"},
		{"9: 29 February of a common year", changed{"hurt_on": "2025-02-29"}, "hurt_on"},
		{"9: the year 9999", changed{"hurt_on": "9999-12-31"}, "hurt_on"},
		{"11: 24:00", changed{"hurt_on": "2026-03-02", "hurt_at": "24:00"}, "hurt_at"},
		{"11: a leap second", changed{"hurt_on": "2026-03-02", "hurt_at": "23:59:60"}, "hurt_at"},
		{"11: a leap second of an order", changed{"typed": []any{changed{"accepted": "2026-03-02T23:59:60"}}}, "typed[0].accepted"},
		{"13: delivered before it was accepted", changed{"typed": []any{changed{"accepted": "2026-03-02T19:00", "delivered": "2026-03-02T18:00"}}}, "typed[0].delivered"},
		{"13: refused before the accident", changed{"hurt_on": "2026-03-02", "refused_on": "2026-03-01"}, "refused_on"},
		{"14: a negative amount", changed{"amount_fen": -1}, "amount_fen"},
		{"14: 10^18 fen", changed{"amount_fen": 1_000_000_000_000_000_000}, "amount_fen"},
		{"14: half a fen", changed{"amount_fen": 0.5}, "amount_fen"},
		{"14: a text for an amount", changed{"amount_fen": "１，０００"}, "amount_fen"},
		{"17: no name", changed{"applicant.name": "\u200b \t"}, "applicant.name"},
		{"18: a lost letter", changed{"applicant.name": "陈\ufffd强"}, "applicant.name"},
		{"18: 2,000 combining marks", changed{"applicant.name": "z" + strings.Repeat("\u0301", 2000)}, "applicant.name"},
		{"name too long", changed{"applicant.name": strings.Repeat("长", 201)}, "applicant.name"},
		{"22: a mail address with a second header", changed{"applicant.email": "a@example.com\r\nBcc: b@example.com"}, "applicant.email"},
		{"a choice that is none", changed{"matter": "closed"}, "matter"},
		{"a list for a text", changed{"story": []any{"x"}}, "story"},
		{"a committee that is none", changed{"committee": disputetest.ID("nowhere")}, "committee"},
		{"too many asks", changed{"asks": make([]string, 21)}, "asks"},
		{"a file that is no id", changed{"evidence": []any{"../1"}}, "evidence[0]"},
		{"a filing dated back by its worker", changed{"happened_on": "2024-01-01"}, "happened_on"},
		{"a channel that is not the worker's to say", changed{"channel": "court"}, "happened_on"},
		{"a source that is not the worker's to say", changed{"source": "court"}, "happened_on"},
	}
	for _, tt := range tests {
		a := o.do(t, ask{path: "/api/cases", body: with(tt.changes)}).mustBe(t, tt.row, http.StatusUnprocessableEntity, "invalid")
		if a.Status == http.StatusUnprocessableEntity && (len(a.problem(t).Fields) == 0 || a.problem(t).Fields[0].Field != tt.field) {
			t.Errorf("%s: got fields %+v, want %s", tt.row, a.problem(t).Fields, tt.field)
		}
	}
	o.counts(t, "cases", 0)
}

func TestAWorkerIsNotBlockedByHowTheyWrite(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tests := []struct {
		row     string
		changes changed
	}{
		{"2: ID with a small x, full-width digits and blanks", changed{"applicant.id_kind": "resident", "applicant.id_number": "１１０１０５ 19491231-002x"}},
		{"3: ID of 15 digits", changed{"applicant.id_kind": "resident", "applicant.id_number": "110105491231002"}},
		{"3: passport", changed{"applicant.id_kind": "passport", "applicant.id_number": "E12345678"}},
		{"3: another document", changed{"applicant.id_kind": "other", "applicant.id_number": "军字第0012345号"}},
		{"5: phone with +86", changed{"applicant.phone": "+86 138-0013-8000"}},
		{"5: phone with 0086", changed{"applicant.phone": "008613800138000"}},
		{"5: phone with 86", changed{"applicant.phone": "8613800138000"}},
		{"5: landline", changed{"applicant.phone": "0762-3388888"}},
		{"5: full-width phone", changed{"applicant.phone": "１３８００１３８０００"}},
		{"11: a night of China's summer time", changed{"hurt_on": "1988-04-17", "hurt_at": "00:30"}},
		{"12: moments with a zone, another zone and none", changed{"typed": []any{changed{"accepted": "2026-03-02T10:00:00Z", "delivered": "2026-03-02T18:30:00+08:00", "picked_up": "2026-03-02 18:20"}}}},
		{"14: no amount", changed{"amount_fen": 0}},
		{"17: a rare hanzi", changed{"applicant.name": "𠮷某"}},
		{"17: 200 characters", changed{"applicant.name": strings.Repeat("㼆", 200)}},
		{"17: an ethnic name", changed{"applicant.name": "买买提·艾力"}},
		{"17: one character", changed{"applicant.name": "李"}},
		{"17: Null", changed{"applicant.name": "Null"}},
		{"17: O'Brien", changed{"applicant.name": "O'Brien"}},
		{"17: emoji", changed{"applicant.name": "小陈👨‍👩‍👧"}},
		{"nothing that need not be said", changed{"applicant": changed{"name": "陈"}, "against": changed{"name": "某平台"}}},
		{"nulls for what is left open", changed{"hurt_on": nil, "asks": nil, "typed": nil, "amount_fen": 0}},
	}
	for _, tt := range tests {
		q := ask{path: "/api/cases", body: with(tt.changes)}
		if tt.row == "nulls for what is left open" {
			o.tolerates(t, q)
			continue
		}
		o.do(t, q).mustBe(t, tt.row, http.StatusCreated)
	}
	o.counts(t, "cases", len(tests))
}

// TestStaffFileForAWorkerBesideThem: they may say when and how it was handed in; other staff may not file.
func TestStaffFileForAWorkerBesideThem(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	paper := with(changed{"channel": "paper", "source": "paper", "happened_on": "2026-03-02"})
	var got filed
	o.do(t, ask{path: "/api/cases", token: o.staff(t, o.Mediator), body: paper}).mustBe(t, "a mediator", http.StatusCreated).into(t, &got)
	o.do(t, ask{path: "/api/cases", token: o.staff(t, o.Account(t, "站点驿站", dispute.Helper)), body: filing()}).mustBe(t, "a helper", http.StatusCreated)
	o.do(t, ask{path: "/api/cases", token: o.staff(t, o.Account(t, "督导", dispute.Supervisor)), body: filing()}).mustBe(t, "a supervisor", http.StatusForbidden, "forbidden")
	o.do(t, ask{path: "/api/cases", token: "s" + strings.Repeat("x", 43), body: filing()}).mustBe(t, "a token that is none", http.StatusUnauthorized, "signed_out")
	var v struct {
		FiledOn string `json:"filed_on"`
	}
	o.do(t, ask{path: "/api/cases/" + string(got.Case), token: o.staff(t, o.Mediator)}).into(t, &v)
	if v.FiledOn != "2026-03-02" {
		t.Errorf("got filed on %s, want the day it was handed in", v.FiledOn)
	}
}
