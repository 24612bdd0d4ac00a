package document

import (
	"io"

	"hejie/internal/document/pdf"
)

// AidSupplement is 补充材料通知书: what is still wanted of an application, told at once (法律援助法 43).
type AidSupplement struct {
	Sheet
	Number     string
	Applicants []string
	AppliedOn  string
	Matter     string   // 案由
	Papers     []string // 需要补充的材料; none: four numbered blanks
	Explain    string   // 需要说明的事项
	Until      string   // the last day
	Where      string   // where or how to hand in
	Contact    string
	NotifiedOn string
}

// Title is 补充材料通知书.
func (a AidSupplement) Title() string { return "补充材料通知书" }

// Draw writes the form as one PDF.
func (a AidSupplement) Draw(w io.Writer) (Result, error) {
	return drawAid(w, a.Sheet, a, aidOwn, a.body)
}

// What follows of not supplementing (法律援助法 43(2)), and what does not.
const (
	supplementLapse = "申请人未按要求补充材料或者作出说明的，视为撤回申请（" + aidLaw + "第四十三条）。"
	supplementTime  = "补充材料、作出说明所需的时间不计入审查期限。有困难不能按时补充的，请及时告诉我们。"
)

func (a AidSupplement) body(d *pdf.Document) {
	numberOf(d, a.Sheet, a.Number, "")
	d.Row(pdf.Field{Label: "申请人：", Value: list(a.Applicants)})
	d.Flow(
		pdf.Span{Text: "你于"}, day(a.AppliedOn), pdf.Span{Text: "向本中心提出的"}, pdf.Value(a.Matter, 10),
		pdf.Span{Text: "一案法律援助申请，申请材料不齐全，现一次性告知如下："},
	)
	d.Heading("需要补充的材料：")
	numbered(d, a.Papers, 4)
	told(d, "需要作出说明的事项：", a.Explain, 2)
	d.Space(1)
	d.Row(pdf.Field{Label: "最迟提交日期：", Value: a.Until})
	d.Row(pdf.Field{Label: "提交地点和方式：", Value: a.Where})
	d.Body(supplementLapse + supplementTime)
	contact(d, a, a.Contact)
	d.Seal(committeeSeal(a.Sheet, "（公章）", a.NotifiedOn), signers("申请人（签收）：", a.Applicants, 1, byParty)...)
}
