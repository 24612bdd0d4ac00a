package dispute

import "hejie/internal/statute"

// AgreementDraft is the content of the 调解协议 (人民调解法 29): facts, what is agreed, how and by when it is performed, and
// what is left open on purpose.
type AgreementDraft struct {
	Settles  []ClaimID     `json:"settles,omitempty" validate:"max=50,dive,uuid" zh:"已解决的请求" en:"Claims settled"` // empty: every open one
	Reserves []ClaimID     `json:"reserves,omitempty" validate:"max=50,dive,uuid" zh:"保留的请求" en:"Claims reserved"`
	Facts    string        `json:"facts" validate:"required,max=20000" zh:"纠纷主要事实、争议事项" en:"Facts in dispute"`
	Clauses  []string      `json:"clauses,omitempty" validate:"max=50,dive,required,max=2000" zh:"协议内容" en:"Clauses"`
	Terms    []PromiseForm `json:"terms" validate:"required,min=1,max=50,dive" zh:"履行事项" en:"Terms"`
	Reserve  string        `json:"reserve,omitempty" validate:"max=2000" zh:"保留事项" en:"What is kept open"`
	Confirm  bool          `json:"confirm,omitempty" zh:"共同申请司法确认" en:"Joint judicial confirmation"`
	Offer    ActID         `json:"offer,omitempty" validate:"omitempty,uuid" zh:"所依据的方案" en:"From the offer"`
}

// PromiseForm is one term of an agreement: who does what for whom, by a date or on an event.
type PromiseForm struct {
	Payer     PartyID      `json:"payer" validate:"required,uuid" zh:"履行方" en:"Who performs"`
	Payee     PartyID      `json:"payee" validate:"required,uuid" zh:"接受方" en:"To whom"`
	AmountFen int64        `json:"amount_fen,omitempty" validate:"fen" zh:"金额" en:"Amount"`
	Due       statute.Date `json:"due,omitzero" zh:"履行期限" en:"Due"`
	Event     string       `json:"event,omitempty" validate:"max=500" zh:"履行条件" en:"On the event"`
	How       string       `json:"how,omitempty" validate:"max=1000" zh:"履行方式" en:"How"`
}

// Signing is a signature, seal or fingerprint under an agreement. On paper, proof is the photo of the sheet.
type Signing struct {
	Agreement ActID  `json:"agreement" validate:"required,uuid" zh:"协议" en:"Agreement"`
	Method    string `json:"method" validate:"required,oneof=drawn paper fingerprint seal code" zh:"签名方式" en:"How signed"`
	Drawing   string `json:"drawing,omitempty" validate:"max=60000" zh:"手写签名" en:"Drawn signature"` // SVG path data of the strokes
	SHA256    string `json:"sha256,omitempty" validate:"omitempty,len=64,hexadecimal" zh:"文书摘要" en:"Hash of what was signed"`
	Name      string `json:"name,omitempty" validate:"max=200" zh:"签名人" en:"Signed by"`
}

// Extension is both sides' consent to go on past the month of 若干规定 33.
type Extension struct {
	Until     statute.Date `json:"until" validate:"required" zh:"延期至" en:"Until"`
	Consented []PartyID    `json:"consented" validate:"required,min=2,max=50,dive,uuid" zh:"同意的当事人" en:"Who consented"`
	Text      string       `json:"text,omitempty" validate:"max=5000" zh:"说明" en:"Remarks"`
}

// Payment is money received or another term done.
type Payment struct {
	Term      string `json:"term" validate:"required,uuid" zh:"履行事项" en:"Term"`
	AmountFen int64  `json:"amount_fen,omitempty" validate:"fen" zh:"金额" en:"Amount"`
	Text      string `json:"text,omitempty" validate:"max=5000" zh:"说明" en:"Remarks"`
}

// Default is a term not performed.
type Default struct {
	Term string `json:"term" validate:"required,uuid" zh:"履行事项" en:"Term"`
	Text string `json:"text,omitempty" validate:"max=5000" zh:"说明" en:"Remarks"`
}

