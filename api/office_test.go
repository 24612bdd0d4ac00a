package api_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/uuid"

	"hejie/api"
	"hejie/internal/auth"
	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/seal"
	"hejie/internal/store"
	"hejie/internal/store/storetest"
	"hejie/internal/vault"
	"hejie/workflows"
)

const fileLimit = 64 << 10

// office is a deployment with its record on real PostgreSQL, a vault on disk and a stand-in for the engine.
type office struct {
	*storetest.DB
	doors  http.Handler
	engine *engine
	phone  *phone
	files  string // the vault's folder
	disk   *vault.Disk
	door   *auth.Door
}

func newOffice(t *testing.T) *office {
	t.Helper()
	db := storetest.New(t)
	o := &office{DB: db, engine: &engine{work: db.Work}, phone: &phone{}, files: t.TempDir()}
	disk, err := vault.OpenDisk(o.files)
	must(t, "opening the vault", err)
	t.Cleanup(func() { must(t, "closing the vault", disk.Close()) })
	o.disk = disk
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	door := auth.New(db.Serve, db.Keys, o.phone, quiet)
	t.Cleanup(door.Close)
	o.door = door
	o.doors = (&api.API{
		Record: db.Serve, Door: workflows.Door{Record: db.Serve, Engine: o.engine}, Auth: door, Engine: o.engine.state, Log: quiet,
		Files: workflows.Cloakroom{Record: db.Serve, Vault: disk, Limits: workflows.Limits{File: fileLimit, Case: 4 * fileLimit}},
	}).Handler()
	return o
}

// engine takes acts to the record as the workflow does: on the case as it stands, again when another was faster.
type engine struct {
	work *store.Store
	away atomic.Bool
}

func (e *engine) Act(ctx context.Context, ref dispute.Ref) (dispute.Standing, error) {
	if e.away.Load() {
		return dispute.Standing{}, fault.Busy()
	}
	for {
		p, err := e.work.Load(ctx, ref.Case)
		if err != nil {
			return dispute.Standing{}, err
		}
		done, err := e.work.Record(ctx, p.Version, ref)
		if !errors.Is(err, dispute.ErrMoved) {
			return done.Picture.Standing(), err
		}
	}
}

func (e *engine) state() string {
	if e.away.Load() {
		return "down"
	}
	return "up"
}

// relay delivers what waits, as the work process does once the engine is back.
func (o *office) relay(t *testing.T) {
	t.Helper()
	tray := store.Tray{Store: o.Work}
	for {
		refs, err := tray.Undelivered(t.Context(), 0, 100)
		must(t, "looking for what waits", err)
		if len(refs) == 0 {
			return
		}
		for _, ref := range refs {
			_, err := o.engine.Act(t.Context(), ref)
			if f, refused := fault.As(err); refused {
				must(t, "noting a refusal", tray.Refused(t.Context(), ref.ID, f))
				continue
			}
			must(t, "delivering", err)
			must(t, "noting a delivery", tray.Delivered(t.Context(), ref.ID))
		}
	}
}

// phone is the parties' phones: it keeps the last code that was sent.
type phone struct {
	mu   sync.Mutex
	code string
}

func (p *phone) SendCode(_ context.Context, _, _, code string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.code = code
	return nil
}

func (p *phone) last() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.code
}

// staff is the token of a member of staff.
func (o *office) staff(t *testing.T, who dispute.Actor) string {
	t.Helper()
	token, hash := seal.NewToken()
	_, err := o.Serve.OpenStaffSession(t.Context(), hash, who.Account)
	must(t, "a staff session", err)
	return "s" + token
}

// neighbour is the token of a mediator of another committee.
func (o *office) neighbour(t *testing.T) string {
	t.Helper()
	org, err := o.Work.CreateOrg(t.Context(), store.Org{Kind: store.CommitteeKind, Name: "江北街道人民调解委员会"})
	must(t, "another committee", err)
	id := uuid.NewString()
	o.Exec(t, fmt.Sprintf(`insert into accounts (id, org_id, login, name, roles, password_hash) values ('%s', '%s', 'n%s', '何敏', '{mediator}', 'x')`, id, org, id[:8]))
	return o.staff(t, dispute.Actor{Account: dispute.AccountID(id)})
}

func must(t testing.TB, what string, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}
