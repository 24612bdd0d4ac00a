package routelog

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"runtime/metrics"
	"strings"
	"testing"
	"testing/iotest"
)

// allocated is how many bytes this process has ever asked for.
func allocated() uint64 {
	s := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}

// mostAllocated is what reading one file may ask for in all, so that it can never hold more at once.
const mostAllocated = 256 << 20

// frugal fails where reading asks for more than mostAllocated in all, or for more than a share of the file's size beyond
// the fixed buffers: with a share, a larger file cannot go where a small one may not. Fuzz targets run alone.
func frugal(t *testing.T, size int, read func()) {
	t.Helper()
	before := allocated()
	read()
	const fixed, perByte = 4 << 20, 4 << 10
	if asked := allocated() - before; asked > mostAllocated || asked > uint64(fixed+perByte*size) {
		t.Errorf("reading %d bytes asked for %d bytes of memory", size, asked)
	}
}

// readAlike reads twice, the second time in halves, and fails where the two differ, where a refusal is none for a person,
// or where memory runs away.
func readAlike[T any](t *testing.T, raw []byte, read func(io.Reader) (T, error)) (T, error) {
	t.Helper()
	var first T
	var errFirst error
	frugal(t, len(raw), func() { first, errFirst = read(bytes.NewReader(raw)) })
	again, errAgain := read(iotest.HalfReader(bytes.NewReader(raw)))
	if !reflect.DeepEqual(first, again) || text(errFirst) != text(errAgain) {
		t.Errorf("read twice: got %+v, %v and %+v, %v", first, errFirst, again, errAgain)
	}
	var bad *BadInput
	if errFirst != nil && (!errors.As(errFirst, &bad) || bad.Source == "" || bad.Text.ZH == "" || bad.Text.EN == "") {
		t.Errorf("got %v, want a *BadInput with what to do", errFirst)
	}
	return first, errFirst
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// fuzzTrack feeds one reader of tracks, whatever its text begins with.
func fuzzTrack(f *testing.F, format string, seeds ...string) {
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	for _, tf := range trackFormats {
		if tf.name != format {
			continue
		}
		f.Fuzz(func(t *testing.T, raw []byte) {
			track, err := readAlike(t, raw, func(r io.Reader) (*Track, error) {
				track := &Track{}
				return track, track.scan(Source{Name: "fuzz"}, tf, bufio.NewReaderSize(r, sniffed))
			})
			if d := track.dropped; err == nil && track.read != track.n+d.BadCoordinate+d.NoTime+d.Unreadable {
				t.Errorf("%d points read, %d kept, %+v left out", track.read, track.n, d)
			}
		})
	}
}

func FuzzGPX(f *testing.F) {
	fuzzTrack(f, "xml", "<gpx>"+onePoint, "<?xml version='1.0' encoding='GB2312'?><gpx/>", "<!DOCTYPE a>", "<gpx><!-- -- ><a b='>'/></gpx>",
		trackOf["GPX"]([][3]string{goodPoint, {"05-18 18:45", "-0", "1e-400"}}), "<gpx><trk><trkseg><trkpt lat='1' lon=2/><trkpt/></trkseg></trk></gpx>")
}

func FuzzKML(f *testing.F) {
	fuzzTrack(f, "xml", kmlTop+"<Placemark><gx:Track>"+whens+coords+"</gx:Track></Placemark>"+kmlEnd, trackOf["Placemarks"]([][3]string{goodPoint}), trackOf["gx:Track"]([][3]string{goodPoint, {}}),
		"<kml><LineString><coordinates>1,2 3,4,5\n6</coordinates></LineString></kml>", "<kml><Track><when/><Track><coord/></Track><![CDATA[]]></Track></kml>", "<kml><Point><coordinates/><Placemark><Point><coordinates>1</coordinates></Point></Placemark></Point></kml>")
}

func FuzzGeoJSON(f *testing.F) {
	fuzzTrack(f, "geojson", `{"type":"Feature","properties":{"coordTimes":`+instants+`},"geometry":{"type":"LineString","coordinates":`+positions+`}}`, trackOf["GeoJSON"]([][3]string{goodPoint}),
		`{"type":"Feature","geometry":{"coordinates":[[[1,2]],[[3,4],[]]],"type":"MultiLineString"},"properties":{"coordinateProperties":{"times":[[0],[1.7e9]]}}}`,
		`{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2,[3]]},null]}`, `{"\ud83d\ude00\u0000":[true,false,null,-0.1E-2,"\\"]}`)
}

func FuzzTrackCSV(f *testing.F) {
	fuzzTrack(f, "csv", trackOf["CSV"]([][3]string{goodPoint, {"0", "NaN", "114"}}), "时间;纬度;经度\n2025年5月18日 18:45;23.7;114.7\n", "time\tlat\tlon\n\"1\n\"\t\"\"\"\"\t3", "time,lat,lon,lat\n1,,,4")
}

// fuzzOrders feeds one reader of orders.
func fuzzOrders(f *testing.F, read func(Source, *bufio.Reader, func(int, func(string) string) error) error, seeds ...string) {
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		orders, err := readAlike(t, raw, func(r io.Reader) (orders []Order, err error) {
			src := Source{Name: "fuzz"}
			return orders, read(src, bufio.NewReaderSize(r, sniffed), func(line int, get func(string) string) error {
				o, _, err := orderFrom(src, line, get)
				orders = append(orders, o)
				return err
			})
		})
		if _, failed := json.Marshal(orders); err == nil && failed != nil {
			t.Errorf("what was read cannot be written: %v", failed)
		}
	})
}

