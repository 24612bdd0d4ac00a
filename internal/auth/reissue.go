package auth

import (
	"context"
	"net/netip"
	"time"

	"hejie/internal/dispute"
	"hejie/internal/fault"
)

// Receipt is a receipt code given anew. The code before it is void, and so is every session it opened.
type Receipt struct {
	Code     string // 26 characters; seal.GroupCode writes it in groups
	IssuedAt time.Time
}

// SendReceiptCode sends a one-time code to the phone on file for someone who lost their receipt: number is the case's number
// or the receipt's. The answer is the same, and as fast, whether there is such a case with this phone or not, so that
// nobody can ask who has complained: the code goes out afterwards.
func (d *Door) SendReceiptCode(ctx context.Context, number, phone string, from netip.Addr) error {
	if err := d.admit(ctx, reissueCase.of(number+"\x00"+phone), reissueAddress.from(from), codeAddress.from(from)); err != nil {
		return err
	}
	id, who, err := d.applicant(ctx, number, phone)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	d.errands.Add(1)
	go d.deliver(context.WithoutCancel(ctx), id, who)
	return nil
}

// deliveryTime is how long sending a code may take after the answer was given.
const deliveryTime = 30 * time.Second

// deliver makes and sends a receipt code's one-time code. Who asks too often is sent nothing, and not told either.
func (d *Door) deliver(ctx context.Context, id dispute.CaseID, who dispute.Actor) {
	defer d.errands.Done()
	d.places <- struct{}{}
	defer func() { <-d.places }()
	ctx, cancel := context.WithTimeout(ctx, deliveryTime)
	defer cancel()
	if err := d.sendReceiptCode(ctx, id, who); err != nil {
		d.log.ErrorContext(ctx, "a one-time code was not sent", "case", id, "err", err)
	}
}

func (d *Door) sendReceiptCode(ctx context.Context, id dispute.CaseID, who dispute.Actor) error {
	if err := d.admit(ctx, codeNow.of(person(who)), codeToday.of(person(who))); err != nil {
		return err
	}
	code, phone, _, err := d.records.NewCode(ctx, id, who, forReceipt)
	if err != nil {
		return err
	}
	return d.courier.SendCode(ctx, phone, "", code)
}

// Reissue gives a new receipt code to someone who brings the one-time code of [Door.SendReceiptCode]. An unknown case and a
// wrong code are the same refusal (Invalid on "code").
func (d *Door) Reissue(ctx context.Context, number, phone, typed string, from netip.Addr) (Receipt, error) {
	id, who, err := d.applicant(ctx, number, phone)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return Receipt{}, err
	}
	if fault.Is(err, fault.NotFound) {
		id = nowhere
	}
	if err := d.spend(ctx, id, who, forReceipt, typed, reissueCase.of(number+"\x00"+phone), reissueAddress.from(from)); err != nil {
		return Receipt{}, err
	}
	return d.reissue(ctx, who, id, who.Party)
}

// nowhere is a case that does not exist: asking it for a code does the same work.
const nowhere dispute.CaseID = "00000000-0000-0000-0000-000000000000"

// ReissueAtDesk gives a new code to a worker who stands at the desk of the case's organisation and has shown who they are.
func (d *Door) ReissueAtDesk(ctx context.Context, by Identity, id dispute.CaseID, party dispute.PartyID) (Receipt, error) {
	if !by.Staff() {
		return Receipt{}, fault.NotYours()
	}
	return d.reissue(ctx, by.Actor, id, party)
}

func (d *Door) reissue(ctx context.Context, by dispute.Actor, id dispute.CaseID, party dispute.PartyID) (Receipt, error) {
	code, at, err := d.records.Reissue(ctx, by, id, party)
	if err != nil {
		return Receipt{}, err
	}
	return Receipt{code, at}, d.records.Audit(ctx, by, id, "reissue_receipt", string(party))
}

// applicant finds whose receipt it was. A phone that is none finds nobody.
func (d *Door) applicant(ctx context.Context, number, phone string) (dispute.CaseID, dispute.Actor, error) {
	normal, err := dispute.NormalizePhone(phone)
	if err != nil || len(number) > 200 || !clean(number) {
		return "", dispute.Actor{}, fault.Missing()
	}
	return d.records.FindApplicant(ctx, number, normal)
}
