package document

import (
	"io"
	"strings"

	"hejie/internal/document/pdf"
)

// Title is 人民调解受理登记表.
func (a AcceptanceRegister) Title() string { return "人民调解受理登记表" }

// Draw writes the form as one PDF.
func (a AcceptanceRegister) Draw(w io.Writer) (Result, error) {
	return draw(w, a.Sheet, a, nationalForm, a.body)
}

// sources are the choices of 案件来源 in the order of Source.
var sources = []string{
	"①当事人申请", "②人民调解委员会主动调解", "③公安移交", "④法院委托、委派", "⑤信访转入", "⑥12345、12348转办", "⑦行政机关移送",
}

func (a AcceptanceRegister) body(d *pdf.Document) {
	between := pdf.Value(strings.Join(a.Parties, "、"), 0)
	if len(a.Parties) == 0 {
		between = pdf.Span{Text: "　　　　　　、　　　　　　"}
	}
	d.Flow(
		pdf.Span{Text: datePattern(a.AcceptedOn)},
		pdf.Span{Text: "，" + a.begun() + "，经当事人同意，调解"},
		between,
		pdf.Span{Text: "之间的纠纷。"},
	)
	d.Space(2)
	d.Row(pdf.Field{Label: "纠纷类型：", Value: a.Type})
	d.Space(2)
	checks := make([]pdf.Check, len(sources))
	for i, s := range sources {
		checks[i] = pdf.Check{Label: s, On: Source(i+1) == a.Source}
	}
	d.Checks("案件来源：", checks...)
	told(d, "纠纷简要情况：", a.Summary, 7)
	d.Space(2)
	d.Sign(signers("当事人（签名）：", a.Parties, 2, byStaff)...)
	d.Seal(committeeSeal(a.Sheet, "人民调解委员会（印章）", a.AcceptedOn), pdf.Signer{Label: "登记人（签名）：", Name: a.Registrar})
	d.Plain(pdf.Span{Text: "备注："}, pdf.Span{Text: "此表由人民调解委员会填写。"}, pdf.Span{Text: a.Note})
}

// begun is who set the talks going. The form prints both ways; of one filled in only the way that was taken is left: the
// committee's own, or the application, which whoever hands a case over also leaves to the parties.
func (a AcceptanceRegister) begun() string {
	switch a.Source {
	case SourceUnknown:
		return "人民调解委员会依当事人申请（人民调解委员会主动调解）"
	case SourceCommittee:
		return "人民调解委员会主动调解"
	}
	return "人民调解委员会依当事人申请"
}
