package notify

import (
	"hejie/internal/dispute"
	"hejie/internal/statute"
)

// Kinds of notices that are not the name of an act (dispute.Notice.Kind).
const (
	KindReminder         = "reminder"
	KindLapsed           = "lapsed"
	KindLimitationPassed = "limitation_passed"
	KindNextSession      = "next_session"
	KindEffective        = "effective"
	KindClosed           = "closed"
)

// forParties has the notice of each kind that a party may get. day is what the kind's struct says of its day; zero when
// there is none.
var forParties = map[string]func(a About, day statute.Date) Notice{
	string(dispute.Accept):        func(a About, _ statute.Date) Notice { return Accepted{a} },
	string(dispute.Decline):       func(a About, _ statute.Date) Notice { return Declined{a} },
	string(dispute.AskSupplement): func(a About, d statute.Date) Notice { return SupplementAsked{a, d} },
	string(dispute.OpenMediation): func(a About, _ statute.Date) Notice { return MediationOpened{a} },
	KindNextSession:               func(a About, d statute.Date) Notice { return NextSession{a, d} },
	string(dispute.Extend):        func(a About, d statute.Date) Notice { return Extended{a, d} },
	string(dispute.MakeOffer):     func(a About, d statute.Date) Notice { return OfferMade{a, d} },
	string(dispute.AcceptOffer):   func(a About, _ statute.Date) Notice { return OfferAnswered{a} },
	string(dispute.RejectOffer):   func(a About, _ statute.Date) Notice { return OfferAnswered{a} },
	string(dispute.Draft):         func(a About, _ statute.Date) Notice { return AgreementReady{a} },
	KindEffective:                 func(a About, d statute.Date) Notice { return Effective{a, d} },
	string(dispute.RecordPayment): func(a About, _ statute.Date) Notice { return PaymentRecorded{a} },
	string(dispute.RecordDefault): func(a About, _ statute.Date) Notice { return Defaulted{a} },
	KindClosed:                    func(a About, _ statute.Date) Notice { return Closed{a} },
	string(dispute.Confirmation):  func(a About, _ statute.Date) Notice { return Confirmed{a} },
	string(dispute.EndMediation):  func(a About, _ statute.Date) Notice { return Ended{a} },
	string(dispute.Withdraw):      func(a About, _ statute.Date) Notice { return Withdrawn{a} },
	string(dispute.Refer):         func(a About, _ statute.Date) Notice { return Referred{a} },
	string(dispute.Reopen):        func(a About, _ statute.Date) Notice { return Reopened{a} },
	string(dispute.Message):       func(a About, _ statute.Date) Notice { return MessageWaiting{a} },
	string(dispute.AskEvidence):   func(a About, d statute.Date) Notice { return EvidenceAsked{a, d} },
	KindReminder:                  func(a About, d statute.Date) Notice { return Reminder{a, d} },
	KindLapsed:                    func(a About, d statute.Date) Notice { return Lapsed{a, d} },
}

// ForParty gives the notice to a party for a kind of dispute.Notice; ok is false for a kind that parties do not get. day is
// the one that the notice names where it names one: the last day for an answer, the day of the session or the lapse.
func ForParty(kind string, a About, day statute.Date) (n Notice, ok bool) {
	form, ok := forParties[kind]
	if !ok {
		return nil, false
	}
	return form(a, day), true
}

// ForStaff gives the notice to staff for any kind of dispute.Notice.
func ForStaff(kind string, a About, day statute.Date) Notice {
	switch kind {
	case string(dispute.File):
		return Filed{a}
	case string(dispute.Assign), string(dispute.HandOver):
		return Assigned{a}
	case KindLimitationPassed:
		return LimitationPassed{a}
	case KindReminder:
		return deskReminder{Reminder{a, day}}
	case KindLapsed:
		return deskLapsed{Lapsed{a, day}}
	}
	return DeskNews{a, dispute.ActName(kind)}
}

// To addresses a notice. id is the notice's on record.
func To(id, phone, email string, n Notice) Message {
	w := n.Words()
	return Message{ID: id, Phone: phone, Email: email, Subject: w.Subject, Body: w.Body}
}
