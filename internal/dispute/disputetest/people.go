package disputetest

import (
	"testing"

	"github.com/google/uuid"

	"hejie/internal/dispute"
	"hejie/internal/statute"
)

// Names, phones and words planted in forms. None of them may ever be found in a picture.
const (
	RiderName   = "陈志强"
	RiderPhone  = "13800138000"
	InsurerName = "南岭财产保险股份有限公司"
	Story       = "三月二日下雨，送完一单去取下一单，路上摔倒，左手骨折。保险公司说受伤时间和订单差了15分钟，不赔。"
	Remark      = "双方均到场，调解员已说明权利义务。"
)

// Planted lists them all.
var Planted = []string{RiderName, RiderPhone, InsurerName, Story, Remark}

var namespace = uuid.MustParse("0b7c5a52-4c35-4a3c-9a43-1f9b7c1f8a10")

// ID is a made-up identifier, always the same for the same word.
func ID(word string) string { return uuid.NewSHA1(namespace, []byte(word)).String() }

// The organisations and accounts of the sample committee and its neighbour.
var (
	Committee    = dispute.OrgID(ID("committee"))
	Neighbours   = dispute.OrgID(ID("another committee"))
	MediatorLi   = dispute.AccountID(ID("mediator Li"))
	MediatorWang = dispute.AccountID(ID("mediator Wang"))
	HeadZhou     = dispute.AccountID(ID("head Zhou"))
)

// Staff is a member of the sample committee with these roles.
func Staff(account dispute.AccountID, roles ...dispute.Role) dispute.Actor {
	return dispute.Actor{Account: account, Org: Committee, Roles: roles}
}

// Party is who stands at the door for a party, by a receipt code or a link.
func Party(id dispute.PartyID, role dispute.Role) dispute.Actor {
	return dispute.Actor{Party: id, Roles: []dispute.Role{role}}
}

// Agent is someone who acts for a party.
func Agent(agent, principal dispute.PartyID, role dispute.Role) dispute.Actor {
	return dispute.Actor{Party: principal, Agent: agent, Roles: []dispute.Role{role}}
}

// Failer is what a helper needs of a test: testing.T, testing.B and rapid.T are some.
type Failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// Day reads a date; a word that is none fails the test.
func Day(t Failer, s string) statute.Date {
	t.Helper()
	d, err := statute.ParseDate(s)
	if err != nil {
		t.Fatalf("reading the day %q: %v", s, err)
	}
	return d
}

// Law is the built-in book with the national calendar.
func Law(t testing.TB) dispute.Law {
	t.Helper()
	b, err := statute.Load()
	if err != nil {
		t.Fatalf("loading the book: %v", err)
	}
	return dispute.Law{Book: b, Calendar: b.Calendar()}
}
