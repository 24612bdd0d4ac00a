package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"go.temporal.io/api/enums/v1"

	"hejie/internal/dispute"
	"hejie/workflows"
)

// admitted is a case in its inquiry, whose worker consented to the use of a track.
type admitted struct{ id, worker string }

// admit files a case, accepts it, and consents.
func (h *hejie) admit(ctx context.Context) (admitted, error) {
	var f filed
	if err := h.post(ctx, "/api/cases", h.staff, complaint, &f); err != nil {
		return admitted{}, err
	}
	var s struct {
		Token string `json:"token"`
	}
	if err := h.post(ctx, "/api/track", "", map[string]string{"code": f.Receipt.Code}, &s); err != nil {
		return admitted{}, err
	}
	c := admitted{f.Case, s.Token}
	return c, errors.Join(
		h.does(ctx, c, h.staff, "accept", map[string]any{"elsewhere": "none"}),
		h.does(ctx, c, c.worker, "consent", map[string]any{"purpose": "track"}),
	)
}

// standing is what the bench looks at in a case.
type standing struct {
	Routes []struct {
		State   string `json:"state"`
		Problem any    `json:"problem"`
	} `json:"routes"`
}

func (h *hejie) see(ctx context.Context, c admitted, token string) (standing, string, error) {
	var s standing
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, h.base+"/api/cases/"+c.id, nil)
	if err != nil {
		return s, "", err
	}
	etag, err := h.knock(r, token, &s)
	return s, etag, err
}

// does looks at the case and does an act in the turn that it sees.
func (h *hejie) does(ctx context.Context, c admitted, token, act string, form map[string]any) error {
	_, etag, err := h.see(ctx, c, token)
	if err != nil {
		return err
	}
	text, err := json.Marshal(map[string]any{"form": form})
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, h.base+"/api/cases/"+c.id+"/acts/"+act, bytes.NewReader(text))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("If-Match", etag)
	_, err = h.knock(r, token, new(any))
	return err
}

// walk goes from the first byte of the upload to the last of the picture.
func (t travel) walk(ctx context.Context, c admitted) (legs, error) {
	begun := time.Now()
	orders, err := t.upload(ctx, c, "orders", t.orders)
	if err != nil {
		return legs{}, err
	}
	track, err := t.upload(ctx, c, "track", t.track)
	if err != nil {
		return legs{}, err
	}
	uploaded := time.Now()
	if err := t.does(ctx, c, t.staff, "analyse_route", map[string]any{
		"orders": []string{orders}, "tracks": []string{track}, "at": hurtAt, "datum": "wgs84", "order_datum": "wgs84",
	}); err != nil {
		return legs{}, err
	}
	posted := time.Now()
	if err := t.picture(ctx, c); err != nil {
		return legs{}, err
	}
	served := time.Now()
	taken, err := t.taken(ctx, c, uploaded)
	if err != nil {
		return legs{}, err
	}
	if taken.Before(posted) {
		taken = posted // it was at work before the door had answered
	}
	return legs{uploaded.Sub(begun), posted.Sub(uploaded), taken.Sub(posted), served.Sub(taken)}, nil
}

// upload hands a file in as a stream, and gives its id.
func (h *hejie) upload(ctx context.Context, c admitted, kind, path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close() // only read from
	var head, tail bytes.Buffer
	parts := multipart.NewWriter(&head)
	_ = parts.WriteField("kind", kind) // a buffer takes everything
	_, _ = parts.CreateFormFile("file", filepath.Base(path))
	_, _ = fmt.Fprintf(&tail, "\r\n--%s--\r\n", parts.Boundary())
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, h.base+"/api/cases/"+c.id+"/evidence", io.MultiReader(&head, file, &tail))
	if err != nil {
		return "", err
	}
	r.Header.Set("Content-Type", parts.FormDataContentType())
	var kept struct {
		ID string `json:"id"`
	}
	_, err = h.knock(r, c.worker, &kept)
	return kept.ID, err
}

// often is how often the case is looked at while its route is judged.
const often = 20 * time.Millisecond

// picture asks for the case until its route is judged, and then for the picture.
func (h *hejie) picture(ctx context.Context, c admitted) error {
	ctx, stop := context.WithTimeout(ctx, 5*time.Minute)
	defer stop()
	for {
		s, _, err := h.see(ctx, c, h.staff)
		if err != nil {
			return err
		}
		if len(s.Routes) == 1 && s.Routes[0].Problem != nil {
			return fmt.Errorf("the route was not judged: %v", s.Routes[0].Problem)
		}
		if len(s.Routes) == 1 && s.Routes[0].State == "judged" {
			break
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(often):
		}
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, h.base+"/api/cases/"+c.id+"/route.svg", nil)
	if err != nil {
		return err
	}
	var svg []byte
	if _, err := h.knock(r, h.staff, &svg); err != nil {
		return err
	}
	if !bytes.Contains(svg, []byte("<svg")) {
		return errors.New("what was served is no picture")
	}
	return nil
}

// taken is when a worker took up the errand that judged the route: the first of its sort begun after a moment, as the
// engine noted it. The engine writes an errand's beginning down with its end, so this asks until it stands there.
func (t travel) taken(ctx context.Context, c admitted, after time.Time) (time.Time, error) {
	ctx, stop := context.WithTimeout(ctx, time.Minute)
	defer stop()
	for {
		errands := map[int64]bool{}
		history := t.engine.GetWorkflowHistory(ctx, workflows.WorkflowID(dispute.CaseID(c.id)), "", false, enums.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
		for history.HasNext() {
			e, err := history.Next()
			if err != nil {
				return time.Time{}, fmt.Errorf("reading a case's history: %w", err)
			}
			if s := e.GetActivityTaskScheduledEventAttributes(); s != nil && strings.HasSuffix(s.GetActivityType().GetName(), "AnalyseRoutes") && e.GetEventTime().AsTime().After(after) {
				errands[e.GetEventId()] = true
			}
			if s := e.GetActivityTaskStartedEventAttributes(); s != nil && errands[s.GetScheduledEventId()] {
				return e.GetEventTime().AsTime(), nil
			}
		}
		select {
		case <-ctx.Done():
			return time.Time{}, ctx.Err()
		case <-time.After(often):
		}
	}
}
