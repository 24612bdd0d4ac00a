package routelog

import "time"

// Place is a point on the earth in degrees, in whatever datum its owner says.
type Place struct {
	Lat float64 `json:"lat"`
	Lon float64 `json:"lon"`
}

// Ref points at the row a statement rests on: the file as it was named, and its line (1 is the first).
type Ref struct {
	Source string `json:"source"`
	Line   int    `json:"line"`
}

// Clock is a moment as precisely as it was written: some instant in [At, At+Width), and farther by Tolerance on both
// sides. Width is 0 when it was written to the second or finer, a minute when only the minute was. Zoned says that its
// zone was written with it.
type Clock struct {
	At        time.Time
	Width     time.Duration
	Tolerance time.Duration
	Zoned     bool
}

// Order is one row of a platform's record (订单). A nil field was missing or empty; nothing is ever filled in. The places
// are in Datum.
type Order struct {
	ID         string
	Accepted   *Clock // 接单
	Arrived    *Clock // 到店
	PickedUp   *Clock // 取餐
	Delivered  *Clock // 送达
	Cancelled  *Clock // 取消 or 转单
	Reassigned bool   // the record calls it 转单: it went to another rider
	Pickup     *Place
	Dropoff    *Place
	Datum      Datum
	Zone       *time.Location // in which times without one were read; nil where nobody declared it
	Ref        Ref
}

// Shift is a stretch [From, To) of the online log (上线记录). Its clocks are kept as written; Start and End are nil where
// it was made by hand, and an open End was empty.
type Shift struct {
	From, To   time.Time
	Online     bool
	Start, End *Clock
	Zone       *time.Location // as an order's
	Ref        Ref
}

// Log is everything known of a day: any part may be empty. A nil Track is no track.
type Log struct {
	Orders []Order
	Track  *Track
	Online []Shift
}

// Incident is when it happened, as the half-open interval that the source's precision and tolerance allow, and where, if
// that is known (in PlaceDatum). Tolerance is what of its width the source stated, on each side; Zoned says that the zone
// was written with the time.
type Incident struct {
	From, To   time.Time
	Tolerance  time.Duration
	Zoned      bool
	Place      *Place
	PlaceDatum Datum
}
