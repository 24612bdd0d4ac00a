package document

import (
	"io"

	"hejie/internal/document/pdf"
)

// Title is 人民调解当事人权利义务告知书.
func (r RightsNotice) Title() string { return "人民调解当事人权利义务告知书" }

// Draw writes the form as one PDF.
func (r RightsNotice) Draw(w io.Writer) (Result, error) {
	return draw(w, r.Sheet, r, ownForm, r.body)
}

// rightsOpening is the opening in use (law.md D3; 人民调解工作若干规定 30 is the duty to inform).
const rightsOpening = "根据有关法律、法规的要求，现将人民调解委员会的性质、调解原则和法律效果，以及在调解中各方当事人享有的权利和应当承担的义务告知如下："

// rights is the body of the notice, in the words of the statute named after each part.
var rights = []struct {
	heading string
	text    []string
}{
	{"一、人民调解委员会是调解民间纠纷的群众性组织。", []string{
		"人民调解委员会是依法设立的调解民间纠纷的群众性组织（《中华人民共和国人民调解法》第七条）。",
		"人民调解委员会调解民间纠纷，不收取任何费用（第四条）。",
	}},
	{"二、调解的原则（第三条）", []string{
		"（一）在当事人自愿、平等的基础上进行调解；", "（二）不违背法律、法规和国家政策；",
		"（三）尊重当事人的权利，不得因调解而阻止当事人依法通过仲裁、行政、司法等途径维护自己的权利。",
	}},
	{"三、当事人的权利（第二十三条）", []string{
		"（一）选择或者接受人民调解员；", "（二）接受调解、拒绝调解或者要求终止调解；",
		"（三）要求调解公开进行或者不公开进行；", "（四）自主表达意愿、自愿达成调解协议。",
	}},
	{"四、当事人的义务（第二十四条）", []string{
		"（一）如实陈述纠纷事实；", "（二）遵守调解现场秩序，尊重人民调解员；", "（三）尊重对方当事人行使权利。",
	}},
	{"五、调解协议的效力（第三十一条至第三十三条）", []string{
		"经人民调解委员会调解达成的调解协议，具有法律约束力，当事人应当按照约定履行。",
		"达成调解协议后，当事人之间就调解协议的履行或者调解协议的内容发生争议的，一方当事人可以向人民法院提起诉讼。",
		"双方当事人认为有必要的，可以自调解协议生效之日起三十日内共同向人民法院申请司法确认。",
		"人民法院依法确认调解协议有效，一方当事人拒绝履行或者未全部履行的，对方当事人可以向人民法院申请强制执行。",
	}},
}

// Limitation and the road to arbitration, which a party is told beside the statute.
const (
	limitationLaw = "权利人向人民调解委员会以及其他依法有权解决相关民事纠纷的国家机关、事业单位、社会团体等社会组织提出保护相应民事权利的请求，" +
		"诉讼时效从提出请求之日起中断。"
	limitationSource = "《最高人民法院关于审理民事案件适用诉讼时效制度若干问题的规定》第十二条"
	anyTime          = "当事人可以随时要求终止调解，依法申请仲裁或者提起诉讼，不必等待调解结束。"
	labourRoads      = "劳动争议的当事人不愿调解、调解不成或者达成调解协议后不履行的，任何一天都可以向劳动争议仲裁委员会申请仲裁（《中华人民共和国劳动争议调解仲裁法》" +
		"第五条）；自劳动争议调解组织收到调解申请之日起十五日内未达成调解协议的，当事人可以依法申请仲裁，调解组织不得再以调解为由拖延（第十四条）。"
)

func (r RightsNotice) body(d *pdf.Document) {
	d.Body(rightsOpening)
	for _, part := range rights {
		d.Heading(part.heading)
		for _, text := range part.text {
			d.Body(text)
		}
	}
	d.Heading("六、时效和其他途径")
	d.Body(limitationLaw + "（" + limitationSource + "）")
	d.Body(anyTime)
	if r.Labour {
		d.Body(labourRoads)
	}
	d.Space(3)
	d.Together(2, 1)
	d.Body("以上内容已经告知，我已知晓。")
	d.Row(pdf.Field{Label: "告知日期：", Value: r.InformedOn})
	d.Space(2)
	d.Sign(signers("当事人（签名盖章或按指印）：", r.Parties, 2, byParty)...)
}
