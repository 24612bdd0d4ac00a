package document

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"hejie/internal/ride"
	"hejie/internal/routelog"
)

// judgedDay is an incident judged, with what it was judged from.
type judgedDay struct {
	name     string
	log      *routelog.Log
	incident routelog.Incident
	found    routelog.Findings
}

// ridden judges a drawn day; gpx may be nil, and datum undeclared.
func ridden(t *testing.T, name string, orders, gpx []byte, at string, datum routelog.Datum, tolerance time.Duration) judgedDay {
	t.Helper()
	d := judgedDay{name: name, log: &routelog.Log{}}
	var err error
	if d.log.Orders, err = routelog.ReadOrders(routelog.Source{Name: "订单文件1", Datum: datum}, bytes.NewReader(orders)); err != nil {
		t.Fatal(err)
	}
	if gpx != nil {
		d.log.Track = &routelog.Track{}
		if err := d.log.Track.Read(routelog.Source{Name: "轨迹文件1", Datum: datum}, bytes.NewReader(gpx)); err != nil {
			t.Fatal(err)
		}
	}
	if d.incident, err = routelog.ParseIncident(at, tolerance); err != nil {
		t.Fatal(err)
	}
	strict := routelog.DefaultPolicy()
	strict.Name, strict.LongStopS = "strict", 300
	d.found = routelog.JudgeAll(d.log, d.incident, []routelog.Policy{routelog.DefaultPolicy(), strict})
	return d
}

func (d judgedDay) report() RouteReport {
	p := routelog.Draft(d.log, d.incident, d.found)
	r := TellRoute(d.found, &p)
	r.Sheet, r.Rider, r.MadeOn = sampleSheet, "㼆玥", "2025年6月8日"
	r.Wording, r.WordingSource = someWording, "保险单第A1号，特别约定第2条"
	r.Files = []RouteFile{{"订单文件1", "订单", strings.Repeat("9f86d081", 8)}, {"轨迹文件1", "轨迹", strings.Repeat("a1b2c3d4", 8)}}
	return r
}

func (d judgedDay) extract() RouteReport {
	from, to := d.found.Segment()
	p := routelog.DraftWithin(d.log, d.incident, d.found, from, to)
	r := TellRouteWithin(d.found, &p, from, to)
	r.Sheet, r.Rider, r.MadeOn, r.Wording = sampleSheet, "㼆玥", "2025年6月8日", someWording
	return r
}

// someWording is a clause as a policy may have it.
const someWording = "配送期间：自接单时起至送达时止。"

// judgedDays has every finding.
func judgedDays(t *testing.T) []judgedDay {
	t.Helper()
	morning := time.Date(2025, 5, 18, 0, 0, 0, 0, shanghai)
	fall, home := ride.Headline(3, morning), ride.HomeStop(3, morning)
	minute := func(at time.Time) string { return at.In(shanghai).Format("2006-01-02T15:04") }
	empty := []byte("order_id,accepted_at\n")
	return []judgedDay{
		ridden(t, "continuous", fall.OrdersCSV, fall.GPX, minute(fall.Incident), routelog.WGS84, 0),
		ridden(t, "in_transit", fall.OrdersRiderCSV, fall.GPX, minute(fall.Incident), routelog.WGS84, 30*time.Second),
		ridden(t, "interrupted", home.OrdersCSV, home.GPX, minute(home.Incident), routelog.WGS84, 60*time.Second),
		ridden(t, "cannot_tell", home.OrdersCSV, home.GPX, minute(home.Incident), routelog.Undeclared, 0),
		ridden(t, "on_order", fall.OrdersCSV, fall.GPX, minute(fall.Previous.PickedUp.Add(time.Minute)), routelog.WGS84, 0),
		ridden(t, "cannot_tell", fall.OrdersCSV, nil, minute(fall.Incident), routelog.WGS84, 0),
		ridden(t, "cannot_tell", empty, nil, minute(fall.Incident), routelog.Undeclared, 0),
		ridden(t, "no_order", fall.OrdersRiderCSV, nil, minute(fall.Previous.Delivered.Add(time.Hour)), routelog.WGS84, 0),
		ridden(t, "off_duty", fall.OrdersRiderCSV, nil, minute(fall.Previous.Delivered.Add(5*time.Hour)), routelog.WGS84, 0),
	}
}

// readBack is what a report's pages say, without their feet and without white space.
func readBack(t *testing.T, r RouteReport) string {
	t.Helper()
	file, _ := drawn(t, r)
	pages := strings.Split(strings.TrimSuffix(textOf(t, file, "-raw"), "\f"), "\f")
	return squeezed(strings.Join(withoutFeet(pages), ""))
}

// ownFacts are a report's facts without its sheet's, some of which stand at the foot.
func ownFacts(r RouteReport) []string {
	r.Sheet = Sheet{}
	return factsOf(r)
}

