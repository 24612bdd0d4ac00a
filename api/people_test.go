package api_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"hejie/internal/auth"
	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/store"
)

// TestStaffSignInAndOut: one refusal for what is unknown and what is wrong.
func TestStaffSignInAndOut(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	const password = "惠城区桥东调委会2026"
	hash, err := auth.HashPassword(password)
	must(t, "hashing", err)
	_, err = o.Work.CreateAccount(t.Context(), store.NewAccount{Org: o.Org, Login: auth.NormalizeLogin("Lin"), Name: "林秀兰", Roles: []dispute.Role{dispute.Mediator}, Hash: hash})
	must(t, "an account", err)
	in := func(name, password string) answer {
		return o.do(t, ask{path: "/api/sessions", body: map[string]string{"name": name, "password": password}})
	}
	wrong := in("lin", "x").mustBe(t, "a wrong password", http.StatusUnauthorized, "bad_credentials")
	unknown := in("nobody", password).mustBe(t, "an unknown name", http.StatusUnauthorized, "bad_credentials")
	if string(wrong.Body) != string(unknown.Body) {
		t.Errorf("got %s and %s, want one answer", wrong.Body, unknown.Body)
	}
	in("lin", strings.Repeat("x", 1<<10+1)).mustBe(t, "54: a password of over 1 kB", http.StatusUnprocessableEntity, "invalid")
	in("lin", strings.Repeat("x", 1<<20)).mustBe(t, "54: a password of 1 MB", http.StatusRequestEntityTooLarge, "too_large")
	in("lin", "a\x00b").mustBe(t, "54: a password with NUL", http.StatusUnauthorized, "bad_credentials")
	var s session
	in(" LIN ", password).mustBe(t, "signing in", http.StatusCreated).into(t, &s)
	o.do(t, ask{path: "/api/cases", token: s.Token}).mustBe(t, "signed in", http.StatusOK)
	out := ask{method: http.MethodDelete, path: "/api/sessions", token: s.Token}
	o.do(t, out).mustBe(t, "signing out", http.StatusNoContent)
	o.do(t, out).mustBe(t, "signing out twice", http.StatusNoContent)
	o.do(t, ask{path: "/api/cases", token: s.Token}).mustBe(t, "signed out", http.StatusUnauthorized, "signed_out")
}

// TestALostReceiptIsGivenAnew by a code to the filed phone; who asks about others learns nothing.
func TestALostReceiptIsGivenAnew(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := o.file(t)
	lost := map[string]string{"number": m.Number, "phone": disputetest.RiderPhone}
	stranger := map[string]string{"number": m.Number, "phone": "13900139000"}
	known := o.do(t, ask{path: "/api/receipts/codes", body: lost}).mustBe(t, "the phone on file", http.StatusAccepted)
	if other := o.do(t, ask{path: "/api/receipts/codes", body: stranger}).mustBe(t, "another phone", http.StatusAccepted); string(other.Body) != string(known.Body) {
		t.Errorf("got %s and %s, want one answer", known.Body, other.Body)
	}
	o.door.Close() // waits for the code that is on its way
	again := func(of map[string]string, code string) answer {
		return o.do(t, ask{path: "/api/receipts", body: map[string]string{"number": of["number"], "phone": of["phone"], "code": code}})
	}
	wrong := again(lost, "000000x").mustBe(t, "a wrong code", http.StatusUnprocessableEntity, "invalid")
	if other := again(stranger, o.phone.last()).mustBe(t, "another phone's code", http.StatusUnprocessableEntity, "invalid"); string(other.Body) != string(wrong.Body) {
		t.Errorf("got %s and %s, want one answer", wrong.Body, other.Body)
	}
	var receipt struct{ Code string }
	again(lost, o.phone.last()).mustBe(t, "the code", http.StatusCreated).into(t, &receipt)
	o.do(t, ask{path: "/api/track", body: map[string]string{"code": m.Code}}).mustBe(t, "the code before", http.StatusNotFound, "not_found")
	o.do(t, ask{path: "/api/track", body: map[string]string{"code": strings.ToLower(strings.ReplaceAll(receipt.Code, "-", " "))}}).mustBe(t, "the new code", http.StatusCreated)
}

