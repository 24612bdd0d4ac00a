package faultlab

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
)

// settled are the questions that all answer 0 once nothing waits any more.
var settled = []struct{ what, query string }{
	{"cases without a start on record", `select count(*) from cases where started_at is null`},
	{"entries without an answer", `select count(*) from entries e left join deliveries d on d.entry_id = e.id where e.act <> 'file' and d.entry_id is null`},
	{"clocks that are due and did not ring", `select count(*) from cases where next_at <= workplace_now()`},
	{"papers to draw", `select count(*) from papers where state = 'due'`},
	{"notices to send", `select count(*) from notices where state = 'queued'`},
}

// never are the questions that answer 0 whatever happened.
var never = []struct{ what, query string }{
	{"entries given up on", `select count(*) from entries where parked_at is not null`},
	{"answered entries without their event", `select count(*) from deliveries d left join events v on v.id = d.entry_id where d.outcome = 'done' and v.id is null`},
	{"refused entries with an event", `select count(*) from deliveries d join events v on v.id = d.entry_id where d.outcome = 'refused'`},
	{"events that nobody handed in", `select count(*) from events v left join entries e on e.id = v.id where e.id is null and v.act <> 'ring'`},
	{"cases filed other than once", `select count(*) from cases c where 1 <> (select count(*) from entries e where e.case_id = c.id and e.act = 'file')
		or 1 <> (select count(*) from events v where v.case_id = c.id and v.act = 'file')`},
	{"cases whose version is not their number of events", `select count(*) from cases c where version <> (select count(*) from events v where v.case_id = c.id)`},
	{"papers that are there twice", `select count(*) from (select 1 from papers where state <> 'void' group by case_id, form, subject, audience having count(*) > 1) x`},
	{"papers or notices set aside", `select (select count(*) from papers where state = 'failed') + (select count(*) from notices where state = 'failed')`},
	{"files that are there twice", `select count(*) from (select 1 from evidence group by case_id, sha256 having count(*) > 1) x`},
	{"files whose act is missing", `select count(*) from evidence f where not exists (select 1 from events v where v.case_id = f.case_id and v.act = 'add_evidence')`},
}

// judge waits until nothing waits any more, and then asks everything that must be so after any fault. receipts are the cases
// whose filing was acknowledged.
func (s *stack) judge(receipts []string) {
	s.t.Helper()
	took := eventually(s.t, "everything has settled", func() error { return s.unsettled() })
	s.t.Logf("everything had settled %s after the last answer", took)
	conn := s.owner()
	for _, q := range never {
		if n := count(s.t, conn, q.query); n != 0 {
			s.t.Errorf("%s: %d, want none", q.what, n)
		}
	}
	s.judgeReceipts(conn, receipts)
	s.judgeChains(conn)
	s.judgeEngine(conn)
	s.judgeVault(conn)
	s.judgeMessages(conn)
}

func (s *stack) unsettled() error {
	conn, err := pgx.Connect(s.t.Context(), s.env["DATABASE_URL_OWNER"])
	if err != nil {
		return err
	}
	defer conn.Close(context.Background()) // reading: closing cannot lose anything
	for _, q := range settled {
		var n int
		if err := conn.QueryRow(s.t.Context(), q.query).Scan(&n); err != nil {
			return err
		}
		if n > 0 {
			return fmt.Errorf("%s: %d", q.what, n)
		}
	}
	return nil
}

// judgeReceipts: what was acknowledged is there, and nothing else is, since every client asked until it was acknowledged.
func (s *stack) judgeReceipts(conn *pgx.Conn, receipts []string) {
	s.t.Helper()
	got := texts(s.t, conn, `select id::text from cases order by 1`)
	want := slices.Sorted(slices.Values(receipts))
	if !slices.Equal(got, want) {
		s.t.Errorf("%d cases are on record and %d were acknowledged, or they are not the same", len(got), len(want))
	}
}

// judgeChains: nobody's hand was in the events.
func (s *stack) judgeChains(conn *pgx.Conn) {
	s.t.Helper()
	rows, err := conn.Query(s.t.Context(), `select v.case_id::text, c.chain_head, v.seq, v.skeleton, v.commitment, v.link
		from events v join cases c on c.id = v.case_id order by v.case_id, v.seq`)
	if err != nil {
		s.t.Fatal(err)
	}
	chains, heads := map[string][]link{}, map[string][]byte{}
	var id string
	var head []byte
	var l link
	_, err = pgx.ForEachRow(rows, []any{&id, &head, &l.seq, &l.skeleton, &l.commitment, &l.hash}, func() error {
		chains[id], heads[id] = append(chains[id], link{l.seq, slices.Clone(l.skeleton), slices.Clone(l.commitment), slices.Clone(l.hash)}), slices.Clone(head)
		return nil
	})
	if err != nil {
		s.t.Fatal(err)
	}
	for id, events := range chains {
		if err := verify(id, events, heads[id]); err != nil {
			s.t.Error(err)
		}
	}
}

