package document

import (
	"io"

	"hejie/internal/document/pdf"
)

// Title is 人民调解申请书.
func (a Application) Title() string { return "人民调解申请书" }

// Draw writes the form as one PDF.
func (a Application) Draw(w io.Writer) (Result, error) {
	return draw(w, a.Sheet, a, nationalForm, a.body)
}

// applicationStatement is the fixed statement of the form (law.md D1, 司发通〔2010〕239号).
const applicationStatement = "人民调解委员会已将申请人民调解的相关规定告知我，现自愿申请人民调解委员会进行调解。"

func (a Application) body(d *pdf.Document) {
	parties(d, "申请人", a.Applicants)
	parties(d, "被申请人", a.Respondents)
	told(d, "纠纷简要情况：", a.Summary, 5)
	d.Heading("当事人申请事项：")
	numbered(d, a.Requests, 3)
	d.Space(2)
	d.Together(2, 1)
	d.Body(applicationStatement)
	d.Space(2)
	d.Sign(signers("申请人（签名盖章或按指印）：", names(a.Applicants), 1, pdf.Signer{Finger: true, Dated: true, Date: a.SignedOn})...)
}
