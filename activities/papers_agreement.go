package activities

import (
	"fmt"
	"slices"

	"hejie/internal/dispute"
	"hejie/internal/document"
)

// agreement is 人民调解协议书 (人民调解法 29) as it is to be read and signed: every place for a signature, the mediator's and
// the seal is blank for ink, and what is signed on the web is signed on these same bytes.
func agreement(s subject) (document.Form, error) {
	f, err := formOf[dispute.AgreementDraft](s)
	if err != nil {
		return nil, err
	}
	form := document.Agreement{
		Sheet: s.sheet(), Number: s.file.Number, Parties: s.blocks(s.principals()), Facts: f.Facts, Clauses: s.clauses(f),
		Terms: s.terms(f.Terms), Reserved: s.reserved(f), Mediators: s.mediators(), Recorder: s.recorder(),
	}
	if f.Confirm {
		form.Court = "有管辖权的人民法院"
	}
	return form, nil
}

// signedAgreement is the signed copy (签署件) of an agreement that somebody signed on a screen: the text as it was read, with the
// drawn signatures in their places and the days. The text itself stays as it is, a paper of its own with its own hash.
func signedAgreement(s subject) (document.Form, error) {
	last, err := formOf[dispute.Signing](s)
	if err != nil {
		return nil, err
	}
	text, ok := s.file.Event(last.Agreement)
	if !ok {
		return nil, fmt.Errorf("no agreement %s is on record", last.Agreement)
	}
	s.act = text
	form, err := agreement(s)
	if err != nil {
		return nil, err
	}
	signed, _ := form.(document.Agreement)
	for _, x := range s.principals() {
		signed.Signed = append(signed.Signed, s.signature(last.Agreement, dispute.Sign, x.ID))
	}
	signed.Mediated = s.signature(last.Agreement, dispute.SignMediator, "").On
	signed.SignedOn = s.signature(last.Agreement, dispute.AffixSeal, "").On
	return signed, nil
}

// signature is how somebody signed a text, and when; the mediator and the seal are no party's.
func (s subject) signature(text dispute.ActID, act dispute.ActName, party dispute.PartyID) document.Signature {
	for _, e := range s.file.Events {
		f, ok := e.Form.(*dispute.Signing)
		if ok && f.Agreement == text && e.Act.Name == act && (party == "" || e.Act.Party() == party) {
			return document.Signature{Strokes: f.Drawing, On: dayZH(e.Act.HappenedOn)}
		}
	}
	return document.Signature{}
}

// clauses are what was agreed; without words of their own, the terms say it.
func (s subject) clauses(f *dispute.AgreementDraft) []string {
	return orOne(slices.Clone(f.Clauses), "各方当事人按下列履行方式、时限履行。")
}

// terms are what each promises whom, by when.
func (s subject) terms(promises []dispute.PromiseForm) []document.Term {
	terms := make([]document.Term, len(promises))
	for i, p := range promises {
		terms[i] = document.Term{
			What: s.promised(p), Payer: s.name(p.Payer), Payee: s.name(p.Payee), Fen: p.AmountFen, Due: s.due(p), How: p.How,
		}
	}
	return terms
}

func (s subject) promised(p dispute.PromiseForm) string {
	payer, _ := s.file.Picture.Party(p.Payer)
	switch {
	case p.AmountFen == 0:
		return "履行约定事项"
	case payer.Insurer:
		return "赔付保险金"
	}
	return "支付款项"
}

// due is the day, or the event; an insurer that promised neither has ten days from the agreement (保险法 23).
func (s subject) due(p dispute.PromiseForm) string {
	payer, _ := s.file.Picture.Party(p.Payer)
	switch {
	case !p.Due.IsZero():
		return joined("，", dayZH(p.Due)+"前（含当日）", p.Event)
	case p.Event != "":
		return p.Event
	case payer.Insurer:
		return "本协议生效后十日内（《中华人民共和国保险法》第二十三条）"
	}
	return ""
}

// reserved are the claims and matters left open on purpose.
func (s subject) reserved(f *dispute.AgreementDraft) []string {
	var list []string
	for _, id := range f.Reserves {
		if k, ok := s.file.Picture.Claim(id); ok {
			list = append(list, "对"+s.name(k.Against)+"的请求："+s.what(k))
		}
	}
	if f.Reserve != "" {
		list = append(list, f.Reserve)
	}
	return list
}

// oralAgreement is 人民调解口头协议登记表 (人民调解法 28, 30): it binds from the day it was reached.
func oralAgreement(s subject) (document.Form, error) {
	f, err := formOf[dispute.AgreementDraft](s)
	if err != nil {
		return nil, err
	}
	clauses := slices.Concat(s.clauses(f), s.reservedClauses(f))
	return document.OralAgreementRegister{
		Sheet: s.sheet(), Parties: s.blocks(s.principals()), Facts: f.Facts, Clauses: clauses, Terms: s.terms(f.Terms),
		Mediators: s.mediators(), ReachedOn: s.day(),
	}, nil
}

// reservedClauses: the register has no place of its own for what is kept open.
func (s subject) reservedClauses(f *dispute.AgreementDraft) []string {
	list := s.reserved(f)
	for i, item := range list {
		list[i] = "不在本协议处理范围内：" + item
	}
	return list
}
