package document

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

// tool runs a program on a file given as its standard input, and fails where the program is missing: without it these
// tests prove nothing.
func tool(t testing.TB, file []byte, name, pkg string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatalf("%s is needed (apt-get install %s): %v", name, pkg, err)
	}
	cmd := exec.Command(path, args...)
	cmd.Stdin = bytes.NewReader(file)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func textOf(t testing.TB, file []byte, how string) string {
	t.Helper()
	return tool(t, file, "pdftotext", "poppler-utils", how, "-enc", "UTF-8", "-", "-")
}

func drawn(t testing.TB, f Form) ([]byte, Result) {
	t.Helper()
	var out bytes.Buffer
	r, err := f.Draw(&out)
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), r
}

// squeezed leaves out white space, which only says where lines were broken.
func squeezed(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

// fixed are the fields and sentences every copy of a form has, filled or blank, without white space.
var fixed = func() map[string][]string {
	all := maps.Clone(mediationFixed)
	maps.Copy(all, aidFixed)
	return all
}()

// mediationFixed are those of people's mediation (司发通〔2010〕239号).
var mediationFixed = map[string][]string{
	"人民调解申请书": {
		"申请人", "被申请人", "姓名", "性别", "民族", "年龄", "职业或职务", "联系方式", "单位或住址", "纠纷简要情况：", "当事人申请事项：", "1、",
		"人民调解委员会已将申请人民调解的相关规定告知我，现自愿申请人民调解委员会进行调解。", "申请人（签名盖章或按指印）", "年", "月", "日",
	},
	"人民调解受理登记表": {
		"，人民调解委员会依当事人申请", "，经当事人同意，调解", "之间的纠纷。", "纠纷类型：",
		"案件来源：", "①当事人申请", "②人民调解委员会主动调解", "纠纷简要情况：", "当事人（签名）", "登记人（签名）", "人民调解委员会（印章）",
		"备注：此表由人民调解委员会填写。",
	},
	"受理回执": {
		"已收到，尚未受理", "回执编号：", "收到时间：", "申请人：", "对方当事人：", "SHA-256", "Ed25519", "签名密钥编号：",
		"诉讼时效从提出请求之日起中断。", "诉讼时效制度若干问题的规定》第十二条", "人民调解委员会（印章）", "Received,notyetaccepted.",
	},
	"人民调解当事人权利义务告知书": {
		"根据有关法律、法规的要求，现将人民调解委员会的性质、调解原则和法律效果，以及在调解中各方当事人享有的权利和应当承担的义务告知如下：",
		"一、人民调解委员会是调解民间纠纷的群众性组织。", "人民调解委员会调解民间纠纷，不收取任何费用",
		"尊重当事人的权利，不得因调解而阻止当事人依法通过仲裁、行政、司法等途径维护自己的权利。",
		"（一）选择或者接受人民调解员；", "（二）接受调解、拒绝调解或者要求终止调解；", "（三）要求调解公开进行或者不公开进行；",
		"（四）自主表达意愿、自愿达成调解协议。", "（一）如实陈述纠纷事实；", "（二）遵守调解现场秩序，尊重人民调解员；",
		"（三）尊重对方当事人行使权利。", "三十日内共同向人民法院申请司法确认", "当事人（签名盖章或按指印）",
	},
	"人民调解调查记录": {
		"时间：", "地点：", "参加人：", "被调查人：", "记录：", "以上记录我看过（向我宣读过），和我说的一样。", "调查人（签名）", "被调查人（签名）", "记录人（签名）",
	},
	"人民调解记录": {
		"时间：", "地点：", "当事人：", "参加人：", "人民调解委员会已将人民调解的相关规定告知各方当事人。", "调解记录：", "调解结果：",
		"达成书面协议", "达成口头协议", "未达成协议，终止调解", "继续调解", "当事人撤回",
		"当事人（签名盖章或按指印）", "人民调解员（签名）", "记录人（签名）",
	},
	"人民调解协议书": {
		"编号：", "纠纷主要事实、争议事项：", "各方当事人的责任：", "经调解，自愿达成如下协议：", "履行方式、时限：",
		"份，当事人、人民调解委员会各持一份。", "本协议一式", "双方同意自本协议生效之日起三十日内共同向", "人民法院申请司法确认",
		"当事人（签名盖章或按指印）", "人民调解员（签名）", "记录人（签名）", "（人民调解委员会印章）",
	},
	"人民调解口头协议登记表": {
		"纠纷主要事实、争议事项：", "经调解，自愿达成如下协议：", "履行方式、时限：", "人民调解员（签名）", "人民调解委员会（印章）",
		"口头调解协议自各方当事人达成协议之日起生效",
	},
	"终止调解告知书": {
		"终止原因：", "仲裁、行政、司法等途径维护自己的权利", "第二十六条", "最后一日", "当事人（签收）", "人民调解员（签名）", "人民调解委员会（印章）",
	},
	"人民调解回访记录": {
		"当事人：", "调解协议编号：", "回访事由：", "回访时间：", "回访情况：", "履行情况：", "满意程度：", "起诉与判决结果：",
		"有无激化隐患及措施：", "回访人（签名）",
	},
	"不予受理告知书": {"申请人：", "被申请人：", "不予受理的理由：", "依据：", "仲裁、行政、司法等途径", "人民调解委员会（印章）", "申请人（签收）"},
	"配送路线分析报告": {
		"配送人员：", "事发时间：", "一、事实", "二、分析结果", "结果：", "三、按常见时段列出的时间事实", "条款出处：", "保险条款原文（照录）", "下列只是时间事实；条款如何解释、是否适用，由双方协商或者由有权机关认定。", "是否在所列时段之内", "四、各时钟对照",
		"五、方法和局限", "不解释保险合同，不认定责任，也不对任何人的诚信作出评价。",
	},
}

func TestEveryFormHasItsFieldsAndFixedSentencesFilledAndBlank(t *testing.T) {
	t.Parallel()
	for kind, forms := range map[string][]Form{"filled": samples, "blank": Blanks()} {
		if len(forms) != len(fixed) {
			t.Errorf("%d %s forms, want %d", len(forms), kind, len(fixed))
		}
		for _, f := range forms {
			t.Run(kind+" "+f.Title(), func(t *testing.T) {
				t.Parallel()
				file, _ := drawn(t, f)
				for _, how := range []string{"-raw", "-layout", "-nopgbrk"} {
					text := squeezed(textOf(t, file, how))
					for _, want := range append(fixed[f.Title()], f.Title()) {
						if !strings.Contains(text, want) {
							t.Errorf("%q is not on the paper, read with %s", want, how)
						}
					}
				}
			})
		}
	}
}

func TestTheRemarkOnOurOwnLayoutsStandsOnTheTemplateOnly(t *testing.T) {
	t.Parallel()
	own := map[string]bool{"受理回执": true, "不予受理告知书": true, "人民调解当事人权利义务告知书": true, "终止调解告知书": true, "配送路线分析报告": true, "人民调解记录": true}
	for _, f := range aidBlanks() {
		own[f.Title()] = true
	}
	for _, f := range Blanks() {
		file, _ := drawn(t, f)
		if got := strings.Contains(textOf(t, file, "-raw"), "模板说明"); got != own[f.Title()] {
			t.Errorf("blank %s: remark %v, want %v", f.Title(), got, own[f.Title()])
		}
	}
	for _, f := range samples {
		file, _ := drawn(t, f)
		if strings.Contains(textOf(t, file, "-raw"), "模板说明") {
			t.Errorf("filled %s carries the remark of the template", f.Title())
		}
	}
}

func TestEveryFilledFactIsOnThePaper(t *testing.T) {
	t.Parallel()
	for _, f := range samples {
		t.Run(f.Title(), func(t *testing.T) {
			t.Parallel()
			file, _ := drawn(t, f)
			text := squeezed(textOf(t, file, "-raw"))
			for _, fact := range factsOf(f) {
				for _, line := range strings.Split(fact, "\n") {
					if !strings.Contains(text, squeezed(line)) {
						t.Errorf("%q is not on the paper", line)
					}
				}
			}
		})
	}
}

func TestThreePartiesAndLongStoriesArePrintedWhole(t *testing.T) {
	t.Parallel()
	story := strings.Repeat("申请人陈述，当日雨天路滑，在“兴园路”口避让行人时摔倒（右手着地）；被申请人不予认可。", 120)
	parties := []Party{sampleRider, sampleInsurer, sampleStation}
	long := []Form{
		Application{Sheet: sampleSheet, Applicants: parties[:1], Respondents: parties[1:], Summary: story, Requests: []string{story}},
		AcceptanceRegister{Sheet: sampleSheet, Parties: names(parties), Summary: story},
		MediationRecord{Sheet: sampleSheet, Parties: names(parties), Record: []Said{{"调解员", story}, {"㼆玥", story}}, Result: story},
		Agreement{Sheet: sampleSheet, Parties: parties, Facts: story, Clauses: []string{story}, Terms: sampleTerms},
		Ending{Sheet: sampleSheet, Parties: names(parties), Reason: story, Claims: []EndingClaim{{Roads: sampleRoads}}},
		FollowUp{Sheet: sampleSheet, Parties: names(parties), Performance: story},
	}
	for _, f := range long {
		t.Run(f.Title(), func(t *testing.T) {
			t.Parallel()
			file, r := drawn(t, f)
			pages := strings.Split(strings.TrimSuffix(textOf(t, file, "-raw"), "\f"), "\f")
			if len(pages) != r.Pages || r.Pages < 3 {
				t.Errorf("got %d pages, Result says %d, want at least 3", len(pages), r.Pages)
			}
			// What stands between the pages' feet is the story, uncut.
			text := squeezed(strings.Join(withoutFeet(pages), ""))
			if got, want := strings.Count(text, "右手着地"), strings.Count(strings.Join(factsOf(f), ""), "右手着地"); got != want {
				t.Errorf("the story stands %d times, want %d", got, want)
			}
			for _, p := range names(parties) {
				if !strings.Contains(text, p) {
					t.Errorf("%s is not on the paper", p)
				}
			}
		})
	}
}

// withoutFeet leaves out the foot of each page: number, case and title.
func withoutFeet(pages []string) []string {
	out := make([]string, len(pages))
	for i, page := range pages {
		kept := []string{}
		for _, line := range strings.Split(page, "\n") {
			if !strings.Contains(line, fmt.Sprintf("— %d —", i+1)) && !strings.Contains(line, fmt.Sprintf("共%d页", len(pages))) {
				kept = append(kept, line)
			}
		}
		out[i] = strings.Join(kept, "\n")
	}
	return out
}

func TestTheAgreementCountsItsCopiesAndSumsItsPayments(t *testing.T) {
	t.Parallel()
	a := Agreement{Sheet: sampleSheet, Parties: []Party{sampleRider, sampleInsurer, sampleStation}, Terms: sampleTerms, Court: "博罗县人民法院"}
	file, _ := drawn(t, a)
	text := squeezed(textOf(t, file, "-raw"))
	for _, want := range []string{
		"本协议一式肆份", "¥16,409.02", "人民币壹万陆仟肆佰零玖元零贰分", "¥1,409.50", "人民币壹仟肆佰零玖元伍角",
		"合计：¥17,818.52（大写：人民币壹万柒仟捌佰壹拾捌元伍角贰分）", "共同向博罗县人民法院申请司法确认",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the paper", want)
		}
	}
	if strings.Contains(text, "保留事项") || strings.Contains(text, "违约责任") {
		t.Error("a clause nobody agreed on is on the paper")
	}
}

