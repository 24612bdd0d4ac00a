package document

import (
	"slices"
	"time"

	"hejie/internal/fault"
	"hejie/internal/routelog"
)

// The people and sums of the samples are invented.
var (
	sampleSheet = Sheet{
		Committee: "博罗县园洲镇新就业群体人民调解委员会", CaseNumber: "（2025）惠博调字第17号",
		QR: "https://hejie.example/s/7K2M9QXJ4T8WZ3RNB5VDHC6PYA", QRText: "7K2M-9QXJ-4T8W",
		Made: time.Date(2025, 6, 3, 0, 0, 0, 0, time.UTC),
	}
	sampleRider = Party{
		Name: "㼆玥", Gender: "男", Ethnicity: "汉族", Age: "29岁", Occupation: "外卖配送员", Contact: "13800138000",
		Address: "广东省惠州市博罗县园洲镇新城路18号302房", IDNumber: "110101190001010014",
		Agents: []Agent{{Name: "瞾小燕", Relation: "配偶", Contact: "13900139000", Authority: "特别授权：代为承认、放弃、变更请求，和解，签署协议"}},
	}
	sampleInsurer = Party{
		Kind: Organisation, Name: "平安行财产保险股份有限公司惠州中心支公司", Representative: "欧阳建国", RepresentativeTitle: "总经理",
		CreditCode: "91350100M000100Y43", Contact: "95000", Address: "惠州市惠城区演达大道2号12层",
	}
	sampleStation = Party{
		Kind: Organisation, Name: "惠州市快达配送服务有限公司", Representative: "司徒兰", RepresentativeTitle: "经理",
		CreditCode: "91330100799655058B", Contact: "0752-1234567", Address: "博罗县园洲镇兴园路6号",
	}
	sampleSummary = "2025年5月18日18时45分许，申请人在送完上一单、前往下一单取餐途中遇雨路滑摔倒，右手掌骨骨折。被申请人以“受伤时间与订单记录相差15分钟”为由拒绝赔付。\n" +
		"申请人认为，这15分钟是从送达地点前往下一取餐点的必要路程，属于连续配送，请求依约赔付医疗费和住院津贴。"
	sampleTerms = []Term{
		{What: "医疗保险金", Payer: "平安行财产保险", Payee: "㼆玥", Fen: 1640902, Due: "2025年6月13日前", How: "银行转账：㼆玥，中国农业银行园洲支行，6228480000000000000"},
		{What: "住院津贴", Payer: "平安行财产保险", Payee: "㼆玥", Fen: 140950, Due: "2025年7月1日前", How: "同上账户"},
		{What: "出具理赔结案通知书", Payer: "平安行财产保险", Payee: "㼆玥", Due: "付清之日起三日内", How: "邮寄或者电子送达"},
	}
	sampleRoads = []Road{
		{Name: "提起诉讼", Where: "博罗县人民法院", Due: "2027年5月18日", Days: "还剩 714 天", Basis: "《中华人民共和国保险法》第二十六条", Reminder: "如按中断后重新计算，届满日更晚；建议按较早日期办理。"},
		{Name: "金融消费投诉", Where: "先向保险公司投诉，再拨打12378", Basis: "《银行业保险业消费投诉处理管理办法》"},
		{Name: "法律援助", Where: "博罗县法律援助处，12348"},
	}
)

// samplePicture has one of every shape.
var samplePicture = routelog.Picture{
	Width: 170, Height: 70, Title: fault.Text{ZH: "图：事故前后的路线"},
	Shapes: []routelog.Shape{
		routelog.Rect{W: 170, H: 70, Stroke: routelog.Stroke{Width: 0.2}},
		routelog.Polyline{
			Points: []routelog.XY{{X: 10, Y: 60}, {X: 50, Y: 30}, {X: 90, Y: 42}, {X: 150, Y: 12}},
			Stroke: routelog.Stroke{Width: 0.6, Ink: routelog.Ink{R: 20, G: 80, B: 160}},
		},
		routelog.Polyline{
			Points: []routelog.XY{{X: 10, Y: 65}, {X: 160, Y: 65}}, Stroke: routelog.Stroke{Width: 0.3, Dash: []float64{2, 1}},
		},
		routelog.Circle{At: routelog.XY{X: 90, Y: 42}, R: 2, Fill: &routelog.Ink{R: 200}, Stroke: routelog.Stroke{Width: 0.3}},
		routelog.Label{At: routelog.XY{X: 90, Y: 50}, Text: "事故 18:45", Size: 3.5, Anchor: routelog.Middle, Bold: true, Halo: true},
		routelog.Label{At: routelog.XY{X: 10, Y: 57}, Text: "上一单送达", Size: 3, Anchor: routelog.Start},
		routelog.Label{At: routelog.XY{X: 165, Y: 10}, Text: "下一取餐点", Size: 3, Anchor: routelog.End},
	},
}

