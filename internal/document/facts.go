package document

import (
	"time"

	"hejie/internal/routelog"
)

// Sheet is what every form carries beside its own facts.
type Sheet struct {
	// Committee is whose paper it is, in full: the 人民调解委员会, or of legal aid the 法律援助机构 or the 司法行政部门; printed above
	// the title and beside the seal; "" leaves a line.
	Committee  string
	CaseNumber string // 卷号 or 编号, as （2026）惠博调字第1号; "" prints the pattern with room to write
	QR         string // what the QR code says, so that a photo of the signed sheet files itself; "" prints none
	QRText     string // the short text under the code, for people who type it
	// Made is written into the file as its date of creation (never on the paper); the zero value is a fixed day. Give the
	// day of the fact, not the time of drawing, and the same facts give the same bytes.
	Made time.Time
}

// PartyKind says whether a party is a person or an organisation; it chooses the rows of its block.
type PartyKind string

// The two kinds of party. The zero value prints as a person.
const (
	Person       PartyKind = "person"       // 自然人
	Organisation PartyKind = "organisation" // 法人或者非法人组织
)

// Party is the block of one party (当事人信息块). Any field may be empty and then prints as a blank to write in.
type Party struct {
	Role string // 申请人, 被申请人, 当事人; the form puts its own where empty
	Kind PartyKind
	Name string // 姓名 or 名称

	Gender, Ethnicity, Age, Occupation string // 性别 民族 年龄 职业或职务 (a person)
	IDNumber                           string // 身份证号码: no row at all where empty, for the national form has none

	Representative, RepresentativeTitle, CreditCode string // 法定代表人/负责人, 职务, 统一社会信用代码 (an organisation)

	Contact, Address string // 联系方式; 单位或住址, or 住所
	Agents           []Agent
}

// Agent acts for a party (委托代理人).
type Agent struct {
	Name      string
	Relation  string // 与当事人关系或者身份, as 配偶, 律师, 理赔专员
	Contact   string
	Authority string // 一般授权, or 特别授权 with the powers listed
}

// Application is 人民调解申请书 (D1).
type Application struct {
	Sheet
	Applicants  []Party  // none: one blank block
	Respondents []Party  // none: one blank block
	Summary     string   // 纠纷简要情况
	Requests    []string // 当事人申请事项; none: three numbered blanks
	SignedOn    string   // date as DateZH gives it; "" prints 年 月 日
}

// Source is where a case came from (案件来源), by the numbers of the register.
type Source int

// The sources of the acceptance register. The first two are the national form's, the others are usual local additions.
const (
	SourceUnknown     Source = iota // nothing is ticked
	SourceApplication               // ①当事人申请
	SourceCommittee                 // ②人民调解委员会主动调解
	SourcePolice                    // ③公安移交
	SourceCourt                     // ④法院委托、委派
	SourcePetition                  // ⑤信访转入
	SourceHotline                   // ⑥12345、12348转办
	SourceAgency                    // ⑦行政机关移送
)

// AcceptanceRegister is 人民调解受理登记表 (D2).
type AcceptanceRegister struct {
	Sheet
	AcceptedOn string   // date as DateZH gives it
	Parties    []string // names, in the order of the lead sentence; none: two blanks
	Type       string   // 纠纷类型
	Source     Source
	Summary    string // 纠纷简要情况
	Registrar  string // 登记人, printed beside the line to sign on
	Note       string // 备注, printed after the fixed one
}

// ReceiptClaim is one claim handed in, against one respondent.
type ReceiptClaim struct {
	Respondent string
	What       string
}

// IntakeReceipt is 受理回执: what was handed in, by whom, against whom, when — received, not yet accepted. It proves the
// day from which limitation is interrupted, for the claims and respondents it names and no others.
type IntakeReceipt struct {
	Sheet
	Number      string // receipt number
	ReceivedAt  string // to the minute, as TimeZH gives it
	Applicants  []string
	Respondents []string
	Claims      []ReceiptClaim
	Channel     string   // 提交方式, as 网上, 窗口, 电话, 书面
	Attachments []string // what came with it
	EntryHash   string   // SHA-256 of the entry as stored, lower-case hex
	Signature   string   // Ed25519 over the receipt, base64 or hex
	KeyID       string   // which key signed
	Track       string   // where to follow the case, as an address to type
	Contact     string   // the committee's telephone and address
	Doubt       string   // that a limitation may be disputed, and who advises; usually empty
	DoubtEN     string   // the same in English
}

