package statute

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

// The exit statuses of the clock command.
const (
	exitDone     = 0
	exitTrouble  = 1 // the book or the output is broken
	exitUnusable = 2 // the arguments or files cannot be used
)

// maxLength bounds each unit on the command line to about a century.
var maxLength = map[Unit]int{Days: 36500, WorkingDays: 25000, Months: 1200, Years: 100}

const clockUsage = `用法 usage:
  hejie clock --start YYYY-MM-DD (--days N | --workdays N | --months N | --years N) [--json]
              [--holidays FILE] [--local YYYY-MM-DD,…]

  --start     起算事件之日，当日不计入 / the day of the event, itself not counted
  --days      自然日 / calendar days
  --workdays  工作日 / working days
  --months    月 / months
  --years     年 / years
  --holidays  补充的放假安排（JSON）/ a further holiday file
  --local     本地区放假的日期 / days off of the area
  --json      输出JSON / print JSON
`

// clockRequest is what the command line asks.
type clockRequest struct {
	start    Date
	rule     Rule
	local    []LocalDay
	holidays string
	json     bool
}

// Clock is the command `hejie clock`: it prints the last day of a statutory period, with the reasons. It answers the
// exit status: 0; 2 with one line on stderr for arguments it cannot use; 1 when the program itself is at fault.
func Clock(args []string, stdout, stderr io.Writer) int {
	req, err := readClock(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(stdout, clockUsage)
		return exitDone
	}
	if err != nil {
		fmt.Fprintf(stderr, "hejie clock: %v\n", err)
		return exitUnusable
	}
	book, err := Load()
	if err != nil {
		fmt.Fprintf(stderr, "hejie clock: %v\n", err)
		return exitTrouble
	}
	if book, err = withFile(book, req.holidays); err != nil {
		fmt.Fprintf(stderr, "hejie clock: 放假安排文件无法使用 / the holiday file cannot be used: %v\n", err)
		return exitUnusable
	}
	deadline := Reckon(req.rule, req.start, book.Calendar(req.local...))
	write := writeClock
	if req.json {
		write = writeClockJSON
	}
	if err := write(stdout, deadline); err != nil {
		fmt.Fprintf(stderr, "hejie clock: writing the answer: %v\n", err)
		return exitTrouble
	}
	return exitDone
}

// readClock reads the arguments: a start and exactly one unit.
func readClock(args []string) (clockRequest, error) {
	flags := flag.NewFlagSet("clock", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // the caller prints one line instead of the usage
	start := flags.String("start", "", "")
	local := flags.String("local", "", "")
	holidays := flags.String("holidays", "", "")
	asJSON := flags.Bool("json", false, "")
	lengths := map[string]*int{}
	for name := range unitFlags {
		lengths[name] = flags.Int(name, 0, "")
	}
	if err := flags.Parse(args); err != nil {
		return clockRequest{}, fmt.Errorf("参数无法识别，用 --help 查看用法 / cannot read the arguments, see --help: %w", err)
	}
	if flags.NArg() > 0 {
		return clockRequest{}, fmt.Errorf("多余的参数 / unexpected argument %.40q", flags.Arg(0))
	}
	req := clockRequest{holidays: *holidays, json: *asJSON}
	var err error
	if req.start, err = ParseDate(*start); err != nil {
		return clockRequest{}, fmt.Errorf("--start 应为日期，如2026-01-16 / must be a date such as 2026-01-16: %w", err)
	}
	if req.rule, err = chosenPeriod(flags, lengths); err != nil {
		return clockRequest{}, err
	}
	req.local, err = localDays(*local)
	return req, err
}

// unitFlags are the four ways to give a length.
var unitFlags = map[string]Unit{"days": Days, "workdays": WorkingDays, "months": Months, "years": Years}

// chosenPeriod is the period of the one unit that was given.
func chosenPeriod(flags *flag.FlagSet, lengths map[string]*int) (Rule, error) {
	var given []string
	flags.Visit(func(f *flag.Flag) {
		if _, unit := unitFlags[f.Name]; unit {
			given = append(given, f.Name)
		}
	})
	if len(given) != 1 {
		return Rule{}, errors.New("--days、--workdays、--months、--years 须且只须给出一个 / give exactly one of them")
	}
	unit, n := unitFlags[given[0]], *lengths[given[0]]
	if n < 1 || n > maxLength[unit] {
		return Rule{}, fmt.Errorf("--%s 应在1至%d之间 / must be between 1 and %[2]d", given[0], maxLength[unit])
	}
	return Rule{Basis: BasisStatute, Length: n, Unit: unit, Roll: RollForward}, nil
}

func localDays(list string) ([]LocalDay, error) {
	if list == "" {
		return nil, nil
	}
	var days []LocalDay
	for _, s := range strings.Split(list, ",") {
		d, err := ParseDate(s)
		if err != nil {
			return nil, fmt.Errorf("--local 应为以逗号分隔的日期 / must be dates with commas between: %w", err)
		}
		days = append(days, LocalDay{Date: d})
	}
	return days, nil
}

// withFile adds a holiday file to the book, or nothing where none is named.
func withFile(book Book, path string) (Book, error) {
	if path == "" {
		return book, nil
	}
	file, err := os.Open(path)
	if err != nil {
		return Book{}, err
	}
	defer file.Close() // only read: closing cannot lose anything
	return book.WithHolidays(file)
}

// writeClock prints the days and the reasons for people.
func writeClock(w io.Writer, d Deadline) error {
	var b strings.Builder
	fmt.Fprintf(&b, "名义届满日 nominal    %s\n", d.Nominal)
	fmt.Fprintf(&b, "实际届满日 effective  %s\n", d.Effective)
	fmt.Fprintf(&b, "建议办理日 advised    %s\n", d.Advised)
	if d.Provisional {
		fmt.Fprintf(&b, "暂定 provisional      放假安排尚未载入 / the holiday arrangement is not loaded\n")
	}
	for _, r := range d.Reasons {
		fmt.Fprintf(&b, "- %s\n  %s\n", r.ZH, r.EN)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// writeClockJSON prints one JSON object; each reason is one string, Chinese first.
func writeClockJSON(w io.Writer, d Deadline) error {
	answer := struct {
		Nominal     Date     `json:"nominal"`
		Effective   Date     `json:"effective"`
		Advised     Date     `json:"advised"`
		Provisional bool     `json:"provisional"`
		Reasons     []string `json:"reasons"`
	}{d.Nominal, d.Effective, d.Advised, d.Provisional, []string{}}
	for _, r := range d.Reasons {
		answer.Reasons = append(answer.Reasons, r.ZH+" / "+r.EN)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(answer)
}
