package document

import (
	"io"

	"hejie/internal/document/pdf"
)

// Title is 人民调解口头协议登记表.
func (o OralAgreementRegister) Title() string { return "人民调解口头协议登记表" }

// Draw writes the form as one PDF.
func (o OralAgreementRegister) Draw(w io.Writer) (Result, error) {
	return draw(w, o.Sheet, o, nationalForm, o.body)
}

func (o OralAgreementRegister) body(d *pdf.Document) {
	d.Right(pdf.Span{Text: "编号："}, pdf.Value(o.CaseNumber, 12))
	ps := o.Parties
	if len(ps) == 0 {
		ps = []Party{{}, {}}
	}
	parties(d, "当事人", ps)
	if o.Place != "" || isBlank(o) {
		d.Row(pdf.Field{Label: "调解地点：", Value: o.Place})
	}
	told(d, "纠纷主要事实、争议事项：", o.Facts, 4)
	d.Heading(agreed)
	numbered(d, o.Clauses, 3)
	terms(d, o.Terms)
	if o.Performed != "" || isBlank(o) {
		d.Row(pdf.Field{Label: "协议履行情况：", Value: o.Performed})
	}
	d.Space(1)
	d.Together(3, 2)
	d.Flow(
		pdf.Span{Text: "各方当事人于"}, pdf.Span{Text: datePattern(o.ReachedOn)},
		pdf.Span{Text: "达成口头协议。口头调解协议自各方当事人达成协议之日起生效（《中华人民共和国人民调解法》第三十条）。"},
	)
	staff := signers("人民调解员（签名）：", o.Mediators, 1, byStaff)
	d.Seal(committeeSeal(o.Sheet, "人民调解委员会（印章）", o.ReachedOn), staff...)
}