// Ending ends some or all claims.
type Ending struct {
	Claims []ClaimID `json:"claims,omitempty" validate:"max=50,dive,uuid" zh:"终止的请求" en:"Claims"` // empty: every open one
	Code   string    `json:"code,omitempty" validate:"omitempty,max=40" zh:"原因" en:"Ground"`
	Text   string    `json:"text,omitempty" validate:"max=5000" zh:"说明" en:"Explanation"`
}

// Referral sends claims to another road, with the worker's consent (个人信息保护法 23).
type Referral struct {
	To        string    `json:"to" validate:"required,oneof=court arbitration inspection legal_aid police insurer_ombudsman other" zh:"去向" en:"Where to"`
	Name      string    `json:"name" validate:"required,max=200" zh:"机构" en:"Body"`
	Claims    []ClaimID `json:"claims,omitempty" validate:"max=50,dive,uuid" zh:"移送的请求" en:"Claims"`
	Consented bool      `json:"consented" validate:"required" zh:"当事人同意" en:"Consent"`
	Text      string    `json:"text" validate:"required,max=5000" zh:"理由" en:"Reason"`
}

// Handing gives the case to a mediator.
type Handing struct {
	Mediator AccountID `json:"mediator" validate:"required,uuid" zh:"调解员" en:"Mediator"`
	Text     string    `json:"text,omitempty" validate:"max=5000" zh:"说明" en:"Remarks"`
}

// MediatorChoice is a party's word on who mediates (人民调解法 23 (一)): it accepts the mediator, knowing what was disclosed,
// or wants another one.
type MediatorChoice struct {
	Choice string `json:"choice" validate:"required,oneof=accept other" zh:"选择" en:"Choice"`
	Text   string `json:"text,omitempty" validate:"max=5000" zh:"说明" en:"Remarks"`
}

// RecusalDecision is the head's decision whether the mediator keeps the case. 回避决定
type RecusalDecision struct {
	Result string `json:"result" validate:"required,oneof=kept removed" zh:"决定" en:"Decision"`
	Text   string `json:"text" validate:"required,max=5000" zh:"理由" en:"Reason"`
}

// EvidenceRequest asks a holder for evidence and says with what standing; no threats.
type EvidenceRequest struct {
	Holder   PartyID         `json:"holder,omitempty" validate:"omitempty,uuid" zh:"持有人" en:"Holder"`
	Outside  string          `json:"outside,omitempty" validate:"max=200,required_without=Holder" zh:"案外持有人" en:"Holder outside the case"`
	Standing RequestStanding `json:"standing" validate:"required,oneof=own_copy authorised duty goodwill" zh:"依据" en:"Standing"`
	Text     string          `json:"text" validate:"required,max=5000" zh:"需要的材料" en:"What is asked"`
}

// EvidenceAnswer is the holder's answer.
type EvidenceAnswer struct {
	To       ActID        `json:"to" validate:"required,uuid" zh:"答复对象" en:"In answer to"`
	Result   string       `json:"result" validate:"required,oneof=supplied refused none_held" zh:"答复" en:"Answer"`
	Text     string       `json:"text,omitempty" validate:"max=5000" zh:"说明" en:"Explanation"`
	Evidence []EvidenceID `json:"evidence,omitempty" validate:"max=200,dive,uuid" zh:"附件" en:"Files"`
}

// EvidenceNote says what handed-in files are and what they are to prove.
type EvidenceNote struct {
	Evidence []EvidenceID `json:"evidence" validate:"required,min=1,max=200,dive,uuid" zh:"证据" en:"Files"`
	Kind     string       `json:"kind,omitempty" validate:"omitempty,oneof=photo orders track online policy medical identity refusal payment signed other" zh:"证据种类" en:"Kind"`
	Proves   string       `json:"proves,omitempty" validate:"max=2000" zh:"证明内容" en:"What it proves"`
}

