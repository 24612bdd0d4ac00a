package routelog

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"

	"hejie/internal/fault"
)

// Draw draws a report; the command line is given it, because PDF is drawn elsewhere.
type Draw func(io.Writer, Paper) error

// Route is the command `hejie route`: it reads the files, judges the incident and prints the findings, in Chinese and
// English or as JSON. It returns the exit status: 0 for any finding and for --help, 1 when a result cannot be written, 2 for unusable
// input, with one line saying which file, line and field.
func Route(args []string, stdout, stderr io.Writer, pdf Draw) int {
	o, err := readOptions(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		_, _ = io.WriteString(stdout, usage)
		return 0
	}
	if err != nil {
		return complain(stderr, err)
	}
	log, err := o.load()
	if err != nil {
		return complain(stderr, err)
	}
	f := JudgeAll(log, o.incident, o.policies)
	if err := o.write(stdout, log, f, pdf); err != nil {
		_, _ = fmt.Fprintln(stderr, "hejie route:", oneLine(err.Error()))
		return 1
	}
	return 0
}

// options are the flags, read and checked.
type options struct {
	orders, online, mapping, svg, pdf string
	wording, wordingSource            string // the file of the clause; the paper it was copied from
	tracks                            list
	policyFiles                       list
	at, place                         string
	tolerance                         time.Duration
	datum, orderDatum                 string
	orderClock, trackClock, logClock  clockFlags
	json                              bool
	incident                          Incident
	policies                          []Policy
	clause                            string // what the wording's file says
	files                             []File // what was read, where a paper is asked for
}

// list is a flag that may be given again.
type list []string

func (l *list) String() string { return strings.Join(*l, " ") }

// Set adds a value.
func (l *list) Set(v string) error {
	*l = append(*l, v)
	return nil
}

func readOptions(args []string, stderr io.Writer) (*options, error) {
	o := &options{}
	fs := flag.NewFlagSet("route", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&o.orders, "orders", "", "")
	fs.Var(&o.tracks, "track", "")
	fs.StringVar(&o.at, "at", "", "")
	fs.DurationVar(&o.tolerance, "tolerance", 0, "")
	fs.StringVar(&o.place, "place", "", "")
	fs.StringVar(&o.datum, "datum", "", "")
	fs.StringVar(&o.orderDatum, "order-datum", "", "")
	o.orderClock.declare(fs, "order")
	o.trackClock.declare(fs, "track")
	o.logClock.declare(fs, "online")
	fs.StringVar(&o.online, "online", "", "")
	fs.StringVar(&o.mapping, "mapping", "", "")
	fs.Var(&o.policyFiles, "policy", "")
	fs.BoolVar(&o.json, "json", false, "")
	fs.StringVar(&o.svg, "svg", "", "")
	fs.StringVar(&o.pdf, "pdf", "", "")
	fs.StringVar(&o.wording, "wording", "", "")
	fs.StringVar(&o.wordingSource, "wording-source", "", "")
	err := fs.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		return nil, err
	}
	if err != nil {
		_, _ = io.WriteString(stderr, usage)
		return nil, fault.BadField("--", "flag", fault.Text{ZH: "参数不认识或写法不对（" + err.Error() + "），用法见上。", EN: "a flag is unknown or badly written (" + err.Error() + "); see above"})
	}
	if fs.NArg() > 0 || o.orders == "" || o.at == "" {
		_, _ = io.WriteString(stderr, usage)
		return nil, fault.BadField("--orders, --at", "required", fault.Text{ZH: "需要 --orders 和 --at，且没有多余的参数。", EN: "--orders and --at are needed, and nothing besides flags"})
	}
	return o, o.check()
}

// check reads the values that are not files.
func (o *options) check() (err error) {
	if o.incident, err = ParseIncident(o.at, o.tolerance); err != nil {
		return err
	}
	for _, f := range []*clockFlags{&o.orderClock, &o.trackClock, &o.logClock} {
		if err := f.check(); err != nil {
			return err
		}
	}
	for _, d := range [][2]string{{"--datum", o.datum}, {"--order-datum", o.orderDatum}} {
		if d[1] != "" && !Datum(d[1]).Valid() {
			return fault.BadField(d[0], "datum", fault.Text{ZH: "坐标系应为 wgs84、gcj02 或 bd09。", EN: "the datum is wgs84, gcj02 or bd09"})
		}
	}
	if err := o.checkWording(); err != nil {
		return err
	}
	if o.place != "" {
		o.incident.PlaceDatum = Datum(o.datum)
		o.incident.Place, err = ParsePlace(o.place)
	}
	return err
}

// load reads every file.
func (o *options) load() (*Log, error) {
	log := &Log{}
	mapping := map[string]string{}
	if err := o.readFile(MappingFile, o.mapping, func(src Source, r io.Reader) error {
		if err := json.NewDecoder(io.LimitReader(r, 1<<20)).Decode(&mapping); err != nil {
			return src.bad(0, "", "列名对照表应是JSON对象：{\"accepted_at\":\"…\"}。", "a mapping is a JSON object from our column names to the file's")
		}
		return CheckMapping(src, mapping)
	}); err != nil {
		return nil, err
	}
	err := o.readFile(OrdersFile, o.orders, func(src Source, r io.Reader) (err error) {
		src.Datum, src.Mapping = Datum(o.orderDatum), mapping
		o.orderClock.set(&src)
		log.Orders, err = ReadOrders(src, r)
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := o.loadTracks(log, mapping); err != nil {
		return nil, err
	}
	if err := o.readFile(OnlineFile, o.online, func(src Source, r io.Reader) (err error) {
		o.logClock.set(&src)
		log.Online, err = ReadOnline(src, r)
		return err
	}); err != nil {
		return nil, err
	}
	if err := o.loadWording(); err != nil {
		return nil, err
	}
	return log, o.loadPolicies()
}

func (o *options) loadTracks(log *Log, mapping map[string]string) error {
	for _, name := range o.tracks {
		datum := Datum(o.datum)
		if prefix, rest, ok := strings.Cut(name, ":"); ok && Datum(prefix).Valid() {
			datum, name = Datum(prefix), rest
		}
		if log.Track == nil {
			log.Track = &Track{}
		}
		if err := o.readFile(TrackFile, name, func(src Source, r io.Reader) error {
			src.Datum, src.Mapping = datum, mapping
			o.trackClock.set(&src)
			return log.Track.Read(src, r)
		}); err != nil {
			return err
		}
	}
	return nil
}

func (o *options) loadPolicies() error {
	for _, name := range o.policyFiles {
		if err := o.readFile(PolicyFile, name, func(_ Source, r io.Reader) error {
			p, err := ReadPolicy(name, r)
			o.policies = append(o.policies, p)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

// complain writes the one line about unusable input.
func complain(stderr io.Writer, err error) int {
	text := err.Error()
	if f, ok := fault.As(err); ok && len(f.Fields) > 0 {
		text = f.Fields[0].Name + ": " + f.Fields[0].Text.ZH + " / " + f.Fields[0].Text.EN
	}
	_, _ = fmt.Fprintln(stderr, "hejie route:", oneLine(text))
	return 2
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
