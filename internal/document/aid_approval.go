package document

import (
	"io"

	"hejie/internal/document/pdf"
	"hejie/internal/statute"
)

// AidResult is what is decided on an application.
type AidResult int

// The results. The zero value ticks none.
const (
	AidGranted    AidResult = iota + 1 // 给予法律援助
	AidRefused                         // 不予法律援助
	AidGivenFirst                      // 先行提供法律援助
)

// AidApproval is 法律援助审批表: the examination and the decision within the centre.
type AidApproval struct {
	Sheet
	Number      string // 受理编号
	Applicants  []string
	Matter      string // 事项或者案由
	AppliedOn   string
	Examination string // 审核意见
	Examiner    string // 承办人
	ExaminedOn  string
	Decision    string // 审批意见
	Result      AidResult
	// Ground is on what clause and facts aid is granted, refused or given first: a claim on a commercial insurance is not in
	// the list of 法律援助法 31, so that the officer chooses the ground and writes it.
	Ground    string
	First     statute.AidFirstGround // the ground of 法律援助法 44
	Forms     []AidForm
	Firm      string // 指派单位
	Head      string // 负责人
	DecidedOn string
}

// Title is 法律援助审批表.
func (a AidApproval) Title() string { return "法律援助审批表" }

// Draw writes the form as one PDF.
func (a AidApproval) Draw(w io.Writer) (Result, error) {
	return drawAid(w, a.Sheet, a, aidOwn, a.body)
}

func (a AidApproval) body(d *pdf.Document) {
	d.Row(pdf.Field{Label: "申请人：", Value: list(a.Applicants)})
	d.Row(pdf.Field{Label: "事项/案由：", Value: a.Matter})
	d.Row(pdf.Field{Label: "申请日期：", Value: a.AppliedOn}, pdf.Field{Label: "受理编号：", Value: or(a.Number, a.CaseNumber)})
	told(d, "审核意见：", a.Examination, 2)
	d.Space(1)
	d.Checks("结果：", ticked([]string{"给予法律援助", "不予法律援助", "先行提供法律援助"}, a.Result)...)
	if a.First != statute.AidFirstNone || isBlank(a) {
		d.Heading("先行提供法律援助的情形（" + aidLaw + "第四十四条）：")
		oneEach(d, ticked(statute.AidFirstGrounds, a.First))
	}
	told(d, "依据的条款和理由：", a.Ground, 2)
	d.Checks("援助形式：", ticked(aidForms, a.Forms...)...)
	d.Row(pdf.Field{Label: "指派单位：", Value: a.Firm})
	d.Together(3, 1)
	told(d, "审批意见：", a.Decision, 2)
	d.Space(1)
	d.Sign(
		pdf.Signer{Label: "承办人（签名）：", Name: a.Examiner, Dated: true, Date: a.ExaminedOn},
		pdf.Signer{Label: "负责人（签名）：", Name: a.Head, Dated: true, Date: a.DecidedOn},
	)
}
