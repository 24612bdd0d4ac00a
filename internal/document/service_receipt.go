package document

import (
	"io"

	"hejie/internal/document/pdf"
)

// ServedPaper is one paper served, with how many copies.
type ServedPaper struct {
	Name   string // its name and number
	Copies string
}

// ServiceManner (送达方式) is how a paper was served.
type ServiceManner int

// The manners of service. The zero value ticks none.
const (
	ServedInPerson ServiceManner = iota + 1 // 直接送达
	ServedByPost                            // 邮寄送达
	ServedOnline                            // 电子送达
	ServedByLeave                           // 留置送达
	ServedElse                              // 其他
)

var serviceManners = []string{"直接送达", "邮寄送达", "电子送达", "留置送达", "其他"}

// ServiceReceipt is 送达回证.
type ServiceReceipt struct {
	Sheet
	Matter   string // 案由
	To       string // 受送达人
	Papers   []ServedPaper
	Manner   ServiceManner
	Place    string // 送达地点
	ServedAt string // 送达时间
	Proxy    string // 代收人 and why
	Servers  []string
	Remark   string // 备注
}

// Title is 送达回证.
func (s ServiceReceipt) Title() string { return "送达回证" }

// Draw writes the form as one PDF.
func (s ServiceReceipt) Draw(w io.Writer) (Result, error) {
	return drawAid(w, s.Sheet, s, aidOwn, s.body)
}

func (s ServiceReceipt) body(d *pdf.Document) {
	numberOf(d, s.Sheet, "", "")
	d.Row(pdf.Field{Label: "案由：", Value: s.Matter})
	d.Row(pdf.Field{Label: "受送达人：", Value: s.To})
	rows := make([][]string, len(s.Papers))
	for i, p := range s.Papers {
		rows[i] = []string{p.Name, p.Copies}
	}
	d.Table([]pdf.Column{{Head: "送达文书名称及文号", Share: 4}, {Head: "份数", Align: pdf.Centre}}, rows, 3)
	d.Checks("送达方式：", ticked(serviceManners, s.Manner)...)
	d.Row(pdf.Field{Label: "送达地点：", Value: s.Place})
	d.Row(pdf.Field{Label: "送达时间：", Value: s.ServedAt})
	d.Row(pdf.Field{Label: "代收人及代收理由：", Value: s.Proxy})
	told(d, "备注：", s.Remark, 2)
	d.Space(2)
	d.Sign(pdf.Signer{Label: "受送达人（签名或者盖章）：", Name: s.To, Finger: true, Dated: true})
	d.Sign(signers("送达人（签名）：", s.Servers, 2, byStaff)...)
}
