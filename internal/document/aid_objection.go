package document

import (
	"io"

	"hejie/internal/document/pdf"
)

// ObjectionResult is what the bureau decides on an objection (法律援助法 49).
type ObjectionResult int

// The results. The zero value ticks none.
const (
	ObjectionUpheld    ObjectionResult = iota + 1 // 维持法律援助机构决定
	ObjectionCorrected                            // 责令法律援助机构改正
)

// ObjectionDecision is 异议审查决定书, of the judicial bureau (司法行政部门), which Sheet.Committee names.
type ObjectionDecision struct {
	Sheet
	Number     string
	Objectors  []string // 异议人: applicant or recipient
	Centre     string   // whose decision it is
	Decision   string   // its name and number
	ObjectedOn string
	ReceivedOn string
	Grounds    string // 异议的理由
	Findings   string // 审查意见
	Result     ObjectionResult
	Roads      []Road // reconsideration and suit with their last days; none prints the words alone
	Contact    string
	DecidedOn  string
}

// Title is 异议审查决定书.
func (o ObjectionDecision) Title() string { return "异议审查决定书" }

// Draw writes the form as one PDF.
func (o ObjectionDecision) Draw(w io.Writer) (Result, error) {
	return drawUnder(w, blankBureau, o.Sheet, o, aidOwn, o.body)
}

// upheldRoads is 法律援助法 49(3).
const upheldRoads = "申请人、受援人对司法行政部门维持法律援助机构决定不服的，可以依法申请行政复议或者提起行政诉讼（" + aidLaw + "第四十九条）。"

func (o ObjectionDecision) body(d *pdf.Document) {
	numberOf(d, o.Sheet, o.Number, "")
	d.Row(pdf.Field{Label: "异议人：", Value: list(o.Objectors)})
	d.Space(1)
	d.Flow(
		pdf.Span{Text: "你于"}, day(o.ObjectedOn), pdf.Span{Text: "对"}, pdf.Value(o.Centre, 8), pdf.Span{Text: "作出的"}, pdf.Value(o.Decision, 10),
		pdf.Span{Text: "提出异议，本机关于"}, day(o.ReceivedOn), pdf.Span{Text: "收到，现已审查终结。"},
	)
	told(d, "异议的理由：", o.Grounds, 3)
	told(d, "审查意见：", o.Findings, 4)
	d.Together(3, 0)
	d.Body("依照" + aidLaw + "第四十九条的规定，决定：")
	d.Checks("", ticked([]string{"维持法律援助机构决定", "责令法律援助机构改正"}, o.Result)...)
	if o.Result != ObjectionCorrected {
		d.Body(upheldRoads)
		if len(o.Roads) > 0 {
			roads(d, o.Roads)
		}
	}
	contact(d, o, o.Contact)
	d.Space(2)
	d.Seal(committeeSeal(o.Sheet, "（公章）", o.DecidedOn), signers("异议人（签收）：", o.Objectors, 1, byParty)...)
}
