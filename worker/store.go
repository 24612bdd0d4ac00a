// Package worker is the process that runs workflows and activities, and the two that watch over them: the relay, which
// brings to the engine what was handed in while nobody answered, and the sweeper, which finds what the engine forgot.
package worker

import (
	"context"
	"time"

	"hejie/internal/dispute"
	"hejie/internal/fault"
)

// Outbox is what the relay needs of the record: cases whose workflow never started and entries that were not answered.
// Several relays may ask at once; each row is given to one of them at a time.
type Outbox interface {
	// Unstarted lists cases on record whose workflow was not started, oldest first.
	Unstarted(ctx context.Context, limit int) ([]dispute.CaseID, error)
	// MarkStarted says that the case has its workflow.
	MarkStarted(ctx context.Context, id dispute.CaseID) error

	// Undelivered lists entries stored longer ago than olderThan that were neither answered nor parked, oldest first.
	Undelivered(ctx context.Context, olderThan time.Duration, limit int) ([]dispute.Ref, error)
	// Delivered says that the entry's update has answered. Its acceptance alone is no delivery: the answer can be lost.
	Delivered(ctx context.Context, id dispute.ActID) error
	// Refused keeps the fault with the entry, for who handed it in to read — unless the act is on record after all (the
	// workflow's early look can be wrong about old acts): then the entry is delivered.
	Refused(ctx context.Context, id dispute.ActID, why *fault.Fault) error
	// Tried counts a try that the engine answered without any use; the fifth parks the entry for a person to look at.
	Tried(ctx context.Context, id dispute.ActID, cause string) error
}

// Docket is what the sweeper needs of the record. 期限总表
type Docket interface {
	// DueCases lists cases with a reminder or due moment that has passed by the workplace clock and is not recorded, final
	// ones too. A lapse that waits for an undelivered entry is not due yet.
	DueCases(ctx context.Context, limit int) ([]dispute.CaseID, error)
	// ErrandCases lists cases with papers, notices or analyses that have waited too long.
	ErrandCases(ctx context.Context, limit int) ([]dispute.CaseID, error)
	// OpenCases lists the cases that are not final, in the order of their ids, after the one given ("" for the first).
	OpenCases(ctx context.Context, after dispute.CaseID, limit int) ([]dispute.CaseID, error)
	// SweepDoors removes sessions that are over and tries that no limit counts any more.
	SweepDoors(ctx context.Context) error
}
