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
    foreach t in array array['case_keys', 'parties', 'entries', 'waiting', 'events', 'clocks', 'evidence', 'papers', 'notices',
                             'routes', 'extracts', 'destructions', 'consents', 'receipts', 'links', 'codes', 'party_sessions'] loop
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

-- An office sees its own people; a party those of the committee that has its case, whose names stand in the file.
alter table accounts enable row level security;
create policy by_office on accounts using (
    (scope_kind() = 'system' and current_user = 'hejie_work')
    or (scope_kind() = 'staff' and org_id = scope_org())
    or (scope_kind() = 'party' and org_id = (select c.org_id from cases c where c.id = scope_case())));
alter table staff_sessions enable row level security;
create policy swept_by_work on staff_sessions using (scope_kind() = 'system' and current_user = 'hejie_work');

-- The audit trail is only ever added to, and read with the case it concerns.
alter table audit enable row level security;
create policy written on audit for insert with check (true);
create policy read_by_case on audit for select using (
    (scope_kind() = 'system' and current_user = 'hejie_work')
    or exists (select 1 from cases c where c.id = case_id));

-- Whoever starts first writes the canary; the rest of the settings is work's.
alter table settings enable row level security;
create policy read_by_all on settings for select using (true);
create policy canary_once on settings for insert with check (name = 'key_canary' or current_user = 'hejie_work');
create policy set_by_work on settings for update using (current_user = 'hejie_work');

-- serve files, stores what is handed in, opens sessions and reads; it never moves a case.
grant select on settings, orgs, numbers to hejie_serve, hejie_work;
grant select, insert, update, delete on attempts, party_sessions to hejie_serve, hejie_work;
grant select, delete on staff_sessions to hejie_work;
grant select on accounts to hejie_work;
-- No password and no second factor: serve asks for those of one login at a time (door_sign_in).
grant select (id, org_id, login, name, roles, email, second_factor, created_at, disabled_at) on accounts to hejie_serve;
grant select, insert on cases, case_keys, parties, entries, deliveries, events, clocks, evidence, papers, notices,
    receipts, links, codes, audit to hejie_serve;
grant select on routes, extracts, destructions, consents to hejie_serve;
grant select, insert, delete on waiting to hejie_serve;
grant update (tries, used_at) on codes to hejie_serve;
grant insert on settings to hejie_serve;
grant update (revoked_at) on receipts, links to hejie_serve;
grant update (issue, started_at) on cases to hejie_serve;
-- work records: events are only ever added, entries only counted.
grant select, insert, update on cases, clocks, papers, notices, routes, extracts, consents, parties, evidence, numbers to hejie_work;
grant select, insert on case_keys, destructions, events, deliveries, audit, receipts, links, codes to hejie_work;
grant select on entries to hejie_work;
grant select, delete on waiting to hejie_work;
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
-- The side of a party that is still in the case; null for one that left, was never there, or whose case was erased.
-- +goose StatementBegin
create function party_side(of_case uuid, party uuid) returns text language sql stable as $$
    select x->>'side' from cases c join case_keys k on k.case_id = c.id, jsonb_array_elements(c.picture->'parties') x
    where c.id = of_case and x->>'id' = party::text and not coalesce((x->>'left')::boolean, false)
$$;
-- +goose StatementEnd
-- +goose StatementBegin
create function door_receipt(hash bytea) returns table (case_id uuid, party_id uuid, side text)
language sql stable security definer set search_path = public, pg_temp as $$
    select r.case_id, r.party_id, party_side(r.case_id, r.party_id) from receipts r where r.code_hash = hash and r.revoked_at is null
$$;
-- +goose StatementEnd
-- +goose StatementBegin
create function door_link(link uuid) returns table (case_id uuid, party_id uuid, agent_id uuid, side text, good boolean)
language sql stable security definer set search_path = public, pg_temp as $$
    select l.case_id, l.party_id, l.agent_id, party_side(l.case_id, l.party_id),
           l.revoked_at is null and l.expires_at > workplace_now()
           and (l.agent_id is null or party_side(l.case_id, l.agent_id) is not null)
    from links l where l.id = link
