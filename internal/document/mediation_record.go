package document

import (
	"io"
	"strconv"
	"strings"

	"hejie/internal/document/pdf"
)

// Title is 人民调解记录.
func (m MediationRecord) Title() string { return "人民调解记录" }

// Draw writes the form as one PDF.
func (m MediationRecord) Draw(w io.Writer) (Result, error) {
	return draw(w, m.Sheet, m, partlyOwn, m.body)
}

// recordStatement is the fixed sentence of the record (law.md D6).
const recordStatement = "人民调解委员会已将人民调解的相关规定告知各方当事人。"

func (m MediationRecord) body(d *pdf.Document) {
	d.Right(pdf.Span{Text: "第"}, pdf.Value(m.session(), 3), pdf.Span{Text: "次"})
	d.Row(pdf.Field{Label: "时间：", Value: m.Time})
	d.Row(pdf.Field{Label: "地点：", Value: m.Place})
	d.Row(pdf.Field{Label: "当事人：", Value: strings.Join(m.Parties, "、")})
	d.Row(pdf.Field{Label: "参加人：", Value: strings.Join(m.Others, "、")})
	d.Space(2)
	d.Body(recordStatement)
	d.Heading("调解记录：")
	m.record(d)
	d.Together(5, 1)
	d.Heading("调解结果：")
	m.result(d)
	d.Space(2)
	d.Sign(signers("当事人（签名盖章或按指印）：", m.Parties, 2, pdf.Signer{Finger: true})...)
	staff := signers("人民调解员（签名）：", m.Mediators, 1, byStaff)
	d.Sign(append(staff, pdf.Signer{Label: "记录人（签名）：", Name: m.Recorder})...)
	d.Signed(m.SignedOn)
}

func (m MediationRecord) session() string {
	if m.Session <= 0 {
		return ""
	}
	return strconv.Itoa(m.Session)
}

func (m MediationRecord) record(d *pdf.Document) {
	for _, s := range m.Record {
		if s.Who == "" {
			d.Body(s.What)
			continue
		}
		first, rest, more := strings.Cut(pdf.Clean(s.What), "\n")
		d.Flow(pdf.Span{Text: s.Who + "：", Style: pdf.Strong}, pdf.Span{Text: first})
		if more {
			d.Body(rest)
		}
	}
	if len(m.Record) == 0 {
		d.Ruled(16)
	}
}

// outcomes are the choices of 调解结果 in the order they are printed.
var outcomes = []struct {
	is    Outcome
	label string
}{
	{OutcomeWritten, "达成书面协议"}, {OutcomeOral, "达成口头协议"}, {OutcomeNone, "未达成协议，终止调解"},
	{OutcomeContinue, "继续调解"}, {OutcomeWithdrawn, "当事人撤回"},
}

func (m MediationRecord) result(d *pdf.Document) {
	checks := make([]pdf.Check, len(outcomes))
	for i, o := range outcomes {
		checks[i] = pdf.Check{Label: o.label, On: o.is == m.Outcome}
	}
	d.Checks("", checks...)
	switch {
	case m.Result != "":
		d.Body(m.Result)
	case isBlank(m):
		d.Ruled(3)
	}
	if m.NextTime != "" || isBlank(m) {
		d.Row(pdf.Field{Label: "下次调解时间：", Value: m.NextTime})
	}
}
