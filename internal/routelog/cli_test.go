package routelog_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hejie/internal/ride"
	"hejie/internal/routelog"
)

// folder writes files and returns the path of each.
func folder(t *testing.T, files map[string]string) func(string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return func(name string) string { return filepath.Join(dir, name) }
}

func route(args ...string) (status int, stdout, stderr string) {
	var out, errs bytes.Buffer
	status = routelog.Route(args, &out, &errs, func(w io.Writer, p routelog.Paper) error {
		_, err := fmt.Fprintln(w, "%PDF", p.Picture.Title.ZH, p.Findings.Finding, p.Files)
		return err
	})
	return status, out.String(), errs.String()
}

func TestTheCommandPrintsEveryKeyAndDrawsBothPictures(t *testing.T) {
	t.Parallel()
	d := ride.Headline(3, aDay)
	path := folder(t, map[string]string{"orders.csv": string(d.OrdersCSV), "track.gpx": string(d.GPX), "strict.json": `{"name":"strict","transit_s":60}`, "plain.json": `{}`})
	status, out, errs := route("--orders", path("orders.csv"), "--track", "wgs84:"+path("track.gpx"), "--order-datum", "wgs84", "--at", d.Incident.Format("2006-01-02T15:04"),
		"--policy", path("plain.json"), "--policy", path("strict.json"), "--json", "--svg", path("p.svg"), "--pdf", path("p.pdf"))
	if status != 0 || errs != "" {
		t.Fatalf("got %d, %q", status, errs)
	}
	var got map[string]any
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"": "incident position phase previous next gap movement finding because against missing coverage quality alternatives analyser policy",
		"incident": "from to", "previous": "id ended_at since_s", "next": "id accepted_at pickup_at until_s relation", "gap": "from to seconds",
		"movement": "points coverage distance_m displacement_m toward_next longest_silence_s stops",
		"coverage": "delivering_only order_only first_order_to_midnight online continuous_work",
		"quality":  "points_read points_used dropped out_of_order silences datum datum_declared datum_suspect_m clock_offset_s"}
	for part, keys := range want {
		object := got
		if part != "" {
			object, _ = got[part].(map[string]any)
		}
		for _, key := range strings.Fields(keys) {
			if _, ok := object[key]; !ok {
				t.Errorf("%s: the key %q is absent, want it always present", part, key)
			}
		}
	}
	if got["finding"] != "continuous" || !strings.Contains(out, `"with": "policy:strict"`) || !strings.Contains(out, "+08:00") {
		t.Errorf("got %s", out)
	}
	checkSVG(t, path("p.svg"))
	pdf, err := os.ReadFile(path("p.pdf"))
	if err != nil || !strings.HasPrefix(string(pdf), "%PDF 配送") || !strings.Contains(string(pdf), "continuous") {
		t.Errorf("got %q, %v", pdf, err)
	}
	for kind, file := range map[string]string{"orders": "orders.csv", "track": "track.gpx", "policy": "strict.json"} {
		bytes, err := os.ReadFile(path(file))
		if want := fmt.Sprintf("{%s %s %x}", path(file), kind, sha256.Sum256(bytes)); err != nil || !strings.Contains(string(pdf), want) {
			t.Errorf("the paper was not given %s: %s", want, pdf)
		}
	}
}

func checkSVG(t *testing.T, name string) {
	t.Helper()
	svg, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	d := xml.NewDecoder(bytes.NewReader(svg))
	for {
		if _, err := d.Token(); err != nil {
			if !errors.Is(err, io.EOF) {
				t.Errorf("the SVG is not well-formed: %v", err)
			}
			break
		}
	}
	for _, want := range []string{"<title", "<desc", "认定：连续配送", "Finding: continuous delivery", ">事发 ", ">送达 ", ">取餐", "stroke-dasharray"} {
		if !strings.Contains(string(svg), want) {
			t.Errorf("the SVG lacks %q", want)
		}
	}
}

func TestEveryKeyIsPresentWhenNothingIsKnown(t *testing.T) {
	t.Parallel()
	path := folder(t, map[string]string{"orders.csv": "order_id,accepted_at\n"})
	status, out, _ := route("--orders", path("orders.csv"), "--at", "2025-05-18T18:45", "--json")
	for _, want := range []string{`"phase": null`, `"datum": null`, `"id": null`, `"relation": null`, `"seconds": null`, `"points": null`, `"stops": []`, `"silences": []`, `"alternatives": []`, `"finding": "cannot_tell"`} {
		if status != 0 || !strings.Contains(out, want) {
			t.Errorf("got %d without %s in %s", status, want, out)
		}
	}
}

