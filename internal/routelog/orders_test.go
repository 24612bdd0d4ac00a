package routelog

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/google/go-cmp/cmp"
)

// Two orders under our headers, under the platforms', and under names of their own, which the mapping explains.
var (
	plainHeader   = []string{"order_id", "accepted_at", "picked_up_at", "delivered_at", "reassigned_at", "pickup_lat", "pickup_lon", "dropoff_lat", "dropoff_lon"}
	chineseHeader = []string{"订单号", "接单时间", "取餐时间", "送达时间（实际）", "转单时间", "取货纬度", "取货经度", "送达纬度", "送达经度"}
	ownHeader     = []string{"Nr", "grab", "fetch", "arrive", "转出", "sender lat", "sender lng", "recipient lat", "recipient lng"}
	ownMapping    = map[string]string{"order_id": "Nr", "accepted_at": "grab", "picked_up_at": "fetch", "delivered_at": "arrive", "reassigned_at": "转出",
		"pickup_lat": "sender lat", "pickup_lon": "sender lng", "dropoff_lat": "recipient lat", "dropoff_lon": "recipient lng"}
	orderCells = [][]string{
		{"甲;1,", "2025-05-18 18:01:00", "1747562400", "2025年5月18日 18:30", "", "23.7", "114.7", "23.71", "114.72"},
		{"乙", "2025/5/18 18:46", "0", "", "2025-05-18T18:49:00+08:00", "23.7", "114.7", "", "0"},
	}
)

func ordersTable(separator string, header []string) string {
	rows := append([][]string{header}, orderCells...)
	var b strings.Builder
	for _, row := range rows {
		for i, cell := range row {
			if i > 0 {
				b.WriteString(separator)
			}
			if strings.ContainsAny(cell, ",;\t\"") {
				cell = `"` + cell + `"`
			}
			b.WriteString(cell)
		}
		b.WriteString("\r\n")
	}
	return b.String()
}

func ordersJSON(header []string) string {
	var rows []string
	for _, row := range orderCells {
		var members []string
		for i, cell := range row {
			members = append(members, `"`+header[i]+`": "`+cell+`"`)
		}
		rows = append(rows, "{"+strings.Join(members, ",\n")+"}")
	}
	return "[" + strings.Join(rows, ",") + "]\n"
}

// dresses are the encodings a file may come in.
var dresses = map[string]encoding.Encoding{
	"UTF-8": encoding.Nop, "UTF-8 with a mark": unicode.UTF8BOM, "GB18030": simplifiedchinese.GB18030,
	"UTF-16LE with a mark": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "UTF-16BE with a mark": unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	"UTF-16LE": unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "UTF-16BE": unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
}

func TestOrdersAreTheSameInEveryDress(t *testing.T) {
	t.Parallel()
	want, err := ReadOrders(Source{Name: "orders"}, strings.NewReader(ordersTable(",", plainHeader)))
	if err != nil || len(want) != 2 || want[0].Pickup == nil || want[1].Dropoff != nil || !want[1].Reassigned || want[1].PickedUp != nil {
		t.Fatalf("got %+v, %v", want, err)
	}
	for headers, header := range map[string][]string{"our": plainHeader, "Chinese": chineseHeader, "mapped": ownHeader} {
		kinds := map[string]string{"JSON": ordersJSON(header)}
		for name, separator := range map[string]string{"comma": ",", "semicolon": ";", "tab": "\t"} {
			kinds[name] = ordersTable(separator, header)
		}
		for kind, text := range kinds {
			for dress, enc := range dresses {
				raw, err := enc.NewEncoder().String(text)
				if err != nil {
					t.Fatal(err)
				}
				src := Source{Name: "orders"}
				if headers == "mapped" {
					src.Mapping = ownMapping
				}
				got, err := ReadOrders(src, strings.NewReader(raw))
				if err != nil {
					t.Errorf("%s headers, %s, %s: %v", headers, kind, dress, err)
				}
				for i := range got {
					got[i].Ref = want[min(i, 1)].Ref // a JSON order's line is its place in the array
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s headers, %s, %s: -want +got\n%s", headers, kind, dress, diff)
				}
			}
		}
	}
}