func TestARouteReportSaysEveryStatementByItsNumberAndAccusesNobody(t *testing.T) {
	t.Parallel()
	list, err := os.ReadFile("../routelog/testdata/forbidden.txt")
	if err != nil {
		t.Fatal(err)
	}
	for i, d := range judgedDays(t) {
		t.Run(fmt.Sprint(i, " ", d.name), func(t *testing.T) {
			t.Parallel()
			if string(d.found.Finding) != d.name {
				t.Fatalf("got %s, want %s", d.found.Finding, d.name)
			}
			for _, r := range []RouteReport{d.report(), d.extract()} {
				text := readBack(t, r)
				for _, word := range strings.Split(strings.TrimSpace(string(list)), "\n") {
					if strings.Contains(strings.ToLower(text), squeezed(word)) {
						t.Errorf("the report has the word %q", word)
					}
				}
				for _, want := range append(ownFacts(r), "只供调解参考，不作任何决定") {
					if !strings.Contains(text, squeezed(want)) {
						t.Errorf("%q is not on the paper", want)
					}
				}
			}
			text := readBack(t, d.report())
			for _, s := range d.found.Statements() {
				if want := squeezed(fmt.Sprintf("%d、%s", s.Number, strings.TrimSuffix(s.Text.ZH, "。"))); !strings.Contains(text, want) {
					t.Errorf("%q is not on the paper", want)
				}
			}
		})
	}
}

func TestEveryFigureOfTheRulesIsPrintedAndAChangedOneIsMarked(t *testing.T) {
	t.Parallel()
	d := judgedDays(t)[0]
	d.found.Policy.LongStopS, d.found.Policy.Name = 300, "strict"
	text := readBack(t, d.report())
	for _, threshold := range d.found.Policy.Thresholds() {
		if !strings.Contains(text, threshold.Name) {
			t.Errorf("%s is not on the paper", threshold.Name)
		}
	}
	if !strings.Contains(text, "long_stop_s300秒（不同于默认）600秒") || strings.Count(text, "不同于默认") != 1 || !strings.Contains(text, "规则名称：strict") {
		t.Errorf("got %s; want one figure marked", text)
	}
}

func TestAnExtractSaysToWhichStretchItIsCutAndNamesNoOtherOrder(t *testing.T) {
	t.Parallel()
	d := judgedDays(t)[0]
	from, _ := d.found.Segment()
	text := readBack(t, d.extract())
	for _, want := range []string{"本报告的轨迹图只包括" + MomentZH(from), "（上一单送达至下一单取餐，最多两小时）", *d.found.Previous.ID, *d.found.Next.ID} {
		if !strings.Contains(text, squeezed(want)) {
			t.Errorf("%q is not on the extract", want)
		}
	}
	for _, o := range d.log.Orders {
		if o.ID != *d.found.Previous.ID && o.ID != *d.found.Next.ID && strings.Contains(text, o.ID) {
			t.Errorf("the extract names %s", o.ID)
		}
	}
}

func TestWhatAnalysesTakeForGrantedIsSaidInWords(t *testing.T) {
	t.Parallel()
	for with, want := range map[string]string{
		"datum:gcj02": "轨迹按坐标系读取：GCJ-02", "datum:bd09:ride.gpx": "轨迹按坐标系读取：BD-09，仅ride.gpx", "order_datum:wgs84": "订单地点按坐标系读取：WGS-84",
		"track_zone:UTC": "轨迹时间按时区读取：UTC", "clock_offset:-37s": "按测得的时钟相差更正轨迹时间：轨迹比订单慢37秒",
		"clock_offset:+120s,-5s,+0s": "按测得的时钟相差更正轨迹时间：各份轨迹不同（轨迹比订单快2分钟；轨迹比订单慢5秒；与订单时钟相差不到1秒）", "clock_offset:odd": "按测得的时钟相差更正轨迹时间：odd",
		"gps_week:+1024": "轨迹日期按GPS周数翻转更正：向后移1024周", "gps_week:-2048": "轨迹日期按GPS周数翻转更正：向前移2048周",
		"datum:gcj02:轨迹:二": "轨迹按坐标系读取：GCJ-02，仅轨迹:二", "track_zone:+08:00": "轨迹时间按时区读取：+08:00", "policy:a:b": "按规则：a:b", "moon:full": "按moon:full",
	} {
		if got := assumption(with); got != want {
			t.Errorf("%s: got %s, want %s", with, got, want)
		}
	}
}

