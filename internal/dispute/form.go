package dispute

import "hejie/internal/statute"

// A form is what a person fills in for an act: the body of the inbox entry, sealed there and opened only by the recording
// transaction, the page of those who may read it, and the documents. Tags: `validate` for the checks, `zh` and `en` for the
// labels that messages use.
type Form any

// Person is who a party is: all that identifies, in one sealed column. 当事人信息
type Person struct {
	Name         string `json:"name" validate:"required,max=200" zh:"姓名或名称" en:"Name"`
	Phone        string `json:"phone,omitempty" validate:"omitempty,phone" zh:"联系电话" en:"Phone"`
	Organisation bool   `json:"organisation,omitempty"`
	Insurer      bool   `json:"insurer,omitempty"`
	Gender       string `json:"gender,omitempty" validate:"max=10" zh:"性别" en:"Gender"`
	Ethnicity    string `json:"ethnicity,omitempty" validate:"max=50" zh:"民族" en:"Ethnicity"`
	Age          int    `json:"age,omitempty" validate:"min=0,max=130" zh:"年龄" en:"Age"`
	Occupation   string `json:"occupation,omitempty" validate:"max=200" zh:"职业或职务" en:"Occupation"`
	Address      string `json:"address,omitempty" validate:"max=500" zh:"单位或住址" en:"Address"`
	IDKind       string `json:"id_kind,omitempty" validate:"omitempty,oneof=resident residence_permit permanent passport other" zh:"证件种类" en:"Kind of ID"`
	IDNumber     string `json:"id_number,omitempty" validate:"omitempty,max=40,identity" zh:"证件号码" en:"ID number"`
	CreditCode   string `json:"credit_code,omitempty" validate:"omitempty,uscc" zh:"统一社会信用代码" en:"Unified social credit code"`
	LegalRep     string `json:"legal_rep,omitempty" validate:"max=200" zh:"法定代表人或负责人" en:"Legal representative"`
	Contact      string `json:"contact,omitempty" validate:"max=200" zh:"联系人" en:"Contact person"`
	Email        string `json:"email,omitempty" validate:"omitempty,email,max=200" zh:"电子邮箱" en:"E-mail"`
}

// Filing is the complaint (人民调解申请): who, what happened in their own words, and who refuses. Identity numbers are
// never asked for here.
type Filing struct {
	Applicant  Person       `json:"applicant" zh:"申请人" en:"Applicant"`
	Against    Person       `json:"against" zh:"被申请人" en:"Respondent"`
	Story      string       `json:"story" validate:"required,max=20000" zh:"事情经过" en:"What happened"`
	Asks       []string     `json:"asks,omitempty" validate:"max=20,dive,max=2000" zh:"请求事项" en:"What is asked"`
	AmountFen  int64        `json:"amount_fen,omitempty" validate:"fen" zh:"金额" en:"Amount"`
	Matter     Matter       `json:"matter,omitempty" validate:"omitempty,matter" zh:"纠纷类型" en:"Matter"`
	Source     Source       `json:"source,omitempty" validate:"omitempty,source" zh:"案件来源" en:"Source"`
	Committee  OrgID        `json:"committee,omitempty" validate:"omitempty,uuid" zh:"调解委员会" en:"Committee"`
	HurtOn     statute.Date `json:"hurt_on,omitzero" zh:"出事日期" en:"Day of the accident"`
	HurtAt     string       `json:"hurt_at,omitempty" validate:"omitempty,clocktime" zh:"出事时间" en:"Time of the accident"`
	RefusedOn  statute.Date `json:"refused_on,omitzero" zh:"拒赔日期" en:"Day of the refusal"`
	Typed      []TypedOrder `json:"typed,omitempty" validate:"max=200,dive" zh:"订单时间" en:"Order times"`
	HappenedOn statute.Date `json:"happened_on,omitzero" zh:"申请日期" en:"Day of filing"` // paper and counter: the day it was handed in
	Channel    Channel      `json:"channel,omitempty" validate:"omitempty,channel" zh:"方式" en:"Channel"`
	Evidence   []EvidenceID `json:"evidence,omitempty" validate:"max=200,dive,uuid" zh:"证据" en:"Evidence"`
}

// TypedOrder is one order's times as read off a screenshot. 手工录入的订单
type TypedOrder struct {
	Order     string `json:"order,omitempty" validate:"max=100" zh:"订单号" en:"Order"`
	Accepted  string `json:"accepted,omitempty" validate:"omitempty,moment" zh:"接单时间" en:"Accepted"`
	Arrived   string `json:"arrived,omitempty" validate:"omitempty,moment" zh:"到店时间" en:"Arrived"`
	PickedUp  string `json:"picked_up,omitempty" validate:"omitempty,moment" zh:"取餐时间" en:"Picked up"`
	Delivered string `json:"delivered,omitempty" validate:"omitempty,moment" zh:"送达时间" en:"Delivered"`
	Cancelled string `json:"cancelled,omitempty" validate:"omitempty,moment" zh:"取消或转单时间" en:"Cancelled"`
}

