package document

import (
	"strings"
	"testing"

	"hejie/internal/statute"
)

// aidFixed are the fields and sentences of every legal-aid form, filled or blank, without white space.
var aidFixed = map[string][]string{
	"法律援助申请表": {
		"编号：", "申请人", "姓名", "性别", "出生年月", "民族", "身份证号", "户籍所在地", "住所地（经常居住地）", "邮政编码", "联系电话", "工作单位", "代理人",
		"法定代理人", "委托代理人", "人群类别：", "老年人", "未成年人", "残疾人", "妇女", "农民工", "军人军属", "新就业形态劳动者", "申请的法律援助形式：",
		"法律咨询", "代拟法律文书", "诉讼代理", "非诉讼代理", "劳动争议调解与仲裁代理", "其他形式", "案情及申请理由概述：", "送达地址：", "同意以电子方式送达",
		"本人承诺以上所填内容和提交的证件、证明均真实。", "申请人（签字）", "代理人（签字）", "年", "月", "日",
	},
	"经济困难状况说明表": {
		"申请人：", "身份证号：", "免予核查经济困难状况（《中华人民共和国法律援助法》第四十二条）", "（一）无固定生活来源的未成年人、老年人、残疾人等特定群体；",
		"（二）社会救助、司法救助或者优抚对象；", "（三）申请支付劳动报酬或者请求工伤事故人身损害赔偿的进城务工人员；", "（四）法律、法规、规章规定的其他人员。",
		"证明材料：", "家庭人口：", "家庭月收入：", "家庭年收入：", "家庭成员姓名", "与申请人关系", "主要支出：", "房产：", "车辆：", "存款：", "致困原因：", "个人诚信承诺",
		"本人承诺以上所填内容和提交的证件、证明均真实。", "本人如实说明经济困难状况，同意法律援助机构通过信息共享查询等方式核查。", "申请人（签名）",
	},
	"补充材料通知书": {
		"编号：", "申请人：", "你于", "向本中心提出的", "一案法律援助申请，申请材料不齐全，现一次性告知如下：", "需要补充的材料：", "需要作出说明的事项：", "最迟提交日期：",
		"提交地点和方式：", "申请人未按要求补充材料或者作出说明的，视为撤回申请", "第四十三条", "补充材料、作出说明所需的时间不计入审查期限。", "联系方式：",
		"（公章）", "申请人（签收）",
	},
	"法律援助审批表": {
		"申请人：", "事项/案由：", "申请日期：", "受理编号：", "审核意见：", "承办人（签名）", "结果：", "给予法律援助", "不予法律援助", "先行提供法律援助",
		"（一）距法定时效或者期限届满不足七日，需要及时提起诉讼或者申请仲裁、行政复议；", "（二）需要立即申请财产保全、证据保全或者先予执行；",
		"（三）法律、法规、规章规定的其他情形。", "依据的条款和理由：", "援助形式：", "指派单位：", "审批意见：", "负责人（签名）",
	},
	"给予法律援助决定书": {
		"编号：", "受援人：", "你于", "向本中心提出的", "一案法律援助申请，经审查，符合法律援助条件，现决定给予法律援助，提供法律援助的方式为", "特此通知", "依据的条款和理由：",
		"法律援助人员不得向受援人收取任何财物", "第二十条", "联系方式：", "（公章）", "受援人（签收）",
	},
	"不予法律援助决定书": {
		"编号：", "申请人：", "你于", "向本中心提出的", "一案法律援助申请，经审查，因下列理由，决定不予法律援助。", "理由：", "依据：",
		"对本决定有异议的，可以向设立本机构的司法行政部门",
		"提出。司法行政部门应当自收到异议之日起五日内进行审查，作出维持法律援助机构决定或者责令法律援助机构改正的决定", "第四十九条", "12348", "（公章）", "申请人（签收）",
	},
	"异议审查决定书": {
		"编号：", "异议人：", "你于", "提出异议，本机关于", "收到，现已审查终结。", "异议的理由：", "审查意见：", "第四十九条的规定，决定：", "维持法律援助机构决定", "责令法律援助机构改正",
		"申请人、受援人对司法行政部门维持法律援助机构决定不服的，可以依法申请行政复议或者提起行政诉讼", "（公章）", "异议人（签收）",
	},
	"指派通知书": {
		"（存根）", "发往单位：", "受援人：", "案由：", "经办人：", "日期：", "裁切线", "本中心（处）决定对", "一案提供法律援助，现指派你单位承办该案，自收到本通知书之日起",
		"日内安排合适承办人，并自安排之日起5日内将承办人姓名和联系方式告知受援人和本中心（处），与受援人或其法定代理人、近亲属签订委托代理/辩护协议。",
		"联系人：", "联系方式：", "（公章）",
	},
	"更换法律援助人员审批表": {
		"编号：", "受援人：", "案由：", "承办单位：", "承办人：", "申请人申请理由：", "（附相关证据材料，共", "页）", "申请人（签名）", "审核意见：", "法律援助机构工作人员（签名）",
		"审批意见：", "法律援助机构负责人（签名）", "说明：1.本文书用于法律援助机构对申请人提出更换法律援助人员的申请进行审批，申请人应详细说明申请更换的事实和理由，并在相应栏下签字。",
		"2.法律援助机构应对法律援助人员履行职责情况进行核实，依法作出是否更换的决定，并将变更决定及时告知申请人。", "3.承办人员按照规定申请变更指派的，可以参照适用本文书。",
	},
	"更换法律援助人员通知书": {
		"编号：", "（承办单位）：", "本机构于", "收到", "（受援人）关于更换", "一案法律援助人员的申请。经审查，现按下列第", "种情形处理：", "1.请你单位自收到本通知书之日起",
		"日内更换承办人，并自更换承办人之日起",
		"日内将更换后的承办人姓名和联系电话告知受援人及法律援助机构，与受援人变更委托代理/辩护协议和授权委托书，安排原承办人及时与更换后的承办人办理案件移交手续。",
		"2.你单位不再承办本案，请自收到本通知书之日起", "日内与受援人解除", "（公章）",
	},
	"承办情况通报／报告记录": {
		"受援人：", "案由：", "承办单位：", "承办人：", "法律援助人员应当按照规定向受援人通报法律援助事项办理情况", "第四十六条", "时间", "方式", "通报内容", "受援人反馈", "签名",
		"受援人（签名）", "承办人（签名）",
	},
	"终止法律援助决定书": {
		"编号：", "受援人：", "本中心于", "决定对", "一案给予法律援助。经审查，因有下列情形，依照《中华人民共和国法律援助法》第四十八条的规定，决定终止法律援助：", "事实和理由：",
		"（七）受援人有正当理由要求终止法律援助；", "对本决定有异议的，可以向设立本机构的司法行政部门", "第四十九条", "（公章）", "受援人（签收）",
	},
	"结案报告表": {
		"受援人：", "案由：", "承办单位：", "承办人：", "指派日期：", "结案日期：", "结案方式：", "判决", "调解", "撤诉", "仲裁裁决", "和解", "终止", "主要工作", "会见：", "阅卷：", "调查：",
		"出庭：", "办理结果：", "受援人获益金额：", "承办小结和意见采纳情况：", "法律文书清单：", "承办人（签名）", "审核意见：", "审核人（签名）", "补贴：",
	},
	"送达回证": {
		"案由：", "受送达人：", "送达文书名称及文号", "份数", "送达方式：", "直接送达", "邮寄送达", "电子送达", "留置送达", "送达地点：", "送达时间：", "代收人及代收理由：", "备注：",
		"受送达人（签名或者盖章）", "送达人（签名）",
	},
}

