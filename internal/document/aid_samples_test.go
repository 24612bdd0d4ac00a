package document

import "hejie/internal/statute"

// The people, offices and sums of the samples are invented.
var (
	aidSheet = Sheet{
		Committee: "博罗县法律援助处", CaseNumber: "博援（2026）第12号", QR: sampleSheet.QR, QRText: sampleSheet.QRText, Made: sampleSheet.Made,
	}
	bureauSheet = Sheet{Committee: "博罗县司法局", CaseNumber: "博司援异（2026）第3号", Made: sampleSheet.Made}
	aidMatter   = "意外伤害保险金和配送费"
	aidPeople   = []string{"㼆玥"}
	aidFirm     = "广东惠川律师事务所"
)

var aidSamples = []Form{
	AidApplication{
		Sheet: aidSheet, Number: "博援申字[2026]第12号",
		Applicants: []AidPerson{{
			Name: "㼆玥", Gender: "男", Born: "1996年4月", Ethnicity: "汉族", IDNumber: "110101190001010014", Household: "广西玉林市博白县龙潭镇白树村5组",
			Residence: "广东省惠州市博罗县园洲镇新城路18号302房", Postcode: "516123", Phone: "13800138000", Employer: "惠州市快达配送服务有限公司园洲站",
		}},
		Agents: []AidAgent{{Name: "瞾小燕", Kind: AppointedAgent, IDNumber: "110101190001010022"}},
		Groups: []AidGroup{GroupMigrant, GroupGig}, Forms: []AidForm{AidLabourDispute, AidLitigation},
		Summary: sampleSummary, DeliverTo: "博罗县园洲镇新城路18号302房", Electronic: true, SignedOn: "2026年3月2日",
	},
	MeansStatement{
		Sheet: aidSheet, Applicant: "㼆玥", IDNumber: "110101190001010014", Exemption: 3, Proof: "户口簿、配送服务合同", Household: "4人",
		Members: []HouseholdMember{{"瞾小燕", "配偶", "待业", "无"}, {"㼆小宝", "儿子", "小学三年级", "无"}, {"㼆德富", "父亲", "务农", "约900元"}},
		Monthly: "约4,900元", Yearly: "约58,000元", Spending: "房租1,100元，儿子上学、父亲吃药每月约1,500元", Home: "老家自建房一处", Vehicles: "电动自行车一辆",
		Savings: "约3,000元", Cause: "右手掌骨骨折，两个月没有收入。", SignedOn: "2026年3月2日",
	},
	AidSupplement{
		Sheet: aidSheet, Number: "博援补字[2026]第4号", Applicants: aidPeople, AppliedOn: "2026年3月2日", Matter: aidMatter,
		Papers: []string{"保险单或者投保扣费记录；", "拒赔通知。"}, Explain: "配送服务合同是和哪家公司签的。", Until: "2026年3月9日",
		Where: "园洲镇政务服务中心3号窗口", Contact: "0752-7654300", NotifiedOn: "2026年3月4日",
	},
	AidApproval{
		Sheet: aidSheet, Number: "博援申字[2026]第12号", Applicants: aidPeople, Matter: aidMatter, AppliedOn: "2026年3月2日",
		Examination: "材料齐全，属于免予核查经济困难状况的人员。", Examiner: "黎志强", ExaminedOn: "2026年3月6日", Decision: "同意。",
		Result: AidGivenFirst, Ground: "请求支付劳动报酬，属于第三十一条第五项；保险金请求与同一事故有关，一并办理。", First: statute.AidFirstPeriod,
		Forms: []AidForm{AidLitigation}, Firm: aidFirm, Head: "罗永康", DecidedOn: "2026年3月7日",
	},
	AidGrant{
		Sheet: aidSheet, Number: "博援决字[2026]第9号", Recipients: aidPeople, AppliedOn: "2026年3月2日", Matter: aidMatter,
		Forms: []AidForm{AidLitigation, AidLabourDispute}, Ground: "第三十一条第五项、第四十二条第三项。", Contact: "0752-7654300", DecidedOn: "2026年3月7日",
	},
	AidRefusal{
		Sheet: aidSheet, Number: "博援决字[2026]第10号", Applicants: aidPeople, AppliedOn: "2026年3月2日", Matter: "电动自行车买卖合同",
		Reason: "申请事项不属于法律援助的范围。", Basis: "《中华人民共和国法律援助法》第三十一条", Bureau: "博罗县司法局", Contact: "0752-7654300", DecidedOn: "2026年3月7日",
	},
	ObjectionDecision{
		Sheet: bureauSheet, Number: "博司援异（2026）第3号", Objectors: aidPeople, Centre: "博罗县法律援助处", Decision: "博援决字[2026]第10号不予法律援助决定",
		ObjectedOn: "2026年3月10日", ReceivedOn: "2026年3月11日", Grounds: "车是送餐用的，合同纠纷与配送有关。", Findings: "申请事项是买卖合同纠纷，不属于法律规定的范围。",
		Result: ObjectionUpheld, Roads: []Road{{Name: "行政复议", Where: "博罗县人民政府", Due: "2026年5月14日", Basis: "《中华人民共和国行政复议法》第二十条"}},
		Contact: "0752-7654311", DecidedOn: "2026年3月15日",
	},
	Appointment{
		Sheet: aidSheet, Number: "博援指字[2026]第9号", Firm: aidFirm, Recipients: aidPeople, Matter: aidMatter, Days: "3", Handler: "黎志强",
		Person: "黎志强", Contact: "0752-7654300", IssuedOn: "2026年3月9日",
	},
	ReplacementApproval{
		Sheet: aidSheet, Number: "博援换字[2026]第1号", Applicant: "㼆玥", Recipients: aidPeople, Matter: aidMatter, Firm: aidFirm, Lawyer: "欧阳建国",
		Reason: "承办人所在的律师事务所同时为被申请人担任法律顾问。", Pages: "2", AskedOn: "2026年3月16日", Opinion: "经核实，情况属实。", Officer: "黎志强",
		ReviewedOn: "2026年3月18日", Decision: "同意更换承办单位。", Head: "罗永康", DecidedOn: "2026年3月18日",
	},
	ReplacementNotice{
		Sheet: aidSheet, Number: "博援换字[2026]第1号", Firm: aidFirm, AskedOn: "2026年3月16日", Recipients: aidPeople, Matter: aidMatter,
		Kind: AnotherLawyer, Days: "3", TellDays: "5", IssuedOn: "2026年3月18日",
	},
	ProgressRecord{
		Sheet: aidSheet, Recipients: aidPeople, Matter: aidMatter, Firm: aidFirm, Lawyer: "司徒兰",
		Reports: []Progress{
			{"2026年3月20日", "电话", "已经申请仲裁，等通知。", "知道了，想问大概多久。"}, {"2026年4月2日", "当面", "4月20日开庭，带好身份证和手机。", "会到。"},
		},
		SignedOn: "2026年4月2日",
	},
	AidEnding{
		Sheet: aidSheet, Number: "博援决字[2026]第21号", Recipients: aidPeople, GrantedOn: "2026年3月7日", Matter: aidMatter, Ground: 7,
		Facts: "受援人已与对方达成和解并收到款项，要求终止。", Bureau: "博罗县司法局", Contact: "0752-7654300", DecidedOn: "2026年4月28日",
	},
	ClosingReport{
		Sheet: aidSheet, Number: "博援结字[2026]第9号", Recipients: aidPeople, Matter: aidMatter, Firm: aidFirm, Lawyer: "司徒兰", AppointedOn: "2026年3月9日",
		ClosedOn: "2026年5月12日", Manner: ClosedByAward, Meetings: "3", Readings: "1", Inquiries: "2", Court: "1", Outcome: "仲裁裁决支持全部配送费请求。",
		BenefitFen: 1640902, Summary: "围绕路线记录组织证据，意见被采纳。", Papers: []string{"博劳人仲案字（2026）88号仲裁裁决书；", "代理词。"}, SignedOn: "2026年5月20日",
		Review: "材料齐全，同意结案。", Reviewer: "黎志强", ReviewedOn: "2026年6月1日", SubsidyFen: 180000,
	},
	ServiceReceipt{
		Sheet: aidSheet, Matter: aidMatter, To: "㼆玥", Papers: []ServedPaper{{"博援决字[2026]第9号给予法律援助决定书", "1"}}, Manner: ServedInPerson,
		Place: "园洲镇政务服务中心3号窗口", ServedAt: "2026年3月9日10时00分", Proxy: "瞾小燕，配偶，同住", Servers: []string{"黎志强", "曾敏"}, Remark: "无。",
	},
}
