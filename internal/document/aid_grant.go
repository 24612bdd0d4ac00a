package document

import (
	"io"

	"hejie/internal/document/pdf"
	"hejie/internal/statute"
)

// AidGrant is 给予法律援助决定书. With First it says that aid is given before the decision (先行提供, 法律援助法 44).
type AidGrant struct {
	Sheet
	Number     string
	Recipients []string // 受援人
	AppliedOn  string
	Matter     string // 案由
	Forms      []AidForm
	Ground     string // on what clause and facts; "" prints none
	First      statute.AidFirstGround
	Contact    string
	DecidedOn  string
}

// Title is 给予法律援助决定书.
func (a AidGrant) Title() string { return "给予法律援助决定书" }

// Draw writes the form as one PDF.
func (a AidGrant) Draw(w io.Writer) (Result, error) {
	return drawAid(w, a.Sheet, a, aid2013, a.body)
}

func (a AidGrant) body(d *pdf.Document) {
	numberOf(d, a.Sheet, a.Number, "援决字")
	d.Row(pdf.Field{Label: "受援人：", Value: list(a.Recipients)})
	d.Space(1)
	if a.First == statute.AidFirstNone {
		a.granted(d)
	} else {
		a.givenFirst(d)
	}
	if a.Ground != "" || isBlank(a) {
		told(d, "依据的条款和理由：", a.Ground, 2)
	}
	d.Body(noReward + "承办单位确定后，会把承办人的姓名和联系方式告诉你。")
	contact(d, a, a.Contact)
	d.Space(2)
	d.Seal(committeeSeal(a.Sheet, "（公章）", a.DecidedOn), signers("受援人（签收）：", a.Recipients, 1, byParty)...)
}

func (a AidGrant) granted(d *pdf.Document) {
	d.Flow(
		pdf.Span{Text: "你于"}, day(a.AppliedOn), pdf.Span{Text: "向本中心提出的"}, pdf.Value(a.Matter, 10),
		pdf.Span{Text: "一案法律援助申请，经审查，符合法律援助条件，现决定给予法律援助，提供法律援助的方式为"}, pdf.Value(formsOfAid(a.Forms), 8),
		pdf.Span{Text: "。特此通知。"},
	)
}

// givenFirst asserts nothing of the conditions, which are examined later.
func (a AidGrant) givenFirst(d *pdf.Document) {
	d.Flow(
		pdf.Span{Text: "你于"}, day(a.AppliedOn), pdf.Span{Text: "向本中心提出的"}, pdf.Value(a.Matter, 10),
		pdf.Span{Text: "一案法律援助申请，具有" + aidLaw + "第四十四条规定的下列情形，现决定先行提供法律援助，提供法律援助的方式为"},
		pdf.Value(formsOfAid(a.Forms), 8), pdf.Span{Text: "。特此通知。"},
	)
	for _, c := range ticked(statute.AidFirstGrounds, a.First) {
		if c.On {
			d.Body(c.Label)
		}
	}
	d.Body("法律援助机构先行提供法律援助的，受援人应当及时补办有关手续，补充有关材料。")
}
