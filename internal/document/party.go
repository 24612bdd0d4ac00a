package document

import (
	"strconv"

	"hejie/internal/document/pdf"
)

// parties sets a block for every party of one role; without parties it sets a blank one.
func parties(d *pdf.Document, role string, ps []Party) {
	if len(ps) == 0 {
		ps = []Party{{}}
	}
	for i, p := range ps {
		heading := or(p.Role, role)
		if len(ps) > 1 {
			heading += strconv.Itoa(i + 1)
		}
		d.Heading(heading)
		if p.Kind == Organisation {
			organisation(d, p)
		} else {
			person(d, p)
		}
		agents(d, p.Agents)
	}
}

// person sets 姓名 性别 民族 年龄 / 职业或职务 联系方式 / 单位或住址, and 身份证号码 only where it was given.
func person(d *pdf.Document, p Party) {
	d.Row(
		pdf.Field{Label: "姓名", Value: p.Name, Share: 1.9}, pdf.Field{Label: "性别", Value: p.Gender, Share: 0.9},
		pdf.Field{Label: "民族", Value: p.Ethnicity}, pdf.Field{Label: "年龄", Value: p.Age},
	)
	d.Row(pdf.Field{Label: "职业或职务", Value: p.Occupation}, pdf.Field{Label: "联系方式", Value: p.Contact})
	if p.IDNumber != "" {
		d.Row(pdf.Field{Label: "身份证号码", Value: p.IDNumber})
	}
	d.Row(pdf.Field{Label: "单位或住址", Value: p.Address})
}

func organisation(d *pdf.Document, p Party) {
	d.Row(pdf.Field{Label: "名称", Value: p.Name})
	d.Row(
		pdf.Field{Label: "法定代表人或负责人", Value: p.Representative, Share: 1.5},
		pdf.Field{Label: "职务", Value: p.RepresentativeTitle},
	)
	d.Row(
		pdf.Field{Label: "统一社会信用代码", Value: p.CreditCode, Share: 1.5},
		pdf.Field{Label: "联系方式", Value: p.Contact},
	)
	d.Row(pdf.Field{Label: "住所", Value: p.Address})
}

func agents(d *pdf.Document, as []Agent) {
	for _, a := range as {
		d.Row(
			pdf.Field{Label: "委托代理人", Value: a.Name, Share: 1.2}, pdf.Field{Label: "与当事人关系", Value: a.Relation, Share: 1.2},
			pdf.Field{Label: "联系方式", Value: a.Contact, Share: 1.4},
		)
		d.Row(pdf.Field{Label: "代理权限", Value: a.Authority})
	}
}

// names are the parties' names, for the places to sign.
func names(ps ...[]Party) (out []string) {
	for _, list := range ps {
		for _, p := range list {
			out = append(out, p.Name)
		}
	}
	return out
}
