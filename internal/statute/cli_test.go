package statute

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// clock runs the command and gives its status and what it wrote.
func clock(args ...string) (status int, stdout, stderr string) {
	var out, errs bytes.Buffer
	status = Clock(args, &out, &errs)
	return status, out.String(), errs.String()
}

func TestTheCommandAnswersInJSON(t *testing.T) {
	t.Parallel()
	tests := []struct {
		args               string
		nominal, effective string
		provisional        bool
	}{
		{"--start 2026-01-16 --days 30", "2026-02-15", "2026-02-24", false},
		{"--start 2026-04-30 --workdays 3", "2026-05-08", "2026-05-08", false},
		{"--start 2025-08-31 --months 6", "2026-02-28", "2026-02-28", false},
		{"-start=2025-10-03 -years=1", "2026-10-03", "2026-10-08", false},
		{"--start 2026-12-02 --days 30", "2027-01-01", "2027-01-04", true},
		{"--start 2026-04-10 --days 10 --local 2026-04-20,2026-04-21", "2026-04-20", "2026-04-22", false},
	}
	for _, tt := range tests {
		t.Run(tt.args, func(t *testing.T) {
			t.Parallel()
			status, stdout, stderr := clock(append(strings.Fields(tt.args), "--json")...)
			var got struct {
				Nominal, Effective, Advised string
				Provisional                 bool
				Reasons                     []string
			}
			if err := json.Unmarshal([]byte(stdout), &got); err != nil || status != 0 || stderr != "" {
				t.Fatalf("got status %d, %q, %q, %v", status, stdout, stderr, err)
			}
			if got.Nominal != tt.nominal || got.Effective != tt.effective || got.Provisional != tt.provisional {
				t.Errorf("got %+v, want %+v", got, tt)
			}
			if len(got.Reasons) == 0 || got.Advised == "" {
				t.Errorf("got %+v, want reasons and advice", got)
			}
		})
	}
}

func TestTheCommandTellsPeopleBothDatesAndWhy(t *testing.T) {
	t.Parallel()
	status, stdout, stderr := clock("--start", "2026-01-16", "--days", "30")
	if status != 0 || stderr != "" {
		t.Fatalf("got status %d, %q", status, stderr)
	}
	for _, want := range []string{"2026-02-15", "2026-02-24", "2026-02-20", "春节", "Spring Festival", "民法典第二百零三条"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("got %q, want %q in it", stdout, want)
		}
	}
}

func TestArgumentsThatCannotBeUsedGetOneLineAndStatus2(t *testing.T) {
	t.Parallel()
	empty := filepath.Join(t.TempDir(), "empty.json")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range []string{
		"", "--days 30", "--start 2026-01-16", "--start 2026-01-16 --days 30 --months 1", "--start 2026-01-16 --days 0",
		"--start 2026-01-16 --days -1", "--start 2026-01-16 --days 99999999999999999999", "--start 2026-01-16 --workdays 25001",
		"--start 2026-01-16 --days x", "--start 2026-02-30 --days 1", "--start 16.01.2026 --days 1", "--start 2026-01-16 --weeks 2",
		"--start 2026-01-16 --days 3 more", "--start 2026-01-16 --days 3 --local gestern",
		"--start 2026-01-16 --days 3 --holidays /nowhere/2027.json", "--start 2026-01-16 --days 3 --holidays " + empty,
	} {
		status, stdout, stderr := clock(strings.Fields(args)...)
		if status != 2 || stdout != "" || strings.Count(stderr, "\n") != 1 {
			t.Errorf("%q: got status %d, %q, %q, want 2 and one line", args, status, stdout, stderr)
		}
	}
}

func TestTheCommandTakesAFurtherHolidayFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "2027.json")
	file := `{"years": [{"year": 2027, "holidays": [{"name": "元旦", "from": "2027-01-01", "to": "2027-01-03"}]}]}`
	if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	status, stdout, _ := clock("--start", "2026-12-02", "--days", "30", "--json", "--holidays", path)
	if status != 0 || !strings.Contains(stdout, `"provisional":false`) {
		t.Errorf("got status %d, %s", status, stdout)
	}
}

func TestTheCommandExplainsItself(t *testing.T) {
	t.Parallel()
	status, stdout, _ := clock("--help")
	if status != 0 || !strings.Contains(stdout, "--workdays") {
		t.Errorf("got status %d, %q", status, stdout)
	}
}

// brokenPipe is an output that takes nothing.
type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestAnAnswerThatCannotBeWrittenIsNotSuccess(t *testing.T) {
	t.Parallel()
	var stderr bytes.Buffer
	if status := Clock([]string{"--start", "2026-01-16", "--days", "30"}, brokenPipe{}, &stderr); status != 1 || stderr.Len() == 0 {
		t.Errorf("got status %d, %q", status, stderr.String())
	}
}
