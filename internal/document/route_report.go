package document

import (
	"io"
	"strconv"

	"hejie/internal/document/pdf"
)

// Title is 配送路线分析报告.
func (r RouteReport) Title() string { return "配送路线分析报告" }

// Draw writes the form as one PDF.
func (r RouteReport) Draw(w io.Writer) (Result, error) {
	return draw(w, r.Sheet, r, ownForm, r.body)
}

// routeStanding is what kind of paper the report is; it stands at its head and again at its end.
const routeStanding = "本报告只陈述资料所载的时间和位置事实，供调解参考；不解释保险合同，不认定责任，也不对任何人的诚信作出评价。"

func (r RouteReport) body(d *pdf.Document) {
	d.Body(routeStanding)
	d.Row(pdf.Field{Label: "配送人员：", Value: r.Rider}, pdf.Field{Label: "制作日期：", Value: r.MadeOn})
	d.Row(pdf.Field{Label: "事故时间：", Value: r.Incident})
	d.Row(pdf.Field{Label: "所处位置：", Value: r.Position})
	d.Heading("一、事实")
	numbered(d, r.Facts, 6)
	d.Heading("二、各时钟对照")
	r.clocks(d)
	if r.Picture != nil {
		d.Figure(*r.Picture)
	}
	d.Heading("三、分析结果")
	remark(d, "结果：", r.Finding)
	listed(d, "依据：", r.Because)
	listed(d, "相反的情况：", r.Against)
	listed(d, "尚缺的资料：", r.Lacking)
	r.timeFacts(d)
	d.Heading("四、方法和局限")
	listed(d, "方法：", r.Method)
	listed(d, "资料质量：", r.Quality)
	listed(d, "本报告不能证明：", r.Limits)
	r.files(d)
}

// remark sets a label and its text in one paragraph; without text, ruled lines.
func remark(d *pdf.Document, label, text string) {
	if text == "" {
		d.Row(pdf.Field{Label: label})
		return
	}
	d.Plain(pdf.Span{Text: label, Style: pdf.Strong}, pdf.Span{Text: text})
}

// listed sets a label and its items, the label with the first of them; nothing where there are none.
func listed(d *pdf.Document, label string, items []string) {
	if len(items) == 0 {
		return
	}
	d.Together(2, 0)
	d.Plain(pdf.Span{Text: label, Style: pdf.Strong})
	for i, item := range items {
		d.Item("（"+strconv.Itoa(i+1)+"）", item)
	}
}

func (r RouteReport) clocks(d *pdf.Document) {
	rows := make([][]string, len(r.Clocks))
	for i, c := range r.Clocks {
		rows[i] = []string{c.What, c.Reading, c.Tolerance, c.Source}
	}
	d.Table([]pdf.Column{
		{Head: "事件", Share: 1.4}, {Head: "读数", Share: 1.7}, {Head: "误差", Share: 0.8}, {Head: "来源", Share: 1.5},
	}, rows, 4)
}

// timeFacts sets a policy's own words beside the bare time fact, and only where the words were given.
func (r RouteReport) timeFacts(d *pdf.Document) {
	var rows [][]string
	for _, f := range r.TimeFacts {
		if f.Wording != "" {
			rows = append(rows, []string{f.Wording, f.Fact})
		}
	}
	if len(rows) == 0 {
		return
	}
	d.Together(4, 0)
	d.Plain(pdf.Span{Text: "保险单所用文字与对应的时间事实（并列陈述，不作解释）：", Style: pdf.Strong})
	d.Table([]pdf.Column{{Head: "保险单原文"}, {Head: "时间事实"}}, rows, 0)
}

func (r RouteReport) files(d *pdf.Document) {
	if len(r.Files) > 0 {
		d.Together(4, 0)
		d.Plain(pdf.Span{Text: "所依据的文件：", Style: pdf.Strong})
		rows := make([][]string, len(r.Files))
		for i, f := range r.Files {
			rows[i] = []string{f.Name, f.Kind, f.SHA256}
		}
		d.Table([]pdf.Column{{Head: "文件", Share: 1.2}, {Head: "种类", Share: 0.6}, {Head: "SHA-256", Share: 2.4}}, rows, 0)
	}
	if r.Analyser != "" || r.Policy != "" {
		d.Small(joined("；", "分析程序："+or(r.Analyser, "—"), "规则："+or(r.Policy, "默认")))
	}
	d.Small(routeStanding)
}
