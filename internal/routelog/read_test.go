package routelog

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

const onePoint = `<trk><name>骑行</name><trkseg><trkpt lat="23.7" lon="114.7"><ele>3</ele><time>2025-05-18T10:45:00Z</time>` +
	`<extensions><time>1999-01-01T00:00:00Z</time></extensions></trkpt></trkseg></trk></gpx>`

func readTrack(t *testing.T, text string) *Track {
	t.Helper()
	track := &Track{}
	if err := track.Read(Source{Name: "track"}, strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	return track
}

func TestGPXIsReadInEveryDressItWears(t *testing.T) {
	t.Parallel()
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(`<?xml version="1.0" encoding="GBK"?><gpx version="1.1">` + onePoint)
	if err != nil {
		t.Fatal(err)
	}
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(`<?xml version="1.0" encoding="UTF-16"?><gpx version="1.1">` + onePoint)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"1.0":      `<gpx version="1.0" xmlns="http://www.topografix.com/GPX/1/0">` + onePoint,
		"1.1":      `<?xml version="1.0"?>` + "\n" + `<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">` + onePoint,
		"prefix":   strings.NewReplacer("<trk", "<g:trk", "</trk", "</g:trk", "<time", "<g:time", "</time", "</g:time", "</gpx", "</g:gpx").Replace(`<g:gpx xmlns:g="http://www.topografix.com/GPX/1/1">` + onePoint),
		"mark":     "\ufeff<gpx>" + onePoint,
		"GBK":      gbk,
		"UTF-16":   utf16,
		"comments": "<!-- > <trkpt> --><gpx><!--" + strings.Repeat("x<y>", 40_000) + "-->" + onePoint,
		"CDATA":    "<gpx><desc><![CDATA[<trkpt lat='1' lon='1'/>]]></desc>" + onePoint,
		"quotes":   strings.Replace("<gpx>"+onePoint, `lat="23.7"`, `note="a > b" lat='23.7'`, 1),
		"entities": "<gpx><name>a &amp; b &#20013;</name>" + onePoint,
	} {
		track := readTrack(t, text)
		if track.n != 1 || track.read != 1 || track.at(0).ms != day("18:45:00").UnixMilli() || track.at(0).lat != 237000000 {
			t.Errorf("%s: got %d of %d points, %+v", name, track.n, track.read, track.at(0))
		}
	}
}

func TestBadPointsAreCountedWithTheirReason(t *testing.T) {
	t.Parallel()
	text := "time,lat,lon\n2025-05-18 18:00:00,23.7,114.7\n" + "2025-05-18 18:00:00,23.7,114.7\n" + // a duplicate
		"2025-05-18 18:00:10,91,114.7\n2025-05-18 18:00:10,23.7,181\n2025-05-18 18:00:10,NaN,114.7\n2025-05-18 18:00:10,Inf,114.7\n2025-05-18 18:00:10,0,0\n2025-05-18 18:00:10,,\n2025-05-18 18:00:10,114.7,23.7\n" + // impossible
		",23.7,114.7\n0,23.7,114.7\n" + // no time
		"2025-05-18 18:00:20,\"23,7\",114.7\nnoon,23.7,114.7\n" + // unreadable
		"2025-05-18 18:00:30,24.7,114.7\n2025-05-18 18:00:40,23.7,114.7001\n2025-05-18 18:00:35,23.7,114.7001\n" // a leap, and out of order
	h := hand{orders: delivered, track: text, at: "2025-05-18T18:45"}
	got := h.judge(t)
	want := Dropped{Duplicate: 1, Teleport: 1, BadCoordinate: 7, NoTime: 2, Unreadable: 2}
	q := got.Quality
	if q.Dropped != want || q.PointsRead != 16 || q.PointsUsed != 3 || q.OutOfOrder != 1 {
		t.Errorf("got %+v, read %d, used %d, out of order %d; want %+v, 16, 3, 1", q.Dropped, q.PointsRead, q.PointsUsed, q.OutOfOrder, want)
	}
	if !strings.Contains(codes(got.Missing), "coordinates_swapped") {
		t.Errorf("got %s, want the exchanged coordinates named", codes(got.Missing))
	}
}

