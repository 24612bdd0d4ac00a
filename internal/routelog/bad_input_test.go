package routelog

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// trackOf writes the same points in every format of tracks: a time and two coordinates each, as they are given.
var trackOf = map[string]func(points [][3]string) string{
	"GPX": func(points [][3]string) string {
		return wrapped("<gpx><trk><trkseg>\n", points, "<trkpt lat=\"%[2]s\" lon=\"%[3]s\"><time>%[1]s</time></trkpt>\n", "</trkseg></trk></gpx>")
	},
	"gx:Track": func(points [][3]string) string {
		return wrapped("<kml><Placemark><gx:Track>\n", points, "<when>%[1]s</when><gx:coord>%[3]s %[2]s 0</gx:coord>\n", "</gx:Track></Placemark></kml>")
	},
	"Placemarks": func(points [][3]string) string {
		return wrapped("<kml><Document>\n", points, "<Placemark><TimeStamp><when>%[1]s</when></TimeStamp><Point><coordinates>%[3]s,%[2]s</coordinates></Point></Placemark>\n", "</Document></kml>")
	},
	"GeoJSON": func(points [][3]string) string {
		const end = "{\"type\":\"Feature\"}]}"
		return wrapped("{\"type\":\"FeatureCollection\",\"features\":[\n", points, "{\"type\":\"Feature\",\"properties\":{\"time\":\"%[1]s\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[%[3]s,%[2]s]}},\n", end)
	},
	"CSV": func(points [][3]string) string { return wrapped("time,lat,lon\n", points, "%[1]s,%[2]s,%[3]s\n", "") },
}

func wrapped(head string, points [][3]string, format, end string) string {
	var b strings.Builder
	b.WriteString(head)
	for _, p := range points {
		_, _ = fmt.Fprintf(&b, format, p[0], p[1], p[2]) // a builder never fails
	}
	return b.String() + end
}

var goodPoint = [3]string{"2025-05-18T10:45:00Z", "23.7", "114.7"}

func TestABadPointIsACountedSkipInEveryFormat(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		bad     [3]string
		want    Dropped
		swapped int
	}{
		"swapped":          {[3]string{"2025-05-18T10:45:01Z", "114.7", "23.7"}, Dropped{BadCoordinate: 1}, 1},
		"no fix":           {[3]string{"2025-05-18T10:45:01Z", "0", "0"}, Dropped{BadCoordinate: 1}, 0},
		"off the globe":    {[3]string{"2025-05-18T10:45:01Z", "23.7", "1e300"}, Dropped{BadCoordinate: 1}, 0},
		"1970":             {[3]string{"1970-01-01T00:00:05Z", "23.7", "114.7"}, Dropped{Unreadable: 1}, 0},
		"2099":             {[3]string{"2099-05-18T10:45:00Z", "23.7", "114.7"}, Dropped{Unreadable: 1}, 0},
		"Unix zero":        {[3]string{"0", "23.7", "114.7"}, Dropped{NoTime: 1}, 0},
		"the first of all": {[3]string{"1970-01-01T00:00:00Z", "23.7", "114.7"}, Dropped{NoTime: 1}, 0},
		"no time":          {[3]string{"", "23.7", "114.7"}, Dropped{NoTime: 1}, 0},
		"no year":          {[3]string{"05-18 18:45", "23.7", "114.7"}, Dropped{Unreadable: 1}, 0},
		"no time of day":   {[3]string{"2025-05-18", "23.7", "114.7"}, Dropped{Unreadable: 1}, 0},
	} {
		for format, write := range trackOf {
			track := &Track{}
			err := track.Read(Source{Name: "track"}, strings.NewReader(write([][3]string{goodPoint, tt.bad})))
			if err != nil || track.n != 1 || track.dropped != tt.want || track.swapped != tt.swapped {
				t.Errorf("%s in %s: got %d points, %+v, %d swapped, %v; want 1, %+v, %d", name, format, track.n, track.dropped, track.swapped, err, tt.want, tt.swapped)
			}
		}
	}
	for _, number := range []string{"NaN", "Inf", "-Infinity"} {
		for format, write := range trackOf {
			track := &Track{}
			err := track.Read(Source{Name: "track"}, strings.NewReader(write([][3]string{goodPoint, {goodPoint[0], number, "114.7"}})))
			if format == "GeoJSON" { // which knows no such number
				if err == nil || !strings.HasPrefix(err.Error(), "track:3: ") {
					t.Errorf("%s in %s: got %v, want the third line named", number, format, err)
				}
			} else if err != nil || track.n != 1 || track.dropped.BadCoordinate+track.dropped.Unreadable != 1 {
				t.Errorf("%s in %s: got %d points, %+v, %v", number, format, track.n, track.dropped, err)
			}
		}
	}
}

