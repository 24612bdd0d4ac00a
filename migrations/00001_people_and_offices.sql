-- Who works here: organisations, their staff and sessions, and the few settings of a deployment. Nothing about a case.
-- +goose Up
create table settings (
    name  text primary key check (name in ('key_canary', 'workplace_offset_s', 'demo')),
    value text not null
);
comment on table settings is 'key_canary proves that the master key fits; workplace_offset_s moves the workplace date, in dev only';

create table orgs (
    id              uuid primary key,
    kind            text not null check (kind in ('committee', 'aid_centre', 'firm', 'bureau', 'supervisor')),
    name            text not null check (length(name) between 1 and 200),
    number_template text not null default '（{year}）调字第{n}号',
    division        text not null default '',
    address         text not null default '',
    phone           text not null default '',
    created_at      timestamptz not null default now()
);

create table accounts (
    id            uuid primary key,
    org_id        uuid not null references orgs,
    login         text not null unique check (login = lower(login) and length(login) between 2 and 60),
    name          text not null check (length(name) between 1 and 60),
    roles         text[] not null check (roles <@ array['helper','mediator','recorder','head','supervisor','admin'] and cardinality(roles) > 0),
    password_hash text not null,
    totp_secret   bytea,
    totp_step     bigint not null default 0,
    second_factor boolean generated always as (totp_secret is not null) stored,
    email         text not null default '',
    created_at    timestamptz not null default now(),
    disabled_at   timestamptz
);

comment on column accounts.totp_step is 'the last step of the second factor that was used: a code is good once';
comment on column accounts.second_factor is 'whether there is a second factor: what may be read where its secret may not';

create table staff_sessions (
    token_hash bytea primary key,
    account_id uuid not null references accounts,
    started_at timestamptz not null default now(),
    seen_at    timestamptz not null default now(),
    expires_at timestamptz not null
);
create index staff_sessions_account on staff_sessions (account_id);

create table attempts (
    bucket  text not null,
    slot    timestamptz not null,
    tries   int not null default 1,
    primary key (bucket, slot)
);
comment on table attempts is 'what rate limits count: hashed buckets per tenth of their window; it survives a restart and is shared by all copies';
