package activities

import (
	"context"
	"errors"
	"fmt"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/notify"
	"hejie/internal/store"
	"hejie/internal/vault"
)

// Clerk runs the errands of a case (Errander): judges routes, draws papers, sends notices. It holds nothing that another
// worker would miss; whatever it leaves half done is found due again.
type Clerk struct {
	Record  *store.Store // as the role work
	Vault   vault.Vault
	Post    notify.Post
	Address string // where people reach the pages, as https://hejie.example; printed on papers, may be empty
}

var _ Errander = Clerk{}

// each does one errand after the other. One that fails, or panics, counts against itself and stops none of the others;
// what a part of the system that is away keeps from being done counts against nothing. The errors come back together, so
// that the round is tried again.
func each[T any](ctx context.Context, all []T, do func(T) error, failed func(T) error) error {
	var troubles []error
	for _, one := range all {
		err := guarded(func() error { return do(one) })
		if err == nil {
			continue
		}
		troubles = append(troubles, err)
		if ctx.Err() != nil {
			break
		}
		if !fault.Is(err, fault.Unavailable) {
			troubles = append(troubles, failed(one))
		}
	}
	return errors.Join(troubles...)
}

// guarded turns a panic into an error that does not repeat what was handed in.
func guarded(do func() error) (err error) {
	defer func() {
		if trouble := recover(); trouble != nil {
			err = fmt.Errorf("panic of type %T", trouble)
		}
	}()
	return do()
}

// file reads the case as the committee sees it.
func (c Clerk) file(ctx context.Context, id dispute.CaseID) (store.CaseFile, error) {
	var file store.CaseFile
	err := c.Record.Read(ctx, store.AsSystem(), func(r *store.Reader) (err error) {
		file, err = r.File(ctx, id)
		return err
	})
	return file, err
}
