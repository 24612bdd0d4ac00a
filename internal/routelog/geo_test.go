package routelog

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestDistancesAgreeWithTheGeodesic(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		a, b Place
		want float64
	}{
		{"a degree of the equator", Place{0, 0}, Place{0, 1}, 111319.491},
		{"a degree of the meridian", Place{0, 0}, Place{1, 0}, 110574.389},
		{"Flinders Peak to Buninyong", Place{-37.951033416666666, 144.42486788888888}, Place{-37.652821138888885, 143.92649552777778}, 54972.271},
		{"pole to pole", Place{90, 0}, Place{-90, 0}, 20003931.459},
		{"antipodes on the equator", Place{0, 0}, Place{0, 180}, 20003931.459},
		{"nearly antipodes, where Vincenty does not settle", Place{0, 0}, Place{0.5, 179.7}, 19944127.421},
		{"across the date line", Place{0, 179.5}, Place{0, -179.5}, 111319.491},
		{"the same place", Place{23.7, 114.7}, Place{23.7, 114.7}, 0},
		{"a street", Place{23.7, 114.7}, Place{23.701, 114.701}, 150.494},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := Distance(tt.a, tt.b); math.Abs(got-tt.want) > tt.want/1000 {
				t.Errorf("got %.3f, want %.3f m", got, tt.want)
			}
		})
	}
}

func TestDistanceIsTheSameBothWaysAndNeverWild(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := Place{rapid.Float64Range(-90, 90).Draw(t, "lat1"), rapid.Float64Range(-180, 180).Draw(t, "lon1")}
		b := Place{rapid.Float64Range(-90, 90).Draw(t, "lat2"), rapid.Float64Range(-180, 180).Draw(t, "lon2")}
		there, back := Distance(a, b), Distance(b, a)
		if math.Abs(there-back) > 1+there/1000 || !(there >= 0 && there < 20004200) {
			t.Fatalf("got %v and %v", there, back)
		}
	})
}

func TestDatumsAgreeWithThePublishedPairs(t *testing.T) {
	t.Parallel()
	tests := []struct{ wgs, gcj, bd Place }{
		{Place{39.915, 116.404}, Place{39.916404, 116.410244}, Place{39.922700, 116.416627}},
		{Place{23.111, 114.416}, Place{23.108502, 114.420968}, Place{23.114157, 114.427529}},
	}
	for _, tt := range tests {
		for d, want := range map[Datum]Place{WGS84: tt.wgs, GCJ02: tt.gcj, BD09: tt.bd} {
			if got := Distance(FromWGS84(tt.wgs, d), want); got > 0.2 {
				t.Errorf("%s of %v: got %.3f m away, want it there", d, tt.wgs, got)
			}
			if got := Distance(ToWGS84(want, d), tt.wgs); got > 0.2 {
				t.Errorf("back from %s of %v: got %.3f m away, want it there", d, tt.wgs, got)
			}
		}
	}
}