func TestAWeekRolledOverIsSeenInEveryFormat(t *testing.T) {
	t.Parallel()
	early := day("18:45:00").AddDate(0, 0, -1024*7).UTC().Format("2006-01-02T15:04:05Z")
	for format, write := range trackOf {
		got := hand{orders: delivered + takenAway, track: write([][3]string{{early, "23.7", "114.7"}}), at: "2025-05-18T18:45"}.judge(t)
		if got.Finding != CannotTell || !strings.Contains(codes(got.Missing), "week_rollover") {
			t.Errorf("%s: got %s with %s", format, got.Finding, codes(got.Missing))
		}
	}
}

func TestATrackWithoutAnyUsableTimeSaysWhatToExport(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ time, want string }{
		"none": {"", "gx:Track"}, "no year": {"05-18 18:45:30", "no year"}, "unreadable": {"noon", "cannot"}, "1970": {"1970-01-01T08:00:01Z", "clock was not set"},
		"2099": {"4070908800", "clock was not set"},
	} {
		for format, write := range trackOf {
			err := new(Track).Read(Source{Name: "track"}, strings.NewReader(write([][3]string{{tt.time, "23.7", "114.7"}, {tt.time, "23.7", "114.7"}})))
			if err == nil || !strings.HasPrefix(err.Error(), "track:2: time: ") || !strings.Contains(err.Error(), tt.want) && tt.want != "cannot" {
				t.Errorf("%s in %s: got %v, want line, field and %q", name, format, err, tt.want)
			}
		}
	}
}

func TestATrackCutOffAnywhereIsNamedOrReadSoFar(t *testing.T) {
	t.Parallel()
	for format, write := range trackOf {
		whole := write([][3]string{goodPoint, {"2025-05-18T10:45:01Z", "23.7", "114.7"}})
		for cut := range whole {
			track := &Track{}
			err := track.Read(Source{Name: "track"}, strings.NewReader(whole[:cut]))
			var bad *BadInput
			if err == nil && format == "CSV" {
				continue // a table may end after any row
			}
			if !errors.As(err, &bad) || bad.Line == 0 || bad.Text.ZH == "" || bad.Text.EN == "" {
				t.Errorf("%s cut at %d: got %v, want a line named", format, cut, err)
			}
		}
	}
}

