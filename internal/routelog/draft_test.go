package routelog

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// sound refuses a picture that a reader could not use: labels over one another or over the edge, letters too small for
// a telephone, other inks for them than were measured, numbers that are none, a file too large.
func sound(t interface{ Errorf(string, ...any) }, name string, p Picture) {
	sheet := area{0, 0, p.Width, p.Height}
	var labels []Label
	for _, s := range p.Shapes {
		if l, ok := s.(Label); ok {
			labels = append(labels, l)
		}
	}
	for i, l := range labels {
		if !areaOf(l).within(sheet) {
			t.Errorf("%s: %q leaves the sheet: %+v of %+v", name, l.Text, areaOf(l), sheet)
		}
		if l.Size*390/p.Width < 10 || l.Ink != black && l.Ink != alarm {
			t.Errorf("%s: %q is %.1f px high in %v", name, l.Text, l.Size*390/p.Width, l.Ink)
		}
		for _, other := range labels[:i] {
			if areaOf(l).meets(areaOf(other)) {
				t.Errorf("%s: %q covers %q", name, l.Text, other.Text)
			}
		}
	}
	text := svgOf(p)
	if len(text) > 200_000 || strings.Contains(text, "NaN") || strings.Contains(text, "Inf") {
		t.Errorf("%s: the file has %d bytes, or numbers that are none", name, len(text))
	}
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Errorf("%s: no XML: %v", name, err)
			break
		}
	}
	if p.Height > 262 {
		t.Errorf("%s: %g mm high, which no page takes at its width", name, p.Height)
	}
}

func TestLabelsOfTheHandMadeCasesHaveRoom(t *testing.T) {
	t.Parallel()
	for _, h := range hands() {
		log, in := h.log(t)
		sound(t, h.name, Draft(log, in, Judge(log, in, DefaultPolicy())))
	}
}

func TestLabelsOfAnyDayHaveRoom(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := drawDay(t)
		log := d.log()
		in := Incident{From: d.at, To: d.at.Add(time.Duration(rapid.IntRange(1, 900).Draw(t, "interval")) * time.Second)}
		f := Judge(log, in, DefaultPolicy())
		sound(t, "whole", Draft(log, in, f))
		sound(t, "within", DraftWithin(log, in, f, d.at.Add(-7*time.Minute), d.at.Add(9*time.Minute)))
	})
}

// strange are days that no rider had, and every one of them must give a sensible picture.
func strange() map[string]func() *Log {
	track := func(points int, place func(i int) Place) *Track {
		t := &Track{sources: []Source{{Name: "track", Datum: WGS84}}}
		for i := range points {
			p := place(i)
			t.keep(sample{ms: day("18:30:00").UnixMilli() + int64(i)*3_600_000/int64(points), timed: true, zoned: true, lat: p.Lat, lon: p.Lon, line: i + 1})
		}
		return t
	}
	order := func(id, from, to string) Order {
		return Order{ID: id, Accepted: &Clock{At: day(from)}, PickedUp: &Clock{At: day(from).Add(5 * time.Minute)}, Delivered: &Clock{At: day(to)}, Pickup: at(origin), Dropoff: at(origin)}
	}
	pair := func() []Order {
		return []Order{order("A", "18:00:00", "18:35:00"), order("B", "19:00:00", "19:20:00")}
	}
	return map[string]func() *Log{
		"all points in one place": func() *Log { return &Log{Orders: pair(), Track: track(700, func(int) Place { return origin })} },
		"one point":               func() *Log { return &Log{Orders: pair(), Track: track(1, func(int) Place { return origin })} },
		"across 180 degrees": func() *Log {
			return &Log{Orders: pair(), Track: track(700, func(i int) Place { return Place{-17, math.Remainder(179.98+float64(i)*0.00006, 360)} })}
		},
		"leaps over the earth": func() *Log {
			return &Log{Orders: pair(), Track: track(700, func(i int) Place { return Place{float64(i/50*37%160 - 80), float64(i/50*71%360 - 180)} })}
		},
		"at the pole": func() *Log {
			return &Log{Orders: pair(), Track: track(700, func(i int) Place { return Place{90, float64(i % 180)} })}
		},
		"a scribble of half a million points": func() *Log {
			return &Log{Orders: pair(), Track: track(500_000, func(i int) Place {
				return Place{23.7 + 0.01*math.Sin(float64(i)*0.0571), 114.7 + 0.01*math.Sin(float64(i)*0.0313)}
			})}
		},
		"two hundred orders": func() *Log {
			log := &Log{Track: track(3600, func(i int) Place { return east(float64(i)) })}
			for i := range 200 {
				start := day("18:00:00").Add(time.Duration(i*25) * time.Second)
				log.Orders = append(log.Orders, Order{ID: fmt.Sprintf("2025051800%05d", i), Accepted: &Clock{At: start}, PickedUp: &Clock{At: start.Add(9 * time.Second)}, Delivered: &Clock{At: start.Add(20 * time.Second)}})
			}
			return log
		},
		"very long and hostile names": func() *Log {
			return &Log{Orders: []Order{order(strings.Repeat("长", 9000)+"1234", "18:00:00", "18:35:00"), order(strings.Repeat("W", 5000)+"\u202e<script>\u0301\x00", "18:40:00", "18:44:00"), order("👨‍👩‍👧‍👦", "18:50:00", "18:58:00")}}
		},
		"names that end alike": func() *Log {
			log := &Log{}
			for i := range 6 {
				log.Orders = append(log.Orders, order(fmt.Sprintf("%d-000000000000", i), fmt.Sprintf("18:%02d:00", i*5), fmt.Sprintf("18:%02d:30", i*5+6)))
			}
			return log
		},
	}
}

