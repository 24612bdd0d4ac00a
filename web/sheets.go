package web

import (
	"fmt"
	"regexp"
	"slices"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/statute"
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
	dispute.AnalyseRoute:     {write: analyse, lead: "lead.route"},
	dispute.Note:             {write: note},
	dispute.DangerNote:       {write: wordsOnly, lead: "lead.danger"},
	dispute.Message:          {write: message},
	dispute.Consent:          {write: consent, lead: "lead.consent"},
	dispute.RevokeConsent:    {write: consent},
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

func remark(_ *deed, s *sheet) { s.text("text") }
func reason(_ *deed, s *sheet) { s.text("text") }
func decline(d *deed, s *sheet) {
	s.pick("code", "choice", []option{d.none(), {Value: "elsewhere", Label: d.t("ground.elsewhere")}, {Value: "not_civil", Label: d.t("ground.not_civil")},
		{Value: "refused", Label: d.t("ground.refused")}, {Value: "other", Label: d.t("ground.other")}})
	s.text("text").hint(d.t("decline.hint"))
}
func wordsOnly(_ *deed, s *sheet) { s.text("text") }
func wordsAndFiles(d *deed, s *sheet) {
	s.text("text")
	d.evidence(s)
}

// evidence is the place for files of an act.
func (d *deed) evidence(s *sheet) *input {
	f := s.files("evidence", d.t("file.photos"), "").hint(d.t("file.photos_hint"))
	f.Many = true
	return f
}

func accept(d *deed, s *sheet) {
	s.choose("elsewhere", "elsewhere.none", "elsewhere.court", "elsewhere.arbitration", "elsewhere.agency").hint(d.t("accept.elsewhere_hint"))
	s.pick("mediator", "choice", append([]option{{Label: d.t("accept.myself")}}, d.colleagues(dispute.Mediator)...))
	s.pick("matter", "choice", d.matters())
	s.tick("open").hint(d.t("accept.open_hint"))
	s.text("text")
}

func (d *deed) matters() []option {
	list := make([]option, len(dispute.Matters))
	for i, m := range dispute.Matters {
		list[i] = option{Value: string(m), Label: d.in(m.Name())}
	}
	if d.typed.Get("matter") == "" {
		d.typed.Set("matter", string(d.file.Picture.Matter))
	}
	return list
}

func investigate(d *deed, s *sheet) {
	s.moment("held").first(d.nowTyped())
	s.line("place")
	s.line("asked")
	s.lines("present").hint(d.t("lines.hint"))
	s.text("text")
}

// nowTyped is the workplace's time as a browser types it.
func (d *deed) nowTyped() string { return d.file.Now.In(statute.Zone).Format("2006-01-02T15:04") }

func opening(d *deed, s *sheet) {
	s.tick("open").hint(d.t("accept.open_hint"))
	s.line("objection")
	s.text("text")
}

func session(d *deed, s *sheet) {
	s.moment("held").first(d.nowTyped())
	s.line("place").first(d.t("session.place"))
	s.pick("private", "choice", []option{{Label: d.t("session.joint")}, {Value: "applicant", Label: d.t("session.caucus_applicant")},
		{Value: "respondent", Label: d.t("session.caucus_respondent")}}).hint(d.t("session.caucus_hint"))
	s.pick("attended", "ticks", d.principals())
	s.lines("present").hint(d.t("lines.hint"))
	s.text("text")
	s.choose("result", "result.continue", "result.written", "result.oral", "result.none", "result.withdrawn")
	s.moment("next")
}

func offer(d *deed, s *sheet) {
	s.hidden("answers", "")
	s.money("amount_fen").need()
	s.text("text").hint(d.t("offer.text_hint"))
	s.date("expires").hint(d.t("offer.expires_hint"))
	s.tick("private")
	d.claims(s, "claims")
}

// answerOffer is a yes or no to an offer on the table.
func answerOffer(d *deed, s *sheet) {
	var list []option
	for _, o := range d.offers(d.file) {
		if !o.Private {
			list = append(list, option{Value: o.ID, Label: o.By + " " + o.Amount + " " + o.Text})
		}
	}
	s.pick("to", "choice", list)
	s.text("text")
}

// termRows is how many terms one page asks for; a longer agreement says the rest in its clauses.
const termRows = 3

func draft(d *deed, s *sheet) {
	d.claims(s, "settles")
	d.claims(s, "reserves")
	_, filing := d.file.Filing()
	s.text("facts").first(filing.Story)
	s.lines("clauses").hint(d.t("draft.clauses_hint"))
	parties := d.principals()
	for i := range termRows {
		at := fmt.Sprintf("terms[%d].", i)
		payer, payee := s.pick(at+"payer", "choice", append([]option{d.none()}, parties...)), s.pick(at+"payee", "choice", append([]option{d.none()}, parties...))
		fields := []*input{payer, payee, s.money(at + "amount_fen"), s.date(at + "due").hint(d.t("draft.due_hint")), s.line(at + "event"), s.line(at + "how")}
		if i == 0 {
			d.usual(fields)
		}
		for _, f := range fields {
			f.Label = d.t("draft.term", i+1, f.Label)
			f.Required = f.Required && i == 0
		}
	}
	s.text("reserve")
	s.tick("confirm")
}

// usual fills the first term with what most agreements say: the other side pays the worker what both accepted.
func (d *deed) usual(term []*input) {
	if d.posted() {
		return
	}
	for _, x := range d.file.Picture.Principals() {
		if x.Side == dispute.OtherSide {
			term[0].first(string(x.ID))
		} else if x.Side == dispute.Applicant {
			term[1].first(string(x.ID))
		}
	}
	for _, o := range d.file.Picture.Offers {
		if len(o.Accepted) > 0 && !o.Private {
			term[2].first(dispute.FormatFen(o.AmountFen))
		}
	}
}

// agreementNow is the id of the text on the table, and the hash of its paper where it is drawn.
func (d *deed) agreementNow(s *sheet) {
	if g := d.agreement(d.file); g != nil {
		s.hidden("agreement", g.ID)
		s.hidden("sha256", g.SHA256)
	}
}

func sign(d *deed, s *sheet) {
	d.agreementNow(s)
	if d.who.Staff() {
		s.choose("method", "method.paper", "method.fingerprint", "method.seal")
		s.line("name")
		return
	}
	s.hidden("drawing", "")
	s.line("name").need().label(d.t("sign.name")).hint(d.t("sign.name_hint"))
	if mine, _ := d.file.Picture.Party(d.who.Actor.Party); mine.Organisation {
		s.choose("method", "method.code", "method.seal").label(d.t("sign.method"))
		s.files("proof", d.t("sign.seal_proof"), "image/*,application/pdf")
	}
	f := s.add("read", "tick").label(d.t("sign.read")).need()
	f.Options = []option{{Value: "true", On: f.Value == "true"}}
}

// strokes are what a drawn signature may hold: moves and lines.
var strokes = regexp.MustCompile(`^[ML0-9 .,-]*$`)

// signed: on the web a party signs by drawing, or by typing the name after its code let it in.
func signed(d *deed, form dispute.Form) []fault.Field {
	f, ok := form.(*dispute.Signing)
	if !ok || d.who.Staff() {
		return nil
	}
	var bad []fault.Field
	if d.typed.Get("read") != "true" {
		bad = append(bad, fault.Field{Name: "read", Code: "required", Text: fault.Text{ZH: "请先阅读协议全文，再勾选“我已阅读”。", EN: "Read the whole agreement, then tick “I have read it”."}})
	}
	if f.Name == "" {
		bad = append(bad, fault.Field{Name: "name", Code: "required", Text: fault.Text{ZH: "请输入签名人的姓名。", EN: "Type the name of whoever signs."}})
	}
	if f.Method == "" {
		f.Method = "code"
	}
	if f.Drawing != "" {
		f.Method = "drawn"
	}
	if !strokes.MatchString(f.Drawing) {
		f.Drawing = ""
		bad = append(bad, fault.Field{Name: "name", Code: "drawing", Text: fault.Text{ZH: "手写签名无法读取，请重新签。", EN: "The drawn signature cannot be read; sign again."}})
	}
	return bad
}

func signOffice(d *deed, s *sheet) {
	d.agreementNow(s)
	keys := []string{"method.paper", "method.code"}
	if d.name == dispute.AffixSeal {
		keys = []string{"method.seal"}
	}
	s.choose("method", keys...)
	s.line("name")
	s.files("proof", d.t("act.proof"), "image/*,application/pdf").hint(d.t("act.proof_hint")).Many = true
}

func extend(d *deed, s *sheet) {
	s.date("until")
	s.pick("consented", "ticks", d.principals()).hint(d.t("extend.hint"))
	s.text("text")
}

// openTerms are the promises not yet done.
func (d *deed) openTerms() []option {
	var list []option
	for _, t := range d.terms(d.file) {
		if !t.Done {
			list = append(list, option{Value: t.ID, Label: t.Payer + " → " + t.Payee + " " + t.Amount + " " + t.Due + " " + t.How})
		}
	}
	return list
}

func payment(d *deed, s *sheet) {
	s.pick("term", "choice", d.openTerms())
	f := s.money("amount_fen").hint(d.t("payment.hint"))
	if terms := d.file.Picture.Terms; len(terms) > 0 && !d.posted() {
		if i := slices.IndexFunc(terms, func(t dispute.Term) bool { return !t.Done }); i >= 0 && terms[i].AmountFen > terms[i].PaidFen {
			f.first(dispute.FormatFen(terms[i].AmountFen - terms[i].PaidFen))
		}
	}
	s.text("text")
}

func missedTerm(d *deed, s *sheet) {
	s.pick("term", "choice", d.openTerms())
	s.text("text")
}

func end(d *deed, s *sheet) {
	d.claims(s, "claims")
	s.text("text")
}

func refer(d *deed, s *sheet) {
	s.choose("to", "refer.court", "refer.arbitration", "refer.inspection", "refer.legal_aid", "refer.police", "refer.insurer_ombudsman", "refer.other")
	s.line("name")
	d.claims(s, "claims")
	s.text("text")
	s.tick("consented")
}
