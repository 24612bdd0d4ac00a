package document

import (
	"io"
	"strconv"
	"strings"

	"hejie/internal/document/pdf"
)

// Title is 受理回执.
func (i IntakeReceipt) Title() string { return "受理回执" }

// Draw writes the form as one PDF.
func (i IntakeReceipt) Draw(w io.Writer) (Result, error) {
	return draw(w, i.Sheet, i, ownForm, i.body)
}

// What the receipt says and what it does not. Interruption reaches only the claims and the respondents named.
const (
	receivedNotAccepted = "已收到，尚未受理"
	receivedEnglish     = "Received, not yet accepted. This receipt proves what was handed in and when; whether the committee takes the matter up will be told separately."
	notInterrupted      = "未写明的请求、未写明的对方当事人不在此列。申请工伤认定、交通事故认定复核、申请司法确认等期限，不因本次申请中断或者延长，请另行留意。"
)

func (i IntakeReceipt) body(d *pdf.Document) {
	d.Status(receivedNotAccepted)
	d.Row(pdf.Field{Label: "回执编号：", Value: i.Number}, pdf.Field{Label: "收到时间：", Value: i.ReceivedAt})
	d.Row(pdf.Field{Label: "申请人：", Value: strings.Join(i.Applicants, "、")}, pdf.Field{Label: "提交方式：", Value: i.Channel})
	d.Row(pdf.Field{Label: "对方当事人：", Value: strings.Join(i.Respondents, "、")})
	i.handedIn(d)
	d.Heading("本回执说明的事情")
	d.Note("上述申请和材料" + receivedNotAccepted + "。是否受理，人民调解委员会将另行告知。")
	d.Note(limitationLaw + "（" + limitationSource + "）" + i.interrupted())
	if i.Doubt != "" {
		d.Note(i.Doubt)
		d.Small(i.DoubtEN)
	}
	d.Note("人民调解委员会调解民间纠纷，不收取任何费用（《中华人民共和国人民调解法》第四条）。" + anyTime)
	d.Small(receivedEnglish)
	d.Space(2)
	seal := committeeSeal(i.Sheet, "人民调解委员会（印章）", "")
	seal.Beside = i.verification()
	d.Seal(seal)
}

// verification is what a stranger needs to check the receipt, and where to follow the case.
func (i IntakeReceipt) verification() []pdf.Field {
	fields := []pdf.Field{
		{Label: "登记内容摘要（SHA-256）：", Value: i.EntryHash}, {Label: "电子签名（Ed25519）：", Value: i.Signature},
		{Label: "签名密钥编号：", Value: i.KeyID},
	}
	for _, f := range []pdf.Field{{Label: "查询进度：", Value: i.Track}, {Label: "本委员会联系方式：", Value: i.Contact}} {
		if f.Value != "" {
			fields = append(fields, f)
		}
	}
	return fields
}

// handedIn sets the claims, each against its respondent, and what came with them.
func (i IntakeReceipt) handedIn(d *pdf.Document) {
	rows := make([][]string, len(i.Claims))
	for n, c := range i.Claims {
		rows[n] = []string{strconv.Itoa(n + 1), c.Respondent, c.What}
	}
	d.Space(2)
	d.Table([]pdf.Column{
		{Head: "序号", Share: 0.4, Align: pdf.Centre}, {Head: "对方当事人", Share: 1.5}, {Head: "收到的请求", Share: 2.6},
	}, rows, 2)
	attached := strings.Join(i.Attachments, "；")
	if attached == "" && !isBlank(i) {
		attached = "无"
	}
	d.Row(pdf.Field{Label: "随附材料：", Value: attached})
}

// interrupted applies the rule to this receipt. What has run out cannot be interrupted, and whether it has is not for a
// receipt to say.
func (i IntakeReceipt) interrupted() string {
	day, _, found := strings.Cut(i.ReceivedAt, "日")
	if !found {
		day = "提出请求之"
	}
	return "据此，本回执载明的请求，对载明的对方当事人，诉讼时效在提出时尚未届满的，从" + day + "日起中断；" + notInterrupted
}
