package document

import (
	"io"
	"strings"

	"hejie/internal/document/pdf"
)

// InquiryRecord is 人民调解调查记录 (D4): what someone told the committee about the facts, in questions and answers.
type InquiryRecord struct {
	Sheet
	Time          string // 时间
	Place         string // 地点
	Others        []string
	Asked         string // 被调查人
	Record        []Said // 记录 (问/答); none: ruled lines
	Investigators []string
	Recorder      string
	SignedOn      string
}

// Title is 人民调解调查记录.
func (i InquiryRecord) Title() string { return "人民调解调查记录" }

// Draw writes the form as one PDF.
func (i InquiryRecord) Draw(w io.Writer) (Result, error) {
	return draw(w, i.Sheet, i, nationalForm, i.body)
}

// readAndRight is what the person asked writes under the record by hand (law.md D4).
const readAndRight = "以上记录我看过（向我宣读过），和我说的一样。"

func (i InquiryRecord) body(d *pdf.Document) {
	d.Row(pdf.Field{Label: "时间：", Value: i.Time})
	d.Row(pdf.Field{Label: "地点：", Value: i.Place})
	d.Row(pdf.Field{Label: "参加人：", Value: strings.Join(i.Others, "、")})
	d.Row(pdf.Field{Label: "被调查人：", Value: i.Asked})
	d.Heading("记录：")
	MediationRecord{Record: i.Record}.record(d)
	d.Space(2)
	d.Together(3, 2)
	d.Small("请被调查人核对后亲笔写明：“" + readAndRight + "”")
	d.Row(pdf.Field{Label: ""})
	d.Space(2)
	d.Sign(pdf.Signer{Label: "被调查人（签名）：", Name: i.Asked, Finger: true})
	staff := signers("调查人（签名）：", i.Investigators, 2, byStaff)
	d.Sign(append(staff, pdf.Signer{Label: "记录人（签名）：", Name: i.Recorder})...)
	d.Signed(i.SignedOn)
}
