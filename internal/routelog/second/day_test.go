package second_test

// The words of a day: what is known about orders, the track, the online log and the incident. Times are milliseconds since
// 1970 (UTC); intervals are half-open; places are WGS-84 degrees.

const (
	second = int64(1000)
	minute = 60 * second
	hour   = 60 * minute
	day    = 24 * hour
)

// clock is a time as somebody wrote it down: the written instant, how coarsely it is written, and how far its source may err.
type clock struct {
	at        int64
	precision int64 // 1 min, 1 s, or 0 for an instant
	tolerance int64
}

// bounds is the half-open interval in which the true instant lies; time goes by milliseconds.
func (c clock) bounds() (from, to int64) {
	return c.at - c.tolerance, c.at + max(1, c.precision) + c.tolerance
}

// ends are the earliest and the latest instant that the clock can mean.
func (c clock) ends() []int64 {
	from, to := c.bounds()
	if from == to-1 {
		return []int64{from}
	}
	return []int64{from, to - 1}
}

// place is a point on the ground.
type place struct{ lat, lon float64 }

// order has the clocks and places that its row gives; nil is missing.
type order struct {
	id                                             string
	accepted, arrived, picked, delivered, canceled *clock
	pickup, dropoff                                *place
}

// point is one sample of a track.
type point struct {
	at int64
	place
}

// shift is a row of the online log.
type shift struct {
	from, to int64
	online   bool
}

// incident is when, and perhaps where, it happened; its tolerance is already inside the interval.
type incident struct {
	from, to int64
	place    *place
}

// policy has every threshold that the specification names, under the name it has there.
type policy struct {
	stopRadiusM, handoverRadiusM, directFloorM                            float64
	towardNext, detourRatio, teleportMPS                                  float64
	stop, longStop, silence, blind                                        int64
	transit, dutyBreak, openOrder, reach, placeWindow, teleportReturnWait int64
}

// usual is the policy whose values the specification gives.
func usual() policy {
	return policy{
		stopRadiusM: 60, handoverRadiusM: 150, directFloorM: 300,
		towardNext: 0.5, detourRatio: 3, teleportMPS: 40,
		stop: 180 * second, longStop: 600 * second, silence: 60 * second, blind: 300 * second,
		transit: 1800 * second, dutyBreak: 10800 * second, openOrder: 3600 * second, reach: 86400 * second,
		placeWindow: 60 * second, teleportReturnWait: 120 * second,
	}
}

// record is everything that is known about one day.
type record struct {
	orders        []order
	track         []point // as read: any order, uncleaned
	shifts        []shift
	incident      incident
	policy        policy
	datumDeclared bool // the track's and the places' datum was said by somebody
}

// The seven findings, the five positions, the phases and the three answers, in the specification's spelling.
const (
	onOrder, continuous, inTransit, interrupted = "on_order", "continuous", "in_transit", "interrupted"
	noOrder, offDuty, cannotTell                = "no_order", "off_duty", "cannot_tell"

	betweenOrders, beforeFirst, afterLast, noOrders = "between_orders", "before_first", "after_last", "no_orders"

	toPickup, atPickup, delivering = "to_pickup", "at_pickup", "delivering"

	yes, no = "yes", "no"
)

// halt is a stop or a silence: when, and for a stop where and whether it hides a silence.
type halt struct {
	from, to int64
	place
	near   string // where it was made, if at a handover
	silent bool
}

// verdict is what the rules say of a day. Empty strings and nil are the specification's null.
type verdict struct {
	finding, position, phase string
	used                     int       // points left after cleaning
	told                     []telling // the alternatives that found this at this position, each as good to tell as another
	answers                  answers
}

// telling is one alternative as it is told.
type telling struct {
	previous, next  string
	gap             *span
	points          int
	stops, silences []halt
	coverage        float64 // of movement; 0 without a gap
	pathM, directM  float64
	towardNext      *float64
}

// answers are the time facts under the five usual wordings.
type answers struct {
	deliveringOnly, orderOnly, firstOrderToMidnight, online, continuousWork string
}

// span is a half-open stretch of time.
type span struct{ from, to int64 }

func (s span) length() int64 { return max(0, s.to-s.from) }

// cut is what lies in both.
func (s span) cut(t span) span { return span{max(s.from, t.from), min(s.to, t.to)} }
