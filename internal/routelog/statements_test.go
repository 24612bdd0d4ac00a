package routelog

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// forbidden are words that accuse somebody, or read a contract.
var forbidden = []string{
	"撒谎", "说谎", "谎报", "谎称", "伪造", "造假", "作假", "虚构", "虚假", "篡改", "欺诈", "诈骗", "骗保", "骗赔", "碰瓷", "脱岗", "旷工", "擅自", "私自", "干私活", "偷懒", "故意", "恶意", "不诚信",
	"应当赔付", "应予赔付", "应赔", "必须赔", "不予赔付", "拒赔", "免赔", "属于保险责任", "不属于保险责任", "保险责任范围", "构成工伤", "属于工伤", "不属于工伤", "违约", "过错", "全责", "有责任",
	"lied", "liar", "fraud", "forged", "faked", "fabricat", "tamper", "deserted", "must pay", "should pay", "is liable", "is covered by", "not covered by", "at fault", "negligen", "deliberate",
}

func accuses(t *testing.T, where, text string) {
	t.Helper()
	for _, word := range forbidden {
		if strings.Contains(strings.ToLower(text), word) {
			t.Errorf("%s: %q has the word %q", where, text, word)
		}
	}
}

func TestStatementsAreNumberedThroughThePartsAndTheSameWhenReadBack(t *testing.T) {
	t.Parallel()
	order := map[Part]int{PartFacts: 1, PartBecause: 2, PartAgainst: 3, PartMissing: 4, PartNotProved: 5}
	for _, h := range hands() {
		t.Run(h.name, func(t *testing.T) {
			t.Parallel()
			f := h.judge(t)
			list := f.Statements()
			last := 0
			for i, s := range list {
				if s.Number != i+1 || order[s.Part] < last || s.Code == "" || s.Text.ZH == "" || s.Text.EN == "" || s.Refs == nil {
					t.Errorf("statement %d: got %+v", i+1, s)
				}
				last = order[s.Part]
			}
			if len(list) == 0 || list[0].Part != PartFacts || last != 5 {
				t.Errorf("got %d statements, the last of part %d; want facts first and what is not proved last", len(list), last)
			}
			kept, err := json.Marshal(f)
			if err != nil {
				t.Fatal(err)
			}
			var back Findings
			if err := json.Unmarshal(kept, &back); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(list, back.Statements()); diff != "" {
				t.Errorf("read back they differ: %s", diff)
			}
		})
	}
}

func TestNoSentenceOfTheAnalyserAccusesOrReadsAContract(t *testing.T) {
	t.Parallel()
	for _, h := range hands() {
		f := h.judge(t)
		for _, s := range f.Statements() {
			accuses(t, h.name, s.Text.ZH)
			accuses(t, h.name, s.Text.EN)
		}
		accuses(t, h.name, f.Finding.Plain().ZH+f.Finding.Plain().EN)
	}
	for name, text := range literals(t) {
		accuses(t, name, text)
	}
}

// literals are all texts that the package's own code can print, by place.
func literals(t *testing.T) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	found, files := map[string]string{}, token.NewFileSet()
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(files, e.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
				found[files.Position(l.Pos()).String()] = l.Value
			}
			return true
		})
	}
	if len(found) < 200 {
		t.Fatalf("got %d texts, want those of the whole package", len(found))
	}
	return found
}

func statement(t *testing.T, f Findings, part Part, code string) Statement {
	t.Helper()
	for _, s := range f.Statements() {
		if s.Part == part && s.Code == code {
			return s
		}
	}
	t.Fatalf("no statement %s in %s", code, part)
	return Statement{}
}

func TestWhatIsKnownBetweenTwoBoundsIsToldAsARange(t *testing.T) {
	t.Parallel()
	peng := func(tolerance time.Duration) Findings {
		return hand{orders: peng, track: pengTrack, at: "2025-05-18T13:45", tolerance: tolerance}.judge(t)
	}
	tests := []struct {
		name string
		f    Findings
		part Part
		code string
		zh   string
	}{
		{"an order to the minute, an incident to the minute", peng(0), PartFacts, "previous_order",
			"上一单P1于2025年5月18日13时38分00秒至2025年5月18日13时39分00秒之间结束，早于事发6分钟至8分钟。"},
		{"the same as a reason", peng(0), PartBecause, "previous_order", "上一单P1于05-18 13:38:00–05-18 13:39:00结束，距事发6分钟至8分钟。"},
		{"before the acceptance", peng(40 * time.Second), PartFacts, "next_order", "下一单P2于2025年5月18日13时46分40秒接单，晚于事发0秒至2分20秒。"},
		{"not to be ordered", peng(41 * time.Second), PartFacts, "next_order",
			"下一单P2于2025年5月18日13时46分40秒接单，与事发的先后不能由时钟确定（最多早于事发1秒，最多晚于事发2分21秒）。"},
		{"the incident itself", peng(40 * time.Second), PartFacts, "incident",
			"事发时间为2025年5月18日13时44分20秒至2025年5月18日13时46分40秒之间的某一时刻；所填时间的精度和误差已经计入。"},
		{"a second against a second", hand{orders: delivered + takenAway, track: toPickup, at: "2025-05-18T18:45:10"}.judge(t), PartFacts, "previous_order",
			"上一单A于2025年5月18日18时30分00秒结束，早于事发15分10秒至15分11秒。"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := statement(t, tt.f, tt.part, tt.code).Text.ZH; got != tt.zh {
				t.Errorf("got  %s\nwant %s", got, tt.zh)
			}
		})
	}
}

func TestFactsPointAtTheirRows(t *testing.T) {
	t.Parallel()
	f := hand{orders: homeOrders, track: homeStop, at: "2025-05-18T18:55", datum: WGS84, orderDatum: WGS84}.judge(t)
	for code, want := range map[string]string{"previous_order": "orders.csv", "next_order": "orders.csv", "gap": "orders.csv", "track_points": "track.csv", "distance": "track.csv", "stop": "track.csv"} {
		got := statement(t, f, PartFacts, code)
		if len(got.Refs) == 0 || got.Refs[0].Source != want || got.Refs[0].Line < 2 {
			t.Errorf("%s: got %v, want rows of %s", code, got.Refs, want)
		}
	}
}

func TestAnExtractKeepsTheNumbersAndLeavesOutWhatLiesOutsideIt(t *testing.T) {
	t.Parallel()
	orders := homeOrders + row("FAR", "23:00:00", "", "", "22:00:00", "", nil, nil)
	f := hand{orders: orders, track: homeStop, at: "2025-05-18T18:55", datum: WGS84, orderDatum: WGS84}.judge(t)
	all := map[int]Statement{}
	for _, s := range f.Statements() {
		all[s.Number] = s
	}
	within := f.StatementsWithin(day("18:52:00"), day("19:00:00"))
	if len(within) >= len(all) {
		t.Errorf("got %d of %d statements, want fewer", len(within), len(all))
	}
	for _, s := range within {
		if all[s.Number].Text != s.Text {
			t.Errorf("number %d: got %q, want %q", s.Number, s.Text.ZH, all[s.Number].Text.ZH)
		}
		if strings.Contains(s.Text.ZH, "FAR") || strings.Contains(s.Text.ZH, "停留1") {
			t.Errorf("it tells of what lies outside: %s", s.Text.ZH)
		}
	}
	whole := f.StatementsWithin(day("18:00:00"), day("20:00:00"))
	if len(whole) != len(all)-1 { // all but the order of the night
		t.Errorf("got %d statements of the evening, want %d", len(whole), len(all)-1)
	}
}
