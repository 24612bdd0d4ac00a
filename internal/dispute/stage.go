package dispute

import (
	"slices"

	"hejie/internal/fault"
)

// Stage is where a case stands. 阶段
type Stage string

// The stages of a people's mediation, in the order of the story; the last five are final.
const (
	Filed      Stage = "filed"      // 已收到，尚未受理: on record, waiting for acceptance
	Inquiry    Stage = "inquiry"    // 调查取证: accepted, facts and evidence gathered
	Mediation  Stage = "mediation"  // 调解: sessions, offers, agreement
	Performing Stage = "performing" // 履行: an effective agreement is carried out
	Closed     Stage = "closed"     // 结案: fully performed
	Declined   Stage = "declined"   // 不予受理
	Withdrawn  Stage = "withdrawn"  // 撤回
	Ended      Stage = "ended"      // 终止调解: without agreement
	Referred   Stage = "referred"   // 移送
)

// Stages lists every stage in order.
var Stages = []Stage{Filed, Inquiry, Mediation, Performing, Closed, Declined, Withdrawn, Ended, Referred}

var (
	open     = []Stage{Filed, Inquiry, Mediation, Performing}
	talking  = []Stage{Inquiry, Mediation}
	unsigned = []Stage{Filed, Inquiry, Mediation}
	final    = []Stage{Closed, Declined, Withdrawn, Ended, Referred}
)

// Final says whether the story is told. A final case still takes the acts that its table names (a follow-up visit, a
// correction, reopening).
func (s Stage) Final() bool { return slices.Contains(final, s) }

// Valid says whether s is a stage.
func (s Stage) Valid() bool { return slices.Contains(Stages, s) }

var stageNames = map[Stage]fault.Text{
	Filed:      {ZH: "已收到，尚未受理", EN: "Received, not yet accepted"},
	Inquiry:    {ZH: "已受理，调查取证中", EN: "Accepted, gathering facts"},
	Mediation:  {ZH: "调解中", EN: "In mediation"},
	Performing: {ZH: "已达成协议，履行中", EN: "Agreed, being performed"},
	Closed:     {ZH: "已履行完毕，结案", EN: "Performed and closed"},
	Declined:   {ZH: "不予受理", EN: "Not accepted"},
	Withdrawn:  {ZH: "已撤回", EN: "Withdrawn"},
	Ended:      {ZH: "未达成协议，终止调解", EN: "Ended without agreement"},
	Referred:   {ZH: "已移送其他机构", EN: "Referred elsewhere"},
}

// Name is the stage as a person reads it.
func (s Stage) Name() fault.Text { return stageNames[s] }

// Kind is the sort of file.
type Kind string

// The kinds of file; legal aid follows its own life.
const (
	Dispute  Kind = "dispute"   // 人民调解
	LegalAid Kind = "legal_aid" // 法律援助
)

// Matter is what the dispute is about; it chooses questions, clocks, forms and roads. 事由
type Matter string

// The matters. Only the insurance claim is complete in this version; the others are taken and worked as `other`.
const (
	InsuranceClaim Matter = "insurance_claim" // 保险理赔
	Pay            Matter = "pay"             // 劳动报酬
	Account        Matter = "account"         // 账号封停与处罚
	Injury         Matter = "injury"          // 工伤与职业伤害
	ThirdParty     Matter = "third_party"     // 第三者责任
	Deposit        Matter = "deposit"         // 押金
	Other          Matter = "other"           // 其他
)

// Matters lists every matter.
var Matters = []Matter{InsuranceClaim, Pay, Account, Injury, ThirdParty, Deposit, Other}

// Labour says whether the law wants the agreement in writing (调解仲裁法 14: 应当制作调解协议书), so that an oral one is
// not offered.
func (m Matter) Labour() bool { return m == Pay || m == Injury || m == Deposit || m == Account }

var matterNames = map[Matter]fault.Text{
	InsuranceClaim: {ZH: "保险理赔纠纷", EN: "Insurance claim"},
	Pay:            {ZH: "劳动报酬纠纷", EN: "Pay"},
	Account:        {ZH: "账号处罚纠纷", EN: "Account penalty"},
	Injury:         {ZH: "职业伤害纠纷", EN: "Work injury"},
	ThirdParty:     {ZH: "第三者责任纠纷", EN: "Third-party liability"},
	Deposit:        {ZH: "押金纠纷", EN: "Deposit"},
	Other:          {ZH: "其他纠纷", EN: "Other"},
}

// Name is the matter as a person reads it.
func (m Matter) Name() fault.Text { return matterNames[m] }

// Source is how a case came in; it picks the mediation clock. 案件来源
type Source string

// The sources of intake.
const (
	ByWorker    Source = "worker"    // 当事人申请
	ByHelper    Source = "helper"    // 驿站代办
	OnPaper     Source = "paper"     // 书面申请
	Oral        Source = "oral"      // 口头申请
	ByCommittee Source = "committee" // 主动调解
	ByPolice    Source = "police"    // 公安移交
	ByCourt     Source = "court"     // 法院委派
	ByHotline   Source = "hotline"   // 12345 转办
)

// Sources lists every source of intake.
var Sources = []Source{ByWorker, ByHelper, OnPaper, Oral, ByCommittee, ByPolice, ByCourt, ByHotline}