func TestALeapThatDoesNotComeBackBreaksTheTrack(t *testing.T) {
	t.Parallel()
	away := startRide("18:29:00", origin).to(east(1000), "18:36:00")
	away.at = north(50_000)
	got := hand{orders: delivered + takenAway, track: away.to(north(52_000), "18:46:00").csv(), at: "2025-05-18T18:45", datum: WGS84}.judge(t)
	if got.Quality.Dropped.Teleport != 0 || len(got.Quality.Silences) == 0 || *got.Movement.DistanceM > 4000 {
		t.Errorf("got %+v, path %.0f m; want a silence in place of the leap", got.Quality, *got.Movement.DistanceM)
	}
}

func TestAWeekRolloverIsNamedAndNotCorrected(t *testing.T) {
	t.Parallel()
	old := strings.ReplaceAll(toPickup, "2025-05-18", day("00:00:00").AddDate(0, 0, -1024*7).Format("2006-01-02"))
	got := hand{orders: delivered + takenAway, track: old, at: "2025-05-18T18:45"}.judge(t)
	if got.Finding != CannotTell || !strings.Contains(codes(got.Missing), "week_rollover") {
		t.Errorf("got %s with %s", got.Finding, codes(got.Missing))
	}
}

func TestASuspectedDatumIsMeasured(t *testing.T) {
	t.Parallel()
	shift := func(p Place) *Place { q := FromWGS84(p, GCJ02); return &q }
	orders := orderHead + row("A", "18:01:00", "18:08:00", "18:12:00", "18:30:00", "", shift(north(2000)), shift(origin)) +
		row("B", "18:46:40", "18:55:00", "18:56:00", "19:08:00", "", shift(east(3000)), shift(east(5000)))
	track := startRide("18:10:00", north(2000)).stay("18:13:00").to(origin, "18:29:00").stay("18:32:00").to(east(3000), "18:55:00").stay("18:57:00").to(east(5000), "19:07:00").stay("19:10:00").csv()
	got := hand{orders: orders, track: track, at: "2025-05-18T18:45", datum: WGS84, orderDatum: WGS84}.judge(t)
	if s := got.Quality.DatumSuspectM; s == nil || *s < 400 || *s > 700 {
		t.Errorf("got %v, want the offset of GCJ-02 at Heyuan, about 550 m", s)
	}
	if s := (hand{orders: orders, track: track, at: "2025-05-18T18:45", datum: WGS84, orderDatum: GCJ02}).judge(t).Quality.DatumSuspectM; s != nil {
		t.Errorf("declared: got %v, want no suspicion", *s)
	}
}

func TestCoverageWordingsAreTimeFacts(t *testing.T) {
	t.Parallel()
	night := orderHead + row("A", "2025-05-17 23:40:00", "", "2025-05-17 23:50:00", "2025-05-18 02:10:00", "", nil, nil)
	tests := []struct {
		name, orders, online, at string
		want                     Coverage
	}{
		{"carrying", delivered, "", "2025-05-18T18:20", Coverage{Yes, Yes, Yes, Unclear, Yes}},
		{"on the way to the pickup", delivered, "", "2025-05-18T18:05", Coverage{No, Yes, Yes, Unclear, Yes}},
		{"between orders, online", delivered + takenAway, "from,to,state\n2025-05-18 17:00,2025-05-18 20:00,在线\n", "2025-05-18T18:45", Coverage{No, No, Yes, Yes, Yes}},
		{"before the first", delivered, "", "2025-05-18T17:45", Coverage{No, No, No, Unclear, Unclear}},
		{"over the pickup", delivered, "", "2025-05-18T18:11:30", Coverage{No, Yes, Yes, Unclear, Yes}},
		{"an open order at 01:20", night, "", "2025-05-18T01:20", Coverage{Yes, Yes, Yes, Unclear, Yes}},
		{"an open order at 01:31", night, "", "2025-05-18T01:31", Coverage{Yes, Yes, No, Unclear, Yes}},
		{"no orders", orderHead, "", "2025-05-18T18:45", Coverage{Unclear, Unclear, Unclear, Unclear, Unclear}},
	}
	for _, tt := range tests {
		got := hand{orders: tt.orders, online: tt.online, track: toPickup, at: tt.at}.judge(t).Coverage
		if got != tt.want {
			t.Errorf("%s: got %+v, want %+v", tt.name, got, tt.want)
		}
	}
	straddling := hand{orders: delivered, at: "2025-05-18T18:11", tolerance: 90 * time.Second}.judge(t).Coverage
	if straddling.DeliveringOnly != Unclear || straddling.OrderOnly != Yes {
		t.Errorf("over a boundary: got %+v, want delivering_only cannot_tell", straddling)
	}
}

