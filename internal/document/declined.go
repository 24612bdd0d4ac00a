package document

import (
	"io"
	"strings"

	"hejie/internal/document/pdf"
)

// Title is 不予受理告知书.
func (n Declined) Title() string { return "不予受理告知书" }

// Draw writes the form as one PDF.
func (n Declined) Draw(w io.Writer) (Result, error) {
	return draw(w, n.Sheet, n, ownForm, n.body)
}

func (n Declined) body(d *pdf.Document) {
	d.Right(pdf.Span{Text: "编号："}, pdf.Value(n.CaseNumber, 12))
	d.Row(pdf.Field{Label: "申请人：", Value: strings.Join(n.Applicants, "、")})
	d.Row(pdf.Field{Label: "被申请人：", Value: strings.Join(n.Respondents, "、")})
	d.Row(pdf.Field{Label: "申请日期：", Value: n.AppliedOn}, pdf.Field{Label: "告知日期：", Value: n.DecidedOn})
	told(d, "申请调解的纠纷：", n.Matter, 2)
	told(d, "不予受理的理由：", n.Reason, 2)
	if n.Basis != "" || isBlank(n) {
		d.Row(pdf.Field{Label: "依据：", Value: n.Basis})
	}
	d.Space(1)
	d.Body("不予受理不影响您依法通过仲裁、行政、司法等途径维护自己的权利。可以选择的途径如下：")
	roads(d, n.Roads)
	d.Body("经济困难或者符合条件的，可以向法律援助机构申请法律援助；拨打12348可以免费咨询。" + generalHint)
	if n.Contact != "" {
		d.Row(pdf.Field{Label: "本委员会联系方式：", Value: n.Contact})
	}
	d.Seal(committeeSeal(n.Sheet, "人民调解委员会（印章）", n.DecidedOn),
		signers("申请人（签收）：", n.Applicants, 1, byParty)...)
}