// strangers are files of other kinds, with what the refusal must say besides the kinds that are read.
var strangers = map[string]struct{ content, says string }{
	"a PNG":            {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "picture"},
	"a JPEG":           {"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"},
	"a PDF":            {"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"},
	"a ZIP or a KMZ":   {"PK\x03\x04\x14\x00\x00\x00\x08\x00", "unpack"},
	"an old workbook":  {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as CSV"},
	"gzip":             {"\x1f\x8b\x08\x00", "unpack"},
	"nothing":          {"", "empty"},
	"nothing but line": {"\n \r\n\t\n", "empty"},
}

func TestAFileOfAnotherKindIsToldWhatIsRead(t *testing.T) {
	t.Parallel()
	for name, tt := range strangers {
		for kind, read := range readers {
			err := read(Source{Name: "file"}, strings.NewReader(tt.content))
			if err == nil || !strings.HasPrefix(err.Error(), "file:1: ") || !strings.Contains(err.Error(), tt.says) || !strings.Contains(err.Error(), "CSV") {
				t.Errorf("%s as %s: got %v, want %q and what is read", name, kind, err, tt.says)
			}
		}
	}
	for _, text := range []string{"<html><body/></html>", "[1,2]", `{"a":1}`, `{"type":"Topology","objects":{}}`, "<svg/>", "<TrainingCenterDatabase/>"} {
		err := new(Track).Read(Source{Name: "file"}, strings.NewReader(text))
		if err == nil || !strings.HasPrefix(err.Error(), "file:1: ") || !strings.Contains(err.Error(), "GPX, KML, GeoJSON or CSV") {
			t.Errorf("%s: got %v, want the kinds of tracks named", text, err)
		}
	}
	for _, text := range []string{"<gpx><rte><rtept lat='1' lon='2'/></rte></gpx>", "<kml/>", `{"type":"FeatureCollection","features":[]}`} {
		err := new(Track).Read(Source{Name: "file"}, strings.NewReader(text))
		if err == nil || !strings.Contains(err.Error(), "no track point") {
			t.Errorf("%s: got %v, want it said that there is no track", text, err)
		}
	}
}

var readers = map[string]func(Source, io.Reader) error{
	"orders": func(src Source, r io.Reader) error { _, err := ReadOrders(src, r); return err },
	"track":  func(src Source, r io.Reader) error { return new(Track).Read(src, r) },
	"online": func(src Source, r io.Reader) error { _, err := ReadOnline(src, r); return err },
}

func TestAttacksThroughStructureAreRefusedAtTheirLine(t *testing.T) {
	t.Parallel()
	laughs := "<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;&lol;\">]>\n"
	for name, text := range map[string]string{
		"a billion laughs in GPX":   laughs + "<gpx><name>&lol2;</name></gpx>",
		"a billion laughs in KML":   laughs + "<kml><name>&lol2;</name></kml>",
		"an entity of its own":      "<kml>\n<name>&lol2;</name></kml>",
		"an entity in coordinates":  "<kml><Placemark><LineString>\n<coordinates>1,2 &lol; </coordinates></LineString></Placemark></kml>",
		"an inclusion":              "<kml>\n<xi:include href=\"file:///etc/passwd\"/></kml>",
		"a million folders":         "<kml>\n" + strings.Repeat("<Folder>", 1_000_000),
		"a million lists":           "{\"type\":\"LineString\",\n\"coordinates\":" + strings.Repeat("[", 1_000_000),
		"a million objects":         "{\n" + strings.Repeat(`"a":{`, 1_000_000),
		"times without places":      "{\"type\":\"Feature\",\n\"properties\":{\"coordTimes\":[1747565101]},\"geometry\":null}",
		"places without their time": "{\"type\":\"Feature\",\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]]},\n\"properties\":{\"coordTimes\":[1747565101]}}",
		"lists of unlike length":    "{\"type\":\"Feature\",\"geometry\":{\"type\":\"MultiLineString\",\"coordinates\":[[[1,2],[3,4]],[[1,2]]]},\n\"properties\":{\"coordTimes\":[[1747565101],[1747565101,1747565101]]}}",
		"when without coord":        "<kml>\n<Track><when>2025-05-18T10:45:00Z</when></Track></kml>",
	} {
		err := new(Track).Read(Source{Name: "track"}, strings.NewReader(text))
		if err == nil || !strings.HasPrefix(err.Error(), "track:2: ") {
			t.Errorf("%s: got %v, want the second line named", name, err)
		}
	}
}

// endless repeats a text up to a size, writing it as it is read.
type endless struct {
	text   []byte
	left   int64
	offset int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.left <= 0 {
		return 0, io.EOF
	}
	n := 0
	for n < len(p) {
		c := copy(p[n:], e.text[e.offset:])
		n += c
		e.offset = (e.offset + c) % len(e.text)
	}
	e.left -= int64(n)
	return n, nil
}

// TestTenGigabytesAreRefusedInEveryFormat lets each reader meet a file that never ends: one of points, and one of a
// single value.
func TestTenGigabytesAreRefusedInEveryFormat(t *testing.T) {
	t.Parallel()
	const ten = 10 << 30
	for name, tt := range map[string]struct {
		read             string
		head, then, want string
	}{
		"GPX, one comment":         {"track", "<gpx><!--", strings.Repeat("x", 1<<16), "over 1 GB"},
		"KML, one description":     {"track", "<kml><description><![CDATA[", strings.Repeat("x", 1<<16), "over 1 GB"},
		"KML, one tag":             {"track", "<kml><a ", strings.Repeat("x", 1<<16), "too long"},
		"KML, one text":            {"track", "<kml><coordinates>", strings.Repeat("x", 1<<16), "over 1 GB"},
		"GeoJSON, one string":      {"track", `{"type":"`, strings.Repeat("x", 1<<16), "over 1 GB"},
		"CSV, one cell":            {"track", "time,lat,lon\n\"", strings.Repeat("x", 1<<16), "too long"},
		"CSV, one row":             {"track", "time,lat,lon\n", strings.Repeat("1,", 1<<15), "too many columns"},
		"orders as CSV":            {"orders", orderHead, ",2025-05-18 18:00,,,,,,,,\n", "20,000"},
		"orders as JSON, one name": {"orders", `[{"`, strings.Repeat("x", 1<<16), "over 64 MB"},
		"orders as JSON":           {"orders", `[{}`, `,{"accepted_at":1747562400}`, "20,000"},
		"an online log":            {"online", "from,to,state\n", "2025-05-18 18:00,,online\n", "too many"},
	} {
		err := readers[tt.read](Source{Name: "file"}, io.MultiReader(strings.NewReader(tt.head), &endless{text: []byte(tt.then), left: ten}))
		if err == nil || !strings.HasPrefix(err.Error(), "file") || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %q", name, err, tt.want)
		}
	}
}

