package web

import (
	"net/http"

	"hejie/internal/dispute"
	"hejie/internal/seal"
	"hejie/internal/statute"
	"hejie/internal/store"
)

// receiptPage is the 受理回执 on the screen: what was received, against whom, and the code that leads back to it.
type receiptPage struct {
	Base
	Number     string
	Code       string // in groups
	Against    string
	Committee  string
	FiledAt    string
	Next       string // by when the committee answers
	Limitation string
	Doubt      string // that a limitation may be disputed
	SHA256     string
	Failed     []problem // files that could not be kept
	Kept       int
	Paper      string // address of the drawn receipt; empty until it is drawn
	Desk       string // address of the case for staff
	Mine       bool   // whoever filed is let in to the case
	Phone      string
}

// receipt answers a filing in place, with no redirect: sending the form again, which is what a reload does, is the same case
// and the same receipt.
func (l *lodging) receipt() error {
	l.id, l.scope = l.filed.Case, l.caseScope()
	f, err := l.caseOf()
	if err != nil {
		return err
	}
	page := l.receiptOf(f, store.ReceiptInForce{Code: l.filed.Code, Number: l.filed.Number, IssuedAt: l.filed.IssuedAt})
	page.SHA256, page.Failed, page.Kept = store.Hash(l.filed.SHA256), l.failed, len(l.kept)
	page.Form = true // changing the language here would leave the receipt
	return l.show(http.StatusCreated, "receipt", page)
}

// receiptOf is the receipt of a case.
func (v *visit) receiptOf(f store.CaseFile, in store.ReceiptInForce) receiptPage {
	v.plain = true
	page := receiptPage{
		Base: v.base("receipt.title"), Number: in.Number, Code: seal.GroupCode(in.Code), Committee: f.Committee.Name, Phone: f.Committee.Phone,
		FiledAt: v.moment(f.FiledAt), Mine: v.who.Case == f.Picture.Case,
	}
	if v.who.Staff() {
		page.Desk = v.here("")
	}
	for _, x := range f.Picture.Principals() {
		if x.Side == dispute.OtherSide {
			page.Against = f.People[x.ID].Name
		}
	}
	for _, k := range f.Picture.Clocks {
		switch k.Rule {
		case statute.Acceptance:
			page.Next = v.t("receipt.next_by", v.day(k.Advised))
		case statute.InsuranceLimitation, statute.GeneralLimitation:
			page.Limitation = v.t("receipt.limitation", page.Against, v.day(f.Picture.FiledOn), v.day(k.Advised))
		}
	}
	page.Doubt = v.doubt(f)
	for _, p := range v.papers(f) {
		if p.Form == dispute.ReceiptPaper && p.Drawn {
			page.Paper = p.Href
		}
	}
	return page
}

// myReceipt shows the receipt again to the party who holds it.
func (a *Web) myReceipt(v *visit) error {
	f, err := v.caseOf()
	if err != nil {
		return err
	}
	var in store.ReceiptInForce
	err = v.read(func(r *store.Reader) error {
		in, err = r.Receipt(v.r.Context(), v.id, v.who.Actor.Party)
		return err
	})
	if err != nil {
		return err
	}
	if err := v.noted("read", ""); err != nil {
		return err
	}
	return v.show(http.StatusOK, "receipt", v.receiptOf(f, in))
}