func TestUnusableInputIsNamedInOneLine(t *testing.T) {
	t.Parallel()
	orders := "order_id,accepted_at,delivered_at\nA,2025-05-18 18:00,2025-05-18 18:30\n"
	path := folder(t, map[string]string{
		"orders.csv": orders, "empty.csv": "", "time.csv": orders + "B,soon,\n", "place.csv": "order_id,delivered_at,pickup_lat,pickup_lon\nA,2025-05-18 18:30,NaN,114\n",
		"quote.csv": orders + "\"B,2025-05-18 18:00\n", "headers.csv": "a,b\n1,2\n", "wide.csv": strings.Repeat("a,", 5000) + "\n", "xml.csv": "<orders/>",
		"dtd.gpx": "<?xml version=\"1.0\"?>\n<!DOCTYPE gpx [<!ENTITY a \"b\">]>\n<gpx/>", "entity.gpx": "<gpx version=\"1.1\">\n<name>&lol;</name></gpx>",
		"include.gpx": "<gpx>\n<xi:include href=\"file:///etc/passwd\"/></gpx>", "cut.gpx": "<gpx><trk>\n<trkseg>\n<trkpt lat=\"1\" lon=\"2\">", "deep.gpx": strings.Repeat("<a>\n", 40),
		"kml.gpx": "<kml/>", "space.gpx": "<gpx xmlns=\"http://example.com/other\"/>", "odd.gpx": "<gpx><trk></gpx>", "track.csv": "a,b,c\n1,2,3\n", "state.csv": "from,to,state\n2025-05-18 18:00,,asleep\n",
		"policy.json": `{"stop_radius":1}`, "negative.json": `{"stop_s":-1}`, "mapping.json": `{"no_such":"x"}`, "cut.json": `[{"order_id":"A","delivered_at":"2025-05-18 18:30"}`, "array.json": `{"a":1}`,
	})
	ok := []string{"--orders", path("orders.csv"), "--at", "2025-05-18T18:45"}
	with := func(more ...string) []string { return append(append([]string(nil), ok...), more...) }
	tests := []struct {
		args []string
		want string
	}{
		{[]string{"--orders", path("empty.csv"), "--at", "2025-05-18T18:45"}, "empty.csv"},
		{[]string{"--orders", path("none.csv"), "--at", "2025-05-18T18:45"}, "none.csv"},
		{[]string{"--orders", path("time.csv"), "--at", "2025-05-18T18:45"}, "time.csv:3: accepted_at"},
		{[]string{"--orders", path("place.csv"), "--at", "2025-05-18T18:45"}, "place.csv:2: pickup_lat"},
		{[]string{"--orders", path("quote.csv"), "--at", "2025-05-18T18:45"}, "quote.csv:3"},
		{[]string{"--orders", path("headers.csv"), "--at", "2025-05-18T18:45"}, "headers.csv:1"},
		{[]string{"--orders", path("wide.csv"), "--at", "2025-05-18T18:45"}, "wide.csv:1"},
		{[]string{"--orders", path("xml.csv"), "--at", "2025-05-18T18:45"}, "xml.csv:1"},
		{[]string{"--orders", path("cut.json"), "--at", "2025-05-18T18:45"}, "cut.json"},
		{[]string{"--orders", path("array.json"), "--at", "2025-05-18T18:45"}, "array.json:1"},
		{[]string{"--orders", path("orders.csv"), "--at", "teatime"}, "at:"},
		{with("--tolerance", "-5s"), "tolerance"}, {with("--place", "here"), "place"}, {with("--datum", "mars"), "--datum"},
		{with("--track", path("dtd.gpx")), "dtd.gpx:2"}, {with("--track", path("entity.gpx")), "entity.gpx:2"}, {with("--track", path("include.gpx")), "include.gpx:2"},
		{with("--track", path("cut.gpx")), "cut.gpx:3"}, {with("--track", path("deep.gpx")), "deep.gpx:1"}, {with("--track", path("kml.gpx")), "kml.gpx:1"},
		{with("--track", path("space.gpx")), "space.gpx:1"}, {with("--track", path("odd.gpx")), "odd.gpx:1"}, {with("--track", path("track.csv")), "track.csv:1"},
		{with("--online", path("state.csv")), "state.csv:2: state"}, {with("--policy", path("policy.json")), "policy.json"}, {with("--policy", path("negative.json")), "negative.json"},
		{with("--mapping", path("mapping.json")), "mapping.json: no_such"}, {with("extra"), "--orders"}, {[]string{"--at", "2025-05-18T18:45"}, "--orders"}, {with("--nope"), "nope"},
	}
	for _, tt := range tests {
		status, out, errs := route(tt.args...)
		lines := strings.Split(strings.TrimSpace(errs), "\n")
		last := lines[len(lines)-1]
		if status != 2 || out != "" || !strings.Contains(last, tt.want) {
			t.Errorf("%v: got %d, %q, want 2 and %q", tt.args[len(tt.args)-1], status, last, tt.want)
		}
	}
}

