package routelog

import (
	"strings"
	"testing"
	"time"
)

// threePoints are what every file of this table says, and nothing else: times in ms from 18:45 of the day, and places.
var threePoints = []point{
	{ms: day("18:45:00").UnixMilli(), lat: 237000000, lon: 1147000000},
	{ms: day("18:45:01").UnixMilli() + 500, lat: 237000100, lon: 1147000200},
	{ms: day("18:45:03").UnixMilli(), lat: 237000200, lon: 1147000400},
}

const (
	whens  = "<when>2025-05-18T10:45:00Z</when><when>2025-05-18T10:45:01.5Z</when><when>2025-05-18T18:45:03+08:00</when>"
	coords = "<gx:coord>114.7 23.7 3</gx:coord>\n<gx:coord>114.70002 23.70001 3</gx:coord><gx:coord> 114.70004  23.70002 </gx:coord>"
	kmlTop = `<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document>`
	kmlEnd = "</Document></kml>"

	positions = "[[114.7,23.7,3],[114.70002,23.70001],\n[1.1470004e2,23.70002,0,1]]"
	instants  = `["2025-05-18T10:45:00Z", 1747565101.5, 1747565103000]`
)

func placemarkAt(when, coordinates string) string {
	return "<Placemark><TimeStamp><when>" + when + "</when></TimeStamp><Point><coordinates>" + coordinates + "</coordinates></Point></Placemark>"
}

func pointAt(properties, coordinates string) string {
	return `{"type":"Feature","properties":{` + properties + `},"geometry":{"type":"Point","coordinates":` + coordinates + `}}`
}

func TestTracksOfEveryKindSayTheSamePoints(t *testing.T) {
	t.Parallel()
	track := kmlTop + "<Placemark><gx:Track>" + whens + coords + "</gx:Track></Placemark>" + kmlEnd
	line := `{"type":"Feature","properties":{"name":"骑行","coordTimes":` + instants + `},"geometry":{"type":"LineString","coordinates":` + positions + `}}`
	for name, text := range map[string]string{
		"gx:Track":            track,
		"plain Track of 2.3":  strings.NewReplacer("gx:Track", "Track", "gx:coord", "coord").Replace(track),
		"without name space":  strings.Replace(track, ` xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"`, "", 1),
		"with a prefix":       strings.NewReplacer("</gx:", "</gx:", "<gx:", "<gx:", "<?", "<?", "</", "</k:", "<", "<k:").Replace(track),
		"places before times": kmlTop + "<Placemark><gx:Track>" + coords + whens + "</gx:Track></Placemark>" + kmlEnd,
		"times and places by turns": kmlTop + "<Placemark><gx:Track><when>2025-05-18T10:45:00Z</when><gx:coord>114.7 23.7 3</gx:coord><when>2025-05-18T10:45:01.5Z</when>" +
			"<gx:coord>114.70002 23.70001 3</gx:coord><when>2025-05-18T10:45:03Z</when><gx:coord>114.70004 23.70002 3</gx:coord></gx:Track></Placemark>" + kmlEnd,
		"gx:MultiTrack": kmlTop + "<Folder><Folder><Placemark><gx:MultiTrack><gx:Track><when>2025-05-18T10:45:00Z</when><gx:coord>114.7 23.7 3</gx:coord></gx:Track><gx:Track>" +
			"<when>2025-05-18T10:45:01.5Z</when><when>2025-05-18T10:45:03Z</when><gx:coord>114.70002 23.70001 3</gx:coord><gx:coord>114.70004 23.70002 3</gx:coord></gx:Track></gx:MultiTrack></Placemark></Folder></Folder>" + kmlEnd,
		"Placemarks": kmlTop + placemarkAt("2025-05-18T10:45:00Z", "\n114.7,23.7,3 ") + placemarkAt("2025-05-18T10:45:01.5Z", "114.70002,23.70001") + placemarkAt("2025-05-18T18:45:03+08:00", "114.70004,23.70002,0") + kmlEnd,
		"the Point before its time": kmlTop + placemarkAt("2025-05-18T10:45:00Z", "114.7,23.7") + placemarkAt("2025-05-18T10:45:01.5Z", "114.70002,23.70001") +
			"<Placemark><Point><coordinates>114.70004,23.70002,0</coordinates></Point><TimeStamp><when>2025-05-18T10:45:03Z</when></TimeStamp></Placemark>" + kmlEnd,
		"long descriptions": strings.Replace(track, "<gx:Track>", "<description><![CDATA["+strings.Repeat("<b>&nbsp;</b>", 20_000)+"]]></description><gx:Track>", 1),

		"Feature":                       line,
		"FeatureCollection":             `{"type":"FeatureCollection","crs":null,"features":[` + line + `]}`,
		"type last":                     `{"features":[{"geometry":{"coordinates":` + positions + `,"type":"LineString"},"properties":{"coordTimes":` + instants + `},"type":"Feature"}],"type":"FeatureCollection"}`,
		"coordinateProperties":          strings.Replace(line, `"coordTimes":`+instants, `"coordinateProperties":{"speeds":[1,2,3],"times":`+instants+`}`, 1),
		"MultiLineString, nested times": `{"type":"Feature","properties":{"coordTimes":[["2025-05-18T10:45:00Z"],[1747565101.5,1747565103]]},"geometry":{"type":"MultiLineString","coordinates":[[[114.7,23.7]],[[114.70002,23.70001],[114.70004,23.70002]]]}}`,
		"MultiLineString, flat times":   `{"type":"Feature","properties":{"coordTimes":["2025-05-18T10:45:00Z",1747565101.5,1747565103]},"geometry":{"type":"MultiLineString","coordinates":[[[114.7,23.7]],[[114.70002,23.70001],[114.70004,23.70002]]]}}`,
		"Points":                        `{"type":"FeatureCollection","features":[` + pointAt(`"time":"2025-05-18 18:45:00"`, "[114.7,23.7]") + "," + pointAt(`"Timestamp":1.7475651015E9,"speed":null`, "[114.70002,23.70001,5]") + "," + pointAt(`"when":1747565103000,"time":null`, "[114.70004,23.70002]") + `]}`,
		"escapes":                       strings.NewReplacer("coordTimes", `c\u006fordTimes`, "骑行", `\ud83d\udeb4\ud83d\"`).Replace(line),
		"CSV":                           "时间\t纬度\t经度\n2025-05-18 18:45:00\t23.7\t114.7\n2025-05-18 18:45:01.5\t23.70001\t114.70002\n1747565103\t23.70002\t114.70004\n",
	} {
		track := &Track{}
		if err := track.Read(Source{Name: "track"}, strings.NewReader(text)); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if track.n != len(threePoints) || track.read != len(threePoints) {
			t.Errorf("%s: got %d of %d points", name, track.n, track.read)
			continue
		}
		for i, want := range threePoints {
			if got := track.at(i); got.ms != want.ms || got.lat != want.lat || got.lon != want.lon || got.line == 0 {
				t.Errorf("%s: point %d: got %+v, want %+v", name, i, got, want)
			}
		}
	}
}

