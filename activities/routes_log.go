package activities

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/routelog"
	"hejie/internal/store"
)

// What the evidence of a run is called in findings and faults: by its place in the run, never by the name of an upload,
// which may be anyone's name.
const (
	orderFile   = "订单文件%d"
	trackFile   = "轨迹文件%d"
	trackFiles  = "轨迹文件"
	onlineFile  = "上线记录%d"
	typedOrders = "手工录入的订单"
	filedOrders = "申请时录入的订单"
)

// incidentOf is when it happened, as precisely as it was written, widened by the tolerance of its source, and where, if that
// was declared: in the tracks' datum.
func incidentOf(run *dispute.RouteRun) (routelog.Incident, error) {
	in, err := routelog.ParseIncident(written(run.At), seconds(run.ToleranceS))
	if err != nil || run.Place == "" {
		return in, err
	}
	in.PlaceDatum = routelog.Datum(run.Datum)
	in.Place, err = routelog.ParsePlace(run.Place)
	return in, err
}

// written gives a moment of a form the precision that people write: a time on the full minute is one written to the
// minute. Forms keep every moment with its seconds; to take 18:45:00 for exact would claim what nobody said.
func written(moment string) string {
	t, err := dispute.ParseMoment(moment)
	if err != nil {
		return moment
	}
	if t.Second() == 0 && t.Nanosecond() == 0 {
		return t.Format("2006-01-02T15:04Z07:00")
	}
	return t.Format(time.RFC3339Nano)
}

// evidence reads what one run names.
type evidence struct {
	Clerk
	file  store.CaseFile
	run   *dispute.RouteRun
	meter *meter

	withheld map[string]int // points left out because no consent covers them, by file
}

// evidence prepares to read a run's files, all of whose bytes together are the whole of its progress.
func (c Clerk) evidence(ctx context.Context, file store.CaseFile, route dispute.ActID, run *dispute.RouteRun) evidence {
	m := &meter{ctx: ctx, route: route, note: c.Record.RouteProgress}
	for _, e := range file.Evidence {
		if slices.Contains(slices.Concat(run.Orders, run.Tracks, run.Online), e.ID) {
			m.total += e.Size
		}
	}
	return evidence{c, file, run, m, map[string]int{}}
}

// log reads everything that a run names.
func (e evidence) log(ctx context.Context) (*routelog.Log, error) {
	log := &routelog.Log{}
	for _, read := range []func(context.Context, *routelog.Log) error{e.orders, e.tracks, e.online} {
		if err := read(ctx, log); err != nil {
			return nil, err
		}
	}
	return log, nil
}

// trackSource and orderSource are what was declared about the clocks and places of a run's files.
func (e evidence) trackSource(name string) (routelog.Source, error) {
	zone, err := zoneOf(e.run.TrackZone)
	return routelog.Source{Name: name, Datum: routelog.Datum(e.run.Datum), Zone: zone, Tolerance: seconds(e.run.TrackToleranceS)}, err
}

func (e evidence) orderSource(name string) (routelog.Source, error) {
	zone, err := zoneOf(e.run.OrderZone)
	return routelog.Source{Name: name, Datum: routelog.Datum(e.run.OrderDatum), Zone: zone, Tolerance: seconds(e.run.OrderToleranceS)}, err
}

func seconds(n int) time.Duration { return time.Duration(n) * time.Second }

// zoneOf is a declared zone; nil, which reads as Shanghai, when none is. A form that was checked names one that is known.
func zoneOf(name string) (*time.Location, error) {
	if name == "" {
		return nil, nil //nolint:nilnil // no zone declared is no error
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("looking for a time zone: %w", err)
	}
	return zone, nil
}

