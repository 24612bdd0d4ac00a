package document

import (
	"io"

	"hejie/internal/document/pdf"
)

// ClosingManner (结案方式) is how a legal-aid case came to its end.
type ClosingManner int

// The manners of closing. The zero value ticks none.
const (
	ClosedByJudgment   ClosingManner = iota + 1 // 判决
	ClosedByMediation                           // 调解
	ClosedByWithdrawal                          // 撤诉
	ClosedByAward                               // 仲裁裁决
	ClosedBySettlement                          // 和解
	ClosedByEnding                              // 终止
)

var closingManners = []string{"判决", "调解", "撤诉", "仲裁裁决", "和解", "终止"}

// ClosingReport is 结案报告表.
type ClosingReport struct {
	Sheet
	Number                               string
	Recipients                           []string
	Matter                               string
	Firm, Lawyer                         string
	AppointedOn                          string // 指派日期
	ClosedOn                             string // 结案日期
	Manner                               ClosingManner
	Meetings, Readings, Inquiries, Court string   // 会见 阅卷 调查 出庭: how often
	Outcome                              string   // 办理结果
	BenefitFen                           int64    // 受援人获益金额, in fen; 0 leaves a blank
	Summary                              string   // 承办小结 and how far the view was followed
	Papers                               []string // 法律文书清单
	SignedOn                             string
	Review                               string // 审核意见
	Reviewer                             string
	ReviewedOn                           string
	SubsidyFen                           int64 // 补贴, in fen; 0 leaves a blank
}

// Title is 结案报告表.
func (c ClosingReport) Title() string { return "结案报告表" }

// Draw writes the form as one PDF.
func (c ClosingReport) Draw(w io.Writer) (Result, error) {
	return drawAid(w, c.Sheet, c, aidOwn, c.body)
}

func (c ClosingReport) body(d *pdf.Document) {
	numberOf(d, c.Sheet, c.Number, "")
	d.Row(pdf.Field{Label: "受援人：", Value: list(c.Recipients)})
	d.Row(pdf.Field{Label: "案由：", Value: c.Matter})
	d.Row(pdf.Field{Label: "承办单位：", Value: c.Firm, Share: 1.5}, pdf.Field{Label: "承办人：", Value: c.Lawyer})
	d.Row(pdf.Field{Label: "指派日期：", Value: c.AppointedOn}, pdf.Field{Label: "结案日期：", Value: c.ClosedOn})
	d.Space(1)
	d.Checks("结案方式：", ticked(closingManners, c.Manner)...)
	d.Heading("主要工作（次数）")
	d.Row(pdf.Field{Label: "会见：", Value: c.Meetings}, pdf.Field{Label: "阅卷：", Value: c.Readings},
		pdf.Field{Label: "调查：", Value: c.Inquiries}, pdf.Field{Label: "出庭：", Value: c.Court})
	told(d, "办理结果：", c.Outcome, 2)
	d.Row(pdf.Field{Label: "受援人获益金额：", Value: sum(c.BenefitFen)})
	told(d, "承办小结和意见采纳情况：", c.Summary, 4)
	d.Heading("法律文书清单：")
	numbered(d, c.Papers, 2)
	d.Together(0, 1)
	d.Sign(pdf.Signer{Label: "承办人（签名）：", Name: c.Lawyer, Dated: true, Date: c.SignedOn})
	opinion(d, "法律援助机构审核意见：", c.Review, "审核人（签名）：", c.Reviewer, c.ReviewedOn)
	d.Row(pdf.Field{Label: "补贴：", Value: sum(c.SubsidyFen)})
}

// sum is an amount in digits and capitals; "" for none.
func sum(fen int64) string {
	if fen == 0 {
		return ""
	}
	return Amount(fen) + "（大写：" + CapitalAmount(fen) + "）"
}
