package document

import (
	"io"

	"hejie/internal/document/pdf"
)

// Appointment is 指派通知书 with its stub: the centre names the firm, and the firm arranges the lawyer (法律援助法 43).
type Appointment struct {
	Sheet
	Number     string
	Firm       string // 发往单位
	Recipients []string
	Matter     string // 案由
	Days       string // within how many days the lawyer is to be arranged; "" leaves a blank
	Handler    string // 经办人
	Person     string // 联系人
	Contact    string
	IssuedOn   string
}

// Title is 指派通知书.
func (a Appointment) Title() string { return "指派通知书" }

// Draw writes the form as one PDF.
func (a Appointment) Draw(w io.Writer) (Result, error) {
	return drawAid(w, a.Sheet, a, aid2013, a.body)
}

func (a Appointment) body(d *pdf.Document) {
	a.stub(d)
	d.Cut("裁 切 线（骑缝处加盖公章）")
	d.Over(or(a.Committee, blankCentre))
	d.Title(a.Title())
	a.notice(d)
}

// stub is what the centre keeps (存根).
func (a Appointment) stub(d *pdf.Document) {
	d.Status("（存根）")
	numberOf(d, a.Sheet, a.Number, "援指字")
	d.Row(pdf.Field{Label: "发往单位：", Value: a.Firm})
	d.Row(pdf.Field{Label: "受援人：", Value: list(a.Recipients)})
	d.Row(pdf.Field{Label: "案由：", Value: a.Matter})
	d.Row(pdf.Field{Label: "经办人：", Value: a.Handler}, pdf.Field{Label: "日期：", Value: a.IssuedOn})
}

// notice is what the firm gets. The periods of legal aid are calendar days, so the days of the form of 2013 stand here
// as 日 and not as 工作日.
func (a Appointment) notice(d *pdf.Document) {
	numberOf(d, a.Sheet, a.Number, "援指字")
	d.Plain(pdf.Value(a.Firm, 14), pdf.Span{Text: "："})
	d.Flow(
		pdf.Span{Text: "本中心（处）决定对"}, pdf.Value(joined("", list(a.Recipients), a.Matter), 12),
		pdf.Span{Text: "一案提供法律援助，现指派你单位承办该案，自收到本通知书之日起"}, pdf.Value(a.Days, 2),
		pdf.Span{Text: "日内安排合适承办人，并自安排之日起5日内将承办人姓名和联系方式告知受援人和本中心（处），" +
			"与受援人或其法定代理人、近亲属签订委托代理/辩护协议。"},
	)
	d.Row(pdf.Field{Label: "联系人：", Value: a.Person}, pdf.Field{Label: "联系方式：", Value: a.Contact, Share: 1.4})
	d.Seal(committeeSeal(a.Sheet, "（公章）", a.IssuedOn))
}
