package routelog

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// forbidden are words that accuse somebody, or read a contract; the papers are held to the same list.
func forbidden(t *testing.T) []string {
	t.Helper()
	list, err := os.ReadFile("testdata/forbidden.txt")
	if err != nil {
		t.Fatal(err)
	}
	words := strings.Split(strings.TrimSpace(string(list)), "\n")
	if len(words) < 40 {
		t.Fatalf("got %d forbidden words, want the whole list", len(words))
	}
	return words
}

func accuses(t *testing.T, words []string, where, text string) {
	t.Helper()
	for _, word := range words {
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
	words := forbidden(t)
	for _, h := range hands() {
		f := h.judge(t)
		for _, s := range f.Statements() {
			accuses(t, words, h.name, s.Text.ZH)
			accuses(t, words, h.name, s.Text.EN)
		}
		accuses(t, words, h.name, f.Finding.Plain().ZH+f.Finding.Plain().EN)
	}
	for name, text := range literals(t) {
		accuses(t, words, name, text)
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
			"上一单P1于2025年5月18日13时38分00秒至13时39分00秒之间结束，早于事发6分钟至8分钟。"},
		{"before the acceptance", peng(40 * time.Second), PartFacts, "next_order", "下一单P2于2025年5月18日13时46分40秒接单，晚于事发0秒至2分20秒。"},
		{"not to be ordered", peng(41 * time.Second), PartFacts, "next_order",
			"下一单P2于2025年5月18日13时46分40秒接单，与事发的先后不能由时钟确定（最多早于事发1秒，最多晚于事发2分21秒）。"},
		{"the incident itself", peng(40 * time.Second), PartFacts, "incident",
			"事发时间为2025年5月18日13时44分20秒至13时46分40秒之间的某一时刻；所填时间的精度和误差已经计入。"},
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

func TestAReasonIsNoMoreExactThanItsClocksAndNoFactIsSaidTwice(t *testing.T) {
	t.Parallel()
	f := hand{orders: peng, track: pengTrack, at: "2025-05-18T13:45"}.judge(t)
	want := "上一单P1于5月18日13时38分00秒至5月18日13时39分00秒之间结束，距事发6分钟至8分钟。"
	if !slices.ContainsFunc(f.Because, func(r Reason) bool { return r.Text == want }) {
		t.Errorf("got %v, want %s", f.Because, want)
	}
	count := 0
	for _, s := range f.Statements() {
		if s.Code == "previous_order" {
			count++
		}
	}
	if count != 1 {
		t.Errorf("the previous order is told %d times, want once", count)
	}
}

func TestAnOrdersClockIsToldWithItsTolerance(t *testing.T) {
	t.Parallel()
	orders, err := ReadOrders(Source{Name: "orders.csv", Datum: WGS84, Tolerance: 20 * time.Second}, strings.NewReader(delivered+takenAway))
	if err != nil {
		t.Fatal(err)
	}
	in, err := ParseIncident("2025-05-18T18:45", 0)
	if err != nil {
		t.Fatal(err)
	}
	f := Judge(&Log{Orders: orders}, in, DefaultPolicy())
	for code, want := range map[string]string{
		"previous_order": "上一单A于2025年5月18日18时29分40秒至18时30分20秒之间结束，早于事发14分40秒至16分20秒。",
		"next_order":     "下一单B于2025年5月18日18时46分20秒至18时47分00秒之间接单，晚于事发20秒至2分钟。",
	} {
		if got := statement(t, f, PartFacts, code).Text.ZH; got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
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

func TestEveryFigureOfAPolicyIsNamedAndMarkedWhereItWasChanged(t *testing.T) {
	t.Parallel()
	for i, field := range reflect.VisibleFields(reflect.TypeFor[Policy]())[1:] { // after the policy's own name
		p := DefaultPolicy()
		name := strings.TrimSuffix(field.Tag.Get("json"), ",omitempty")
		reflect.ValueOf(&p).Elem().Field(i + 1).SetFloat(7.5)
		found := false
		for _, threshold := range p.Thresholds() {
			found = found || threshold.Name == name
			if threshold.Changed() != (threshold.Name == name) || threshold.Name == name && threshold.Value != 7.5 {
				t.Errorf("%s changed: got %+v", name, threshold)
			}
		}
		if !found {
			t.Errorf("%s is not among the thresholds", name)
		}
	}
}

func TestAMeasuredClockIsAFactAndAnExtractPointsAtNoOtherOrdersRows(t *testing.T) {
	t.Parallel()
	f := hand{orders: delivered + takenAway, track: toPickup, at: "2025-05-18T18:45", datum: WGS84, orderDatum: WGS84}.judge(t)
	off, about := -37.0, 4.0
	f.Clocks = []ClockRow{{Source: "track.csv", Kind: "track", OffsetS: &off, OffsetUncertaintyS: &about}}
	f.Against = append(f.Against, reason("clock_offset", "轨迹时钟慢。", "slow", Ref{"orders.csv", 99}))
	if got, want := statement(t, f, PartFacts, "clock_offset").Text.ZH, "与取餐、送达的记录核对，track.csv的时钟比订单时钟慢37秒（误差约4秒）；未作更正。"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for _, s := range f.StatementsWithin(day("18:30:00"), day("18:46:00")) {
		if slices.Contains(s.Refs, Ref{"orders.csv", 99}) {
			t.Errorf("statement %d points at another order's row", s.Number)
		}
	}
}
