package dispute

import (
	"reflect"
	"strings"

	"hejie/internal/fault"
)

// sentences say, for each tag a form may carry, what to do; {label} and {param} are filled in. A tag that reads
// differently on a list, a number, a tick or a day has an entry for that shape ("max/list"). They are our own, because
// validator's translations know a field by its JSON name, which is what our API needs and what a person should not read.
var sentences = map[string]fault.Text{
	"required":      {ZH: "请填写“{label}”。", EN: "Fill in “{label}”."},
	"required/list": {ZH: "“{label}”至少要有一项，请选择或填写。", EN: "Choose or fill in at least one item of “{label}”."},
	"required/tick": {ZH: "请先确认并勾选“{label}”。", EN: "Confirm “{label}” by ticking it."},
	"required/day":  {ZH: "请填写“{label}”，写成 2026-01-31 的样子。", EN: "Fill in “{label}”, written like 2026-01-31."},
	"required_without": {
		ZH: "请填写“{label}”，或者选择案内的当事人。",
		EN: "Fill in “{label}”, or choose a party of the case instead.",
	},
	"required_with": {ZH: "请填写“{label}”：表中与它相关的一项已经填写。", EN: "Fill in “{label}”: what goes with it is filled in."},
	"gt/number":     {ZH: "“{label}”应大于 {param}，请核对。", EN: "“{label}” must be more than {param}; check it."},
	"lt/number":     {ZH: "“{label}”应小于 {param}，请核对。", EN: "“{label}” must be less than {param}; check it."},
	"place":         {ZH: "“{label}”请写成 纬度,经度，如 23.7435,114.7001。", EN: "Write “{label}” as LAT,LON in degrees, such as 23.7435,114.7001."},
	"zone":          {ZH: "“{label}”请写时区名称，如 Asia/Shanghai 或 UTC；不清楚可以不填。", EN: "Write “{label}” as a time zone's name, such as Asia/Shanghai or UTC; leave it empty if unknown."},
	"max":           {ZH: "“{label}”最多 {param} 个字，请写短一些，其余内容可以作为材料提交。", EN: "“{label}” takes at most {param} characters; shorten it and hand in the rest as a file."},
	"max/list":      {ZH: "“{label}”最多 {param} 项，请分次提交。", EN: "“{label}” takes at most {param} items; hand in the rest separately."},
	"max/number":    {ZH: "“{label}”不能大于 {param}，请核对。", EN: "“{label}” may not be more than {param}; check it."},
	"min/list":      {ZH: "“{label}”至少要有 {param} 项，请补充。", EN: "“{label}” needs at least {param} items; add what is missing."},
	"min/number":    {ZH: "“{label}”不能小于 {param}，请核对。", EN: "“{label}” may not be less than {param}; check it."},
	"len":           {ZH: "“{label}”应当正好 {param} 个字符，请重新打开页面后再提交。", EN: "“{label}” must have exactly {param} characters; reopen the page and hand it in again."},
	"oneof":         {ZH: "“{label}”请从列出的选项中选一项（{param}）。", EN: "Choose “{label}” from the list ({param})."},
	"matter":        {ZH: "“{label}”请从列出的选项中选一项（{param}）。", EN: "Choose “{label}” from the list ({param})."},
	"source":        {ZH: "“{label}”请从列出的选项中选一项（{param}）。", EN: "Choose “{label}” from the list ({param})."},
	"channel":       {ZH: "“{label}”请从列出的选项中选一项（{param}）。", EN: "Choose “{label}” from the list ({param})."},
	"uuid":          {ZH: "“{label}”的编号不对，请刷新页面后重新选择。", EN: "“{label}” is no valid id; reload the page and choose again."},
	"hexadecimal": {
		ZH: "“{label}”只能是十六进制字符（0–9、a–f），请重新打开页面后再提交。",
		EN: "“{label}” takes hexadecimal digits only (0–9, a–f); reopen the page and hand it in again.",
	},
	"email": {ZH: "“{label}”的格式不对，请写成 name@example.com 的样子；没有可以不填。", EN: "“{label}” must look like name@example.com; leave it empty if there is none."},
	"phone": {
		ZH: "“{label}”请填 11 位手机号，或带区号的座机（如 010-66668888），或 400、95、12 开头的客服号码。",
		EN: "Give “{label}” as an 11-digit mobile number, a landline with its area code (010-66668888), or a 400, 95 or 12 service number.",
	},
	"identity": {ZH: "“{label}”不对，请对照证件核对。", EN: "“{label}” is not right; compare it with the document."},
	"uscc": {
		ZH: "“{label}”应为 18 位数字和大写字母（没有 I、O、S、V、Z），且与校验位相符，请对照营业执照核对。",
		EN: "“{label}” has 18 digits and capitals (no I, O, S, V, Z) with a check character; compare it with the business licence.",
	},
	"fen": {
		ZH: "“{label}”应在 0 元至 99,999,999,999.99 元之间，不能是负数，请核对。",
		EN: "“{label}” must lie between 0 and 99,999,999,999.99 yuan and may not be negative; check it.",
	},
	"clocktime": {
		ZH: "“{label}”请用 24 小时制写成 14:05 的样子；夜里 12 点写 00:00，日期写后一天。",
		EN: "Write “{label}” by the 24-hour clock, like 14:05; midnight is 00:00 of the day that begins.",
	},
	"moment": {
		ZH: "“{label}”请写明日期和时间，如 2026-01-31 14:05（北京时间）；夜里 12 点写后一天的 00:00。",
		EN: "Write “{label}” with date and time, like 2026-01-31 14:05 (Beijing time); midnight is 00:00 of the day that begins.",
	},
	"text": {
		ZH: "“{label}”里有无法识别的乱码（�），请删去后重新输入。",
		EN: "“{label}” contains garbled characters (�); delete them and type the text again.",
	},
	"marks": {
		ZH: "“{label}”里叠加的符号太多，请删去后重新输入。",
		EN: "“{label}” stacks too many combining marks; delete them and type the text again.",
	},
	"future":  {ZH: "“{label}”还没有到（今天是 {param}），请改成实际发生的时间。", EN: "“{label}” is still to come (today is {param}); give the time at which it really happened."},
	"ancient": {ZH: "“{label}”早于 1950 年，请核对年份。", EN: "“{label}” is before 1950; check the year."},
	"order":   {ZH: "“{label}”早于“{param}”，请核对这两个时间。", EN: "“{label}” is before “{param}”; check the two."},
}

