-- How people who have no account come in: receipt codes, links and one-time codes, and the sessions they open; and who
-- looked at what.
-- +goose Up
create table receipts (
    code_hash  bytea primary key,
    case_id    uuid not null references cases,
    party_id   uuid not null,
    issue      int not null,
    issued_at  timestamptz not null,
    revoked_at timestamptz
);
create index receipts_case on receipts (case_id);
create index cases_number on cases (number) where number is not null; -- whoever lost the code has the number

create table links (
    id         uuid primary key,
    case_id    uuid not null references cases,
    party_id   uuid not null,
    agent_id   uuid,
    made_by    uuid,
    made_at    timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz
);
create index links_case on links (case_id);

create table codes (
    id         uuid primary key,
    case_id    uuid not null references cases,
    party_id   uuid not null,
    purpose    text not null check (purpose in ('link', 'receipt')),
    salt       bytea not null,
    hash       bytea not null,
    tries      int not null default 0,
    made_at    timestamptz not null,
    expires_at timestamptz not null,
    used_at    timestamptz
);
create index codes_party on codes (case_id, party_id, purpose, made_at desc);

create table party_sessions (
    token_hash bytea primary key,
    case_id    uuid not null references cases,
    party_id   uuid not null,
    agent_id   uuid,
    link_id    uuid references links,
    started_at timestamptz not null,
    expires_at timestamptz not null
);
create index party_sessions_case on party_sessions (case_id);

create table audit (
    id      bigint generated always as identity primary key,
    at      timestamptz not null,
    actor   jsonb not null,
    case_id uuid,
    what    text not null,
    subject text not null default ''
);
create index audit_case on audit (case_id, at);
comment on table audit is 'every read of a person''s data and every refusal: ids only, kept without the case''s key';
