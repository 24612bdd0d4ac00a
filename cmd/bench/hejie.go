package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
)

// hejie is serve and work as two processes of their own, as in production.
type hejie struct {
	base        string
	serve, work *exec.Cmd
	http        *http.Client
	cases       []string
	tokens      []string
	staff       string
	next        atomic.Int64
}

const openAtOnce = 64 // cases that the acts are spread over

func start(ctx context.Context) (*hejie, error) {
	h := &hejie{base: "http://127.0.0.1:18481", http: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}, Timeout: time.Minute}}
	if err := h.run(ctx, "migrate").Run(); err != nil {
		return nil, fmt.Errorf("migrating: %w", err)
	}
	make := h.run(ctx, "account", "committee", "--name", "测量用调解委员会")
	if err := make.Run(); err != nil {
		return nil, fmt.Errorf("making a committee: %w", err)
	}
	h.serve, h.work = h.run(ctx, "serve"), h.run(ctx, "work")
	if err := errors.Join(h.serve.Start(), h.work.Start()); err != nil {
		return nil, fmt.Errorf("starting hejie: %w", err)
	}
	return h, h.ready(ctx)
}

func (h *hejie) run(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "bin/hejie", args...)
	data := filepath.Join(os.Getenv("HEJIE_DEVSTACK_DATA"), "bench")
	cmd.Env = append(os.Environ(), "HEJIE_LISTEN=127.0.0.1:18481", "HEJIE_KEYS="+data+"/keys", "HEJIE_VAULT="+data+"/vault", "HEJIE_LOG_LEVEL=error")
	cmd.Stderr = os.Stderr
	return cmd
}

func (h *hejie) stop() {
	for _, c := range []*exec.Cmd{h.serve, h.work} {
		if err := c.Process.Signal(os.Interrupt); err == nil {
			_ = c.Wait() // it was told to end: how does not matter here
		}
	}
}

func (h *hejie) ready(ctx context.Context) error {
	for range 200 {
		if w, err := h.http.Get(h.base + "/readyz"); err == nil {
			_ = w.Body.Close() // only the status matters
			if w.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
	return errors.New("hejie does not answer")
}

// memory prints what the two processes hold while nothing happens.
func (h *hejie) memory() error {
	time.Sleep(3 * time.Second) // at rest
	sum := 0
	fmt.Println("\nmemory at rest")
	for _, p := range []struct {
		name string
		cmd  *exec.Cmd
	}{{"serve", h.serve}, {"work", h.work}} {
		status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
		if err != nil {
			return fmt.Errorf("reading the memory of %s: %w", p.name, err)
		}
		kb := 0
		for _, line := range strings.Split(string(status), "\n") {
			if _, err := fmt.Sscanf(line, "VmRSS: %d kB", &kb); err == nil {
				break
			}
		}
		fmt.Printf("  %-5s %6.1f MiB\n", p.name, float64(kb)/1024)
		sum += kb
	}
	fmt.Printf("  both  %6.1f MiB (goal ≤ 150)\n", float64(sum)/1024)
	return nil
}

func (h *hejie) post(ctx context.Context, path, token string, body, into any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, h.base+path, bytes.NewReader(text))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	_, err = h.knock(r, token, into)
	return err
}

// knock sends a request and reads its answer as JSON, or as it is into bytes; the ETag is given back.
func (h *hejie) knock(r *http.Request, token string, into any) (etag string, err error) {
	if r.Method == http.MethodPost {
		r.Header.Set("Idempotency-Key", uuid.NewString())
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	w, err := h.http.Do(r)
	if err != nil {
		return "", err
	}
	defer w.Body.Close() // reading: closing cannot lose anything
	answer, err := io.ReadAll(w.Body)
	if err != nil {
		return "", err
	}
	if w.StatusCode != http.StatusOK && w.StatusCode != http.StatusCreated {
		return "", fmt.Errorf("%s answered %d: %s", r.URL.Path, w.StatusCode, answer)
	}
	if raw, ok := into.(*[]byte); ok {
		*raw = answer
		return w.Header.Get("ETag"), nil
	}
	return w.Header.Get("ETag"), json.Unmarshal(answer, into)
}

type filed struct {
	Case    string `json:"case"`
	Receipt struct {
		Code string `json:"code"`
	} `json:"receipt"`
}

var complaint = map[string]any{
	"applicant": map[string]any{"name": "测量员", "phone": "13800138000"},
	"against":   map[string]any{"name": "测量财产保险股份有限公司", "organisation": true, "insurer": true},
	"story":     "送餐途中摔伤，保险公司以受伤时间与订单记录相差十五分钟为由拒赔。",
}

// unthrottle lets the filings come from staff, whom no limit per address slows: one machine stands for a city here.
func (h *hejie) unthrottle(ctx context.Context) error {
	var orgs bytes.Buffer
	list := h.run(ctx, "account", "list")
	list.Stdout = &orgs
	if err := list.Run(); err != nil {
		return fmt.Errorf("listing committees: %w", err)
	}
	org, _, _ := strings.Cut(orgs.String(), "\t")
	add := h.run(ctx, "account", "add", "--org", org, "--login", "bench", "--name", "测量员", "--roles", "mediator,helper")
	add.Stdin = strings.NewReader(benchPassword + "\n")
	if err := add.Run(); err != nil {
		return fmt.Errorf("making an account: %w", err)
	}
	var s struct {
		Token string `json:"token"`
	}
	err := h.post(ctx, "/api/sessions", "", map[string]string{"name": "bench", "password": benchPassword}, &s)
	h.staff = s.Token
	return err
}

const benchPassword = "measured-not-guessed-7391"

// file files one complaint.
func (h *hejie) file(ctx context.Context, _ int) error {
	return h.post(ctx, "/api/cases", h.staff, complaint, &filed{})
}

// openCases files the cases that the acts are done in, and lets their workers in.
func (h *hejie) openCases(ctx context.Context) error {
	for range openAtOnce {
		var f filed
		if err := h.post(ctx, "/api/cases", h.staff, complaint, &f); err != nil {
			return err
		}
		var s struct {
			Token string `json:"token"`
		}
		if err := h.post(ctx, "/api/track", "", map[string]string{"code": f.Receipt.Code}, &s); err != nil {
			return err
		}
		h.cases, h.tokens = append(h.cases, f.Case), append(h.tokens, s.Token)
	}
	return nil
}

// note records one working note: stored in the inbox, taken to the case by an update, recorded with its event, answered.
func (h *hejie) note(ctx context.Context, _ int) error {
	return h.act(ctx, "note", h.staff, h.next.Add(1))
}

// message leaves one message of the worker's, which the desk is told of besides.
func (h *hejie) message(ctx context.Context, _ int) error {
	i := h.next.Add(1)
	return h.act(ctx, "message", h.tokens[int(i)%len(h.tokens)], i)
}

func (h *hejie) act(ctx context.Context, name, token string, i int64) error {
	var done struct {
		Entry string `json:"entry"`
	}
	return h.post(ctx, "/api/cases/"+h.cases[int(i)%len(h.cases)]+"/acts/"+name, token, map[string]any{"form": map[string]string{"text": "请问什么时候调解？"}}, &done)
}