func TestADetourInterruptsOnceTheNextOrderWasAccepted(t *testing.T) {
	t.Parallel()
	after := func(accepted int64, path float64, ahead *Place) scene {
		w := &world{policy: DefaultPolicy(), view: view{}}
		return scene{w: w, t: 1000_000, next: &span{accepted: accepted}, gap: &gap{path: path, displacement: 1000, ahead: ahead}}
	}
	tests := []struct {
		name string
		s    scene
		want string
	}{
		{"a detour after it", after(900_000, 5000, at(east(3000))), ""},
		{"a straight way", after(900_000, 2900, at(east(3000))), "short_path"},
		{"before it he had no destination", after(1100_000, 5000, at(east(3000))), "not_yet_accepted"},
		{"no known pickup", after(900_000, 5000, nil), "next_place_unknown"},
		{"no known acceptance", after(never, 5000, at(east(3000))), "acceptance_unknown"},
	}
	for _, tt := range tests {
		if got := tt.s.headed(); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

// FuzzTrack feeds anything to the track readers; whatever they take is judged and drawn.
func FuzzTrack(f *testing.F) {
	for _, seed := range []string{"<gpx>" + onePoint, toPickup, "<gpx><!-- -- ><a b='>'/></gpx>", "<?xml version='1.0' encoding='GB2312'?><gpx/>", "<!DOCTYPE a>", "\xff\xfe<\x00g\x00", "time;lat;lon\n1;2;3", "<gpx><trk><trkseg><trkpt lat='1e-400' lon='-0'/><trkpt/></trkseg></trk></gpx>"} {
		f.Add([]byte(seed))
	}
	orders, err := ReadOrders(Source{Name: "orders"}, strings.NewReader(delivered+takenAway))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		log := &Log{Orders: orders, Track: &Track{}}
		err := log.Track.Read(Source{Name: "fuzz"}, bytes.NewReader(raw))
		var bad *BadInput
		if err != nil && !errors.As(err, &bad) {
			t.Fatalf("got %v, want a *BadInput", err)
		}
		in, err := ParseIncident("2025-05-18T18:45", 0)
		if err != nil {
			t.Fatal(err)
		}
		got := Judge(log, in, DefaultPolicy())
		if q := got.Quality; q.PointsRead != q.PointsUsed+q.Dropped.BadCoordinate+q.Dropped.Duplicate+q.Dropped.NoTime+q.Dropped.Teleport+q.Dropped.Unreadable {
			t.Errorf("the counts do not add up: %+v", q)
		}
		if err := SVG(&bytes.Buffer{}, Draft(log, in, got)); err != nil {
			t.Error(err)
		}
	})
}

// FuzzOrders feeds anything to the order readers; whatever they take is judged and drawn.
func FuzzOrders(f *testing.F) {
	for _, seed := range []string{delivered + takenAway, peng, `[{"order_id":"A","accepted_at":1747562400}]`, "订单号\t接单时间\nA\t2025年5月18日 18:00\n", "\"a\"\"b\",accepted_at\n=1+1,2025-05-18 18:44\n", "[[[[", "\xbd\xd3\xb5\xa5\xca\xb1\xbc\xe4\n1\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		orders, err := ReadOrders(Source{Name: "fuzz"}, bytes.NewReader(raw))
		var bad *BadInput
		if err != nil {
			if !errors.As(err, &bad) {
				t.Fatalf("got %v, want a *BadInput", err)
			}
			return
		}
		in, err := ParseIncident("2025-05-18T18:45", 41*time.Second)
		if err != nil {
			t.Fatal(err)
		}
		log := &Log{Orders: orders}
		got := Judge(log, in, DefaultPolicy())
		if got.Finding == "" || got.Position == "" || len(got.Because) == 0 {
			t.Errorf("got %+v, want a finding with its reasons", got)
		}
		if err := SVG(&bytes.Buffer{}, Draft(log, in, got)); err != nil {
			t.Error(err)
		}
	})
}