// samples are one filled copy of every form.
var samples = slices.Concat(mediationSamples, aidSamples)

var mediationSamples = []Form{
	Application{
		Sheet: sampleSheet, Applicants: []Party{sampleRider}, Respondents: []Party{sampleInsurer}, Summary: sampleSummary,
		Requests: []string{"请求被申请人支付意外医疗保险金16,409.02元；", "请求被申请人支付住院津贴1,409.50元。"}, SignedOn: "2025年6月3日",
	},
	AcceptanceRegister{
		Sheet: sampleSheet, AcceptedOn: "2025年6月4日", Parties: []string{"㼆玥", "平安行财产保险股份有限公司惠州中心支公司"},
		Type: "保险理赔纠纷", Source: SourceApplication, Summary: sampleSummary, Registrar: "陈桂英", Note: "申请人持电子回执。",
	},
	IntakeReceipt{
		Sheet: sampleSheet, Number: "HZ2025-000017", ReceivedAt: "2025年6月3日20时05分", Applicants: []string{"㼆玥"},
		Respondents: []string{"平安行财产保险股份有限公司惠州中心支公司"}, Channel: "网上（手机）",
		Claims: []ReceiptClaim{
			{Respondent: "平安行财产保险股份有限公司惠州中心支公司", What: "支付意外医疗保险金16,409.02元"},
			{Respondent: "平安行财产保险股份有限公司惠州中心支公司", What: "支付住院津贴1,409.50元"},
		},
		Attachments: []string{"病历照片2张", "订单截图3张", "行车轨迹（GPX）1份"},
		EntryHash:   "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
		Signature:   "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJCrze8SNFZ4kA==",
		KeyID:       "ed25519-2025-01", Track: "https://hejie.example/track", Contact: "0752-7654321，园洲镇政务服务中心3号窗口",
	},
	RightsNotice{Sheet: sampleSheet, Parties: []string{"㼆玥", "平安行财产保险股份有限公司惠州中心支公司"}, Labour: true, InformedOn: "2025年6月5日"},
	MediationRecord{
		Sheet: sampleSheet, Session: 1, Time: "2025年6月9日15时00分至16时20分", Place: "园洲镇综治中心第二调解室",
		Parties: []string{"㼆玥", "平安行财产保险股份有限公司惠州中心支公司（委托代理人 黎志强）"}, Others: []string{"骑手驿站工作人员 何某"},
		Record: []Said{
			{"调解员", "今天就保险理赔纠纷进行第一次调解。调解员身份、回避权利和调解原则已经告知，各方是否清楚？"},
			{"㼆玥", "清楚，不申请回避。"},
			{"黎志强", "清楚。公司认为受伤时间18时45分与订单送达时间18时30分相差15分钟，不在配送途中。"},
			{"调解员", "现在出示当天的路线分析报告：18时30分送达，18时33分接到下一单，18时45分位于两点之间的道路上，已行进1.9公里，距下一取餐点0.6公里，其间没有超过10分钟的停留。\n请双方发表意见。"},
			{"黎志强", "对轨迹的真实性没有异议，需要请示公司。"},
			{"", "休会20分钟后继续。"},
			{"黎志强", "公司同意按照条款赔付医疗保险金16,409.02元和住院津贴1,409.50元。"},
			{"㼆玥", "同意。"},
		},
		Outcome: OutcomeWritten, Result: "双方达成书面调解协议。", Mediators: []string{"陈桂英", "罗永康"}, Recorder: "曾敏", SignedOn: "2025年6月9日",
	},
	Agreement{
		Sheet: sampleSheet, Parties: []Party{sampleRider, sampleInsurer}, Facts: sampleSummary,
		Responsibility: "平安行财产保险股份有限公司惠州中心支公司按照保险合同承担给付保险金的责任。",
		Clauses: []string{
			"平安行财产保险股份有限公司惠州中心支公司一次性确认赔付意外医疗保险金和住院津贴，具体金额、时限和方式见下表。",
			"㼆玥收到全部款项后，就本次事故的上述两项保险金不再另行请求。",
		},
		Terms: sampleTerms, Reserved: []string{"后续治疗费、二次手术费；", "伤残等级评定后的伤残保险金。"},
		Default: "任何一笔逾期未付的，按全国银行间同业拆借中心公布的一年期贷款市场报价利率的1.5倍支付逾期利息。",
		Court:   "博罗县人民法院", Mediators: []string{"陈桂英", "罗永康"}, Recorder: "曾敏", SignedOn: "2025年6月9日",
	},
	OralAgreementRegister{
		Sheet: sampleSheet, Parties: []Party{sampleRider, sampleStation}, Place: "骑手驿站", Facts: "双方就雨衣、头盔押金退还发生争议。",
		Clauses:   []string{"惠州市快达配送服务有限公司当场退还押金800元。"},
		Terms:     []Term{{What: "押金", Payer: "快达配送", Payee: "㼆玥", Fen: 80000, Due: "2025年6月9日", How: "微信转账"}},
		Performed: "已当场履行。", Mediators: []string{"陈桂英"}, ReachedOn: "2025年6月9日",
	},
	Ending{
		Sheet: sampleSheet, Parties: []string{"㼆玥", "平安行财产保险股份有限公司惠州中心支公司"}, AcceptedOn: "2025年6月4日", EndedOn: "2025年6月20日",
		Reason:  "双方对赔付金额分歧较大，经两次调解未能达成一致，申请人要求终止调解。",
		Claims:  []EndingClaim{{Respondent: "平安行财产保险股份有限公司惠州中心支公司", What: "意外医疗保险金16,409.02元", Roads: sampleRoads}},
		Contact: "0752-7654321",
	},
	FollowUp{
		Sheet: sampleSheet, Parties: []string{"㼆玥", "平安行财产保险股份有限公司惠州中心支公司"}, AgreementNumber: "（2025）惠博调字第17号",
		Subject: "㼆玥与平安行财产保险股份有限公司惠州中心支公司保险理赔纠纷", VisitedAt: "2025年6月20日", Manner: "电话",
		Performance: "两笔款项均已到账，共17,818.52元。", Satisfaction: "满意。", Visitor: "陈桂英", SignedOn: "2025年6月20日",
	},
	Declined{
		Sheet: sampleSheet, Applicants: []string{"㼆玥"}, Respondents: []string{"惠州市快达配送服务有限公司"}, AppliedOn: "2025年6月3日",
		Matter: "请求支付2025年4月的配送费差额。", Reason: "该纠纷博罗县人民法院已经受理。", Basis: "《人民调解工作若干规定》第二十二条",
		Roads: sampleRoads[:1], DecidedOn: "2025年6月5日", Contact: "0752-7654321",
	},
	RouteReport{
		Sheet: sampleSheet, Rider: "㼆玥", MadeOn: "2025年6月8日", Incident: "2025年5月18日18时44分00秒至2025年5月18日18时46分00秒",
		Extract: "本报告的轨迹图只包括2025年5月18日18时30分12秒至2025年5月18日18时46分00秒。",
		Finding: "连续配送。按现有资料，事发在两单之间，配送没有中断。这个结果只供调解参考，不作任何决定。",
		Facts: []RouteStatement{
			{1, "上一单A1093于2025年5月18日18时30分12秒结束，早于事发13分48秒至15分48秒（订单文件1第14行）。"}, {2, "空档内有118个轨迹点，覆盖空档的97%。"},
		},
		Because: []RouteStatement{{3, "到事发时，与下一单取餐地点的距离已缩短76%。"}}, Against: []RouteStatement{{4, "18时36分在路口停留3分15秒，未达中断的时长。"}},
		Lacking: []RouteStatement{{5, "需要平台在线记录。"}}, Limits: []RouteStatement{{6, "不能证明事故原因，也不能证明伤情。"}},
		Wording:       "配送期间：自接单时起至送达时止。\n保险人对配送期间以外发生的事故不承担给付保险金的责任。",
		WordingSource: "骑手意外伤害保险单，特别约定第2条",
		TimeFacts:     []TimeFact{{"送餐途中：取餐至送达", "否"}, {"在线期间：以上线记录为准", "无法判断"}},
		Picture:       &samplePicture,
		Clocks: []ClockRow{
			{"事发时间", "Asia/Shanghai（已声明）", "1分钟", "前后各30秒", "—"}, {"轨迹：轨迹文件1", "各时间自带时区", "1秒", "没有登记", "快14秒（±3秒）"},
		},
		Method: []string{"按接单、到店、取餐、送达时间建立时间轴。"}, Quality: []string{"轨迹点：读取3204个，采用3198个，未采用6个。"},
		Thresholds:   []RouteThreshold{{"long_stop_s", "长时间停留：至少持续", "300秒（不同于默认）", "600秒"}},
		Alternatives: []RouteAlternative{{"轨迹按坐标系读取：GCJ-02", "无法判断", "空档内没有轨迹。"}},
		Files:        []RouteFile{{"订单文件1", "订单", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}},
		Analyser:     "routelog/2", Policy: "default",
	},
	InquiryRecord{
		Sheet: sampleSheet, Time: "2025年6月6日10时00分", Place: "园洲镇兴园路6号早餐店", Others: []string{"骑手驿站工作人员 何某"}, Asked: "温桂兰",
		Record: []Said{
			{"问", "2025年5月18日傍晚，有没有骑手来取餐？"}, {"答", "18时33分平台派单，骑手一直没有到，后来显示已转单。"},
		},
		Investigators: []string{"陈桂英", "罗永康"}, Recorder: "曾敏", SignedOn: "2025年6月6日",
	},
}
