package document

import (
	"strings"

	"hejie/internal/document/pdf"
)

// generalHint closes every notice that names other roads.
const generalHint = "以上为一般提示，具体以当地规定和法律援助律师意见为准。"

// roads sets the other ways to go with the last day of each and the days left; blank rows without any.
func roads(d *pdf.Document, rs []Road) {
	rows := make([][]string, len(rs))
	for i, r := range rs {
		rows[i] = []string{r.Name, r.Where, r.limit(), joined("\n", r.Basis, r.Reminder)}
	}
	d.Table([]pdf.Column{
		{Head: "途径", Share: 1.1}, {Head: "向谁提出", Share: 1.6}, {Head: "最后一日", Share: 1.3}, {Head: "依据和提示", Share: 2},
	}, rows, 3)
}

func (r Road) limit() string {
	if r.Due == "" && r.Days == "" {
		return "无固定期限"
	}
	return joined("\n", r.Due, r.Days)
}

// joined joins the texts that are not empty.
func joined(sep string, texts ...string) string {
	var kept []string
	for _, t := range texts {
		if t != "" {
			kept = append(kept, t)
		}
	}
	return strings.Join(kept, sep)
}