func TestWhatPlatformsExportIsTakenForWhatItIs(t *testing.T) {
	t.Parallel()
	millionths := Source{Name: "orders", Mapping: map[string]string{"order_id": "waybill_id", "accepted_at": "grab_time", "delivered_at": "arrive_time", "pickup_lat": "sender_lat", "pickup_lon": "sender_lng", "coordinate_scale": "1000000"}}
	got, err := ReadOrders(millionths, strings.NewReader("waybill_id,grab_time,arrive_time,sender_lat,sender_lng\n1,1747562400,0,23743500,114697400\n2,0,1747562500,0,0\n"))
	if err != nil || len(got) != 2 || *got[0].Pickup != (Place{23.7435, 114.6974}) || got[0].Delivered != nil || got[1].Accepted != nil || got[1].Pickup != nil {
		t.Errorf("whole millionths and zeros: got %+v, %v", got, err)
	}
	track := &Track{}
	millionths.Mapping = map[string]string{"time": "t", "lat": "y", "lon": "x", "coordinate_scale": "1e6"}
	if err := track.Read(millionths, strings.NewReader("t,y,x\n1747562400,23743500,114697400\n")); err != nil || track.at(0).lat != 237435000 || track.at(0).lon != 1146974000 {
		t.Errorf("a track in whole millionths: got %+v, %v", track, err)
	}
	promised, err := ReadOrders(Source{Name: "orders"}, strings.NewReader("订单号,接单时间,预计送达时间,送达时间（预计）,送达时间(承诺),delivered_at (estimated)\n1903246501980221440,2025-05-18 18:00,2025-05-18 18:30,2025-05-18 18:31,2025-05-18 18:32,2025-05-18 18:33\n"))
	if err != nil || len(promised) != 1 || promised[0].Delivered != nil || promised[0].ID != "1903246501980221440" {
		t.Errorf("promised times: got %+v, %v, want no delivery", promised, err)
	}
	digits, err := ReadOrders(Source{Name: "orders"}, strings.NewReader(`[{"order_id":1903246501980221441,"accepted_at":1.7475624e9}]`))
	if err != nil || digits[0].ID != "1903246501980221441" || digits[0].Accepted.At.Unix() != 1747562400 {
		t.Errorf("nineteen digits: got %+v, %v", digits, err)
	}
}

func TestAMappingSaysOnlyWhatIsUnderstood(t *testing.T) {
	t.Parallel()
	for scale, want := range map[string]bool{"1000000": true, "1e6": true, "1": true, "0": false, "-1000000": false, "NaN": false, "Inf": false, "a million": false, "": false} {
		mapping := map[string]string{"coordinate_scale": scale}
		err := CheckMapping(Source{Name: "mapping.json"}, mapping)
		if (err == nil) != want || err != nil && !strings.Contains(err.Error(), "mapping.json: coordinate_scale") {
			t.Errorf("%q: got %v, want taken %v", scale, err, want)
		}
		_, err = ReadOrders(Source{Name: "orders", Mapping: mapping}, strings.NewReader("delivered_at,pickup_lat,pickup_lon\n2025-05-18 18:30,23,114\n"))
		if (err == nil) != want {
			t.Errorf("%q unchecked: got %v, want taken %v", scale, err, want)
		}
	}
}

func TestTheOnlineLogIsTheSameAsTableAndAsJSON(t *testing.T) {
	t.Parallel()
	table, errTable := ReadOnline(Source{Name: "log"}, strings.NewReader("开始时间;结束时间;状态\n2025-05-18 17:00;2025-05-18 20:00;在线\n2025-05-18 20:00;;离线\n"))
	array, errArray := ReadOnline(Source{Name: "log"}, strings.NewReader(`[{"from":"2025-05-18 17:00","to":"2025-05-18 20:00","state":"online"},{"开始时间":"2025-05-18 20:00","to":null,"状态":"offline"}]`))
	if errTable != nil || errArray != nil || len(table) != 2 {
		t.Fatalf("got %v, %v, %v", table, errTable, errArray)
	}
	for i := range array {
		array[i].Ref = table[i].Ref
	}
	if diff := cmp.Diff(table, array, cmp.Comparer(func(a, b Shift) bool { return a.From.Equal(b.From) && a.To.Equal(b.To) && a.Online == b.Online })); diff != "" {
		t.Errorf("-table +JSON\n%s", diff)
	}
	for text, want := range map[string]string{`[{"from":"2025-05-18 17:00"}]`: "log:1: state", `[{"state":"online"}]`: "log:1: from", `{"from":1}`: "log:1", `[1]`: "log:1", `[{"from":"2025-05-18 17:00","state":"online"}`: "log:1"} {
		if _, err := ReadOnline(Source{Name: "log"}, strings.NewReader(text)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", text, err, want)
		}
	}
}
