package activities

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"hejie/internal/dispute"
	"hejie/internal/document"
	"hejie/internal/fault/point"
	"hejie/internal/store"
)

// maxPaper is the largest paper that is kept: far above what forms with every field full come to.
const maxPaper = 64 << 20

// forms is how each paper (文书) is made from the record: one function per form, in a file per part of the story.
var forms = map[dispute.PaperForm]func(subject) (document.Form, error){
	dispute.ApplicationPaper: application,
	dispute.ReceiptPaper:     intakeReceipt,
	dispute.RegisterPaper:    acceptanceRegister,
	dispute.RightsPaper:      rightsNotice,
	dispute.DeclinedPaper:    declined,
	dispute.SessionPaper:     mediationRecord,
	dispute.InquiryPaper:     inquiryRecord,
	dispute.AgreementPaper:   agreement,
	dispute.SignedPaper:      signedAgreement,
	dispute.OralPaper:        oralAgreement,
	dispute.EndingPaper:      ending,
	dispute.FollowUpPaper:    followUp,
	dispute.RouteReportPaper: routeReport, dispute.RouteExtractPaper: routeExtract,
}

// DrawPapers draws what is due for a case, and records each paper once its bytes are safe. The same record gives the same
// bytes, so a paper drawn twice is one paper. A paper that cannot be drawn is counted and holds up no other; a route report
// waits until its route is judged.
func (c Clerk) DrawPapers(ctx context.Context, id dispute.CaseID) error {
	due, err := c.Record.DuePapers(ctx, id)
	if err != nil || len(due) == 0 {
		return err
	}
	file, err := c.file(ctx, id)
	if err != nil {
		return fmt.Errorf("reading the case to draw its papers: %w", err)
	}
	draw := func(p store.PaperRow) error {
		s, err := c.subject(file, p)
		if err != nil || s.waits() {
			return err
		}
		return c.draw(ctx, s)
	}
	return each(ctx, due, draw, func(p store.PaperRow) error { return c.Record.PaperFailed(ctx, p.ID) })
}

// draw makes one paper and keeps it.
func (c Clerk) draw(ctx context.Context, s subject) error {
	var b bytes.Buffer
	result, err := s.write(&b)
	if err != nil {
		return fmt.Errorf("drawing %s %s: %w", s.paper.Form, s.paper.ID, err)
	}
	wrapped, key, err := c.Record.PaperKey(ctx, s.file.Picture.Case, s.paper.ID)
	if err != nil {
		return fmt.Errorf("making a paper's key: %w", err)
	}
	kept, err := c.Vault.Put(ctx, &b, maxPaper, key)
	if err != nil {
		return fmt.Errorf("keeping %s: %w", s.paper.Form, err)
	}
	point.Hit("paper_before_row")
	first, err := c.Record.PaperDrawn(ctx, store.Drawn{
		Paper: s.paper.ID, VaultID: kept.ID, Missing: strings.Join(result.Missing, ""), Pages: result.Pages,
		Size: kept.Size, SHA256: kept.SHA256[:], Wrapped: wrapped, Due: s.paper.DueAt,
	})
	switch {
	case err != nil: // it may have been recorded all the same: the bytes stay, and the sweep asks the record
		return fmt.Errorf("recording %s: %w", s.paper.Form, err)
	case !first: // another worker drew it, or it became void meanwhile
		return c.Vault.Remove(ctx, kept.ID)
	}
	return nil
}

// write draws the subject's form.
func (s subject) write(b *bytes.Buffer) (document.Result, error) {
	make, known := forms[s.paper.Form]
	if !known {
		return document.Result{}, fmt.Errorf("no form is called %q", s.paper.Form)
	}
	form, err := make(s)
	if err != nil {
		return document.Result{}, err
	}
	return form.Draw(b)
}
