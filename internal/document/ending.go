package document

import (
	"io"
	"strings"

	"hejie/internal/document/pdf"
)

// Title is 终止调解告知书.
func (e Ending) Title() string { return "终止调解告知书" }

// Draw writes the form as one PDF.
func (e Ending) Draw(w io.Writer) (Result, error) {
	return draw(w, e.Sheet, e, ownForm, e.body)
}

// endingLaw is 人民调解法 26.
const endingLaw = "《中华人民共和国人民调解法》第二十六条规定：“人民调解员调解纠纷，调解不成的，应当终止调解，并依据有关法律、法规的规定，" +
	"告知当事人可以依法通过仲裁、行政、司法等途径维护自己的权利。”"

func (e Ending) body(d *pdf.Document) {
	d.Right(pdf.Span{Text: "编号："}, pdf.Value(e.CaseNumber, 12))
	d.Row(pdf.Field{Label: "当事人：", Value: strings.Join(e.Parties, "、")})
	d.Row(pdf.Field{Label: "受理日期：", Value: e.AcceptedOn}, pdf.Field{Label: "终止日期：", Value: e.EndedOn})
	told(d, "终止原因：", e.Reason, 2)
	d.Space(1)
	e.told(d)
	receivers := e.receivers()
	d.Together(4, (len(receivers)+1)/2+2)
	d.Body("经济困难或者符合条件的，可以向法律援助机构申请法律援助；拨打12348可以免费咨询。" + generalHint)
	if e.Contact != "" {
		d.Row(pdf.Field{Label: "本委员会联系方式：", Value: e.Contact})
	}
	d.Space(2)
	d.Sign(signers("当事人（签收）：", receivers, 2, byParty)...)
	d.Seal(committeeSeal(e.Sheet, "人民调解委员会（印章）", e.EndedOn), pdf.Signer{Label: "人民调解员（签名）："})
}

// told names the other roads: in a table for each claim with the days left, or in words alone.
func (e Ending) told(d *pdf.Document) {
	if len(e.Ways) > 0 {
		for _, c := range e.claims() {
			d.Heading(c.heading())
		}
		d.Body(endingLaw + "现告知：上列请求的调解已经终止，各方当事人可以依法" + strings.Join(e.Ways, "，") + "。")
		return
	}
	d.Body(endingLaw + "现将可以选择的其他途径告知如下。各途径可以任选，期限届满前请尽早办理。")
	for _, c := range e.claims() {
		d.Heading(c.heading())
		roads(d, c.Roads)
	}
}

func (e Ending) receivers() []string {
	if len(e.Signers) > 0 {
		return e.Signers
	}
	return e.Parties
}

func (e Ending) claims() []EndingClaim {
	if len(e.Claims) == 0 {
		return []EndingClaim{{}}
	}
	return e.Claims
}

func (c EndingClaim) heading() string {
	if c.Respondent == "" && c.What == "" {
		return "可以选择的其他途径"
	}
	return joined("：", "对"+or(c.Respondent, "对方当事人"), c.What)
}