// judgeEngine: each open case has an open workflow under its own name, and there is no other.
func (s *stack) judgeEngine(conn *pgx.Conn) {
	s.t.Helper()
	engine := s.engine()
	open := texts(s.t, conn, `select 'case/' || id from cases where stage in ('filed', 'inquiry', 'mediation', 'performing') order by 1`)
	for _, id := range open {
		if !running(s.t, engine, id) {
			s.t.Errorf("%s has no open workflow", id)
		}
	}
	eventually(s.t, "the engine lists just the open cases", func() error {
		got, err := listed(s.t, engine)
		if err == nil && !slices.Equal(got, open) {
			err = fmt.Errorf("it lists %d open workflows for %d open cases", len(got), len(open))
		}
		return err
	})
}

func running(t *testing.T, engine client.Client, id string) bool {
	t.Helper()
	d, err := engine.DescribeWorkflowExecution(t.Context(), id, "")
	return err == nil && d.GetWorkflowExecutionInfo().GetStatus() == enums.WORKFLOW_EXECUTION_STATUS_RUNNING
}

func listed(t *testing.T, engine client.Client) ([]string, error) {
	t.Helper()
	var ids []string
	for page := []byte(nil); ; {
		found, err := engine.ListWorkflow(t.Context(), &workflowservice.ListWorkflowExecutionsRequest{
			Query: `ExecutionStatus = 'Running' and WorkflowType = 'Dispute'`, NextPageToken: page,
		})
		if err != nil {
			return nil, err
		}
		for _, e := range found.GetExecutions() {
			ids = append(ids, e.GetExecution().GetWorkflowId())
		}
		if page = found.GetNextPageToken(); len(page) == 0 {
			slices.Sort(ids)
			return ids, nil
		}
	}
}

// judgeVault: the bytes of every file and paper on record are there. What is there and on no record is young: the sweep of
// the vault takes it after an hour.
func (s *stack) judgeVault(conn *pgx.Conn) {
	s.t.Helper()
	stored := map[string]bool{}
	err := filepath.WalkDir(s.path("vault"), func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() && !strings.Contains(path, "incoming") {
			stored[entry.Name()] = true
		}
		return err
	})
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		s.t.Fatal(err)
	}
	known := texts(s.t, conn, `select vault_id from evidence union all select vault_id from papers where state = 'drawn'`)
	for _, id := range known {
		if !stored[id] {
			s.t.Errorf("the bytes of %s are gone", id)
		}
	}
	s.t.Logf("%d files in the vault, of which %d were left by a fall", len(stored), len(stored)-len(known))
}

// judgeMessages: whoever was told was told one thing under one id, and the record says so.
func (s *stack) judgeMessages(conn *pgx.Conn) {
	s.t.Helper()
	messages := s.phone.messages()
	for id, posts := range messages {
		if len(slices.Compact(slices.Clone(posts))) != 1 {
			s.t.Errorf("message %s was sent as different ones: %q", id, posts)
		}
	}
	for _, id := range texts(s.t, conn, `select id::text from notices where way = 'sms' order by 1`) {
		if len(messages[id]) == 0 {
			s.t.Errorf("notice %s is on record as sent, and was not", id)
		}
		delete(messages, id)
	}
	if len(messages) > 0 {
		s.t.Errorf("%d messages went out and are not on record: %v", len(messages), messages)
	}
}

// ask is count over a connection of its own, for questions that are asked again and again.
func (s *stack) ask(query string, args ...any) int {
	s.t.Helper()
	conn, err := pgx.Connect(s.t.Context(), s.env["DATABASE_URL_OWNER"])
	if err != nil {
		s.t.Fatalf("connecting as the owner: %v", err)
	}
	defer conn.Close(context.Background()) // reading: closing cannot lose anything
	return count(s.t, conn, query, args...)
}

func count(t *testing.T, conn *pgx.Conn, query string, args ...any) int {
	t.Helper()
	var n int
	if err := conn.QueryRow(t.Context(), query, args...).Scan(&n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}

func texts(t *testing.T, conn *pgx.Conn, query string, args ...any) []string {
	t.Helper()
	rows, err := conn.Query(t.Context(), query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return all
}
