package main

import (
	"context"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/gorilla/mux"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"hejie/internal/store"
)

// metrics counts what the doors do. Labels are the names of routes and the numbers of answers, never what somebody sent.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
}

// newMetrics counts for one process. backlog and engine are asked whenever somebody reads the numbers.
func newMetrics(backlog func(context.Context) (store.Backlog, error), engine func() string, log *slog.Logger) metrics {
	m := metrics{registry: prometheus.NewRegistry(), requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "hejie_http_request_seconds", Help: "How long requests took, by route and status.",
		Buckets: []float64{.005, .02, .05, .1, .25, .5, 1, 2.5, 5, 10, 30},
	}, []string{"route", "status"})}
	m.registry.MustRegister(m.requests, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), waiting{backlog, engine, log})
	return m
}

// count is the middleware of every route.
func (m metrics) count(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began, answer := time.Now(), &watched{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(answer, r)
		name := "unnamed"
		if route := mux.CurrentRoute(r); route != nil && route.GetName() != "" {
			name = route.GetName()
		}
		m.requests.WithLabelValues(name, strconv.Itoa(answer.status)).Observe(time.Since(began).Seconds())
	})
}

func (m metrics) mount(r *mux.Router) {
	r.Use(m.count)
	r.Handle("/metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})).Methods(http.MethodGet, http.MethodHead).Name("metrics")
}

// watched remembers the first status that was answered.
type watched struct {
	http.ResponseWriter
	status   int
	answered bool
}

func (w *watched) WriteHeader(status int) {
	if !w.answered {
		w.status, w.answered = status, status >= http.StatusOK // 1xx is not the answer yet
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *watched) Write(b []byte) (int, error) {
	w.answered = true
	return w.ResponseWriter.Write(b)
}

// Unwrap is for http.ResponseController.
func (w *watched) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// waiting is what is looked up when the numbers are read.
type waiting struct {
	backlog func(context.Context) (store.Backlog, error)
	engine  func() string
	log     *slog.Logger
}

var (
	entriesWaiting = prometheus.NewDesc("hejie_entries_waiting", "Entries handed in and not answered by the engine yet.", nil, nil)
	entriesParked  = prometheus.NewDesc("hejie_entries_parked", "Entries given up on after repeated failures: somebody must look.", nil, nil)
	casesUnstarted = prometheus.NewDesc("hejie_cases_unstarted", "Cases whose workflow is not known to run.", nil, nil)
	engineUp       = prometheus.NewDesc("hejie_engine_up", "1 when Temporal answers.", nil, nil)
)

// Describe implements prometheus.Collector.
func (waiting) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{entriesWaiting, entriesParked, casesUnstarted, engineUp} {
		to <- d
	}
}

// Collect implements prometheus.Collector. While PostgreSQL does not answer the backlog is left out: nought would be a lie.
func (w waiting) Collect(to chan<- prometheus.Metric) {
	up := 0.0
	if w.engine() == "up" {
		up = 1
	}
	to <- gauge(engineUp, up)
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	b, err := w.backlog(ctx)
	if err != nil {
		w.log.Warn("counting the backlog", "err", err)
		return
	}
	to <- gauge(entriesWaiting, float64(b.Waiting))
	to <- gauge(entriesParked, float64(b.Parked))
	to <- gauge(casesUnstarted, float64(b.Unstarted))
}

func gauge(d *prometheus.Desc, value float64) prometheus.Metric {
	return prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value)
}