// Acceptance answers the questions of 受理, one of which is whether court, arbitration or an agency already has it (若干规定 22).
type Acceptance struct {
	Elsewhere string    `json:"elsewhere" validate:"required,oneof=none court arbitration agency" zh:"其他机关是否已受理" en:"Taken elsewhere"`
	Open      bool      `json:"open,omitempty" zh:"公开调解" en:"Open session"`
	Mediator  AccountID `json:"mediator,omitempty" validate:"omitempty,uuid" zh:"调解员" en:"Mediator"`
	Matter    Matter    `json:"matter,omitempty" validate:"omitempty,matter" zh:"纠纷类型" en:"Matter"`
	Text      string    `json:"text,omitempty" validate:"max=5000" zh:"说明" en:"Remarks"`
}

// Opening begins the talks, and says whether they are public (人民调解法 23 (三)): a party may want them so, or not.
type Opening struct {
	Open      bool   `json:"open,omitempty" zh:"公开调解" en:"Open session"`
	Objection string `json:"objection,omitempty" validate:"max=2000" zh:"当事人对公开或者不公开的意见" en:"What a party objects to about that"`
	Code      string `json:"code,omitempty" validate:"omitempty,max=40" zh:"原因" en:"Ground"`
	Text      string `json:"text,omitempty" validate:"max=5000" zh:"说明" en:"Explanation"`
}

// Reason is a form with nothing but why. Declining, withdrawing and ending use it.
type Reason struct {
	Code string `json:"code,omitempty" validate:"omitempty,max=40" zh:"原因" en:"Ground"`
	Text string `json:"text,omitempty" validate:"max=5000" zh:"说明" en:"Explanation"`
}

// Grounds is a reason that must be given in words.
type Grounds struct {
	Code string `json:"code,omitempty" validate:"omitempty,max=40" zh:"原因" en:"Ground"`
	Text string `json:"text" validate:"required,max=5000" zh:"理由" en:"Reason"`
}

// Words is a text, and the files that go with it.
type Words struct {
	Text     string       `json:"text" validate:"required,max=20000" zh:"内容" en:"Text"`
	Audience Side         `json:"audience,omitempty" validate:"omitempty,oneof=applicant respondent committee" zh:"可见范围" en:"Who may read it"`
	Evidence []EvidenceID `json:"evidence,omitempty" validate:"max=200,dive,uuid" zh:"附件" en:"Files"`
}

// InquiryRecord is the 人民调解调查记录.
type InquiryRecord struct {
	Held    string   `json:"held" validate:"required,moment" zh:"时间" en:"When"`
	Place   string   `json:"place" validate:"required,max=500" zh:"地点" en:"Place"`
	Asked   string   `json:"asked" validate:"required,max=200" zh:"被调查人" en:"Who was asked"`
	Present []string `json:"present,omitempty" validate:"max=50,dive,max=200" zh:"参加人" en:"Present"`
	Text    string   `json:"text" validate:"required,max=20000" zh:"记录" en:"Record"`
}

// SessionRecord is the 人民调解记录 of one session, joint or private (caucus) with one side.
type SessionRecord struct {
	Held     string    `json:"held" validate:"required,moment" zh:"时间" en:"When"`
	Place    string    `json:"place" validate:"required,max=500" zh:"地点" en:"Place"`
	Private  Side      `json:"private,omitempty" validate:"omitempty,oneof=applicant respondent" zh:"单独谈话的一方" en:"Caucus with"`
	Attended []PartyID `json:"attended,omitempty" validate:"max=50,dive,uuid" zh:"到场当事人" en:"Parties present"`
	Present  []string  `json:"present,omitempty" validate:"max=50,dive,max=200" zh:"参加人" en:"Others present"`
	Text     string    `json:"text" validate:"required,max=20000" zh:"调解记录" en:"Record"`
	Result   string    `json:"result" validate:"required,oneof=written oral none continue withdrawn" zh:"调解结果" en:"Result"`
	Next     string    `json:"next,omitempty" validate:"omitempty,moment" zh:"下次调解时间" en:"Next session"`
}

// Proposal is an offer of terms, with the day it lapses. 调解方案
type Proposal struct {
	Claims    []ClaimID    `json:"claims,omitempty" validate:"max=50,dive,uuid" zh:"所涉请求" en:"Claims"` // empty: every open one
	AmountFen int64        `json:"amount_fen" validate:"fen" zh:"金额" en:"Amount"`
	Expires   statute.Date `json:"expires,omitzero" zh:"有效期至" en:"Valid until"`
	Private   bool         `json:"private,omitempty" zh:"只告诉调解员" en:"For the mediator only"`
	Answers   ActID        `json:"answers,omitempty" validate:"omitempty,uuid" zh:"回应的方案" en:"In answer to"`
	Text      string       `json:"text,omitempty" validate:"max=5000" zh:"说明" en:"Explanation"`
}

// Answer is a yes or a no to an offer or a request.
type Answer struct {
	To   ActID  `json:"to" validate:"required,uuid" zh:"答复对象" en:"In answer to"`
	Text string `json:"text,omitempty" validate:"max=5000" zh:"说明" en:"Explanation"`
}
