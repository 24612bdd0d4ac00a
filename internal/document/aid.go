package document

import (
	"io"
	"strings"

	"hejie/internal/document/pdf"
)

// Who heads a legal-aid paper where the sheet names nobody.
const (
	blankCentre = "＿＿＿＿＿＿＿＿＿＿法律援助机构"
	blankBureau = "＿＿＿＿＿＿＿＿＿＿司法局"
)

// The remark at the foot of a blank legal-aid template: what of it was read somewhere, and what is ours.
const (
	aidOwn   = "模板说明：本文书版式由本系统拟定，司法部2023年《法律援助文书格式》原文未及核对，可按当地格式调整。"
	aid2013  = "模板说明：栏目参照2013年法律援助格式文书，2023年格式原文未及核对，可按当地格式调整。"
	aid2023  = "模板说明：栏目参照司法部2023年《法律援助文书格式》可以查到的部分，其余由本系统拟定，可按当地格式调整。"
	aidLaw   = "《中华人民共和国法律援助法》"
	noReward = "法律援助人员不得向受援人收取任何财物（" + aidLaw + "第二十条）。"
)

// aidBlanks are the legal-aid forms without facts, in the order of a case.
func aidBlanks() []Form {
	return []Form{
		AidApplication{}, MeansStatement{}, AidSupplement{}, AidApproval{}, AidGrant{}, AidRefusal{}, ObjectionDecision{},
		Appointment{}, ReplacementApproval{}, ReplacementNotice{}, ProgressRecord{}, AidEnding{}, ClosingReport{}, ServiceReceipt{},
	}
}

// drawAid lays out a legal-aid paper under the centre's name and writes it.
func drawAid(w io.Writer, s Sheet, f Form, remark string, body func(*pdf.Document)) (Result, error) {
	return drawUnder(w, blankCentre, s, f, remark, body)
}

// AidForm is a form of legal aid (法律援助的形式), of those of 法律援助法 22 that a worker's dispute may need.
type AidForm int

// The forms of aid. The zero value ticks none.
const (
	AidConsultation  AidForm = iota + 1 // 法律咨询
	AidDrafting                         // 代拟法律文书
	AidLitigation                       // 诉讼代理
	AidOutOfCourt                       // 非诉讼代理: negotiation, mediation
	AidLabourDispute                    // 劳动争议调解与仲裁代理
	AidFormElse                         // 其他形式
)

var aidForms = []string{"法律咨询", "代拟法律文书", "诉讼代理", "非诉讼代理", "劳动争议调解与仲裁代理", "其他形式"}

// String is the form in the law's words; "" for one that is not of the list.
func (f AidForm) String() string {
	if f < 1 || int(f) > len(aidForms) {
		return ""
	}
	return aidForms[f-1]
}

// formsOfAid names forms of aid in one phrase.
func formsOfAid(forms []AidForm) string {
	names := make([]string, len(forms))
	for i, f := range forms {
		names[i] = f.String()
	}
	return joined("、", names...)
}

// ticked are choices in their order, of which those with these numbers, from 1, are ticked.
func ticked[T ~int](labels []string, on ...T) []pdf.Check {
	checks := make([]pdf.Check, len(labels))
	for i, label := range labels {
		checks[i].Label = label
	}
	for _, n := range on {
		if n >= 1 && int(n) <= len(checks) {
			checks[n-1].On = true
		}
	}
	return checks
}

// oneEach sets choices one under another, for those that are sentences.
func oneEach(d *pdf.Document, checks []pdf.Check) {
	for _, c := range checks {
		box := pdf.Unticked
		if c.On {
			box = pdf.Ticked
		}
		d.Item(box, c.Label)
	}
}

// numberOf sets 编号 at the right: the paper's own, else the case's, else the pattern of a numbering word to write into.
func numberOf(d *pdf.Document, s Sheet, number, word string) {
	switch number = or(number, s.CaseNumber); {
	case number != "":
		d.Right(pdf.Span{Text: "编号："}, pdf.Value(number, 0))
	case word == "":
		d.Right(pdf.Span{Text: "编号："}, pdf.Value("", 12))
	default:
		d.Right(pdf.Span{Text: "编号："}, pdf.Value("", 3), pdf.Span{Text: word + "["}, pdf.Value("", 3), pdf.Span{Text: "]第"},
			pdf.Value("", 3), pdf.Span{Text: "号"})
	}
}

// day is a date to stand in a sentence, or the pattern to write one into.
func day(date string) pdf.Span { return pdf.Span{Text: datePattern(date)} }

// objectionRoad tells the road against a refusal or an ending (法律援助法 49).
func objectionRoad(d *pdf.Document, bureau string) {
	d.Flow(
		pdf.Span{Text: "对本决定有异议的，可以向设立本机构的司法行政部门"}, pdf.Value(bureau, 8),
		pdf.Span{Text: "提出。司法行政部门应当自收到异议之日起五日内进行审查，作出维持法律援助机构决定或者责令法律援助机构改正的决定（" + aidLaw + "第四十九条）。"},
	)
}

// opinion sets an opinion with its place to sign and date.
func opinion(d *pdf.Document, heading, text, label, name, date string) {
	d.Together(4, 1)
	told(d, heading, text, 2)
	d.Space(1)
	d.Sign(pdf.Signer{Label: label, Name: name, Dated: true, Date: date})
}

// contact sets how to reach the centre, on a blank form or where it is known.
func contact(d *pdf.Document, f Form, text string) {
	if text != "" || isBlank(f) {
		d.Row(pdf.Field{Label: "联系方式：", Value: text})
	}
}

func list(names []string) string { return strings.Join(names, "、") }