// sentence is what to do about a field that does not keep to a tag with a parameter, which may be a list of choices.
func sentence(tag, param string, at spot) fault.Text {
	words := strings.Fields(param)
	return phrase(tag, fault.Text{ZH: strings.Join(words, "、"), EN: strings.Join(words, ", ")}, at)
}

// phrase is sentence with a parameter that has two languages itself.
func phrase(tag string, param fault.Text, at spot) fault.Text {
	text, ok := sentences[sentenceKey(tag, at)]
	if !ok {
		text = fault.Text{ZH: "请核对“{label}”。", EN: "Check “{label}”."}
	}
	label := at.label
	if label == (fault.Text{}) {
		label = fault.Text{ZH: "此项", EN: "This field"}
	}
	return fault.Text{
		ZH: strings.NewReplacer("{label}", label.ZH, "{param}", param.ZH).Replace(text.ZH),
		EN: strings.NewReplacer("{label}", label.EN, "{param}", param.EN).Replace(text.EN),
	}
}

// sentenceKey is the entry for a tag on a field of this shape: the shape's own where there is one.
func sentenceKey(tag string, at spot) string {
	if _, ok := sentences[tag+"/"+at.shape()]; ok {
		return tag + "/" + at.shape()
	}
	return tag
}

func (s spot) shape() string {
	switch {
	case !s.value.IsValid():
		return ""
	case s.value.Type() == dateType:
		return "day"
	case s.value.Kind() == reflect.Slice:
		return "list"
	case s.value.Kind() == reflect.Bool:
		return "tick"
	case s.value.CanInt(), s.value.CanFloat():
		return "number"
	}
	return ""
}

// The hints at what is wrong with an identity number. None repeats the number.
var (
	identityKind = fault.Text{
		ZH: "请先选择证件种类，再填写证件号码。",
		EN: "Choose the kind of ID first, then give its number.",
	}
	identityLength = fault.Text{
		ZH: "身份证号码应为 18 位（最后一位可以是 X），旧证为 15 位数字，请对照证件核对。",
		EN: "An ID number has 18 characters (the last may be X), an old one 15 digits; compare it with the card.",
	}
	identityCheck = fault.Text{
		ZH: "证件号码与最后一位校验码不符，多半是输错了一位或两位颠倒，请对照证件逐位核对。",
		EN: "The number does not agree with its check digit: most likely one digit is wrong or two are swapped. Compare it with the card.",
	}
	identityBirth = fault.Text{
		ZH: "证件号码第 7 至 14 位不是真实的出生日期，请对照证件核对。",
		EN: "Digits 7 to 14 of the number are no real birthday; compare it with the card.",
	}
	identityUnborn = fault.Text{
		ZH: "证件号码里的出生日期还没有到，请对照证件核对。",
		EN: "The birthday in the number is still to come; compare it with the card.",
	}
	identityArea = fault.Text{
		ZH: "证件号码开头两位不是省级行政区代码，请对照证件核对。",
		EN: "The number does not begin with the code of a province; compare it with the card.",
	}
	identityOtherKind = fault.Text{
		ZH: "号码与所选的证件种类不一致：81、82、83 开头的是港澳台居民居住证，9 开头的是外国人永久居留身份证。请改选证件种类。",
		EN: "The number belongs to another kind of ID: 81, 82 and 83 begin a residence permit for Hong Kong, Macao and Taiwan, 9 a permanent residence card. Change the kind.",
	}
	identityPermanent = fault.Text{
		ZH: "外国人永久居留身份证号码应为 9 开头的 18 位，或旧证的 3 个字母加 12 位数字，请对照证件核对。",
		EN: "A permanent residence card has 18 characters beginning with 9, or on the older card 3 letters and 12 digits; compare it with the card.",
	}
	identityPassport = fault.Text{
		ZH: "护照号码应为 5 至 20 位字母和数字，请对照护照核对。",
		EN: "A passport number has 5 to 20 letters and digits; compare it with the passport.",
	}
)