func TestTheShiftEndsAtTheTrueOutlineOfChina(t *testing.T) {
	t.Parallel()
	tests := []struct {
		place string
		at    Place
		in    bool
	}{
		{"首尔", Place{37.57, 126.98}, false}, {"乌兰巴托", Place{47.92, 106.92}, false}, {"河内", Place{21.03, 105.85}, false},
		{"台北", Place{25.04, 121.56}, false}, {"香港中环", Place{22.281, 114.158}, false}, {"尖沙咀", Place{22.298, 114.172}, false},
		{"上水", Place{22.505, 114.13}, false}, {"澳门", Place{22.199, 113.544}, false}, {"路氹", Place{22.14, 113.56}, false},
		{"芒街", Place{21.525, 107.968}, false}, {"布拉戈维申斯克", Place{50.29, 127.527}, false}, {"新义州", Place{40.10, 124.40}, false},
		{"金门", Place{24.434, 118.318}, false}, {"阿拉木图", Place{43.25, 76.9}, false}, {"东京", Place{35.7, 139.7}, false},
		{"深圳福田", Place{22.53, 114.055}, true}, {"罗湖", Place{22.545, 114.12}, true}, {"盐田", Place{22.56, 114.24}, true},
		{"珠海拱北", Place{22.222, 113.55}, true}, {"横琴", Place{22.13, 113.53}, true}, {"厦门", Place{24.45, 118.09}, true},
		{"丹东", Place{40.13, 124.385}, true}, {"黑河", Place{50.245, 127.528}, true}, {"东兴", Place{21.545, 107.968}, true},
		{"瑞丽", Place{24.01, 97.85}, true}, {"满洲里", Place{49.6, 117.43}, true}, {"喀什", Place{39.47, 75.99}, true},
		{"海口", Place{20.03, 110.33}, true}, {"三亚", Place{18.25, 109.5}, true}, {"舟山", Place{30.0, 122.2}, true},
		{"河源", Place{23.74, 114.7}, true}, {"not a place", Place{math.NaN(), math.NaN()}, false},
	}
	for _, tt := range tests {
		if got := InChina(tt.at); got != tt.in {
			t.Errorf("%s: got inside %v, want %v", tt.place, got, tt.in)
		}
		moved := FromWGS84(tt.at, GCJ02) != tt.at && tt.place != "not a place"
		if moved != tt.in {
			t.Errorf("%s: got moved %v, want %v", tt.place, moved, tt.in)
		}
	}
}

func TestConvertingThereAndBackIsExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := Place{rapid.Float64Range(24, 40).Draw(t, "lat"), rapid.Float64Range(104, 116).Draw(t, "lon")}
		d := rapid.SampledFrom(Datums).Draw(t, "datum")
		if got := Distance(ToWGS84(FromWGS84(p, d), d), p); got > 0.01 {
			t.Fatalf("%s of %v came back %.4f m away, want it there", d, p, got)
		}
	})
}

// published is the offset of GCJ-02 as it is published, sine by sine.
func published(p Place) Place {
	x, y, sin := p.Lon-105, p.Lat-35, func(a float64) float64 { return math.Sin(a * math.Pi) }
	common := (20*sin(6*x) + 20*sin(2*x)) * 2 / 3
	dLat := -100 + 2*x + 3*y + 0.2*y*y + 0.1*x*y + 0.2*math.Sqrt(math.Abs(x)) + common + (20*sin(y)+40*sin(y/3))*2/3 + (160*sin(y/12)+320*sin(y/30))*2/3
	dLon := 300 + x + 2*y + 0.1*x*x + 0.1*x*y + 0.1*math.Sqrt(math.Abs(x)) + common + (20*sin(x)+40*sin(x/3))*2/3 + (150*sin(x/12)+300*sin(x/30))*2/3
	w := 1 - krasovskyE2*math.Pow(sin(p.Lat/180), 2)
	return Place{Lat: p.Lat + dLat*180/((krasovskyA*(1-krasovskyE2))/(w*math.Sqrt(w))*math.Pi),
		Lon: p.Lon + dLon*180/(krasovskyA/math.Sqrt(w)*math.Cos(p.Lat/180*math.Pi)*math.Pi)}
}

func TestTheShiftIsThePublishedOneToAThousandthOfAMillimetre(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := Place{rapid.Float64Range(15, 55).Draw(t, "lat"), rapid.Float64Range(70, 136).Draw(t, "lon")}
		got, want := gcj(p), published(p)
		if math.Abs(got.Lat-want.Lat) > 1e-11 || math.Abs(got.Lon-want.Lon) > 1e-11 {
			t.Fatalf("GCJ-02 of %v: got %v, want %v", p, got, want)
		}
		z, turn := math.Hypot(p.Lon, p.Lat)+0.00002*math.Sin(p.Lat*baiduAngle), math.Atan2(p.Lat, p.Lon)+0.000003*math.Cos(p.Lon*baiduAngle)
		got, want = bd(p), Place{Lat: z*math.Sin(turn) + 0.006, Lon: z*math.Cos(turn) + 0.0065}
		if math.Abs(got.Lat-want.Lat) > 1e-11 || math.Abs(got.Lon-want.Lon) > 1e-11 {
			t.Fatalf("BD-09 of %v: got %v, want %v", p, got, want)
		}
	})
}