func TestStrangeDaysGiveSensiblePictures(t *testing.T) {
	t.Parallel()
	for name, build := range strange() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			log := build()
			in := Incident{From: day("18:45:00"), To: day("18:46:00")}
			f := Judge(log, in, DefaultPolicy())
			first := Draft(log, in, f)
			sound(t, name, first)
			if second := Draft(log, in, f); svgOf(second) != svgOf(first) {
				t.Error("drawn again it is another picture")
			}
			long := DraftWithin(log, in, f, day("18:45:00").AddDate(-9, 0, 0), day("18:45:00").AddDate(9, 0, 0))
			sound(t, name+", over years", long)
		})
	}
}

func TestShortNamesTellOrdersApart(t *testing.T) {
	t.Parallel()
	tests := []struct{ ids, want []string }{
		{[]string{"A", "B2"}, []string{"A", "B2"}},
		{[]string{"051812345678", "051887654321"}, []string{"…5678", "…4321"}},
		{[]string{"0518123415678", "0518765425678"}, []string{"…15678", "…25678"}},
		{[]string{"1-0000000000", "2-0000000000"}, []string{"…000000", "…00(2)"}},
	}
	for _, tt := range tests {
		if got := shortIDs(tt.ids, labelColumn-2); strings.Join(got, " ") != strings.Join(tt.want, " ") {
			t.Errorf("%q: got %q, want %q", tt.ids, got, tt.want)
		}
	}
}

func TestTheTextTellsWhatThePictureShows(t *testing.T) {
	t.Parallel()
	h := hand{orders: homeOrders + takenAway, track: homeStop, online: "from,to,state\n2025-05-18 18:31,2025-05-18 18:40,offline\n", at: "2025-05-18T18:55", datum: WGS84, orderDatum: WGS84}
	log, in := h.log(t)
	p := Draft(log, in, Judge(log, in, DefaultPolicy()))
	for _, want := range []string{"认定：", "事发在18:55:00至18:56:00之间。", "其间轨迹走过", "空档为18:30:00至", "18:30:00送达", "18:58:00取消", "18:30:00至18:46:40：空档无单，16分40秒",
		"停留18:35:00至18:50", "距上一单送达处2.5公里", "无轨迹：18:58:", "上线记录：18:31:00至18:41:00离线。"} {
		if !strings.Contains(p.Desc.ZH, want) {
			t.Errorf("the Chinese text lacks %q:\n%s", want, p.Desc.ZH)
		}
	}
	for _, want := range []string{"The incident lies between 18:55:00 and 18:56:00.", "The gap lasts from 18:30:00", "18:58:00 cancelled", "Stop from 18:35:00", "2.5 km from the previous drop-off", "No points from 18:58:", "Online log: 18:31:00 to 18:41:00 offline."} {
		if !strings.Contains(p.Desc.EN, want) {
			t.Errorf("the English text lacks %q:\n%s", want, p.Desc.EN)
		}
	}
	if strings.Contains(p.Desc.ZH+p.Desc.EN, "%!") {
		t.Errorf("a sentence was put together wrongly:\n%s\n%s", p.Desc.ZH, p.Desc.EN)
	}
}
