package store_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"hejie/internal/store/storetest"
	"hejie/migrations"
)

var update = flag.Bool("update", false, "rewrite schema.sql from what the migrations add up to")

// parts of the catalogue that say what the schema is, each giving one line of text per row, in order.
var parts = []struct{ title, query string }{
	{"tables and columns", `select format('%s.%s %s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
			case when a.attnotnull then ' not null' else '' end,
			coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), case when a.attidentity = 'a' then ' generated always as identity' else '' end))
		from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
		left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
		where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'goose_db_version' order by c.relname, a.attnum`},
	{"constraints", `select format('%s %s', conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint
		where connamespace = 'public'::regnamespace and conrelid::regclass::text <> 'goose_db_version' and contype <> 'n' order by 1`},
	{"indexes", `select indexdef from pg_indexes where schemaname = 'public' and tablename <> 'goose_db_version' order by 1`},
	{"row-level security", `select format('%s %s using %s', tablename, policyname, qual) from pg_policies where schemaname = 'public' order by 1`},
	{"functions", `select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace order by 1`},
	{"grants", `select format('%s: %s on %s', grantee, string_agg(privilege_type, ', ' order by privilege_type), table_name)
		from information_schema.role_table_grants where table_schema = 'public' and grantee in ('hejie_serve', 'hejie_work')
		group by grantee, table_name order by 1`},
	{"grants on columns", `select format('%s: %s (%s) on %s', g.grantee, g.privilege_type, string_agg(g.column_name, ', ' order by g.column_name), g.table_name)
		from information_schema.role_column_grants g where g.table_schema = 'public' and g.grantee in ('hejie_serve', 'hejie_work') and not exists (
			select 1 from information_schema.role_table_grants t where t.grantee = g.grantee and t.table_name = g.table_name and t.privilege_type = g.privilege_type)
		group by g.grantee, g.privilege_type, g.table_name order by 1`},
	{"comments", `select format('%s%s: %s', c.relname, coalesce('.' || a.attname, ''), d.description) from pg_description d
		join pg_class c on c.oid = d.objoid and c.relnamespace = 'public'::regnamespace
		left join pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid and d.objsubid > 0 order by 1`},
}

func TestSchemaSQLIsWhatTheMigrationsAddUpTo(t *testing.T) {
	t.Parallel()
	got := describe(t, storetest.New(t).Owner)
	if *update {
		if err := os.WriteFile("../../migrations/schema.sql", []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("../../migrations/schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("schema.sql is not what the migrations make (go test ./internal/store -run Schema -update rewrites it):\n%s", diff)
	}
}

func describe(t *testing.T, url string) string {
	t.Helper()
	c, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(t.Context())
	var b strings.Builder
	b.WriteString("-- What the migrations add up to, as the catalogue tells it. Generated: go test ./internal/store -run Schema -update\n")
	for _, part := range parts {
		fmt.Fprintf(&b, "\n-- %s\n", part.title)
		rows, err := c.Query(t.Context(), part.query)
		if err != nil {
			t.Fatal(part.title, err)
		}
		lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			t.Fatal(part.title, err)
		}
		for _, l := range lines {
			b.WriteString("-- " + strings.ReplaceAll(strings.TrimSpace(l), "\n", "\n-- ") + "\n")
		}
	}
	return b.String()
}

func TestThreeStartersMigrateOnceBetweenThem(t *testing.T) {
	t.Parallel()
	url := storetest.Blank(t)
	var wg sync.WaitGroup
	var lock sync.Mutex
	applied := 0
	for range 3 {
		wg.Go(func() {
			n, err := migrations.Up(t.Context(), url)
			if err != nil {
				t.Error(err)
			}
			lock.Lock()
			defer lock.Unlock()
			applied += n
		})
	}
	wg.Wait()
	if files, _ := os.ReadDir("../../migrations"); applied != steps(files) {
		t.Errorf("got %d steps applied in all, want %d", applied, steps(files))
	}
}

func steps(files []os.DirEntry) (n int) {
	for _, f := range files {
		if strings.HasPrefix(f.Name(), "0") {
			n++
		}
	}
	return n
}