// EvidenceShare shows files of one side to the other, or the report of one route analysis, which is the mediator's to decide
// and, for what tells of a body or of where somebody was, the worker's to allow (个人信息保护法 23, 29).
type EvidenceShare struct {
	Evidence []EvidenceID `json:"evidence,omitempty" validate:"required_without=Analysis,omitempty,min=1,max=200,dive,uuid" zh:"证据" en:"Files"`
	Analysis ActID        `json:"analysis,omitempty" validate:"omitempty,uuid" zh:"路线分析" en:"Route analysis"`
	Text     string       `json:"text,omitempty" validate:"max=2000" zh:"说明" en:"Remarks"`
}

// PartyForm brings a party or an agent into the case.
type PartyForm struct {
	Person    Person    `json:"person" zh:"当事人" en:"Party"`
	Side      Side      `json:"side" validate:"required,oneof=applicant respondent third" zh:"诉讼地位" en:"Side"`
	For       PartyID   `json:"for,omitempty" validate:"omitempty,uuid" zh:"被代理人" en:"Acts for"`
	Authority Authority `json:"authority,omitempty" validate:"omitempty,oneof=general special" zh:"代理权限" en:"Authority"`
	Replaces  PartyID   `json:"replaces,omitempty" validate:"omitempty,uuid" zh:"替换的当事人" en:"Replaces"`
	Text      string    `json:"text,omitempty" validate:"max=2000" zh:"说明" en:"Remarks"`
}

// ClaimForm is one more right against one respondent: of the worker, or of the other side against them (反请求). Whose it is
// says the act. 新增请求
type ClaimForm struct {
	Against   PartyID `json:"against" validate:"required,uuid" zh:"被请求人" en:"Against"`
	Matter    Matter  `json:"matter" validate:"required,matter" zh:"纠纷类型" en:"Matter"`
	AmountFen int64   `json:"amount_fen,omitempty" validate:"fen" zh:"金额" en:"Amount"`
	Text      string  `json:"text" validate:"required,max=5000" zh:"请求和理由" en:"What is asked, and why"`
}

// Correction puts a wrong fact right, with a reason; what was handed in stays as it was.
type Correction struct {
	Party  PartyID `json:"party,omitempty" validate:"omitempty,uuid" zh:"当事人" en:"Party"`
	Person *Person `json:"person,omitempty" zh:"更正后的信息" en:"Corrected details"`
	Act    ActID   `json:"act,omitempty" validate:"omitempty,uuid" zh:"更正的记录" en:"Record corrected"`
	Text   string  `json:"text" validate:"required,max=5000" zh:"更正内容和理由" en:"Correction and reason"`
}

// CaseLink ties this case to another of the same committee. 关联案件
type CaseLink struct {
	Case CaseID `json:"case" validate:"required,uuid" zh:"关联案件" en:"Case"`
	Text string `json:"text,omitempty" validate:"max=2000" zh:"说明" en:"Remarks"`
}

// HandClock is a dated clock entered by hand, with its source.
type HandClock struct {
	Due  statute.Date `json:"due" validate:"required" zh:"期限" en:"Due"`
	Text string       `json:"text" validate:"required,max=2000" zh:"来源与说明" en:"Source"`
}

// ClockStop takes back a clock entered by hand.
type ClockStop struct {
	Clock ClockID `json:"clock" validate:"required,uuid" zh:"期限" en:"Clock"`
	Text  string  `json:"text" validate:"required,max=2000" zh:"理由" en:"Reason"`
}

// Visit is the 人民调解回访记录.
type Visit struct {
	Performed string `json:"performed" validate:"required,oneof=full part none" zh:"履行情况" en:"Performance"`
	Content   bool   `json:"content,omitempty" zh:"满意" en:"Content"`
	Text      string `json:"text" validate:"required,max=5000" zh:"回访情况" en:"What was found"`
}

// Confirmed is the outcome of judicial confirmation. 司法确认
type Confirmed struct {
	Result string `json:"result" validate:"required,oneof=applied confirmed rejected lapsed" zh:"结果" en:"Result"`
	Number string `json:"number,omitempty" validate:"max=100" zh:"案号" en:"Court number"`
	Text   string `json:"text,omitempty" validate:"max=2000" zh:"说明" en:"Remarks"`
}

// Nothing is the form of an act that needs no words.
type Nothing struct{}
