package document

import (
	"io"
	"strconv"

	"hejie/internal/document/pdf"
)

// Title is 人民调解协议书.
func (a Agreement) Title() string { return "人民调解协议书" }

// Draw writes the form as one PDF.
func (a Agreement) Draw(w io.Writer) (Result, error) {
	return draw(w, a.Sheet, a, nationalForm, a.body)
}

// Fixed wording of the agreement (law.md D7; 人民调解法 29).
const (
	agreed    = "经调解，自愿达成如下协议："
	effective = "本协议自各方当事人签名、盖章或者按指印，人民调解员签名并加盖人民调解委员会印章之日起生效（《中华人民共和国人民调解法》第二十九条）。"
)

func (a Agreement) body(d *pdf.Document) {
	d.Right(pdf.Span{Text: "编号："}, pdf.Value(or(a.Number, a.CaseNumber), 12))
	ps := a.Parties
	if len(ps) == 0 {
		ps = []Party{{}, {}}
	}
	parties(d, "当事人", ps)
	told(d, "纠纷主要事实、争议事项：", a.Facts, 5)
	if a.Responsibility != "" || isBlank(a) {
		told(d, "各方当事人的责任：", a.Responsibility, 2)
	}
	d.Heading(agreed)
	numbered(d, a.Clauses, 4)
	terms(d, a.Terms)
	a.further(d)
	d.Space(1)
	d.Together(4, (len(ps)+1)/2+(len(a.Mediators)+2)/2)
	d.Flow(pdf.Span{Text: "本协议一式"}, pdf.Value(a.copies(), 2), pdf.Span{Text: "份，当事人、人民调解委员会各持一份。"})
	d.Body(effective)
	a.sign(d)
}

// further sets the clauses on what is not settled, on default, and on judicial confirmation. A blank form has all three.
func (a Agreement) further(d *pdf.Document) {
	blank := isBlank(a)
	if len(a.Reserved) > 0 || blank {
		d.Heading("保留事项：")
		d.Body("下列事项不在本协议处理范围内，各方的权利不因本协议而放弃：")
		numbered(d, a.Reserved, 2)
	}
	if a.Default != "" || blank {
		told(d, "违约责任：", a.Default, 1)
	}
	if a.Court != "" || blank {
		d.Heading("司法确认：")
		d.Flow(
			pdf.Span{Text: "双方同意自本协议生效之日起三十日内共同向"}, pdf.Value(courtName(a.Court), 7),
			pdf.Span{Text: "人民法院申请司法确认。"},
		)
	}
}

// courtName leaves out 人民法院, which the clause itself ends with.
func courtName(court string) string {
	const suffix = "人民法院"
	if len(court) > len(suffix) && court[len(court)-len(suffix):] == suffix {
		return court[:len(court)-len(suffix)]
	}
	return court
}

// copies is one for each party and one for the committee (人民调解法 29), in capitals; blank without parties.
func (a Agreement) copies() string {
	n := a.Copies
	if n <= 0 && len(a.Parties) > 0 {
		n = len(a.Parties) + 1
	}
	if n <= 0 {
		return ""
	}
	return capitalCount(n)
}

// capitalCount is a small count in capitals, 叁; in digits above ten.
func capitalCount(n int) string {
	if n < len(numerals) {
		return numerals[n]
	}
	return strconv.Itoa(n)
}

func (a Agreement) sign(d *pdf.Document) {
	d.Space(2)
	parties := signers("当事人（签名盖章或按指印）：", names(a.Parties), 2, byParty)
	for i := range min(len(parties), len(a.Signed)) {
		parties[i].Ink, parties[i].Date = a.Signed[i].Strokes, a.Signed[i].On
	}
	d.Sign(parties...)
	staff := signers("人民调解员（签名）：", a.Mediators, 1, pdf.Signer{Dated: true, Date: a.Mediated})
	staff = append(staff, pdf.Signer{Label: "记录人（签名）：", Name: a.Recorder, Dated: true})
	d.Seal(committeeSeal(a.Sheet, "（人民调解委员会印章）", a.SignedOn), staff...)
}
