package statute

// The rules of the book.
const (
	Acceptance             RuleID = "acceptance"               // 受理审查, 3 working days, ours
	Supplement             RuleID = "supplement"               // 补正材料, 5 working days, ours
	Mediation              RuleID = "mediation"                // 一般一个月内调结, 若干规定 33
	MediationCourt         RuleID = "mediation_court"          // 法院委派, 30 days
	MediationPolice        RuleID = "mediation_police"         // 公安移交, ours, as 33
	MediationHotline       RuleID = "mediation_hotline"        // 12345 转办, ours, as 33
	MediationLabour        RuleID = "mediation_labour"         // 劳动争议, 15 days, 调解仲裁法 14
	EvidenceRequest        RuleID = "evidence_request"         // 请对方提供材料, 7 days, ours
	OfferExpiry            RuleID = "offer_expiry"             // 方案有效期, dated
	PerformanceTerm        RuleID = "performance_term"         // 协议履行期, dated
	InsurerAssessment      RuleID = "insurer_assessment"       // 核定, 30 days, 保险法 23
	InsurerRefusalNotice   RuleID = "insurer_refusal_notice"   // 拒赔通知, 3 days, 保险法 24
	InsurerPayment         RuleID = "insurer_payment"          // 赔付, 10 days, 保险法 23
	JudicialConfirmation   RuleID = "judicial_confirmation"    // 司法确认, 30 days, 人民调解法 33
	Enforcement            RuleID = "enforcement"              // 申请执行, 2 years, 民诉法 250
	FollowUp               RuleID = "follow_up"                // 回访, 7 days, ours
	InsuranceLimitation    RuleID = "insurance_limitation"     // 保险诉讼时效, 2 years, 保险法 26
	GeneralLimitation      RuleID = "general_limitation"       // 一般诉讼时效, 3 years, 民法典 188
	ArbitrationLimitation  RuleID = "arbitration_limitation"   // 仲裁时效, 1 year, 调解仲裁法 27
	TrafficReview          RuleID = "traffic_review"           // 事故认定复核, 3 working days
	WorkInjuryEmployer     RuleID = "work_injury_employer"     // 单位申请工伤认定, 30 days
	WorkInjuryWorker       RuleID = "work_injury_worker"       // 职工申请工伤认定, 1 year
	OccupationalInjuryPlea RuleID = "occupational_injury_plea" // 职业伤害保障本人申请, local
	ByHand                 RuleID = "by_hand"                  // 手工登记的期限, dated, with its source

	AidDecision          RuleID = "aid_decision"          // 法律援助审查决定, 7 days, 法律援助法 43
	AidSupplement        RuleID = "aid_supplement"        // 补充法律援助申请材料, dated by the notice
	AidAppointment       RuleID = "aid_appointment"       // 指派承办单位, 3 days, 法律援助法 43
	AidArrangement       RuleID = "aid_arrangement"       // 安排承办人并告知, 5 days, ours
	AidAgreement         RuleID = "aid_agreement"         // 签订委托协议, 5 days, 程序规定
	AidReplacement       RuleID = "aid_replacement"       // 更换法律援助人员的决定, 5 days, ours
	AidObjectionReview   RuleID = "aid_objection_review"  // 异议审查, 5 days, 法律援助法 49
	AidPapers            RuleID = "aid_papers"            // 提交立卷材料, 30 days, 程序规定
	AidPapersReview      RuleID = "aid_papers_review"     // 审查立卷材料, 30 days, 程序规定
	AdministrativeReview RuleID = "administrative_review" // 行政复议, 60 days, 行政复议法 20
	AdministrativeSuit   RuleID = "administrative_suit"   // 行政诉讼, 6 months, 行政诉讼法 46
)

// RuleIDs lists every rule, in the order of the book.
var RuleIDs = []RuleID{
	Acceptance, Supplement, Mediation, MediationCourt, MediationPolice, MediationHotline, MediationLabour,
	EvidenceRequest, OfferExpiry, PerformanceTerm, InsurerAssessment, InsurerRefusalNotice, InsurerPayment,
	JudicialConfirmation, Enforcement, FollowUp, InsuranceLimitation, GeneralLimitation, ArbitrationLimitation,
	TrafficReview, WorkInjuryEmployer, WorkInjuryWorker, OccupationalInjuryPlea, ByHand,
	AidDecision, AidSupplement, AidAppointment, AidArrangement, AidAgreement, AidReplacement, AidObjectionReview,
	AidPapers, AidPapersReview, AdministrativeReview, AdministrativeSuit,
}
