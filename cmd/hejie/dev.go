package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/gorilla/mux"
	"golang.org/x/sync/errgroup"

	"hejie/internal/config"
	"hejie/internal/notify"
	"hejie/migrations"
)

// dev runs doors and worker in one process, with demo accounts, a phone that can be read and a workplace date that can be
// set. It is for one machine and for rehearsals, never for people's cases.
func dev(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("dev", flag.ContinueOnError)
	flags.SetOutput(out)
	story := flags.String("rehearse", "", "a story to play once, when the database holds no case yet")
	if err := flags.Parse(args); err != nil {
		return err
	}
	d, err := startDev(ctx, out)
	if err != nil {
		return err
	}
	defer d.close()
	all, ctx := errgroup.WithContext(ctx)
	d.run(ctx, all, out)
	all.Go(func() error { return d.welcome(ctx, *story, out) })
	return all.Wait()
}

// development is both processes in one, on the roles that each has in production.
type development struct {
	doors, work *parts
	sink        *notify.Sink
	woken       chan struct{}
}

func startDev(ctx context.Context, out io.Writer) (*development, error) {
	c, err := settings("DATABASE_URL", "DATABASE_URL_WORK", "DATABASE_URL_OWNER")
	if err != nil {
		return nil, err
	}
	if _, err := migrations.Up(ctx, c.DatabaseOwnerURL.Reveal()); err != nil {
		return nil, err
	}
	d := &development{sink: &notify.Sink{}, woken: make(chan struct{}, 1)}
	if d.work, err = assemble(ctx, func(c config.Config) config.Secret { return c.DatabaseWorkURL }); err != nil {
		return nil, err
	}
	if d.doors, err = assemble(ctx, func(c config.Config) config.Secret { return c.DatabaseURL }); err != nil {
		return nil, err
	}
	return d, seed(ctx, d.work.record, out)
}

func (d *development) close() {
	d.doors.close()
	d.work.close()
}

func (d *development) run(ctx context.Context, all *errgroup.Group, out io.Writer) {
	all.Go(func() error { return d.doors.serve(ctx, out, d.phone(), d.mount) })
	all.Go(func() error { return d.work.work(ctx, d.phone(), d.woken) })
}

// phone takes every short message and mail of the deployment.
func (d *development) phone() notify.Post { return notify.Post{SMS: d.sink, Mail: d.sink} }

// mount adds the doors that only dev has: the workplace date and the phone.
func (d *development) mount(r *mux.Router) {
	r.HandleFunc("/dev/now", d.setNow).Methods(http.MethodPost)
	r.HandleFunc("/dev/messages", d.messages).Methods(http.MethodGet)
}

// setNow moves the workplace clock and wakes the sweeper, which rings every case that has come due.
func (d *development) setNow(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Now time.Time `json:"now"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<10)).Decode(&in); err != nil {
		http.Error(w, `{"code":"malformed"}`, http.StatusBadRequest)
		return
	}
	if err := d.work.record.SetWorkplace(r.Context(), in.Now); err != nil {
		d.work.log.Error("setting the workplace date", "err", err)
		http.Error(w, `{"code":"internal"}`, http.StatusInternalServerError)
		return
	}
	select {
	case d.woken <- struct{}{}:
	default: // it is awake already
	}
	answer(w, map[string]time.Time{"now": in.Now})
}

// messages is what arrived on one phone or in one mailbox.
func (d *development) messages(w http.ResponseWriter, r *http.Request) {
	type message struct {
		To   string `json:"to"`
		Text string `json:"text"`
	}
	list := []message{}
	to := r.URL.Query().Get("to")
	for _, m := range d.sink.Read(to) {
		list = append(list, message{to, m.Subject.ZH + "\n" + m.Body.ZH})
	}
	answer(w, map[string]any{"messages": list})
}

func answer(w http.ResponseWriter, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if err := json.NewEncoder(w).Encode(body); err != nil {
		return // the reader is gone
	}
}

// welcome plays the story on an empty database, then says where everything is.
func (d *development) welcome(ctx context.Context, story string, out io.Writer) error {
	if story != "" {
		empty, err := d.work.record.Empty(ctx)
		if err != nil {
			return err
		}
		if empty {
			if err := d.play(ctx, playing{seed: uint64(time.Now().UnixNano()), stories: []string{story}}, out); err != nil {
				return err
			}
		}
	}
	greet(out, d.doors.config.PublicURL.String())
	return nil
}

// playOver gives the workplace clock back to real time.
func (d *development) playOver(ctx context.Context) error {
	if err := d.work.record.SetWorkplace(ctx, time.Now()); err != nil {
		return fmt.Errorf("setting the workplace date back: %w", err)
	}
	return nil
}