func TestOnlyTheGroundThatWasFoundStandsInADecisionEndingAid(t *testing.T) {
	t.Parallel()
	file, _ := drawn(t, AidEnding{})
	blank := squeezed(textOf(t, file, "-raw"))
	for i, ground := range EndingGrounds {
		if !strings.Contains(blank, ground) {
			t.Errorf("the template lacks %q", ground)
		}
		file, _ := drawn(t, AidEnding{Sheet: aidSheet, Recipients: aidPeople, Ground: EndingGround(i + 1)})
		text := squeezed(textOf(t, file, "-raw"))
		for k, other := range EndingGrounds {
			if got := strings.Contains(text, other); got != (k == i) {
				t.Errorf("ground %d: %q stands on the paper: %v", i+1, other, got)
			}
		}
	}
}

func TestAidFirstAssertsNoConditionAndNamesItsGround(t *testing.T) {
	t.Parallel()
	for i, ground := range statute.AidFirstGrounds {
		f := AidGrant{Sheet: aidSheet, Recipients: aidPeople, Matter: aidMatter, First: statute.AidFirstGround(i + 1)}
		file, _ := drawn(t, f)
		text := squeezed(textOf(t, file, "-raw"))
		for _, want := range []string{"现决定先行提供法律援助", "第四十四条", ground, "受援人应当及时补办有关手续，补充有关材料。"} {
			if !strings.Contains(text, want) {
				t.Errorf("%q is not on the paper", want)
			}
		}
		if strings.Contains(text, "符合法律援助条件") {
			t.Error("it says that the conditions are met, which nobody has examined")
		}
	}
}

func TestWhoeverWinsAnObjectionIsNotSentToCourt(t *testing.T) {
	t.Parallel()
	file, _ := drawn(t, ObjectionDecision{Sheet: bureauSheet, Objectors: aidPeople, Result: ObjectionCorrected})
	if strings.Contains(textOf(t, file, "-raw"), "行政诉讼") {
		t.Error("the roads against an upheld decision stand under one that was set right")
	}
}

func TestAnAppointmentCountsCalendarDays(t *testing.T) {
	t.Parallel()
	file, _ := drawn(t, Appointment{})
	if strings.Contains(textOf(t, file, "-raw"), "工作日") {
		t.Error("the notice counts working days, and legal aid counts calendar days")
	}
}

func TestTheNoticeOfReplacementGivesDaysToTheChosenKindAlone(t *testing.T) {
	t.Parallel()
	file, _ := drawn(t, ReplacementNotice{Sheet: aidSheet, Kind: AnotherFirm, Days: "7"})
	text := squeezed(textOf(t, file, "-raw"))
	for _, want := range []string{"现按下列第2种情形处理", "1.请你单位自收到本通知书之日起日内更换", "2.你单位不再承办本案，请自收到本通知书之日起7日内与受援人解除"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the paper", want)
		}
	}
}

func TestABlankLegalAidPaperHasTheOfficeAndTheNumberToWriteIn(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		form Form
		want string
	}{
		{AidApplication{}, "援申字[]第号"}, {AidGrant{}, "援决字[]第号"}, {Appointment{}, "援指字[]第号"},
		{AidGrant{}, "法律援助机构"}, {ObjectionDecision{}, "司法局"},
	} {
		file, _ := drawn(t, tt.form)
		text := squeezed(textOf(t, file, "-raw"))
		if !strings.Contains(text, tt.want) || strings.Contains(text, "人民调解委员会") {
			t.Errorf("%s: %q is not on the paper, or another office is", tt.form.Title(), tt.want)
		}
	}
}
