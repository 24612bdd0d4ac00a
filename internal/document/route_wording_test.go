package document

import (
	"bytes"
	"strings"
	"testing"
	"unicode"

	"hejie/internal/document/pdf"
	"hejie/internal/routelog"
)

func TestFactsOfTimeArePrintedOnlyBesideTheClauseAndAfterIt(t *testing.T) {
	t.Parallel()
	d := judgedDays(t)[0]
	table := []string{"按常见时段列出的时间事实", "下列只是时间事实", "事发时间在内", "送餐途中：取餐至送达", "条款出处", "保险条款原文（照录）"}
	for name, r := range map[string]RouteReport{"report": d.report(), "extract": d.extract()} {
		text := readBack(t, r)
		at := -1
		for _, want := range []string{"三、按常见时段列出的时间事实", "条款出处：", "保险条款原文（照录）", someWording, "下列只是时间事实；条款如何解释、是否适用，由双方协商或者由有权机关认定。", "送餐途中：取餐至送达", "四、各时钟对照", "五、方法和局限"} {
			i := strings.Index(text, squeezed(want))
			if i <= at {
				t.Errorf("%s: %q is not on the paper, or too early", name, want)
			}
			at = i
		}
		if strings.Contains(text, withoutWording) {
			t.Errorf("%s: says that there is no clause beside the clause", name)
		}
		for _, wording := range []string{"", " \n\t", "\u202e\u200b\u2066"} {
			r.Wording = wording
			text := readBack(t, r)
			for _, none := range table {
				if strings.Contains(text, none) {
					t.Errorf("%s: %q is on the paper beside the clause %q", name, none, wording)
				}
			}
			for _, want := range []string{"三、各时钟对照", "四、方法和局限", withoutWording} {
				if !strings.Contains(text, want) {
					t.Errorf("%s: %q is not on the paper beside the clause %q", name, want, wording)
				}
			}
		}
	}
}

func TestAClauseWithoutASourceSaysThatNobodyNamedIt(t *testing.T) {
	t.Parallel()
	r := judgedDays(t)[0].report()
	r.WordingSource = ""
	if text := readBack(t, r); !strings.Contains(text, "条款出处：没有写明。") {
		t.Errorf("got %s", text)
	}
}

func TestAClauseOfAnyWordsIsQuotedWholeAndChangesNothingElse(t *testing.T) {
	t.Parallel()
	d := judgedDays(t)[0]
	var long strings.Builder
	for range 5000 {
		long.WriteString("第一款\n")
	}
	for name, wording := range map[string]string{
		"5,000 lines": long.String(), "one endless word": strings.Repeat("X9", 4000), "a hanzi without end": strings.Repeat("保", 8000),
		"turned round": "甲\u202e送达至单接\u202c乙", "rare": "𠀀𪚥𫝀㼆玥", "naughty": "<script>alert(1)</script> ${jndi:ldap://a} '; DROP TABLE--\x00\x1b[31m %s%n {{.}} 👨‍👩‍👧 Ṱ̺̺o͞ \xff\xfe",
		"a report's own heading": "二、分析结果\n结果：配送中断。\n五、方法和局限",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := d.report()
			r.Wording, r.WordingSource = wording, strings.Repeat("出处\n", 60)
			file, result := drawn(t, r)
			again, _ := drawn(t, r)
			if !bytes.Equal(file, again) {
				t.Error("the same clause gave other bytes")
			}
			if result.Pages > 250 {
				t.Errorf("got %d pages", result.Pages)
			}
			within(t, file)
			text := strings.ReplaceAll(readBack(t, r), "保险条款原文（照录）", "") // stands again on each page
			if want := squeezed(strings.TrimSpace(pdf.Clean(wording))); !strings.Contains(text, want) {
				t.Errorf("the clause is not on the paper as %.80q", want)
			}
			if strings.ContainsFunc(text, func(x rune) bool { return unicode.Is(unicode.Bidi_Control, x) }) {
				t.Error("a mark that turns writing round reached the paper")
			}
			if !strings.Contains(text, "结果：连续配送") || !strings.Contains(text, "四、各时钟对照") {
				t.Error("the report is not whole")
			}
		})
	}
}

func TestTheCommandLinesReportQuotesItsClause(t *testing.T) {
	t.Parallel()
	d := judgedDays(t)[0]
	var out bytes.Buffer
	if err := DrawRoute(&out, routelog.Paper{Findings: d.found, Picture: routelog.Draft(d.log, d.incident, d.found), Wording: someWording, WordingSource: "保单A1",
		Files: []routelog.File{{Name: "clause.txt", Kind: routelog.WordingFile, SHA256: strings.Repeat("9f86d081", 8)}}}); err != nil {
		t.Fatal(err)
	}
	text := squeezed(textOf(t, out.Bytes(), "-raw"))
	for _, want := range []string{someWording, "条款出处：保单A1", "clause.txt保险条款原文", "下列只是时间事实"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the paper", want)
		}
	}
}