func TestAnOrderThatCannotBeRightNamesFileLineAndField(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]struct{ field, says string }{
		`"accepted_at":"05-18 18:45"`:              {"accepted_at", "no year"},
		`"accepted_at":"5月18日 18时45分"`:             {"accepted_at", "no year"},
		`"accepted_at":"18:45:30"`:                 {"accepted_at", "no year"},
		`"accepted_at":"1970-01-01 08:00:05"`:      {"accepted_at", "year cannot be right"},
		`"accepted_at":5`:                          {"accepted_at", "year cannot be right"},
		`"accepted_at":"2099-05-18 18:45"`:         {"accepted_at", "year cannot be right"},
		`"accepted_at":"2025-05-18"`:               {"accepted_at", "cannot read the time"},
		`"accepted_at":["2025-05-18 18:45"]`:       {"accepted_at", "cannot read the time"},
		`"pickup_lat":"114.7","pickup_lon":"23.7"`: {"pickup_lat", "coordinate"},
		`"pickup_lat":"NaN","pickup_lon":"114"`:    {"pickup_lat", "coordinate"},
		`"pickup_lat":"23","pickup_lon":"Inf"`:     {"pickup_lon", "coordinate"},
		`"pickup_lat":23743500,"pickup_lon":1`:     {"pickup_lat", "coordinate_scale"},
	} {
		_, err := ReadOrders(Source{Name: "orders"}, strings.NewReader(`[{"order_id":"A","delivered_at":1747565100},{"order_id":"B",`+cell+`}]`))
		if err == nil || !strings.HasPrefix(err.Error(), "orders:2: "+want.field+": ") || !strings.Contains(err.Error(), want.says) {
			t.Errorf("%s: got %v, want line 2, %s and %q", cell, err, want.field, want.says)
		}
	}
}

func TestOrdersCutOffAnywhereAreNamedOrReadSoFar(t *testing.T) {
	t.Parallel()
	text := ordersJSON(plainHeader)
	for cut := range strings.TrimSpace(text) {
		_, err := ReadOrders(Source{Name: "orders"}, bytes.NewReader([]byte(text[:cut])))
		var bad *BadInput
		if !errors.As(err, &bad) || bad.Line == 0 {
			t.Errorf("cut at %d: got %v, want a line named", cut, err)
		}
	}
}