// TestLinksAndReceiptsAreGivenByTheDesk: who may, for whom, and for how long.
func TestLinksAndReceiptsAreGivenByTheDesk(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := o.file(t)
	tests := []struct {
		role           dispute.Role
		links, receipt int
	}{
		{dispute.Helper, 403, 201}, {dispute.Recorder, 201, 201}, {dispute.Supervisor, 403, 403}, {dispute.Admin, 403, 403},
	}
	for _, tt := range tests {
		token := o.staff(t, o.Account(t, string(tt.role), tt.role))
		o.do(t, ask{path: m.path("/links"), token: token, body: map[string]any{"party": m.Insurer}}).mustBe(t, "a link by "+string(tt.role), tt.links)
		o.do(t, ask{path: m.path("/receipts"), token: token, body: map[string]any{"party": m.Worker}}).mustBe(t, "a receipt by "+string(tt.role), tt.receipt)
	}
	worker := o.tracked(t, m)
	o.do(t, ask{path: m.path("/links"), token: worker, body: map[string]any{"party": m.Insurer}}).mustBe(t, "a link by a worker", http.StatusForbidden, "forbidden")
	o.do(t, ask{path: m.path("/receipts"), token: worker, body: map[string]any{"party": m.Worker}}).mustBe(t, "a receipt by a worker", http.StatusForbidden, "forbidden")
	for name, body := range map[string]map[string]any{
		"no party": {}, "an unknown party": {"party": disputetest.ID("nobody")}, "an agent that is none": {"party": m.Insurer, "agent": m.Worker}, "no id": {"party": "../x"},
	} {
		o.do(t, ask{path: m.path("/links"), token: m.mediator, body: body}).mustBe(t, "a link for "+name, http.StatusNotFound, "not_found")
	}
	for _, days := range []int{-1, 91, 1 << 60} {
		o.do(t, ask{path: m.path("/links"), token: m.mediator, body: map[string]any{"party": m.Insurer, "days": days}}).mustBe(t, "a link of days "+strconv.Itoa(days), http.StatusUnprocessableEntity, "invalid")
	}
	o.do(t, ask{path: m.path("/receipts"), token: m.mediator, body: map[string]any{"party": m.Insurer}}).mustBe(t, "a receipt for the insurer", http.StatusNotFound, "not_found")
	for what, q := range map[string]ask{
		"a link that is none": {path: "/api/links", body: map[string]string{"link": "x", "code": "123456"}}, "a code for none": {path: "/api/links/codes", body: map[string]string{"link": ""}},
	} {
		o.do(t, q).mustBe(t, what, http.StatusNotFound, "not_found")
	}
}

// tracked lets the worker in by the receipt in force.
func (o *office) tracked(t *testing.T, m *matter) string {
	t.Helper()
	var receipt struct{ Code string }
	o.do(t, ask{path: m.path("/receipts"), token: m.mediator, body: map[string]any{"party": m.Worker}}).mustBe(t, "a receipt", http.StatusCreated).into(t, &receipt)
	var s session
	o.do(t, ask{path: "/api/track", body: map[string]string{"code": receipt.Code}}).mustBe(t, "tracking", http.StatusCreated).into(t, &s)
	return s.Token
}

// TestWhoTriesTooOftenIsToldWhenToComeBack: reliability.md §5, row 7, for guessing and for filing.
func TestWhoTriesTooOftenIsToldWhenToComeBack(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := o.file(t)
	almost := m.Code[:len(m.Code)-1] + map[bool]string{true: "0", false: "1"}[strings.HasSuffix(m.Code, "1")]
	o.do(t, ask{path: "/api/track", body: map[string]string{"code": almost}}).mustBe(t, "7: off by one", http.StatusNotFound, "not_found")
	o.do(t, ask{path: "/api/track", body: map[string]string{"code": "nothing like it"}}).mustBe(t, "7: no code", http.StatusNotFound, "not_found")
	o.Exec(t, `update attempts set tries = 100000`) // as if they had gone on and on
	for what, q := range map[string]ask{
		"7: the code again": {path: "/api/track", body: map[string]string{"code": almost}}, "filing": {path: "/api/cases", body: filing()},
	} {
		a := o.do(t, q).mustBe(t, what, http.StatusTooManyRequests, "too_many_attempts")
		if after, err := strconv.Atoi(a.Header.Get("Retry-After")); err != nil || after < 1 || after > 901 {
			t.Errorf("%s: got Retry-After %q, want seconds of a quarter of an hour", what, a.Header.Get("Retry-After"))
		}
	}
	o.do(t, ask{path: "/api/cases", token: m.mediator, body: filing()}).mustBe(t, "the desk is not slowed", http.StatusCreated)
}