func FuzzOrdersCSV(f *testing.F) {
	fuzzOrders(f, readOrderTable, ordersTable(",", plainHeader), ordersTable("\t", chineseHeader), "\"a\"\"b\",accepted_at\n=1+1,2025-05-18 18:44\n", "accepted_at\n1\n\"\n", "取餐时间,取货时间\n,2025-05-18 18:44\n")
}

func FuzzOrdersJSON(f *testing.F) {
	fuzzOrders(f, readOrderJSON, ordersJSON(plainHeader), ordersJSON(chineseHeader), `[{"order_id":"A","accepted_at":1747562400,"accepted_at":null}]`, "[[[[", `[{"a":[{}],"order_id":{"b":"\u00e9"}}]`, `[{}] []`)
}

func FuzzOnline(f *testing.F) {
	for _, seed := range []string{"from,to,state\n2025-05-18 18:00,,在线\n", `[{"from":"2025-05-18 17:00","to":1747562400,"state":"OFFLINE"}]`, "上线时间\t下线时间\t状态\n1\t2\t3\n", "\xff\xfe["} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		shifts, err := readAlike(t, raw, func(r io.Reader) ([]Shift, error) { return ReadOnline(Source{Name: "fuzz"}, r) })
		for _, s := range shifts {
			if err == nil && !s.To.After(s.From) {
				t.Errorf("got a shift from %v to %v", s.From, s.To)
			}
		}
	})
}

// FuzzMapping declares anything as a mapping; one that is taken lets a file be read or refused.
func FuzzMapping(f *testing.F) {
	for _, seed := range []string{`{"order_id":"Nr","accepted_at":"grab"}`, `{"coordinate_scale":"1e6"}`, `{"accepted_at":""}`, `{"no_such":"x"}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var mapping map[string]string
		if json.Unmarshal(raw, &mapping) != nil || CheckMapping(Source{Name: "fuzz"}, mapping) != nil {
			return
		}
		_, _ = readAlike(t, raw, func(io.Reader) ([]Order, error) {
			return ReadOrders(Source{Name: "fuzz", Mapping: mapping}, strings.NewReader(ordersTable(",", ownHeader)))
		})
	})
}

func FuzzPolicy(f *testing.F) {
	for _, seed := range []string{`{"long_stop_s":300}`, `{"stop_radius_m":-1}`, `{"teleport_mps":1e999}`, `{} {}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var first, again Policy
		var errFirst, errAgain error
		frugal(t, len(raw), func() { first, errFirst = ReadPolicy("fuzz.json", bytes.NewReader(raw)) })
		again, errAgain = ReadPolicy("fuzz.json", bytes.NewReader(raw))
		if !reflect.DeepEqual(first, again) || text(errFirst) != text(errAgain) {
			t.Errorf("read twice: got %+v, %v and %+v, %v", first, errFirst, again, errAgain)
		}
	})
}