func TestClocksAreToldInWords(t *testing.T) {
	t.Parallel()
	zone, other, minute, fine, fast, slow, level, about := "Asia/Shanghai", "UTC", 60.0, 0.001, 14.0, -90.5, 0.0, 3.0
	rows := clockRows([]routelog.ClockRow{
		{Kind: "incident", Zone: &zone, ZoneStated: true, PrecisionS: &minute, ToleranceS: 40},
		{Kind: "orders", Source: "订单文件1", Zone: &zone},
		{Kind: "track", Source: "轨迹文件1", PrecisionS: &fine, OffsetS: &fast, OffsetUncertaintyS: &about},
		{Kind: "track", Source: "轨迹文件2", Zone: &other, ZoneStated: true, OffsetS: &slow},
		{Kind: "track", Source: "轨迹文件3"}, {Kind: "track", Source: "轨迹文件4", OffsetS: &level}, {Kind: "online", Source: "在线记录1"},
	})
	want := []ClockRow{
		{"事发时间", "北京时间（已声明）", "1分钟", "前后各40秒", "—"}, {"订单：订单文件1", "没有声明，按北京时间读取", "不明", "没有登记", "—"},
		{"轨迹：轨迹文件1", "各时间自带时区", "0.001秒", "没有登记", "快14秒（±3秒）"}, {"轨迹：轨迹文件2", "UTC（已声明）", "不明", "没有登记", "慢90.5秒"},
		{"轨迹：轨迹文件3", "各时间自带时区", "不明", "没有登记", "未能测得"}, {"轨迹：轨迹文件4", "各时间自带时区", "不明", "没有登记", "不到1秒"},
		{"在线记录：在线记录1", "各时间自带时区", "不明", "没有登记", "—"},
	}
	if !slices.Equal(rows, want) {
		t.Errorf("got %v\nwant %v", rows, want)
	}
}

func TestAnAnalysisThatRecordedNoClocksSaysSo(t *testing.T) {
	t.Parallel()
	d := judgedDays(t)[0]
	d.found.Clocks = nil
	if text := readBack(t, d.report()); !strings.Contains(text, "没有记录各时钟的情况") {
		t.Errorf("got %s", text)
	}
}

func TestAnExtractTellsThatSomeNumbersAreLeftOut(t *testing.T) {
	t.Parallel()
	d := judgedDays(t)[2]
	r := TellRouteWithin(d.found, nil, *d.found.Incident.From, *d.found.Incident.To)
	left := len(d.found.Statements()) - len(r.Facts) - len(r.Because) - len(r.Against) - len(r.Lacking) - len(r.Limits)
	if left == 0 || !strings.Contains(r.Extract, fmt.Sprintf("其中%d项", left)) {
		t.Errorf("got %q with %d left out", r.Extract, left)
	}
}

func TestAFailedReadingSaysWhatAndWhereAndNothingElse(t *testing.T) {
	t.Parallel()
	at := time.Date(2025, 5, 18, 18, 45, 0, 0, shanghai)
	to := at.Add(time.Minute)
	r := UnreadRoute(routelog.Stretch{From: &at, To: &to}, []string{"订单文件1:2:delivered_at：这个时间无法识别。"})
	r.Sheet, r.Rider, r.Files = sampleSheet, "㼆玥", []RouteFile{{"订单文件1", "订单", strings.Repeat("9f86d081", 8)}}
	text := readBack(t, r)
	for _, want := range append(ownFacts(r), "本次分析没有完成", "原件没有改动") {
		if !strings.Contains(text, squeezed(want)) {
			t.Errorf("%q is not on the paper", want)
		}
	}
	if strings.Contains(text, "一、事实") || strings.Contains(text, "结果：") {
		t.Error("a report of nothing has room for findings")
	}
}

// heavy is a report with far more of everything than any day has.
func heavy(t *testing.T) RouteReport {
	d := judgedDays(t)[2]
	id := "订单" + strings.Repeat("X9", 150) + "尾"
	d.found.Previous.ID = &id
	stop := d.found.Movement.Stops[0]
	for i := range 60 {
		stop.From, stop.To = stop.From.Add(time.Duration(i)*time.Second), stop.To.Add(time.Duration(i)*time.Second)
		d.found.Movement.Stops = append(d.found.Movement.Stops, stop)
	}
	for i := range 300 {
		d.found.Alternatives = append(d.found.Alternatives, routelog.Alternative{With: fmt.Sprintf("policy:规则-%03d", i), Finding: routelog.CannotTell})
	}
	for i := range 20 {
		uncertainty, offset := 3.0, float64(i)
		d.found.Clocks = append(d.found.Clocks, routelog.ClockRow{Source: fmt.Sprintf("轨迹文件%d", i+1), Kind: "track", OffsetS: &offset, OffsetUncertaintyS: &uncertainty})
	}
	r := d.report()
	for i := range 20 {
		r.Files = append(r.Files, RouteFile{Name: fmt.Sprintf("轨迹文件%d-%s", i, strings.Repeat("长", 40)), Kind: "轨迹", SHA256: strings.Repeat("9f86d08", 9) + strconv.Itoa(i%10)})
	}
	return r
}