func TestPointsWithoutTimeAreCountedBesideThoseThatHaveOne(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("114.7,23.7,0 114.8,23.8,0\n", 20_000)
	for name, tt := range map[string]struct {
		text string
		want Dropped
	}{
		"a LineString beside":        {kmlTop + placemarkAt("2025-05-18T10:45:00Z", "114.7,23.7") + "<Placemark><LineString><coordinates>" + long + "</coordinates></LineString></Placemark>" + kmlEnd, Dropped{NoTime: 40_000}},
		"a place marked":             {kmlTop + "<Placemark><Point><coordinates>114.7,23.7</coordinates></Point></Placemark>" + placemarkAt("2025-05-18T10:45:00Z", "114.7,23.7") + kmlEnd, Dropped{NoTime: 1}},
		"an area is passed over":     {kmlTop + placemarkAt("2025-05-18T10:45:00Z", "114.7,23.7") + "<Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>" + long + "</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>" + kmlEnd, Dropped{}},
		"empty and unreadable":       {kmlTop + "<Placemark><gx:Track><when/><when>noon</when><when>2025-05-18T10:45:00Z</when><when>2025-05-18T10:45:01Z</when><when>2025-05-18T10:45:02Z</when><gx:coord>114.7 23.7</gx:coord><gx:coord>114.7 23.7</gx:coord><gx:coord/><gx:coord>x y</gx:coord><gx:coord>114.7 23.7</gx:coord></gx:Track></Placemark>" + kmlEnd, Dropped{NoTime: 1, Unreadable: 2, BadCoordinate: 1}},
		"null, NaN as text, far off": {`{"type":"Feature","properties":{"coordTimes":[null,"1747565101",1747565102,1747565103,{"a":[1]},1747565105]},"geometry":{"type":"LineString","coordinates":[[114.7,23.7],["NaN",23.7],[1e999,23.7],[114.7],[114.7,23.7],[114.7,23.7]]}}`, Dropped{NoTime: 1, Unreadable: 3, BadCoordinate: 1}},
		"Points without times":       {`{"type":"FeatureCollection","features":[null,` + pointAt(``, "[114.7,23.7]") + "," + pointAt(`"time":1747565101`, "[114.7,23.7]") + `,{"type":"Feature","properties":null,"geometry":null},{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[1,2],[3,4],[1,2]]]}}]}`, Dropped{NoTime: 1}},
	} {
		track := &Track{}
		if err := track.Read(Source{Name: "track"}, strings.NewReader(tt.text)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if track.dropped != tt.want || track.n != 1 {
			t.Errorf("%s: got %d points, dropped %+v, want 1, %+v", name, track.n, track.dropped, tt.want)
		}
	}
}

func TestALongWaitForTheTwinHoldsOnlyNumbers(t *testing.T) {
	t.Parallel()
	const n = 3 * queueBlock
	var b strings.Builder
	b.WriteString(kmlTop + "<Placemark><gx:Track>\n")
	at := day("18:00:00").UTC()
	for i := range n {
		b.WriteString("<when>" + at.Add(time.Duration(i)*time.Second).Format(time.RFC3339) + "</when>\n")
	}
	b.WriteString(strings.Repeat("<gx:coord>114.7 23.7 0</gx:coord>\n", n))
	b.WriteString("</gx:Track></Placemark>" + kmlEnd)
	track := readTrack(t, b.String())
	for i := range track.n {
		if p := track.at(i); p.ms != at.UnixMilli()+int64(i)*1000 || p.line != uint32(n+2+i) {
			t.Fatalf("point %d: got %+v", i, p)
		}
	}
	if track.n != n {
		t.Errorf("got %d points, want %d", track.n, n)
	}
}
