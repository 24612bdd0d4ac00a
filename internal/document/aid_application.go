package document

import (
	"io"
	"strconv"

	"hejie/internal/document/pdf"
)

// AidPerson is one applicant for legal aid, or their agent's principal. Any field may be empty and prints as a blank.
type AidPerson struct {
	Name, Gender, Born, Ethnicity string // 姓名 性别 出生年月 民族
	IDNumber                      string // 身份证号
	Household                     string // 户籍所在地
	Residence                     string // 住所地（经常居住地）
	Postcode, Phone               string // 邮政编码 联系电话
	Employer                      string // 工作单位
}

// AgencyKind is why somebody acts for an applicant.
type AgencyKind int

// The kinds of agency. The zero value ticks none.
const (
	StatutoryAgent AgencyKind = iota + 1 // 法定代理人
	AppointedAgent                       // 委托代理人
)

// AidAgent acts for an applicant for legal aid.
type AidAgent struct {
	Name     string
	Kind     AgencyKind
	IDNumber string
}

// AidGroup is a group of people whom legal aid counts (人群类别); the list is of local practice.
type AidGroup int

// The groups. None is a condition of aid.
const (
	GroupElder    AidGroup = iota + 1 // 老年人
	GroupMinor                        // 未成年人
	GroupDisabled                     // 残疾人
	GroupWoman                        // 妇女
	GroupMigrant                      // 农民工
	GroupSoldier                      // 军人军属
	GroupGig                          // 新就业形态劳动者
	GroupElse                         // 其他
)

var aidGroups = []string{"老年人", "未成年人", "残疾人", "妇女", "农民工", "军人军属", "新就业形态劳动者", "其他"}

// AidApplication is 法律援助申请表.
type AidApplication struct {
	Sheet
	Number     string      // 编号, as 博援申字[2026]第12号; "" falls back to CaseNumber
	Applicants []AidPerson // none: one blank block
	Agents     []AidAgent  // none: one blank row on a blank form
	Groups     []AidGroup
	Forms      []AidForm // 申请的法律援助形式
	Summary    string    // 案情及申请理由概述
	DeliverTo  string    // 送达地址
	Electronic bool      // 同意电子送达
	SignedOn   string
}

// Title is 法律援助申请表.
func (a AidApplication) Title() string { return "法律援助申请表" }

// Draw writes the form as one PDF.
func (a AidApplication) Draw(w io.Writer) (Result, error) {
	return drawAid(w, a.Sheet, a, aid2013, a.body)
}

// aidPromise is the fixed sentence over the applicant's name.
const aidPromise = "本人承诺以上所填内容和提交的证件、证明均真实。"

func (a AidApplication) body(d *pdf.Document) {
	numberOf(d, a.Sheet, a.Number, "援申字")
	people := a.Applicants
	if len(people) == 0 {
		people = []AidPerson{{}}
	}
	for i, p := range people {
		p.block(d, numberedRole("申请人", i, len(people)))
	}
	a.agents(d)
	d.Space(1)
	d.Checks("人群类别：", ticked(aidGroups, a.Groups...)...)
	d.Checks("申请的法律援助形式：", ticked(aidForms, a.Forms...)...)
	told(d, "案情及申请理由概述：", a.Summary, 12)
	d.Row(pdf.Field{Label: "送达地址：", Value: a.DeliverTo})
	d.Checks("", pdf.Check{Label: "同意以电子方式送达，送达至上列联系电话", On: a.Electronic})
	d.Space(2)
	d.Together(2, 1)
	d.Body(aidPromise)
	a.sign(d, people)
}

// numberedRole is a role with its number where there are several.
func numberedRole(role string, i, of int) string {
	if of > 1 {
		role += strconv.Itoa(i + 1)
	}
	return role
}

func (p AidPerson) block(d *pdf.Document, role string) {
	d.Together(7, 0)
	d.Heading(role)
	d.Row(
		pdf.Field{Label: "姓名", Value: p.Name, Share: 1.5}, pdf.Field{Label: "性别", Value: p.Gender, Share: 0.8},
		pdf.Field{Label: "出生年月", Value: p.Born, Share: 1.5}, pdf.Field{Label: "民族", Value: p.Ethnicity, Share: 0.9},
	)
	d.Row(pdf.Field{Label: "身份证号", Value: p.IDNumber})
	d.Row(pdf.Field{Label: "户籍所在地", Value: p.Household})
	d.Row(pdf.Field{Label: "住所地（经常居住地）", Value: p.Residence})
	d.Row(pdf.Field{Label: "邮政编码", Value: p.Postcode}, pdf.Field{Label: "联系电话", Value: p.Phone, Share: 1.6})
	d.Row(pdf.Field{Label: "工作单位", Value: p.Employer})
}

func (a AidApplication) agents(d *pdf.Document) {
	as := a.Agents
	if len(as) == 0 {
		as = []AidAgent{{}}
	}
	for i, agent := range as {
		d.Together(4, 0)
		d.Heading(numberedRole("代理人", i, len(as)))
		d.Row(pdf.Field{Label: "姓名", Value: agent.Name}, pdf.Field{Label: "身份证号", Value: agent.IDNumber, Share: 1.8})
		d.Checks("", ticked([]string{"法定代理人", "委托代理人"}, agent.Kind)...)
	}
}

func (a AidApplication) sign(d *pdf.Document, people []AidPerson) {
	d.Space(2)
	dated := pdf.Signer{Finger: true, Dated: true, Date: a.SignedOn}
	var names, agents []string
	for _, p := range people {
		names = append(names, p.Name)
	}
	for _, agent := range a.Agents {
		agents = append(agents, agent.Name)
	}
	d.Sign(append(signers("申请人（签字）：", names, 1, dated), signers("代理人（签字）：", agents, 1, dated)...)...)
}
