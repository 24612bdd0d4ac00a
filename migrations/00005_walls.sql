-- The second lock. Every read and write runs in a transaction that carries a scope (app.kind, app.org, app.case,
-- app.account); without one, no row of a case is seen. serve and work own nothing and cannot bypass this.
-- +goose Up
-- +goose StatementBegin
create function scope_kind() returns text language sql stable as $$ select coalesce(current_setting('app.kind', true), '') $$;
-- +goose StatementEnd
-- +goose StatementBegin
create function scope_case() returns uuid language sql stable as $$ select nullif(current_setting('app.case', true), '')::uuid $$;
-- +goose StatementEnd
-- +goose StatementBegin
create function scope_org() returns uuid language sql stable as $$ select nullif(current_setting('app.org', true), '')::uuid $$;
-- +goose StatementEnd

-- Now is the workplace clock's: real time, but for the days a rehearsal has moved it by (dev only).
-- +goose StatementBegin
create function workplace_now() returns timestamptz language sql stable as $$
    select now() + make_interval(secs => coalesce((select value::float8 from settings where name = 'workplace_offset_s'), 0))
$$;
-- +goose StatementEnd

alter table cases enable row level security;
create policy by_scope on cases using (
    (scope_kind() = 'staff' and org_id = scope_org())
    or (scope_kind() = 'party' and id = scope_case())
    or (scope_kind() = 'system' and current_user = 'hejie_work')
);

-- +goose StatementBegin
do $$
declare t text;
begin
    foreach t in array array['case_keys', 'parties', 'entries', 'events', 'clocks', 'evidence', 'papers', 'notices',
                             'routes', 'consents', 'receipts', 'links', 'codes', 'party_sessions'] loop
        execute format('alter table %I enable row level security', t);
        execute format($p$create policy by_case on %I using (
            (scope_kind() = 'system' and current_user = 'hejie_work')
            or exists (select 1 from cases c where c.id = case_id))$p$, t);
    end loop;
end $$;
-- +goose StatementEnd

alter table deliveries enable row level security;
create policy by_entry on deliveries using (
    (scope_kind() = 'system' and current_user = 'hejie_work')
    or exists (select 1 from entries e where e.id = entry_id));

-- serve files, stores what is handed in, opens sessions and reads; it never moves a case.
grant select on settings, orgs, numbers to hejie_serve, hejie_work;
grant select, insert, update, delete on attempts, staff_sessions, party_sessions to hejie_serve, hejie_work;
grant select on accounts to hejie_serve, hejie_work;
grant select, insert on cases, case_keys, parties, entries, deliveries, events, clocks, evidence, papers, notices,
    receipts, links, codes, audit to hejie_serve;
grant select on routes, consents to hejie_serve;
grant update (tries, used_at) on codes to hejie_serve;
grant update (revoked_at) on receipts, links to hejie_serve;
grant update (issue, started_at) on cases to hejie_serve;
-- work records: events are only ever added, entries only counted.
grant select, insert, update on cases, clocks, papers, notices, routes, consents, parties, evidence, numbers to hejie_work;
grant select, insert on case_keys, events, deliveries, audit, receipts, links, codes to hejie_work;
grant select on entries to hejie_work;
grant update (tries, parked_at) on entries to hejie_work;
grant delete on case_keys to hejie_work;
grant insert, update on settings to hejie_work;
grant insert, update on orgs, accounts to hejie_work;

-- Doors that know no case yet ask one question each, by a keyed hash that only the holder can bring.
-- +goose StatementBegin
create function door_filing(scope text, key bytea) returns table (entry uuid, case_id uuid, body_hash bytea)
language sql stable security definer set search_path = public, pg_temp as $$
    select e.id, e.case_id, e.body_hash from entries e where e.idem_scope = scope and e.idem_key = key
$$;
-- +goose StatementEnd
-- +goose StatementBegin
create function door_receipt(hash bytea) returns table (case_id uuid, party_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
    select r.case_id, r.party_id from receipts r where r.code_hash = hash and r.revoked_at is null
$$;
-- +goose StatementEnd
-- +goose StatementBegin
create function door_link(link uuid) returns table (case_id uuid, party_id uuid, agent_id uuid, expires_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
    select l.case_id, l.party_id, l.agent_id, l.expires_at from links l where l.id = link and l.revoked_at is null
$$;
-- +goose StatementEnd
-- +goose StatementBegin
create function door_session(hash bytea) returns table (case_id uuid, party_id uuid, agent_id uuid, expires_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
    select s.case_id, s.party_id, s.agent_id, s.expires_at from party_sessions s
    left join links l on l.id = s.link_id
    where s.token_hash = hash and (s.link_id is null or l.revoked_at is null)
$$;
-- +goose StatementEnd
-- +goose StatementBegin
create function door_number(asked text) returns table (case_id uuid, party_id uuid, phone_index bytea)
language sql stable security definer set search_path = public, pg_temp as $$
    select c.id, p.id, p.phone_index from cases c join parties p on p.case_id = c.id and p.side = 'applicant'
    where c.number = asked or c.id::text = asked order by p.written_at limit 1
$$;
-- +goose StatementEnd
revoke all on function door_filing, door_receipt, door_link, door_session, door_number from public;
grant execute on function door_filing, door_receipt, door_link, door_session, door_number to hejie_serve, hejie_work;