func TestNoPictureIsWrittenOverTheEvidenceAndAFolderIsNoFile(t *testing.T) {
	t.Parallel()
	d := ride.Headline(3, aDay)
	path := folder(t, map[string]string{"orders.csv": string(d.OrdersCSV), "track.gpx": string(d.GPX)})
	given := []string{"--orders", path("orders.csv"), "--track", path("track.gpx"), "--at", d.Incident.Format("2006-01-02T15:04")}
	for _, flag := range []string{"--svg", "--pdf"} {
		for name, bytes := range map[string][]byte{"orders.csv": d.OrdersCSV, "track.gpx": d.GPX} {
			status, out, errs := route(append(given, flag, path(name))...)
			if kept, err := os.ReadFile(path(name)); status != 2 || out != "" || !strings.Contains(errs, "请换一个文件名") || err != nil || string(kept) != string(bytes) {
				t.Errorf("%s over %s: got %d, %q, kept %d of %d bytes, %v", flag, name, status, errs, len(kept), len(bytes), err)
			}
		}
	}
	if status, _, errs := route("--orders", path("."), "--at", "2025-05-18T18:45"); status != 2 || !strings.Contains(errs, "这是文件夹") || strings.Count(errs, "\n") != 1 {
		t.Errorf("a folder: got %d, %q", status, errs)
	}
}

func TestAMappingNamesForeignHeaders(t *testing.T) {
	t.Parallel()
	path := folder(t, map[string]string{"orders.csv": "Nr,taken,done\nA,2025-05-18 18:00:00,2025-05-18 18:50:00\n", "mapping.json": `{"order_id":"Nr","accepted_at":"taken","delivered_at":"done"}`,
		"orders.json": `[{"order_id":"A","accepted_at":1747562400,"delivered_at":1747565400000,"cancelled_at":0}]`})
	for _, args := range [][]string{{"--orders", path("orders.csv"), "--mapping", path("mapping.json")}, {"--orders", path("orders.json")}} {
		status, out, errs := route(append(args, "--at", "2025-05-18T18:45")...)
		if status != 0 || !strings.Contains(out, "on an order") {
			t.Errorf("got %d, %q, %q", status, out, errs)
		}
	}
}

func TestTheCommandReadsTheClocksDeclaredForEachFile(t *testing.T) {
	t.Parallel()
	d := ride.Headline(3, aDay)
	path := folder(t, map[string]string{"orders.csv": string(d.OrdersCSV), "track.gpx": string(d.GPX), "online.csv": "from,to,state\n2025-05-18 09:00,2025-05-18 15:00,online\n"})
	common := []string{"--orders", path("orders.csv"), "--track", "wgs84:" + path("track.gpx"), "--online", path("online.csv"), "--order-datum", "wgs84", "--at", d.Incident.Format("2006-01-02T15:04"), "--json"}
	status, out, errs := route(append(common, "--order-tolerance", "20s", "--track-zone", "Asia/Tokyo", "--track-tolerance", "2s", "--online-zone", "+00:00", "--online-tolerance", "1m")...)
	var got routelog.Findings
	if err := json.Unmarshal([]byte(out), &got); status != 0 || err != nil || len(got.Clocks) != 4 {
		t.Fatalf("got %d, %q, %v, %d clocks", status, errs, err, len(got.Clocks))
	}
	for i, want := range []struct {
		kind, zone           string
		stated               bool
		precision, tolerance float64
	}{{"incident", "Asia/Shanghai", false, 60, 0}, {"orders", "Asia/Shanghai", false, 1, 20}, {"track", "", true, 1, 2}, {"online", "+00:00", true, 60, 60}} {
		c, zone := got.Clocks[i], ""
		if c.Zone != nil {
			zone = *c.Zone
		}
		if c.Kind != want.kind || zone != want.zone || c.ZoneStated != want.stated || *c.PrecisionS != want.precision || c.ToleranceS != want.tolerance {
			t.Errorf("got %+v in %q, want %+v", c, zone, want)
		}
	}
	for _, bad := range [][]string{{"--order-zone", "Local"}, {"--track-zone", "+8"}, {"--track-tolerance", "-1s"}, {"--order-tolerance", "25h"}, {"--online-zone", "Mars"}, {"--order-tolerance", "soon"}} {
		status, _, errs := route(append(common, bad...)...)
		if status != 2 || !strings.Contains(errs, bad[0]) && !strings.Contains(errs, strings.TrimPrefix(bad[0], "-")) || strings.Count(errs, " / ") != 1 {
			t.Errorf("%v: got %d, %q", bad, status, errs)
		}
	}
}

func TestWhoAsksForHelpIsGivenTheUsageAndNoError(t *testing.T) {
	t.Parallel()
	for _, flag := range []string{"--help", "-h"} {
		status, out, errs := route(flag)
		if status != 0 || errs != "" || !strings.Contains(out, "--orders") {
			t.Errorf("%s: got %d, %q and %q, want the usage", flag, status, out, errs)
		}
	}
}
