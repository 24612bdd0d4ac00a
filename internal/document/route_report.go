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
	sheet := r.Sheet
	if r.MadeBy != "" {
		sheet.Committee = "hejie route" // no committee's name, nor a line to write one on: none made it
	}
	return draw(w, sheet, r, ownForm, r.body)
}

// routeStanding is what kind of paper the report is; it stands at its head and again at its end.
const routeStanding = "本报告只陈述资料所载的时间和位置事实，供调解参考；不解释保险合同，不认定责任，也不对任何人的诚信作出评价。"

func (r RouteReport) body(d *pdf.Document) {
	r.head(d)
	if len(r.Failure) > 0 {
		r.failed(d)
	} else {
		r.told(d)
	}
	r.files(d)
	d.Together(2, 0)
	if r.Analyser != "" {
		d.Small("分析程序：" + r.Analyser)
	}
	d.Small(routeStanding)
}

// head says what the paper is, about whom, and about when.
func (r RouteReport) head(d *pdf.Document) {
	d.Body(routeStanding)
	if r.MadeBy != "" {
		d.Body(r.MadeBy)
	} else {
		d.Row(pdf.Field{Label: "配送人员：", Value: r.Rider}, pdf.Field{Label: "制作日期：", Value: r.MadeOn})
	}
	if r.Incident != "" || len(r.Failure) == 0 {
		d.Row(pdf.Field{Label: "事发时间：", Value: r.Incident})
	}
	if r.Extract != "" {
		d.Space(1)
		d.Body(r.Extract)
	}
}

// failed says that nothing was found, and where the reading ended.
func (r RouteReport) failed(d *pdf.Document) {
	d.Heading("本次分析没有完成")
	d.Body("所提交的资料无法使用，没有得出任何结果。资料原件没有改动；更正或者补充后可以重新分析。")
	d.Together(2, 0)
	d.Plain(pdf.Span{Text: "无法使用的原因和位置：", Style: pdf.Strong})
	bracketed(d, r.Failure)
}

// told is the report of an analysis: what was read, what it shows, how it was made.
func (r RouteReport) told(d *pdf.Document) {
	d.Heading("一、事实")
	if len(r.Facts) == 0 {
		numbered(d, nil, 6)
	} else {
		d.Small("各项连续编号，可在调解记录中引用，如“报告第3项”。括号内为可核对的原始记录。")
		cited(d, "", r.Facts)
	}
	d.Together(4, 0)
	d.Heading("二、分析结果")
	remark(d, "结果：", r.Finding)
	cited(d, "依据：", r.Because)
	cited(d, "相反的情况：", r.Against)
	cited(d, "尚缺的资料（补上后可以进一步判断）：", r.Lacking)
	cited(d, "本报告不能证明：", r.Limits)
	r.timeFacts(d)
	r.clocks(d)
	if r.Picture != nil {
		d.Figure(*r.Picture)
	}
	r.method(d)
}

// remark sets a label and its text in one paragraph; without text, ruled lines.
func remark(d *pdf.Document, label, text string) {
	if text == "" {
		d.Row(pdf.Field{Label: label})
		return
	}
	d.Plain(pdf.Span{Text: label, Style: pdf.Strong}, pdf.Span{Text: text})
}

// cited sets statements by their numbers under a label, the label with the first of them; nothing where there are none.
func cited(d *pdf.Document, label string, items []RouteStatement) {
	if label != "" && len(items) > 0 {
		d.Together(3, 0)
		d.Plain(pdf.Span{Text: label, Style: pdf.Strong})
	}
	for _, item := range items {
		d.Item(strconv.Itoa(item.Number)+"、", item.Text)
	}
}

// listed sets a label and its items, the label with the first of them; nothing where there are none.
func listed(d *pdf.Document, label string, items []string) {
	if len(items) == 0 {
		return
	}
	d.Together(3, 0)
	d.Plain(pdf.Span{Text: label, Style: pdf.Strong})
	bracketed(d, items)
}

// bracketed sets items as （1）（2）, so that nobody takes their numbers for a statement's.
func bracketed(d *pdf.Document, items []string) {
	for i, item := range items {
		d.Item("（"+strconv.Itoa(i+1)+"）", item)
	}
}
