package store

import (
	"io"
	"net"
	"syscall"

	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
)

// Scope is whose eyes a transaction reads with. Row-level security asks it again at every row.
type Scope struct {
	kind  string
	Actor dispute.Actor
	Case  dispute.CaseID // a party's: the one case it may see
}

// AsStaff sees the cases of the actor's organisation.
func AsStaff(a dispute.Actor) Scope { return Scope{kind: "staff", Actor: a} }

// AsParty sees one case.
func AsParty(a dispute.Actor, id dispute.CaseID) Scope {
	return Scope{kind: "party", Actor: a, Case: id}
}

// AsSystem is the work process's own: every case. The role serve cannot enter it.
func AsSystem() Scope { return Scope{kind: "system", Actor: dispute.TheSystem} }

// AtDoor sees no case; doors that know none yet ask by keyed hashes.
func AtDoor() Scope { return Scope{kind: "door"} }

// enter queues what tells the transaction who looks, and whether it may only read. The settings end with the transaction.
func (s Scope) enter(b *pgx.Batch, readOnly string) {
	b.Queue(`select set_config('app.kind', $1, true), set_config('app.org', $2, true), set_config('app.case', $3, true),
		set_config('transaction_read_only', $4, true)`, s.kind, string(s.Actor.Org), string(s.Case), readOnly)
}

// brokenEnds is how a connection looks that died in the middle of a statement.
var brokenEnds = []error{io.ErrUnexpectedEOF, io.EOF, net.ErrClosed, syscall.ECONNRESET, syscall.EPIPE, syscall.ECONNREFUSED}