// RightsNotice is 人民调解当事人权利义务告知书 (D3).
type RightsNotice struct {
	Sheet
	Parties []string // names; none: two blank places to sign
	// Labour adds the paragraph on labour disputes (劳动争议调解仲裁法 5 and 14).
	Labour     bool
	InformedOn string
}

// Said is one passage of a record: who spoke and what was said. An empty Who prints the text alone.
type Said struct {
	Who  string
	What string
}

// Outcome is the 调解结果 of a session.
type Outcome string

// The outcomes of a session. The zero value ticks none.
const (
	OutcomeWritten   Outcome = "written"   // 达成书面协议
	OutcomeOral      Outcome = "oral"      // 达成口头协议
	OutcomeNone      Outcome = "none"      // 未达成协议，终止调解
	OutcomeContinue  Outcome = "continue"  // 继续调解
	OutcomeWithdrawn Outcome = "withdrawn" // 当事人撤回
)

// MediationRecord is 人民调解记录 (D6), one session.
type MediationRecord struct {
	Sheet
	Session   int    // 第几次; 0 prints a blank
	Time      string // 时间
	Place     string // 地点
	Parties   []string
	Others    []string // 参加人: those invited, neither mediators nor the recorder
	Record    []Said   // 调解记录; none: ruled lines
	Outcome   Outcome
	Result    string // 调解结果 in words
	NextTime  string // the next session, printed with OutcomeContinue
	Mediators []string
	Recorder  string
	SignedOn  string
}

// Term is one performance promised: a payment, or another act where Fen is 0.
type Term struct {
	What  string // what is owed, as 保险金, 医疗费
	Payer string
	Payee string
	Fen   int64  // amount in fen; 0 where it is no payment
	Due   string // a date, or the event it waits for
	How   string // 履行方式, as 银行转账 with payee, bank and account
}

// Agreement is 人民调解协议书 (D7, 人民调解法 29).
type Agreement struct {
	Sheet
	Number         string // 编号, top right; "" falls back to CaseNumber
	Parties        []Party
	Facts          string   // 纠纷主要事实、争议事项
	Responsibility string   // 各方当事人的责任 (人民调解法 29(2)); "" prints no row when other facts are given
	Clauses        []string // what is agreed, in order; the payments follow from Terms
	Terms          []Term   // printed as a table under 履行方式、时限, with the total in digits and capitals
	Reserved       []string // what this agreement does not settle, as 后续治疗费, 二次手术费, 伤残等级未定
	Default        string   // 违约责任; "" prints no clause
	// Court is the court the parties agree to ask jointly for judicial confirmation within thirty days; "" prints the
	// clause with a blank only on a blank form, and otherwise no clause: it takes both parties' will.
	Court     string
	Copies    int // 份数; 0: parties + 1, a blank on a blank form
	Mediators []string
	Recorder  string
	SignedOn  string
	Signed    []Signature // on the signed copy, in the order of Parties; none: places to sign
	Mediated  string      // the day the mediator signed, on the signed copy
}

// Signature is how one party signed, on a signed copy: the strokes of a signature drawn on a screen, SVG path data of moves, lines
// and curves; none where it was given otherwise, and stands on another sheet. On is its day.
type Signature struct{ Strokes, On string }

// OralAgreementRegister is 人民调解口头协议登记表 (D8). An oral agreement binds from the moment it is reached (人民调解法 30);
// it is not for labour matters (劳动争议调解仲裁法 14).
type OralAgreementRegister struct {
	Sheet
	Parties   []Party
	Place     string
	Facts     string
	Clauses   []string
	Terms     []Term
	Performed string // 协议履行情况
	Mediators []string
	ReachedOn string
}

// Road is another way to go when mediation ends or is not open: where, within which limit, on what ground.
type Road struct {
	Name     string // 劳动仲裁, 提起诉讼, 金融消费投诉, 法律援助
	Where    string // which body, how to reach it
	Due      string // last day as a date; "" prints 无固定期限 where Days is "" too
	Days     string // days left on the day of the notice, as 还剩 31 天
	Basis    string // the article; "" for product and local rules
	Reminder string // a caution, as the earlier of two readings
}

