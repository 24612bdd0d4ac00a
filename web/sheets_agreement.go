package web

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"hejie/internal/dispute"
	"hejie/internal/fault"
)

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
			d.usual(s, fields)
		}
		for _, f := range fields {
			f.Label = d.t("draft.term", i+1, f.Label)
			f.Required = f.Required && i == 0
			if i > 0 {
				f.Fold = d.t("act.more_rows")
			}
		}
	}
	s.text("reserve")
	s.tick("confirm")
}

// usual fills the first term with what most agreements say: the other side pays the worker what both accepted.
func (d *deed) usual(s *sheet, term []*input) {
	if d.posted() {
		s.hidden("offer", "")
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
			s.hidden("offer", string(o.ID))
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
			list = append(list, option{Value: t.ID, Label: strings.TrimSpace(t.Amount + " " + t.Payer + " → " + t.Payee + " " + t.Due + " " + t.How)})
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