// tracks reads the tracks that a run names, and keeps of each what the consent to it covers.
func (e evidence) tracks(ctx context.Context, log *routelog.Log) error {
	bound, err := e.Record.TrackWindows(ctx, e.file.Picture.Case)
	if err != nil {
		return fmt.Errorf("reading what the consents to tracks cover: %w", err)
	}
	for i, id := range e.run.Tracks {
		if log.Track == nil {
			log.Track = &routelog.Track{}
		}
		src, err := e.trackSource(fmt.Sprintf(trackFile, i+1))
		if err != nil {
			return err
		}
		if err := e.open(ctx, id, src.Name, func(r io.Reader) error { return log.Track.Read(src, r) }); err != nil {
			return err
		}
		if windows, ok := bound[id]; ok {
			e.withheld[src.Name] = log.Track.Only(src.Name, windows)
		}
	}
	return nil
}

// online reads the online logs, whose times are written as the platform writes those of the orders.
func (e evidence) online(ctx context.Context, log *routelog.Log) error {
	for i, id := range e.run.Online {
		src, err := e.orderSource(fmt.Sprintf(onlineFile, i+1))
		if err != nil {
			return err
		}
		err = e.open(ctx, id, src.Name, func(r io.Reader) error {
			shifts, err := routelog.ReadOnline(src, r)
			log.Online = append(log.Online, shifts...)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// orders reads the orders that a run names; where it names none, those typed in the filing.
func (e evidence) orders(ctx context.Context, log *routelog.Log) error {
	for i, id := range e.run.Orders {
		src, err := e.orderSource(fmt.Sprintf(orderFile, i+1))
		if err != nil {
			return err
		}
		err = e.open(ctx, id, src.Name, func(r io.Reader) error {
			orders, err := routelog.ReadOrders(src, r)
			log.Orders = append(log.Orders, orders...)
			return err
		})
		if err != nil {
			return err
		}
	}
	name, rows := typed(e.file, e.run)
	src, err := e.orderSource(name)
	if err != nil {
		return err
	}
	orders, err := routelog.TypedOrders(src, rows)
	log.Orders = append(log.Orders, orders...)
	return err
}

// typed are the orders typed by hand: the run's own, or the filing's where the run brings no orders at all. The two are
// never mixed, since the same order twice, once to the minute, would blur what a platform's record says.
func typed(file store.CaseFile, run *dispute.RouteRun) (name string, rows []map[string]string) {
	name, list := typedOrders, run.Typed
	if len(run.Orders)+len(run.Typed) == 0 {
		_, filing := file.Filing()
		name, list = filedOrders, filing.Typed
	}
	for _, o := range list {
		rows = append(rows, map[string]string{
			"order_id": o.Order, "accepted_at": written(o.Accepted), "arrived_at": written(o.Arrived),
			"picked_up_at": written(o.PickedUp), "delivered_at": written(o.Delivered), "cancelled_at": written(o.Cancelled),
		})
	}
	return name, rows
}

// open streams a file of the case from the vault to its reader.
func (e evidence) open(ctx context.Context, id dispute.EvidenceID, name string, read func(io.Reader) error) error {
	var b store.Bytes
	err := e.Record.Read(ctx, store.AsSystem(), func(r *store.Reader) (err error) {
		b, err = r.EvidenceBytes(ctx, e.file.Picture.Case, id)
		return err
	})
	if fault.Is(err, fault.NotFound) {
		return gone(name)
	}
	if err != nil {
		return fmt.Errorf("looking for a file of a route: %w", err)
	}
	bytes, err := e.Vault.Open(ctx, b.VaultID, b.Key, b.SHA256)
	if fault.Is(err, fault.NotFound) {
		return gone(name)
	}
	if err != nil {
		return fmt.Errorf("opening a file of a route: %w", err)
	}
	return errors.Join(read(e.meter.over(bytes)), bytes.Close())
}

// gone says which file of a run is no longer there, or no longer whole.
func gone(name string) *fault.Fault {
	return fault.BadField(name, "evidence_gone", fault.Text{
		ZH: "这份文件已经删除或者损坏，请另选文件后重新分析。",
		EN: "This file was destroyed or is damaged; choose another and run the analysis again.",
	})
}