// EndingClaim is one claim that mediation ends for, with its own roads.
type EndingClaim struct {
	Respondent string
	What       string
	Roads      []Road
}

// Ending is 终止调解告知书 (D15, 人民调解法 26).
type Ending struct {
	Sheet
	Parties    []string
	AcceptedOn string
	EndedOn    string
	Reason     string        // 终止原因
	Claims     []EndingClaim // none: a blank table
	Ways       []string      // other roads in words, on a copy that names no days; the tables are left out then
	Signers    []string      // who signs for this copy; none: all parties
	Contact    string        // the committee's telephone and address
}

// FollowUp is 人民调解回访记录 (D9).
type FollowUp struct {
	Sheet
	Parties         []string
	AgreementNumber string // 调解协议编号
	Subject         string // 回访事由: the name of the dispute
	VisitedAt       string // 回访时间
	Manner          string // 回访方式
	Performance     string // 履行情况
	Satisfaction    string // 满意程度
	Suits           string // 起诉与判决结果
	Risks           string // 有无激化隐患及措施
	Visitor         string // 回访人
	SignedOn        string
}

// Declined is 不予受理告知书: why the committee does not take the matter up, and where to go (人民调解工作若干规定 22).
type Declined struct {
	Sheet
	Applicants  []string
	Respondents []string
	AppliedOn   string
	Matter      string // the dispute as applied for
	Reason      string
	Basis       string // the article the reason rests on; "" prints none
	Roads       []Road
	DecidedOn   string
	Contact     string
}

// ClockRow is one clock the evidence was read by, in words.
type ClockRow struct {
	Source    string // what it is: the incident, or which file
	Zone      string // 时区, and whether it was stated
	Precision string // 精度
	Tolerance string // 误差, as stated
	Offset    string // 与订单时钟相差, as measured
}

// TimeFact says whether the incident lies within a span of time as policies usually put it; it reads no policy.
type TimeFact struct {
	Span   string // which stretch of time
	Answer string // 是, 否, 无法判断
}

// RouteStatement is a sentence of the report with the number it is cited by.
type RouteStatement struct {
	Number int
	Text   string
}

// RouteThreshold is a figure of the rules.
type RouteThreshold struct {
	Name    string // as policy files spell it
	Meaning string
	Value   string // marked where it differs from the default
	Default string
}

// RouteAlternative is the finding under another assumption.
type RouteAlternative struct {
	With    string
	Finding string
	Because string // what decides it there; "" leaves it out
}

// RouteFile is one file a route report rests on.
type RouteFile struct {
	Name   string
	Kind   string // 订单, 轨迹, 在线记录
	SHA256 string
}

// RouteReport is 配送路线分析报告: facts first, then the finding with what speaks for and against it, the picture, the
// clocks, and how it was made. It neither reads the contract nor accuses anyone. TellRoute, TellRouteWithin and
// UnreadRoute fill what follows from an analysis; the rest is its maker's to fill.
type RouteReport struct {
	Sheet
	Rider  string
	MadeOn string
	// MadeBy says what made the report where no committee did; it then stands at the head, and Rider and MadeOn do not.
	MadeBy   string
	Incident string   // the incident's time, as an interval where it is coarse
	Extract  string   // to which stretch the report is cut for its reader; "" where it is whole
	Failure  []string // why nothing could be found, and where; then there is nothing else but the files

	Facts, Because, Against, Lacking, Limits []RouteStatement // numbered through all five

	Finding string // in one plain sentence

	// Wording is the clause of the policy as it is written, and WordingSource the paper it was copied from, "" where nobody
	// says; both are the maker's to fill. TimeFacts are printed beside a wording alone.
	Wording, WordingSource string
	TimeFacts              []TimeFact

	Picture      *routelog.Picture
	Clocks       []ClockRow
	Method       []string // how it was reckoned
	Quality      []string // what was read, used and left out, and why
	Thresholds   []RouteThreshold
	Alternatives []RouteAlternative
	Files        []RouteFile
	Analyser     string // name and version
	Policy       string // name of the policy
}
