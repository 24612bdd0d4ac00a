package activities

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"hejie/internal/dispute"
	"hejie/internal/routelog"
	"hejie/internal/store"
)

// Extraction is what the other side reads of an analysis's findings, as an extract keeps it: the finding, the stretch
// [From, To), and the statements that tell of nothing outside it, with their numbers in the whole report. 节选
type Extraction struct {
	Finding    routelog.Finding     `json:"finding"`
	From       time.Time            `json:"from"`
	To         time.Time            `json:"to"`
	Statements []routelog.Statement `json:"statements"`
	Picture    keptPicture          `json:"picture"`
}

// maxPointsTable is the most that the points of an extract may take.
const maxPointsTable = 1 << 30

// makeExtracts draws what was shown to the other side of the analyses of a case.
func (c Clerk) makeExtracts(ctx context.Context, id dispute.CaseID) error {
	due, err := c.Record.DueExtracts(ctx, id)
	if err != nil || len(due) == 0 {
		return err
	}
	file, err := c.file(ctx, id)
	if err != nil {
		return fmt.Errorf("reading the case to draw what is shown of its routes: %w", err)
	}
	make := func(extract string) error {
		err := c.makeExtract(ctx, file, extract)
		if _, unusable := unusable(err); unusable {
			return c.Record.ExtractUnreadable(ctx, extract)
		}
		return err
	}
	return each(ctx, due, make, func(extract string) error { return c.Record.ExtractFailed(ctx, extract) })
}

func (c Clerk) makeExtract(ctx context.Context, file store.CaseFile, id string) error {
	route, extract, ok := extractOf(file, id)
	if !ok {
		return errors.New("no analysis is on record for an extract")
	}
	if route.Result == nil {
		return c.Record.ExtractUnreadable(ctx, id)
	}
	var j judgement
	if err := json.Unmarshal(route.Result, &j); err != nil {
		return fmt.Errorf("reading a route's findings: %w", err)
	}
	log, incident, err := c.again(ctx, file, route.ID, j.Policy)
	if err != nil {
		return err
	}
	shown := stretches(j.Findings, extract)
	made, err := extracted(log, incident, j.Findings, about(shown, incident))
	if err != nil {
		return err
	}
	made.Extract, made.Case = id, file.Picture.Case
	return c.keepExtract(ctx, made, log, shown)
}

func extractOf(file store.CaseFile, id string) (store.RouteRow, store.ExtractRow, bool) {
	for _, route := range file.Routes {
		if e, ok := route.Extract(id); ok {
			return route, e, true
		}
	}
	return store.RouteRow{}, store.ExtractRow{}, false
}

// again reads a run's evidence as it was judged.
func (c Clerk) again(ctx context.Context, file store.CaseFile, route dispute.ActID, p routelog.Policy) (*routelog.Log, routelog.Incident, error) {
	run, ok := file.RouteRun(route)
	if !ok {
		return nil, routelog.Incident{}, errors.New("no run is on record for a route")
	}
	incident, err := incidentOf(run)
	if err != nil {
		return nil, incident, err
	}
	log, err := c.evidence(ctx, file, route, run).log(ctx)
	if err != nil {
		return nil, incident, err
	}
	routelog.Judge(log, incident, p) // which marks the points that are left out
	return log, incident, nil
}

// stretches are what was agreed to, those that touch put together, in order.
func stretches(f routelog.Findings, e store.ExtractRow) []store.Window {
	list := slices.Clone(e.Windows)
	if from, to := f.Segment(); e.Segment {
		list = append(list, store.Window{From: from, To: to})
	}
	slices.SortFunc(list, func(a, b store.Window) int { return cmp.Or(a.From.Compare(b.From), a.To.Compare(b.To)) })
	var joined []store.Window
	for _, w := range list {
		if last := len(joined) - 1; last >= 0 && !w.From.After(joined[last].To) {
			if w.To.After(joined[last].To) {
				joined[last].To = w.To
			}
			continue
		}
		joined = append(joined, w)
	}
	return joined
}

// about is the stretch that holds the incident's beginning, else the first: a picture shows one.
func about(shown []store.Window, in routelog.Incident) store.Window {
	for _, w := range shown {
		if !in.From.Before(w.From) && in.From.Before(w.To) {
			return w
		}
	}
	return shown[0]
}

// extracted is the findings' extract over one stretch.
func extracted(log *routelog.Log, in routelog.Incident, f routelog.Findings, w store.Window) (store.Made, error) {
	told := f.StatementsWithin(w.From, w.To)
	picture := routelog.DraftWithin(log, in, f, w.From, w.To)
	m := store.Made{Window: w, Numbers: make([]int, len(told))}
	for i, s := range told {
		m.Numbers[i] = s.Number
	}
	var err error
	if m.SVG, err = drawn(picture); err != nil {
		return m, err
	}
	m.Result, err = json.Marshal(Extraction{Finding: f.Finding, From: w.From, To: w.To, Statements: told, Picture: keep(picture)})
	if err != nil {
		return m, fmt.Errorf("writing an extract: %w", err)
	}
	return m, nil
}

// keepExtract puts the points into the vault and the extract on record.
func (c Clerk) keepExtract(ctx context.Context, m store.Made, log *routelog.Log, shown []store.Window) error {
	m.Points.Paper = store.PointsOf(m.Extract)
	wrapped, key, err := c.Record.PaperKey(ctx, m.Case, m.Points.Paper)
	if err != nil {
		return fmt.Errorf("making the key of an extract's points: %w", err)
	}
	reader, writer := io.Pipe()
	go func() { _ = writer.CloseWithError(points(writer, log, shown)) }() // the reader gets the error
	kept, err := c.Vault.Put(ctx, reader, maxPointsTable, key)
	_ = reader.Close() // lets the writer go where the vault stopped reading
	if err != nil {
		return fmt.Errorf("keeping the points of an extract: %w", err)
	}
	m.Points.VaultID, m.Points.Size, m.Points.SHA256, m.Points.Wrapped = kept.ID, kept.Size, kept.SHA256[:], wrapped
	first, err := c.Record.ExtractMade(ctx, m)
	switch {
	case err != nil: // it may have been recorded all the same: the bytes stay, and the sweep asks the record
		return fmt.Errorf("recording an extract: %w", err)
	case !first: // made by another worker, or no longer agreed to
		return c.Vault.Remove(ctx, kept.ID)
	}
	return nil
}

// points writes the points of several stretches as one table.
func points(w io.Writer, log *routelog.Log, shown []store.Window) error {
	for i, s := range shown {
		out := w
		if i > 0 {
			out = &headless{w: w}
		}
		if _, err := routelog.Excerpt(out, log, s.From, s.To); err != nil {
			return err
		}
	}
	return nil
}

// headless leaves out the first line of what is written.
type headless struct {
	w     io.Writer
	begun bool
}

// Write implements io.Writer.
func (h *headless) Write(p []byte) (int, error) {
	rest := p
	if !h.begun {
		end := slices.Index(p, '\n')
		if end < 0 {
			return len(p), nil
		}
		h.begun, rest = true, p[end+1:]
	}
	n, err := h.w.Write(rest)
	return len(p) - len(rest) + n, err
}
