package document

import (
	"io"

	"hejie/internal/document/pdf"
)

// Progress is one report on the work, to the recipient or to the centre.
type Progress struct {
	At       string // 时间
	Manner   string // 方式
	Content  string // 通报内容
	Feedback string // 受援人反馈
}

// ProgressRecord is 承办情况通报／报告记录: the lawyer tells the recipient how the matter stands (法律援助法 46).
type ProgressRecord struct {
	Sheet
	Recipients []string
	Matter     string
	Firm       string
	Lawyer     string
	Reports    []Progress // none: eight empty rows
	SignedOn   string
}

// Title is 承办情况通报／报告记录.
func (p ProgressRecord) Title() string { return "承办情况通报／报告记录" }

// Draw writes the form as one PDF.
func (p ProgressRecord) Draw(w io.Writer) (Result, error) {
	return drawAid(w, p.Sheet, p, aidOwn, p.body)
}

// progressDuty is 法律援助法 46(2).
const progressDuty = "法律援助人员应当按照规定向受援人通报法律援助事项办理情况，不得损害受援人合法权益（" + aidLaw + "第四十六条）。"

func (p ProgressRecord) body(d *pdf.Document) {
	numberOf(d, p.Sheet, "", "")
	d.Row(pdf.Field{Label: "受援人：", Value: list(p.Recipients)})
	d.Row(pdf.Field{Label: "案由：", Value: p.Matter})
	d.Row(pdf.Field{Label: "承办单位：", Value: p.Firm, Share: 1.5}, pdf.Field{Label: "承办人：", Value: p.Lawyer})
	d.Body(progressDuty)
	rows := make([][]string, len(p.Reports))
	for i, r := range p.Reports {
		rows[i] = []string{r.At, r.Manner, r.Content, r.Feedback, ""}
	}
	d.Table([]pdf.Column{
		{Head: "时间", Share: 1.45}, {Head: "方式", Share: 0.8}, {Head: "通报内容", Share: 2.4}, {Head: "受援人反馈", Share: 1.4}, {Head: "签名", Share: 0.8},
	}, rows, 8)
	d.Sign(append(signers("受援人（签名）：", p.Recipients, 1, byStaff), pdf.Signer{Label: "承办人（签名）：", Name: p.Lawyer})...)
	d.Signed(p.SignedOn)
}
