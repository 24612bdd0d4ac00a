package document

import (
	"io"

	"hejie/internal/document/pdf"
)

// AidRefusal is 不予法律援助决定书: why aid is not given, and the road of objection (法律援助法 43, 49).
type AidRefusal struct {
	Sheet
	Number     string
	Applicants []string
	AppliedOn  string
	Matter     string // 申请事项
	Reason     string
	Basis      string // the clause it rests on
	Bureau     string // 司法行政部门
	Contact    string
	DecidedOn  string
}

// Title is 不予法律援助决定书.
func (a AidRefusal) Title() string { return "不予法律援助决定书" }

// Draw writes the form as one PDF.
func (a AidRefusal) Draw(w io.Writer) (Result, error) {
	return drawAid(w, a.Sheet, a, aidOwn, a.body)
}

func (a AidRefusal) body(d *pdf.Document) {
	numberOf(d, a.Sheet, a.Number, "援决字")
	d.Row(pdf.Field{Label: "申请人：", Value: list(a.Applicants)})
	d.Space(1)
	d.Flow(
		pdf.Span{Text: "你于"}, day(a.AppliedOn), pdf.Span{Text: "向本中心提出的"}, pdf.Value(a.Matter, 10),
		pdf.Span{Text: "一案法律援助申请，经审查，因下列理由，决定不予法律援助。"},
	)
	told(d, "理由：", a.Reason, 3)
	d.Row(pdf.Field{Label: "依据：", Value: a.Basis})
	d.Space(1)
	objectionRoad(d, a.Bureau)
	d.Body("不予法律援助不影响你依法通过调解、仲裁、行政、司法等途径维护自己的权利。拨打12348可以免费咨询。")
	contact(d, a, a.Contact)
	d.Space(2)
	d.Seal(committeeSeal(a.Sheet, "（公章）", a.DecidedOn), signers("申请人（签收）：", a.Applicants, 1, byParty)...)
}
