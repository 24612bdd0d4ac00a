package document

import (
	"io"

	"hejie/internal/document/pdf"
)

// EndingGround (终止法律援助的情形) is one of the eight grounds of 法律援助法 48, by its number; 0 is none.
type EndingGround int

// EndingGrounds are the grounds in the law's words.
var EndingGrounds = []string{
	"（一）受援人以欺骗或者其他不正当手段获得法律援助；", "（二）受援人故意隐瞒与案件有关的重要事实或者提供虚假证据；",
	"（三）受援人利用法律援助从事违法活动；", "（四）受援人的经济状况发生变化，不再符合法律援助条件；",
	"（五）案件终止审理或者已经被撤销；", "（六）受援人自行委托律师或者其他代理人；",
	"（七）受援人有正当理由要求终止法律援助；", "（八）法律法规规定的其他情形。",
}

// AidEnding is 终止法律援助决定书. The template lists all eight grounds; a decision names the one it rests on and no other.
type AidEnding struct {
	Sheet
	Number     string
	Recipients []string
	GrantedOn  string
	Matter     string
	Ground     EndingGround
	Facts      string // 事实和理由
	Bureau     string
	Contact    string
	DecidedOn  string
}

// Title is 终止法律援助决定书.
func (a AidEnding) Title() string { return "终止法律援助决定书" }

// Draw writes the form as one PDF.
func (a AidEnding) Draw(w io.Writer) (Result, error) {
	return drawAid(w, a.Sheet, a, aidOwn, a.body)
}

func (a AidEnding) body(d *pdf.Document) {
	numberOf(d, a.Sheet, a.Number, "援决字")
	d.Row(pdf.Field{Label: "受援人：", Value: list(a.Recipients)})
	d.Space(1)
	d.Flow(
		pdf.Span{Text: "本中心于"}, day(a.GrantedOn), pdf.Span{Text: "决定对"}, pdf.Value(a.Matter, 10),
		pdf.Span{Text: "一案给予法律援助。经审查，因有下列情形，依照" + aidLaw + "第四十八条的规定，决定终止法律援助："},
	)
	for _, c := range ticked(EndingGrounds, a.Ground) {
		switch {
		case a.Ground == 0:
			d.Item(pdf.Unticked, c.Label)
		case c.On:
			d.Body(c.Label)
		}
	}
	told(d, "事实和理由：", a.Facts, 2)
	objectionRoad(d, a.Bureau)
	contact(d, a, a.Contact)
	d.Space(1)
	d.Seal(committeeSeal(a.Sheet, "（公章）", a.DecidedOn), signers("受援人（签收）：", a.Recipients, 1, byParty)...)
}