func TestTheReceiptLimitsWhatItInterrupts(t *testing.T) {
	t.Parallel()
	file, _ := drawn(t, samples[2])
	text := squeezed(textOf(t, file, "-raw"))
	for _, want := range []string{"诉讼时效在提出时尚未届满的，从2025年6月3日起中断", "未写明的请求、未写明的对方当事人不在此列", "平安行财产保险股份有限公司惠州中心支公司"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the receipt", want)
		}
	}
}

func TestNobodyIsToldToWaitForMediation(t *testing.T) {
	t.Parallel()
	file, _ := drawn(t, RightsNotice{Labour: true})
	text := squeezed(textOf(t, file, "-raw"))
	if !strings.Contains(text, "任何一天都可以向劳动争议仲裁委员会申请仲裁") {
		t.Error("the notice does not say that arbitration is open on any day")
	}
	file, _ = drawn(t, RightsNotice{})
	if strings.Contains(textOf(t, file, "-raw"), "劳动争议") {
		t.Error("the labour paragraph stands in a matter that is none")
	}
}

func TestARareNameIsDrawnAndAnUnknownOneIsReported(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		missing string // "" when the fonts have it
	}{{"㼆玥", ""}, {"瞾䶮", ""}, {"\U0002CB4E", ""}, {"𠮷某", "𠮷"}, {"谢谢👨‍👩‍👧", "👨‍👩‍👧"}}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			file, r := drawn(t, Application{Applicants: []Party{{Name: tt.name}}})
			if !strings.Contains(squeezed(textOf(t, file, "-raw")), tt.name) {
				t.Errorf("%q does not read back", tt.name)
			}
			if got := strings.Join(r.Missing, ","); got != tt.missing {
				t.Errorf("missing: got %q, want %q", got, tt.missing)
			}
		})
	}
}

