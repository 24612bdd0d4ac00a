//go:build corpus

package routelog

import (
	"bytes"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// converted lets gpsbabel, which shares no line with this program, write the tracks of a GPX in another format.
func converted(t *testing.T, path, format string) []byte {
	t.Helper()
	var out, complaints bytes.Buffer
	cmd := exec.CommandContext(t.Context(), "gpsbabel", "-i", "gpx", "-f", path, "-x", "nuketypes,waypoints,routes", "-o", format, "-F", "-")
	cmd.Stdout, cmd.Stderr = &out, &complaints
	if err := cmd.Run(); err != nil {
		t.Fatalf("gpsbabel (package gpsbabel of Debian) on %s: %v: %s", path, err, complaints.String())
	}
	return out.Bytes()
}

func contents(t *testing.T, path string) []byte {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// samples reads every point of a track as its reader hands it over.
func samples(t *testing.T, name string, format trackFormat, content []byte) []sample {
	t.Helper()
	text, err := decoded(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	var all []sample
	if err := format.scan(Source{Name: name, Zone: time.UTC}, text, func(s sample) error {
		all = append(all, s)
		return nil
	}); err != nil {
		t.Errorf("%s: %v", name, err)
	}
	return all
}

func onlyTimed(all []sample) []sample {
	return slices.DeleteFunc(slices.Clone(all), func(s sample) bool { return !s.timed })
}

// TestCorpusConversionsHoldTheSamePoints compares each GPX as we read it with its conversion by gpsbabel as we read that:
// all places in GeoJSON, whose times it does not write, and all timed points in KML. gpsbabel writes KML to the millionth of a degree.
func TestCorpusConversionsHoldTheSamePoints(t *testing.T) {
	dir := realdata(t)
	compared := map[string]int{}
	for _, r := range records(t, filepath.Join(dir, "gpx-reference", "gpx_reference_results.csv")) {
		path := filepath.Join(dir, r["file"])
		want := samples(t, path, trackFormats[0], contents(t, path))
		for _, c := range []struct {
			format trackFormat
			as     string
			timed  bool
		}{{trackFormats[0], "kml,track=1,points=0,lines=0", true}, {trackFormats[1], "geojson", false}} {
			got, want := samples(t, path+" as "+c.as, c.format, converted(t, path, c.as)), want
			if c.timed { // gpsbabel writes a gx:Track only where points have times, and are more than one
				got, want = onlyTimed(got), onlyTimed(want)
				if len(want) == 1 && len(got) == 0 {
					continue
				}
			}
			if len(got) != len(want) {
				t.Errorf("%s as %s: got %d points, want %d", r["file"], c.as, len(got), len(want))
				continue
			}
			for i, s := range got {
				if math.Abs(s.lat-want[i].lat) > 6e-7 || math.Abs(s.lon-want[i].lon) > 6e-7 || c.timed && (s.timed != want[i].timed || s.timed && s.ms != want[i].ms) {
					t.Errorf("%s as %s, point %d: got %+v, want %+v", r["file"], c.as, i, s, want[i])
					break
				}
			}
			compared[c.as] += len(got)
		}
	}
	for as, n := range compared {
		t.Logf("%s: %d points compared", as, n)
	}
	if len(compared) != 2 {
		t.Errorf("got %v, want both formats compared", compared)
	}
}
