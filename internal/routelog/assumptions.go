package routelog

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"hejie/internal/fault"
)

// asides are what was judged beside the finding: under what nobody declared, and under what is suspected or measured of
// clocks and datums. None of it is applied.
type asides struct {
	alternatives              []Alternative
	because, against, missing []Reason
	offsets                   []*offset // by track source, nil where none could be measured
	offsetS, suspectM         *float64
}

func (c *inquest) asides(v verdict) asides {
	a := asides{alternatives: c.undeclared()}
	if c.log.Track == nil || c.log.Track.n == 0 {
		return a
	}
	a.datums(c)
	a.weeks(c)
	a.clocks(c, v)
	return a
}

// undeclared judges again under what was not declared.
func (c *inquest) undeclared() []Alternative {
	out := []Alternative{}
	try := func(with string, a assumption) { out = append(out, c.assuming(a).alternative(with)) }
	w := c.world(variant{})
	if w.trackUndeclared() && c.trackInChina() {
		try("datum:gcj02", assumption{track: GCJ02})
		try("datum:bd09", assumption{track: BD09})
	}
	if w.ordersUndeclared() && c.trackInChina() {
		try("order_datum:gcj02", assumption{orders: GCJ02})
		try("order_datum:bd09", assumption{orders: BD09})
	}
	if c.log.Track.zoneless() {
		try("track_zone:UTC", assumption{shift: (8 * time.Hour).Milliseconds()})
	}
	return out
}

// zoneless says whether no time of the tracks carries a zone and nobody declared one.
func (t *Track) zoneless() bool { return t != nil && t.n > 0 && t.assumedZone() == t.n }

// assumedZone counts the points whose times carry no zone, in files for which none was declared.
func (t *Track) assumedZone() int {
	n := 0
	for i, bare := range t.bare {
		if t.sources[i].Zone == nil {
			n += bare
		}
	}
	return n
}

// judged gives the alternative of that name, judging it if nobody has yet.
func (a *asides) judged(with string, judge func() Alternative) Alternative {
	for _, known := range a.alternatives {
		if known.With == with {
			return known
		}
	}
	alt := judge()
	a.alternatives = append(a.alternatives, alt)
	return alt
}

// datums reports suspected confusions of datums, with the finding under every reading that would mend them.
func (a *asides) datums(c *inquest) {
	for _, m := range []*mismatch{c.suspect(), c.suspectTracks()} {
		if m == nil {
			continue
		}
		if a.suspectM == nil {
			a.suspectM = rounded(m.size, 0)
		}
		var zh, en []string
		for _, mend := range m.mends {
			alt := a.judged(mend.with, func() Alternative { return c.retold(c.mended(mend)).alternative(mend.with) })
			told := c.told(mend)
			zh, en = append(zh, told.ZH+"："+alt.Finding.ZH()), append(en, told.EN+": "+alt.Finding.EN())
		}
		code, between, betweenEN := "datum_suspected", "轨迹与订单地点", "the track and the orders' places"
		if m.tracks {
			code, between, betweenEN = "datum_suspected_between_tracks", "两份轨迹在同一时刻", "two tracks at the same time"
		}
		a.missing = append(a.missing, reason(code,
			fmt.Sprintf("%s相差约%.0f米，与坐标系混用的偏移相符；未作更正。改按另一坐标系读取时的结论：%s。需要确认各文件的坐标系。", between, m.size, strings.Join(zh, "；")),
			fmt.Sprintf("%s lie about %.0f m apart, as when datums are confused; nothing was corrected. Read otherwise: %s. The datum of each file must be confirmed", betweenEN, m.size, strings.Join(en, "; ")), m.refs...))
	}
}

// mended is the change that a mend makes.
func (c *inquest) mended(m mend) change {
	if m.orders {
		return change{orders: m.datum}
	}
	ch := change{track: map[int]Datum{}}
	for i := range c.log.Track.sources {
		if m.track == everyTrack || m.track == i {
			ch.track[i] = m.datum
		}
	}
	return ch
}

// told is a mend in words.
func (c *inquest) told(m mend) fault.Text {
	name := map[Datum]string{WGS84: "WGS-84", GCJ02: "GCJ-02", BD09: "BD-09"}[m.datum]
	switch {
	case m.orders:
		return fault.Text{ZH: "订单地点按" + name, EN: "the orders' places in " + name}
	case m.track == everyTrack:
		return fault.Text{ZH: "轨迹按" + name, EN: "the tracks in " + name}
	}
	file := c.log.Track.sources[m.track].Name
	return fault.Text{ZH: "轨迹" + file + "按" + name, EN: "the track " + file + " in " + name}
}

