package document

import (
	"io"
	"strings"

	"hejie/internal/document/pdf"
)

// Title is 人民调解回访记录.
func (f FollowUp) Title() string { return "人民调解回访记录" }

// Draw writes the form as one PDF.
func (f FollowUp) Draw(w io.Writer) (Result, error) {
	return draw(w, f.Sheet, f, nationalForm, f.body)
}

func (f FollowUp) body(d *pdf.Document) {
	d.Row(pdf.Field{Label: "当事人：", Value: strings.Join(f.Parties, "、")})
	d.Row(pdf.Field{Label: "调解协议编号：", Value: f.AgreementNumber})
	d.Row(pdf.Field{Label: "回访事由：", Value: f.Subject})
	d.Row(pdf.Field{Label: "回访时间：", Value: f.VisitedAt}, pdf.Field{Label: "回访方式：", Value: f.Manner})
	d.Heading("回访情况：")
	for _, part := range []struct {
		label, text string
		empty       int
	}{
		{"履行情况：", f.Performance, 4}, {"满意程度：", f.Satisfaction, 2},
		{"起诉与判决结果：", f.Suits, 2}, {"有无激化隐患及措施：", f.Risks, 3},
	} {
		d.Plain(pdf.Span{Text: part.label})
		switch {
		case part.text != "":
			d.Body(part.text)
		case isBlank(f):
			d.Ruled(part.empty)
		default:
			d.Body("无。")
		}
	}
	d.Space(3)
	d.Sign(pdf.Signer{Label: "回访人（签名）：", Name: f.Visitor})
	d.Signed(f.SignedOn)
}
