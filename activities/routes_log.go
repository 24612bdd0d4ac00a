package activities

import (
	"context"
	"errors"
	"fmt"
	"io"
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
	typedOrders = "手工录入的订单"
	filedOrders = "申请时录入的订单"
)

// incidentOf is when it happened, as precisely as it was written, widened by the tolerance of its source.
func incidentOf(run *dispute.RouteRun) (routelog.Incident, error) {
	return routelog.ParseIncident(written(run.At), time.Duration(run.ToleranceS)*time.Second)
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

// log reads everything that a run names.
func (c Clerk) log(ctx context.Context, file store.CaseFile, run *dispute.RouteRun) (*routelog.Log, error) {
	log := &routelog.Log{}
	if err := c.orders(ctx, file, run, log); err != nil {
		return nil, err
	}
	for i, id := range run.Tracks {
		if log.Track == nil {
			log.Track = &routelog.Track{}
		}
		src := routelog.Source{Name: fmt.Sprintf(trackFile, i+1), Datum: routelog.Datum(run.Datum)}
		err := c.open(ctx, file.Picture.Case, id, src.Name, func(r io.Reader) error { return log.Track.Read(src, r) })
		if err != nil {
			return nil, err
		}
	}
	return log, nil
}

// orders reads the orders that a run names; where it names none, those typed in the filing.
func (c Clerk) orders(ctx context.Context, file store.CaseFile, run *dispute.RouteRun, log *routelog.Log) error {
	for i, id := range run.Orders {
		src := routelog.Source{Name: fmt.Sprintf(orderFile, i+1), Datum: routelog.Datum(run.OrderDatum)}
		err := c.open(ctx, file.Picture.Case, id, src.Name, func(r io.Reader) error {
			orders, err := routelog.ReadOrders(src, r)
			log.Orders = append(log.Orders, orders...)
			return err
		})
		if err != nil {
			return err
		}
	}
	name, rows := typed(file, run)
	orders, err := routelog.TypedOrders(routelog.Source{Name: name}, rows)
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
func (c Clerk) open(ctx context.Context, id dispute.CaseID, evidence dispute.EvidenceID, name string, read func(io.Reader) error) error {
	c.beat(ctx)
	var b store.Bytes
	err := c.Record.Read(ctx, store.AsSystem(), func(r *store.Reader) (err error) {
		b, err = r.EvidenceBytes(ctx, id, evidence)
		return err
	})
	if fault.Is(err, fault.NotFound) {
		return gone(name)
	}
	if err != nil {
		return fmt.Errorf("looking for a file of a route: %w", err)
	}
	bytes, err := c.Vault.Open(ctx, b.VaultID, b.Key, b.SHA256)
	if fault.Is(err, fault.NotFound) {
		return gone(name)
	}
	if err != nil {
		return fmt.Errorf("opening a file of a route: %w", err)
	}
	return errors.Join(read(bytes), bytes.Close())
}

// gone says which file of a run is no longer there, or no longer whole.
func gone(name string) error {
	return fault.BadField(name, "evidence_gone", fault.Text{
		ZH: "这份文件已经删除或者损坏，请另选文件后重新分析。",
		EN: "This file was destroyed or is damaged; choose another and run the analysis again.",
	})
}