// weeks reports a track that a roll-over of GPS weeks would have moved away from the incident.
func (a *asides) weeks(c *inquest) {
	n := c.rollover()
	if n == 0 {
		return
	}
	with := fmt.Sprintf("gps_week:%+d", 1024*n)
	alt := a.judged(with, func() Alternative { return c.assuming(assumption{shift: n * gpsEra}).alternative(with) })
	f, _ := c.world(variant{}).view.firstAfter(c.from - n*gpsEra - ms(c.policy.DutyBreakS))
	a.missing = append(a.missing, reason("week_rollover",
		fmt.Sprintf("轨迹时间与事发相差1024周的整数倍，可能是GPS周数翻转；未作更正。按此更正后，结论为%s。需要由设备或平台确认轨迹日期。", alt.Finding.ZH()),
		"the track's times are off by a multiple of 1024 weeks, as when a GPS week counter rolls over; they were not corrected. Corrected so, the finding is: "+alt.Finding.EN()+". The dates of the track must be confirmed", f.ref))
}

// gpsEra is how long a ten-bit GPS week counter runs, in ms.
const gpsEra = 1024 * 7 * 86400 * 1000

// rollover is how many times 1024 weeks would bring points near the incident where there are none; else 0.
func (c *inquest) rollover() int64 {
	v := view{t: c.log.Track}
	near := func(n int64) bool {
		f, ok := v.firstAfter(c.from - ms(c.policy.DutyBreakS) - n*gpsEra - 1)
		return ok && f.ms <= c.to+ms(c.policy.DutyBreakS)-n*gpsEra
	}
	if near(0) {
		return 0
	}
	for _, n := range []int64{1, -1, 2, -2} {
		if near(n) {
			return n
		}
	}
	return 0
}

// clocks measures the tracks' clocks against the orders', and judges with the tracks put right where that matters.
func (a *asides) clocks(c *inquest, v verdict) {
	ch := change{shift: map[int]int64{}}
	var names []string
	var best *offset
	for i := range c.log.Track.sources {
		o := c.measureOffset(i)
		a.offsets = append(a.offsets, o)
		if o == nil {
			continue
		}
		if best == nil || o.visits > best.visits {
			best = o
		}
		ch.shift[i] = -o.ms
		if name := fmt.Sprintf("%+ds", o.ms/1000); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if best == nil {
		return
	}
	a.offsetS = seconds(best.ms)
	corrected, matters := v.finding, false
	if slices.ContainsFunc(a.offsets, func(o *offset) bool { return o != nil && o.ms != 0 }) {
		alt := c.retold(ch).alternative("clock_offset:" + strings.Join(names, ","))
		corrected = alt.Finding
		matters = corrected != v.finding
		if matters || slices.ContainsFunc(a.offsets, func(o *offset) bool { return o != nil && o.significant() }) {
			a.alternatives = append(a.alternatives, alt)
		}
	}
	a.tellOffset(best, corrected, matters)
}

// tellOffset says what was measured where it belongs: what a wrong zone explains is missing a word on it, what would change
// the finding speaks against it, and what leaves it as it is supports it.
func (a *asides) tellOffset(o *offset, corrected Finding, matters bool) {
	lead := fmt.Sprintf("与%d次取餐、送达记录核对，轨迹时钟%s（误差约%s），未作更正。", o.visits, aheadZH(o.ms), minutes(o.uncertainty))
	leadEN := fmt.Sprintf("against %d recorded pickups and deliveries the track's clock is %s the orders' (give or take %s); nothing was corrected.", o.visits, aheadEN(o.ms), minutesEN(o.uncertainty))
	then, thenEN := "按此更正后，结论为"+corrected.ZH()+"。", " Corrected so, the finding is: "+corrected.EN()
	switch n := o.hours(); {
	case n != 0:
		a.missing = append(a.missing, reason("zone_slip", lead+fmt.Sprintf("相差约%d小时，可能是时区写错。", max(n, -n))+then+"需要确认轨迹文件的时区。",
			leadEN+fmt.Sprintf(" About %d hours apart, the zone may be wrong.", max(n, -n))+thenEN+". The zone of the track must be confirmed", o.refs...))
	case matters:
		a.against = append(a.against, reason("clock_offset", lead+then, leadEN+thenEN, o.refs...))
	case o.significant():
		a.because = append(a.because, reason("clock_offset", lead+"按此更正后，结论不变。", leadEN+" Corrected so, the finding stays", o.refs...))
	default:
		a.because = append(a.because, reason("clocks_agree", lead+"没有超出测量误差。", leadEN+" It is within what can be measured", o.refs...))
	}
}

func aheadZH(off int64) string {
	switch {
	case off > 0:
		return "比订单时钟快" + minutes(off)
	case off < 0:
		return "比订单时钟慢" + minutes(-off)
	}
	return "与订单时钟相差不到1秒"
}

func aheadEN(off int64) string {
	switch {
	case off > 0:
		return minutesEN(off) + " ahead of"
	case off < 0:
		return minutesEN(-off) + " behind"
	}
	return "within a second of"
}
