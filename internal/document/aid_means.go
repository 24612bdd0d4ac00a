package document

import (
	"io"

	"hejie/internal/document/pdf"
)

// HouseholdMember is one person of the applicant's household.
type HouseholdMember struct {
	Name, Relation, Work string // 姓名 与申请人关系 职业或者就学情况
	MonthlyIncome        string // 月收入, with its unit
}

// MeansExemption (免予核查经济困难状况) is one of the grounds of 法律援助法 42, by its number; 0 ticks none.
type MeansExemption int

// meansExemptions are the grounds in the law's words.
var meansExemptions = []string{
	"（一）无固定生活来源的未成年人、老年人、残疾人等特定群体；", "（二）社会救助、司法救助或者优抚对象；",
	"（三）申请支付劳动报酬或者请求工伤事故人身损害赔偿的进城务工人员；", "（四）法律、法规、规章规定的其他人员。",
}

// MeansStatement is 经济困难状况说明表, with the applicant's promise (法律援助法 41, 42).
type MeansStatement struct {
	Sheet
	Applicant string // 申请人
	IDNumber  string
	Exemption MeansExemption
	Proof     string            // 证明材料 of the exemption
	Household string            // 家庭人口
	Members   []HouseholdMember // 家庭成员
	Monthly   string            // 家庭月收入
	Yearly    string            // 家庭年收入
	Spending  string            // 主要支出
	Home      string            // 房产
	Vehicles  string            // 车辆
	Savings   string            // 存款
	Cause     string            // 致困原因
	SignedOn  string
}

// Title is 经济困难状况说明表.
func (m MeansStatement) Title() string { return "经济困难状况说明表" }

// Draw writes the form as one PDF.
func (m MeansStatement) Draw(w io.Writer) (Result, error) {
	return drawAid(w, m.Sheet, m, aidOwn, m.body)
}

// meansCheck is the applicant's word that the statement may be checked (法律援助法 41).
const meansCheck = "本人如实说明经济困难状况，同意法律援助机构通过信息共享查询等方式核查。"

func (m MeansStatement) body(d *pdf.Document) {
	numberOf(d, m.Sheet, "", "")
	d.Row(pdf.Field{Label: "申请人：", Value: m.Applicant}, pdf.Field{Label: "身份证号：", Value: m.IDNumber, Share: 1.4})
	d.Heading("有下列情形之一并有材料证明的，免予核查经济困难状况（" + aidLaw + "第四十二条）：")
	oneEach(d, ticked(meansExemptions, m.Exemption))
	d.Row(pdf.Field{Label: "证明材料：", Value: m.Proof})
	d.Heading("家庭经济状况（免予核查的，不必填写）")
	d.Row(pdf.Field{Label: "家庭人口：", Value: m.Household}, pdf.Field{Label: "家庭月收入：", Value: m.Monthly},
		pdf.Field{Label: "家庭年收入：", Value: m.Yearly})
	m.members(d)
	d.Row(pdf.Field{Label: "主要支出：", Value: m.Spending})
	d.Row(pdf.Field{Label: "房产：", Value: m.Home}, pdf.Field{Label: "车辆：", Value: m.Vehicles}, pdf.Field{Label: "存款：", Value: m.Savings})
	told(d, "致困原因：", m.Cause, 2)
	d.Together(2, 1)
	d.Flow(pdf.Span{Text: "个人诚信承诺：", Style: pdf.Strong}, pdf.Span{Text: aidPromise + meansCheck})
	d.Sign(pdf.Signer{Label: "申请人（签名）：", Name: m.Applicant, Finger: true, Dated: true, Date: m.SignedOn})
}

func (m MeansStatement) members(d *pdf.Document) {
	rows := make([][]string, len(m.Members))
	for i, p := range m.Members {
		rows[i] = []string{p.Name, p.Relation, p.Work, p.MonthlyIncome}
	}
	d.Table([]pdf.Column{
		{Head: "家庭成员姓名", Share: 1.2}, {Head: "与申请人关系"}, {Head: "职业或者就学情况", Share: 1.5}, {Head: "月收入"},
	}, rows, 2)
}
