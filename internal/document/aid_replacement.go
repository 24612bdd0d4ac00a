package document

import (
	"io"

	"hejie/internal/document/pdf"
)

// ReplacementApproval is 更换法律援助人员审批表 (法律援助文书格式十六).
type ReplacementApproval struct {
	Sheet
	Number     string
	Applicant  string // who asks: the recipient, or the lawyer
	Recipients []string
	Matter     string
	Firm       string // 承办单位
	Lawyer     string // 承办人
	Reason     string // 申请人申请理由
	Pages      string // of the evidence
	AskedOn    string
	Opinion    string // 审核意见
	Officer    string
	ReviewedOn string
	Decision   string // 审批意见
	Head       string
	DecidedOn  string
}

// Title is 更换法律援助人员审批表.
func (r ReplacementApproval) Title() string { return "更换法律援助人员审批表" }

// Draw writes the form as one PDF.
func (r ReplacementApproval) Draw(w io.Writer) (Result, error) {
	return drawAid(w, r.Sheet, r, aid2023, r.body)
}

// replacementNotes are the form's own explanations.
var replacementNotes = []string{
	"1.本文书用于法律援助机构对申请人提出更换法律援助人员的申请进行审批，申请人应详细说明申请更换的事实和理由，并在相应栏下签字。",
	"2.法律援助机构应对法律援助人员履行职责情况进行核实，依法作出是否更换的决定，并将变更决定及时告知申请人。",
	"3.承办人员按照规定申请变更指派的，可以参照适用本文书。",
}

func (r ReplacementApproval) body(d *pdf.Document) {
	numberOf(d, r.Sheet, r.Number, "")
	d.Row(pdf.Field{Label: "受援人：", Value: list(r.Recipients)})
	d.Row(pdf.Field{Label: "案由：", Value: r.Matter})
	d.Row(pdf.Field{Label: "承办单位：", Value: r.Firm, Share: 1.5}, pdf.Field{Label: "承办人：", Value: r.Lawyer})
	told(d, "申请人申请理由：", r.Reason, 3)
	d.Plain(pdf.Span{Text: "（附相关证据材料，共"}, pdf.Value(r.Pages, 2), pdf.Span{Text: "页）"})
	d.Sign(pdf.Signer{Label: "申请人（签名）：", Name: r.Applicant, Dated: true, Date: r.AskedOn})
	opinion(d, "审核意见：", r.Opinion, "法律援助机构工作人员（签名）：", r.Officer, r.ReviewedOn)
	opinion(d, "审批意见：", r.Decision, "法律援助机构负责人（签名）：", r.Head, r.DecidedOn)
	for i, note := range replacementNotes {
		if i == 0 {
			note = "说明：" + note
		}
		d.Small(note)
	}
}

// ReplacementKind is how a replacement is carried out, by the numbers of the notice.
type ReplacementKind int

// The kinds of replacement. The zero value leaves the number blank.
const (
	AnotherLawyer ReplacementKind = iota + 1 // the firm names another lawyer
	AnotherFirm                              // the firm gives the case up
)

// ReplacementNotice is 更换法律援助人员通知书 (法律援助文书格式十七).
type ReplacementNotice struct {
	Sheet
	Number     string
	Firm       string // 承办单位
	AskedOn    string // when the request came in
	Recipients []string
	Matter     string
	Kind       ReplacementKind
	Days       string // within how many days of the notice; "" leaves a blank
	TellDays   string // within how many days the new lawyer is told; "" leaves a blank
	IssuedOn   string
}

// Title is 更换法律援助人员通知书.
func (r ReplacementNotice) Title() string { return "更换法律援助人员通知书" }

// Draw writes the form as one PDF.
func (r ReplacementNotice) Draw(w io.Writer) (Result, error) {
	return drawAid(w, r.Sheet, r, aid2023, r.body)
}

func (r ReplacementNotice) body(d *pdf.Document) {
	numberOf(d, r.Sheet, r.Number, "")
	d.Plain(pdf.Value(r.Firm, 14), pdf.Span{Text: "（承办单位）："})
	d.Flow(
		pdf.Span{Text: "本机构于"}, day(r.AskedOn), pdf.Span{Text: "收到"}, pdf.Value(list(r.Recipients), 6), pdf.Span{Text: "（受援人）关于更换"},
		pdf.Value(r.Matter, 10), pdf.Span{Text: "一案法律援助人员的申请。经审查，现按下列第"}, pdf.Value(r.chosen(), 2), pdf.Span{Text: "种情形处理："},
	)
	d.Flow(
		pdf.Span{Text: "1.请你单位自收到本通知书之日起"}, pdf.Value(r.days(AnotherLawyer), 2), pdf.Span{Text: "日内更换承办人，并自更换承办人之日起"},
		pdf.Value(r.TellDays, 2), pdf.Span{Text: "日内将更换后的承办人姓名和联系电话告知受援人及法律援助机构，与受援人变更委托代理/辩护协议和授权委托书，" +
			"安排原承办人及时与更换后的承办人办理案件移交手续。"},
	)
	d.Flow(
		pdf.Span{Text: "2.你单位不再承办本案，请自收到本通知书之日起"}, pdf.Value(r.days(AnotherFirm), 2),
		pdf.Span{Text: "日内与受援人解除委托代理/辩护协议，并将案件材料移交本机构。"},
	)
	d.Space(4)
	d.Seal(committeeSeal(r.Sheet, "（公章）", r.IssuedOn))
}

func (r ReplacementNotice) chosen() string {
	return map[ReplacementKind]string{AnotherLawyer: "1", AnotherFirm: "2"}[r.Kind]
}

// days are the days of the notice where they belong to this kind; of a kind not chosen they stay blank.
func (r ReplacementNotice) days(kind ReplacementKind) string {
	if r.Kind != kind {
		return ""
	}
	return r.Days
}