func TestEveryFileIsSound(t *testing.T) {
	t.Parallel()
	for _, f := range append(Blanks(), samples...) {
		file, _ := drawn(t, f)
		path := filepath.Join(t.TempDir(), "form.pdf")
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		if out := tool(t, nil, "qpdf", "qpdf", "--check", path); !strings.Contains(out, "No syntax or stream encoding errors") {
			t.Errorf("%s: %s", f.Title(), out)
		}
	}
}

func TestTheSameFactsGiveTheSameBytesInAnyOrder(t *testing.T) {
	t.Parallel()
	want := make([][sha256.Size]byte, len(samples))
	for i, f := range samples {
		file, _ := drawn(t, f)
		want[i] = sha256.Sum256(file)
	}
	for run := range 20 {
		t.Run(fmt.Sprint(run), func(t *testing.T) {
			t.Parallel()
			for k := range samples {
				i := (k*7 + run*3) % len(samples)
				if file, _ := drawn(t, samples[i]); sha256.Sum256(file) != want[i] {
					t.Errorf("%s differs", samples[i].Title())
				}
			}
		})
	}
}

func TestATooLongCodeIsRefusedWithItsLength(t *testing.T) {
	t.Parallel()
	_, err := Application{Sheet: Sheet{QR: strings.Repeat("q", 5000)}}.Draw(new(bytes.Buffer))
	if err == nil || !strings.Contains(err.Error(), "5000") {
		t.Errorf("got %v, want an error that names 5000 bytes", err)
	}
}

func TestAFullDiskIsReported(t *testing.T) {
	t.Parallel()
	if _, err := (FollowUp{}).Draw(full{}); err == nil {
		t.Error("a failing writer went unnoticed")
	}
}

// full is a writer with no room left.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, fmt.Errorf("no space left on device") }

func BenchmarkMediationRecord(b *testing.B) {
	record := samples[4]
	var out bytes.Buffer
	r, err := record.Draw(&out)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(r.Pages), "pages")
	for b.Loop() {
		out.Reset()
		if _, err := record.Draw(&out); err != nil {
			b.Fatal(err)
		}
	}
}

func TestEveryFormHasAnEnglishNameInItsProperties(t *testing.T) {
	t.Parallel()
	for _, f := range Blanks() {
		if english[f.Title()] == "" {
			t.Errorf("%s has none", f.Title())
		}
	}
	file, _ := drawn(t, FollowUp{})
	if got := tool(t, file, "pdfinfo", "poppler-utils", "-"); !strings.Contains(got, "Record of a follow-up visit") || !strings.Contains(got, "人民调解回访记录") {
		t.Errorf("got %s", got)
	}
}