$$;
-- +goose StatementEnd
-- +goose StatementBegin
create function door_session(hash bytea) returns table (case_id uuid, party_id uuid, agent_id uuid, side text, expires_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
    select s.case_id, s.party_id, s.agent_id, party_side(s.case_id, s.party_id), s.expires_at from party_sessions s
    left join links l on l.id = s.link_id
    where s.token_hash = hash and s.expires_at > now() and (s.link_id is null or l.revoked_at is null)
      and (s.agent_id is null or party_side(s.case_id, s.agent_id) is not null)
$$;
-- +goose StatementEnd
-- +goose StatementBegin
create function door_close(hash bytea) returns void
language sql security definer set search_path = public, pg_temp as $$
    delete from staff_sessions where token_hash = hash;
    delete from party_sessions where token_hash = hash;
$$;
-- +goose StatementEnd
-- Staff sign in: what one login is checked against, nothing of any other.
-- +goose StatementBegin
create function door_sign_in(asked text) returns table (account uuid, org uuid, roles text[], password_hash text, totp_secret bytea)
language sql stable security definer set search_path = public, pg_temp as $$
    select a.id, a.org_id, a.roles, a.password_hash, a.totp_secret from accounts a where a.login = asked and a.disabled_at is null
$$;
-- +goose StatementEnd
-- Spends a step of the second factor: false when it, or a later one, was used before.
-- +goose StatementBegin
create function door_totp(account uuid, step bigint) returns boolean
language sql security definer set search_path = public, pg_temp as $$
    with spent as (update accounts a set totp_step = step where a.id = account and a.totp_step < step returning 1)
    select exists (select 1 from spent)
$$;
-- +goose StatementEnd
-- +goose StatementBegin
create function door_open_staff_session(hash bytea, account uuid, lasts interval) returns table (ends timestamptz)
language sql security definer set search_path = public, pg_temp as $$
    insert into staff_sessions as s (token_hash, account_id, expires_at)
    select hash, a.id, now() + lasts from accounts a where a.id = account and a.disabled_at is null returning s.expires_at
$$;
-- +goose StatementEnd
-- Marks the session as seen, once a minute.
-- +goose StatementBegin
create function door_staff_session(hash bytea, rest interval) returns table (account uuid, org uuid, roles text[], ends timestamptz)
language sql security definer set search_path = public, pg_temp as $$
    with live as (
        select s.token_hash, s.seen_at, s.expires_at, a.id, a.org_id, a.roles
        from staff_sessions s join accounts a on a.id = s.account_id and a.disabled_at is null
        where s.token_hash = hash and s.expires_at > now() and s.seen_at > now() - rest
    ), seen as (
        update staff_sessions s set seen_at = now() from live
        where s.token_hash = live.token_hash and live.seen_at < now() - interval '1 minute'
    )
    select live.id, live.org_id, live.roles, live.expires_at from live
$$;
-- +goose StatementEnd
-- A number is a case's, which two committees may both have given, or stands for the range of ids that a receipt's number
-- names: the phone decides, by its keyed hash.
-- +goose StatementBegin
create function door_number(asked text, low uuid, high uuid) returns table (case_id uuid, org_id uuid, party_id uuid, phone_index bytea)
language sql stable security definer set search_path = public, pg_temp as $$
    select c.id, c.org_id, p.id, p.phone_index
    from cases c join parties p on p.case_id = c.id, jsonb_array_elements(c.picture->'parties') x
    where (c.number = asked or c.id between low and high) and p.side = 'applicant' and p.phone_index is not null
      and x->>'id' = p.id::text and x->>'for' is null and not coalesce((x->>'left')::boolean, false)
    limit 100
$$;
-- +goose StatementEnd
-- Whether anything was ever sealed here: asked before keys are made.
-- +goose StatementBegin
create function door_sealed() returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select exists (select 1 from case_keys) or exists (select 1 from accounts where totp_secret is not null)
$$;
-- +goose StatementEnd
revoke all on function party_side, door_filing, door_receipt, door_link, door_session, door_close, door_number, door_sealed,
    door_sign_in, door_totp, door_open_staff_session, door_staff_session from public;
grant execute on function door_filing, door_receipt, door_link, door_session, door_close, door_number, door_sealed,
    door_sign_in, door_totp, door_open_staff_session, door_staff_session to hejie_serve, hejie_work;
