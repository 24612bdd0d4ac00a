package web

import (
	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/store"
)

// page of an act: how its form is written down, and what is to be done to the form once it was read.
type actSheet struct {
	write  func(*deed, *sheet)
	finish func(*deed, dispute.Form) []fault.Field
	lead   string // the key of what stands above it
}

// sheets are the forms of all acts that are handed in, those of the story first. Each is held to its dispute.Form by a test.
var sheets = map[dispute.ActName]actSheet{
	dispute.Accept:        {write: accept},
	dispute.Decline:       {write: decline},
	dispute.AskSupplement: {write: wordsOnly, lead: "lead.ask_supplement"},
	dispute.Supplement:    {write: wordsAndFiles},

	dispute.Investigate:   {write: investigate},
	dispute.OpenMediation: {write: opening},
	dispute.RecordSession: {write: session, lead: "lead.session"},
	dispute.MakeOffer:     {write: offer, lead: "lead.offer"},
	dispute.AcceptOffer:   {write: answerOffer},
	dispute.RejectOffer:   {write: answerOffer},
	dispute.Draft:         {write: draft, lead: "lead.draft"},
	dispute.AgreeOrally:   {write: draft, lead: "lead.oral"},
	dispute.Sign:          {write: sign, finish: signed, lead: "lead.sign"},
	dispute.SignMediator:  {write: signOffice},
	dispute.AffixSeal:     {write: signOffice},
	dispute.Extend:        {write: extend},

	dispute.RecordPayment: {write: payment},
	dispute.RecordDefault: {write: missedTerm},

	dispute.Withdraw:     {write: remark, lead: "case.withdraw_note"},
	dispute.EndMediation: {write: end, lead: "lead.end"},
	dispute.Refer:        {write: refer},
	dispute.Reopen:       {write: reason},

	dispute.Assign:           {write: handOver},
	dispute.HandOver:         {write: handOver},
	dispute.TellRights:       {write: remark, lead: "lead.rights"},
	dispute.ChooseMediator:   {write: chooseMediator, lead: "lead.choose_mediator"},
	dispute.DiscloseInterest: {write: reason, lead: "lead.disclose"},
	dispute.DecideRecusal:    {write: recusal},
	dispute.AskEvidence:      {write: askEvidence, lead: "lead.request"},
	dispute.AnswerRequest:    {write: answerRequest},
	dispute.AddEvidence:      {write: addEvidence, finish: needsFile, lead: "lead.evidence"},
	dispute.ShareEvidence:    {write: shareEvidence, lead: "lead.share"},
	dispute.AnalyseRoute:     {write: analyse, finish: judgedBy, lead: "lead.route"},
	dispute.ObjectRoute:      {write: objectRoute, lead: "lead.object"},
	dispute.AnswerObjection:  {write: answerObjection},
	dispute.Note:             {write: note},
	dispute.DangerNote:       {write: wordsOnly, lead: "lead.danger"},
	dispute.Message:          {write: message},
	dispute.Consent:          {write: consent, finish: agreed, lead: "lead.consent"},
	dispute.RevokeConsent:    {write: consent, lead: "lead.revoke"},
	dispute.AddParty:         {write: addParty, finish: agent, lead: "lead.party"},
	dispute.AddClaim:         {write: addClaim, lead: "lead.claim"},
	dispute.ReplaceParty:     {write: replaceParty},
	dispute.Correct:          {write: correct, finish: corrected, lead: "lead.correct"},
	dispute.LinkCase:         {write: linkCase},
	dispute.AddClock:         {write: addClock},
	dispute.StopClock:        {write: stopClock},
	dispute.FollowUp:         {write: followUp},
	dispute.Confirmation:     {write: confirmation},
}

// none is the first option of a choice that may be left open.
func (d *deed) none() option { return option{Label: d.t("choose.none")} }

// principals are the parties to choose from.
func (d *deed) principals() []option {
	var list []option
	for _, x := range d.file.Picture.Principals() {
		list = append(list, option{Value: string(x.ID), Label: d.partyName(x)})
	}
	return list
}

// colleagues are the people of this office who hold a role.
func (d *deed) colleagues(role dispute.Role) []option {
	var held []store.Account
	err := d.read(func(r *store.Reader) (err error) {
		held, err = r.Holders(d.r.Context(), d.who.Actor.Org, role)
		return err
	})
	if err != nil {
		d.Log.WarnContext(d.r.Context(), "colleagues cannot be listed", "err", err)
	}
	list := make([]option, len(held))
	for i, a := range held {
		list[i] = option{Value: string(a.ID), Label: a.Name}
	}
	return list
}

// openClaims are the claims still in dispute.
func (d *deed) openClaims() []option {
	var list []option
	for _, c := range d.file.Picture.OpenClaims() {
		label := d.visit.name(d.file, c.By) + " → " + d.visit.name(d.file, c.Against) + " · " + d.in(c.Matter.Name())
		if c.AmountFen > 0 {
			label += " · " + d.yuan(c.AmountFen)
		}
		list = append(list, option{Value: string(c.ID), Label: label})
	}
	return list
}

// claims asks which, where there is more than one.
func (d *deed) claims(s *sheet, name string) {
	if options := d.openClaims(); len(options) > 1 {
		s.pick(name, "ticks", options).hint(d.t("claims.hint"))
	}
}
