package document

import (
	"slices"
	"strings"
	"unicode/utf8"

	"hejie/internal/document/pdf"
)

// What keeps the table from being read as an answer about a policy: over it, and why it is left out.
const (
	timeFactsHead  = "下列只是时间事实；条款如何解释、是否适用，由双方协商或者由有权机关认定。"
	timeFactsNote  = "下表只回答一个时间问题：事发时间是否在所列时段之内。时段是通常的几种写法，不是对上列条款的概括；上列条款照录所提供的文字，没有核对保险单原件。"
	withoutWording = "没有提供保险条款原文，所以没有列出按常见时段的时间事实。"
)

// timeFacts sets the bare facts of time beside the policy's own words; without these, nothing. The blank form has room for both.
func (r RouteReport) timeFacts(d *pdf.Document) {
	if !r.besideWording() {
		return
	}
	rows := make([][]string, len(r.TimeFacts))
	for i, f := range r.TimeFacts {
		rows[i] = []string{f.Span, f.Answer}
	}
	if len(rows) == 0 { // the blank form asks the same questions
		for _, span := range timeSpans {
			rows = append(rows, []string{span, ""})
		}
	}
	d.Together(5+r.quotedLines(), 0)
	d.Heading("三、按常见时段列出的时间事实")
	r.quote(d)
	d.Together(11, 0) // the whole table on one page
	d.Plain(pdf.Span{Text: timeFactsHead, Style: pdf.Strong})
	d.Small(timeFactsNote)
	d.Table([]pdf.Column{{Head: "时段", Share: 4}, {Head: "事发时间在内", Share: 1, Align: pdf.Centre}}, rows, 0)
}

// quote sets the clause in a frame of its own, under its heading on every page, so that whatever it says is seen to be quoted.
func (r RouteReport) quote(d *pdf.Document) {
	var quoted [][]string
	source := ""
	if wording := r.quoted(); wording != "" {
		quoted, source = [][]string{{wording}}, or(r.WordingSource, "没有写明。")
	}
	remark(d, "条款出处：", source)
	d.Table([]pdf.Column{{Head: "保险条款原文（照录）", Share: 1}}, quoted, 4)
}

// quoted is the wording as it prints: what is invisible is not there.
func (r RouteReport) quoted() string { return strings.TrimSpace(pdf.Clean(r.Wording)) }

// quotedLines is about how many lines of body type a quoted clause takes that stands on one page; a longer one goes overleaf
// and begins where it may.
func (r RouteReport) quotedLines() int {
	lines := 0
	for p := range strings.SplitSeq(r.quoted(), "\n") {
		lines += utf8.RuneCountInString(p)/40 + 1 // so many hanzi to a line
	}
	if lines > 25 {
		return 3
	}
	return lines
}

// besideWording: the report has a wording, or is the blank form.
func (r RouteReport) besideWording() bool { return r.Finding == "" || r.quoted() != "" }

// later numbers the headings after the time facts; without these they move up.
func (r RouteReport) later(heading int) string {
	if !r.besideWording() {
		heading--
	}
	return []string{"三、", "四、", "五、"}[heading]
}

// clocks is the one table of all clocks. An analysis of an earlier version recorded none.
func (r RouteReport) clocks(d *pdf.Document) {
	rows := make([][]string, len(r.Clocks))
	for i, c := range r.Clocks {
		rows[i] = []string{c.Source, c.Zone, c.Precision, c.Tolerance, c.Offset}
	}
	d.Together(7, 0)
	d.Heading(r.later(1) + "各时钟对照")
	if r.Finding != "" && len(rows) == 0 {
		d.Body("这次分析没有记录各时钟的情况。")
		return
	}
	d.Small("误差为来源自报或者登记的误差；“与订单时钟相差”为轨迹时间减订单时间，在取餐、送达处测得，只列出，没有用来更正任何时间。")
	d.Table([]pdf.Column{
		{Head: "时钟", Share: 1.7}, {Head: "时区", Share: 1.4}, {Head: "精度", Share: 0.7}, {Head: "误差", Share: 0.8}, {Head: "与订单时钟相差", Share: 1.2},
	}, rows, 4)
}

// method is how the report was made and what it cannot say.
func (r RouteReport) method(d *pdf.Document) {
	d.Together(5, 0)
	d.Heading(r.later(2) + "方法和局限")
	if len(r.Method) == 0 {
		d.Ruled(4)
	}
	method := r.Method
	if !r.besideWording() {
		method = append(slices.Clone(method), withoutWording)
	}
	listed(d, "方法：", method)
	listed(d, "读取、采用和未采用的资料：", r.Quality)
	r.alternatives(d)
	r.thresholds(d)
}

func (r RouteReport) alternatives(d *pdf.Document) {
	if len(r.Alternatives) == 0 {
		return
	}
	rows := make([][]string, len(r.Alternatives))
	for i, a := range r.Alternatives {
		rows[i] = []string{a.With, a.Finding, a.Because}
	}
	d.Together(5, 0)
	d.Plain(pdf.Span{Text: "换一种前提时的结果：", Style: pdf.Strong})
	d.Table([]pdf.Column{{Head: "前提", Share: 1.5}, {Head: "结果", Share: 0.9}, {Head: "该前提下的依据", Share: 2}}, rows, 0)
}

func (r RouteReport) thresholds(d *pdf.Document) {
	if len(r.Thresholds) == 0 {
		return
	}
	rows := make([][]string, len(r.Thresholds))
	for i, t := range r.Thresholds {
		rows[i] = []string{t.Meaning, t.Name, t.Value, t.Default}
	}
	d.Together(5, 0)
	d.Plain(pdf.Span{Text: "所用规则的各项数值（规则名称：" + or(r.Policy, "default") + "）：", Style: pdf.Strong})
	d.Table([]pdf.Column{{Head: "含义", Share: 2.3}, {Head: "名称", Share: 1.55}, {Head: "本次取值", Share: 1.05}, {Head: "默认值", Share: 0.8}}, rows, 0)
}

// files are what the report rests on.
func (r RouteReport) files(d *pdf.Document) {
	if len(r.Files) == 0 {
		return
	}
	d.Together(5, 0)
	d.Plain(pdf.Span{Text: "所依据的文件：", Style: pdf.Strong})
	rows := make([][]string, len(r.Files))
	for i, f := range r.Files {
		rows[i] = []string{f.Name, f.Kind, f.SHA256}
	}
	d.Table([]pdf.Column{{Head: "文件", Share: 1.2}, {Head: "种类", Share: 0.8}, {Head: "SHA-256", Share: 2.2}}, rows, 0)
}
