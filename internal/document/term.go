package document

import (
	"math"
	"strconv"

	"hejie/internal/document/pdf"
)

// terms sets what is to be done, by whom, until when, and the sum of the payments in digits and capitals.
func terms(d *pdf.Document, ts []Term) {
	d.Heading("履行方式、时限：")
	rows := make([][]string, len(ts))
	for i, t := range ts {
		rows[i] = []string{strconv.Itoa(i + 1), t.What, t.between(), t.amount(), t.Due, t.How}
	}
	d.Table([]pdf.Column{
		{Head: "序号", Share: 0.8, Align: pdf.Centre}, {Head: "事项", Share: 1.4}, {Head: "由谁向谁履行", Share: 1.7},
		{Head: "金额", Share: 2}, {Head: "期限", Share: 1.5}, {Head: "方式", Share: 1.9},
	}, rows, 3)
	if sum, ok := total(ts); ok {
		d.Plain(pdf.Span{Text: "以上款项合计：" + Amount(sum) + "（大写：" + CapitalAmount(sum) + "）。"})
	} else if len(ts) == 0 {
		d.Plain(pdf.Span{Text: "以上款项合计：¥"}, pdf.Value("", 8), pdf.Span{Text: "（大写：人民币"}, pdf.Value("", 12), pdf.Span{Text: "）。"})
	}
}

func (t Term) between() string {
	if t.Payer == "" || t.Payee == "" {
		return t.Payer + t.Payee
	}
	return t.Payer + "向" + t.Payee
}

func (t Term) amount() string {
	if t.Fen == 0 {
		return "—"
	}
	return Amount(t.Fen) + "\n" + CapitalAmount(t.Fen)
}

// total is the sum of the payments; false where there are none, or where they pass what an amount can hold.
func total(ts []Term) (sum int64, ok bool) {
	for _, t := range ts {
		if t.Fen > 0 && sum > math.MaxInt64-t.Fen || t.Fen < 0 {
			return 0, false
		}
		sum += t.Fen
	}
	return sum, sum > 0
}