func TestAReportOfFarTooMuchIsWholeAndWithinItsMargins(t *testing.T) {
	t.Parallel()
	r := heavy(t)
	file, result := drawn(t, r)
	again, _ := drawn(t, r)
	if !bytes.Equal(file, again) {
		t.Error("the same report gave other bytes")
	}
	path := filepath.Join(t.TempDir(), "heavy.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	if out := tool(t, nil, "qpdf", "qpdf", "--check", path); !strings.Contains(out, "No syntax or stream encoding errors") {
		t.Error(out)
	}
	text := readBack(t, r)
	for _, want := range ownFacts(r) {
		if !strings.Contains(text, squeezed(want)) {
			t.Errorf("%q is not on the paper", want)
		}
	}
	if result.Pages < 10 || result.Pages > 40 {
		t.Errorf("got %d pages", result.Pages)
	}
	within(t, file)
}

var wordBox = regexp.MustCompile(`<word xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="([0-9.]+)" yMax="([0-9.]+)">(.*)</word>`)

// within holds every word to the text area: 28 mm on the left, 26 on the right, the foot above the paper's edge.
func within(t *testing.T, file []byte) {
	t.Helper()
	const mm = 72 / 25.4
	boxes := wordBox.FindAllStringSubmatch(textOf(t, file, "-bbox"), -1)
	if len(boxes) < 100 {
		t.Fatalf("got %d words", len(boxes))
	}
	for _, b := range boxes {
		left, errL := strconv.ParseFloat(b[1], 64)
		right, errR := strconv.ParseFloat(b[3], 64)
		foot, errF := strconv.ParseFloat(b[4], 64)
		if errL != nil || errR != nil || errF != nil || left < 27.5*mm || right > 184.5*mm || foot > 290*mm {
			t.Errorf("%q stands at %s–%s, down to %s: outside the text area", b[5], b[1], b[3], b[4])
		}
	}
}

// A label or heading ends a page nowhere, and no line begins with what ends a sentence.
func TestNoHeadingStandsAloneAtAPagesEnd(t *testing.T) {
	t.Parallel()
	reports := []RouteReport{heavy(t), {}}
	quoting := judgedDays(t)[0].report()
	for lines := 1; lines < 40; lines += 5 {
		r := quoting
		r.Wording = strings.TrimSpace(strings.Repeat(someWording+"\n", lines))
		reports = append(reports, r)
	}
	for _, d := range judgedDays(t) {
		reports = append(reports, d.report(), d.extract())
	}
	for i, r := range reports {
		file, _ := drawn(t, r)
		for n, page := range withoutFeet(strings.Split(strings.TrimSuffix(textOf(t, file, "-raw"), "\f"), "\f")) {
			lines := strings.Split(strings.TrimSpace(page), "\n")
			last := strings.TrimSpace(lines[len(lines)-1])
			if regexp.MustCompile(`^[一二三四五]、`).MatchString(last) || strings.HasSuffix(last, "：") || strings.HasPrefix(last, "时段事发") || strings.HasPrefix(last, "含义名称") || strings.HasPrefix(last, "保险条款原文（照录）") {
				t.Errorf("report %d: page %d ends with %q", i, n+1, last)
			}
			for _, line := range lines {
				if strings.ContainsAny(string([]rune(line + " ")[:1]), "，。；：、）”") {
					t.Errorf("report %d: a line begins %q", i, line)
				}
			}
		}
	}
}

func TestTheCommandLinesReportNamesItsFilesAndNobody(t *testing.T) {
	t.Parallel()
	d := judgedDays(t)[0]
	paper := routelog.Paper{Findings: d.found, Picture: routelog.Draft(d.log, d.incident, d.found), Files: []routelog.File{
		{Name: "orders.csv", Kind: routelog.OrdersFile, SHA256: strings.Repeat("9f86d081", 8)}, {Name: "strict.json", Kind: routelog.PolicyFile, SHA256: strings.Repeat("a1b2c3d4", 8)},
	}}
	var out, again bytes.Buffer
	if err := DrawRoute(&out, paper); err != nil {
		t.Fatal(err)
	}
	if err := DrawRoute(&again, paper); err != nil || !bytes.Equal(out.Bytes(), again.Bytes()) {
		t.Errorf("drawn twice it differs (%v)", err)
	}
	text := squeezed(textOf(t, out.Bytes(), "-raw"))
	for _, want := range []string{"由命令行程序hejieroute", "没有案件编号", "orders.csv", strings.Repeat("9f86d081", 8), "strict.json规则", "配送路线分析报告", "结果：连续配送"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the paper", want)
		}
	}
	for _, none := range []string{"配送人员", "人民调解委员会", "制作日期"} {
		if strings.Contains(text, none) {
			t.Errorf("%q is on the command line's paper", none)
		}
	}
}
