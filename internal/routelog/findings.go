package routelog

import (
	"time"

	"hejie/internal/fault"
)

// Finding is what the evidence shows of the incident (认定). It informs; it decides nothing.
type Finding string

// The findings.
const (
	OnOrder     Finding = "on_order"    // 在单: inside an order
	Continuous  Finding = "continuous"  // 连续配送: on the way between two orders
	InTransit   Finding = "in_transit"  // 途中: moving on after the last known order
	Interrupted Finding = "interrupted" // 中断: a long stop or a detour before it
	NoOrder     Finding = "no_order"    // 无单: no order near; waiting may still be work
	OffDuty     Finding = "off_duty"    // 离线
	CannotTell  Finding = "cannot_tell" // 无法判断: the evidence does not decide it
)

// Position is where the incident stands among the orders.
type Position string

// The positions.
const (
	AtOrder       Position = "on_order"
	BetweenOrders Position = "between_orders"
	BeforeFirst   Position = "before_first"
	AfterLast     Position = "after_last"
	NoOrders      Position = "no_orders"
)

// Answer is a time fact under a coverage wording, or a comparison of two clocks.
type Answer string

// The answers.
const (
	Yes     Answer = "yes"
	No      Answer = "no"
	Before  Answer = "before"
	After   Answer = "after"
	Unclear Answer = "cannot_tell"
)

// Reason is one thing a finding rests on, or that speaks against it, or that is missing: a stable code, a sentence, and
// the rows it can be checked in.
type Reason struct {
	Code   string `json:"code"`
	Text   string `json:"text"`
	TextEN string `json:"text_en"`
	Refs   []Ref  `json:"refs"`
}

// In gives the sentence in the reader's language.
func (r Reason) In(lang string) string { return fault.Text{ZH: r.Text, EN: r.TextEN}.In(lang) }

// Range is a duration known between two bounds, in seconds; negative where the clocks allow it.
type Range struct {
	Min *float64 `json:"min"`
	Max *float64 `json:"max"`
}

// Stretch is a half-open interval; nil members are unknown.
type Stretch struct {
	From *time.Time `json:"from"`
	To   *time.Time `json:"to"`
}

// Previous is the order that ended last before the incident.
type Previous struct {
	ID      *string    `json:"id"`
	EndedAt *time.Time `json:"ended_at"`
	Since   Range      `json:"since_s"`
	Ref     *Ref       `json:"ref"` // its row
}

// Next is the next order to be picked up, else to be accepted. Relation is the incident relative to its acceptance; Until
// is to its acceptance, else its pickup.
type Next struct {
	ID         *string    `json:"id"`
	AcceptedAt *time.Time `json:"accepted_at"`
	PickupAt   *time.Time `json:"pickup_at"`
	Until      Range      `json:"until_s"`
	Relation   *Answer    `json:"relation"`
	Ref        *Ref       `json:"ref"` // its row
}

// Gap is the stretch with no parcel in hand (空档).
type Gap struct {
	Stretch
	Seconds *float64 `json:"seconds"`
}

// Stay is a stop as printed, in WGS-84.
type Stay struct {
	From    time.Time `json:"from"`
	To      time.Time `json:"to"`
	Seconds float64   `json:"seconds"`
	Lat     float64   `json:"lat"`
	Lon     float64   `json:"lon"`
	Near    *string   `json:"near"`
	Silent  bool      `json:"silent"`
	Refs    []Ref     `json:"refs"` // its first and last points
}

// Movement is what the track shows of the gap. Silences and stops are cut at the incident's end.
type Movement struct {
	Points         *int     `json:"points"`
	Coverage       *float64 `json:"coverage"`
	DistanceM      *float64 `json:"distance_m"`
	DisplacementM  *float64 `json:"displacement_m"`
	TowardNext     *float64 `json:"toward_next"`
	LongestSilence *float64 `json:"longest_silence_s"`
	Stops          []Stay   `json:"stops"`
	Refs           []Ref    `json:"refs"` // the gap's first and last points
}

// Coverage is the time facts under each usual wording of a policy. It is no reading of any contract.
type Coverage struct {
	DeliveringOnly       Answer `json:"delivering_only"`
	OrderOnly            Answer `json:"order_only"`
	FirstOrderToMidnight Answer `json:"first_order_to_midnight"`
	Online               Answer `json:"online"`
	ContinuousWork       Answer `json:"continuous_work"`
}

// Quiet is a silence as printed.
type Quiet struct {
	From    time.Time `json:"from"`
	To      time.Time `json:"to"`
	Seconds float64   `json:"seconds"`
	Refs    []Ref     `json:"refs"` // the points before and after it, as far as there are any
}

// Quality counts what was read, used and left out. Datum is the tracks' as read, nil without
// tracks; DatumSuspectM is the size of a suspected
// mismatch between tracks and orders; the silences are those of the gap.
type Quality struct {
	OrdersRead    int      `json:"orders_read"`
	PointsRead    int      `json:"points_read"`
	PointsUsed    int      `json:"points_used"`
	Dropped       Dropped  `json:"dropped"`
	OutOfOrder    int      `json:"out_of_order"`
	Silences      []Quiet  `json:"silences"`
	Datum         *Datum   `json:"datum"`
	DatumDeclared bool     `json:"datum_declared"`
	DatumSuspectM *float64 `json:"datum_suspect_m"`
	ClockOffsetS  *float64 `json:"clock_offset_s"`
}

// Alternative is the finding under another assumption: "datum:gcj02" (of one of several tracks "datum:gcj02:FILE"),
// "order_datum:bd09", "track_zone:UTC", "clock_offset:-37s", "gps_week:+1024", "policy:NAME"; and what decides it there.
type Alternative struct {
	With    string  `json:"with"`
	Finding Finding `json:"finding"`
	Because *Reason `json:"because"`
}

// ClockRow is one file's clock (时钟), or the incident's. Kind is "incident", "orders", "track" or "online". Zone is what
// times without one were read in, nil where every time carries its own; ZoneStated is false where that zone was assumed.
// OffsetS is a track's clock minus the orders', measured at handovers and never applied.
type ClockRow struct {
	Source             string   `json:"source"`
	Kind               string   `json:"kind"`
	Zone               *string  `json:"zone"`
	ZoneStated         bool     `json:"zone_stated"`
	PrecisionS         *float64 `json:"precision_s"`
	ToleranceS         float64  `json:"tolerance_s"`
	OffsetS            *float64 `json:"offset_s"`
	OffsetUncertaintyS *float64 `json:"offset_uncertainty_s"`
}

// Findings is everything said about one incident. Every key is always present in its JSON, null where unknown; times are
// RFC 3339 with +08:00 and intervals half-open.
type Findings struct {
	Incident     Stretch       `json:"incident"`
	Position     Position      `json:"position"`
	Phase        *Phase        `json:"phase"`
	Previous     Previous      `json:"previous"`
	Next         Next          `json:"next"`
	Gap          Gap           `json:"gap"`
	Movement     Movement      `json:"movement"`
	Finding      Finding       `json:"finding"`
	Because      []Reason      `json:"because"`
	Against      []Reason      `json:"against"`
	Missing      []Reason      `json:"missing"`
	NotProved    []Reason      `json:"not_proved"`
	Coverage     Coverage      `json:"coverage"`
	Quality      Quality       `json:"quality"`
	Clocks       []ClockRow    `json:"clocks"`
	Disclosed    Stretch       `json:"segment"`
	Alternatives []Alternative `json:"alternatives"`
	Analyser     string        `json:"analyser"`
	Policy       Policy        `json:"policy"`
}
