-- The case and what belongs to it. Personal text is sealed with the case's own key (bytea columns named sealed_*); what
-- stands here in the open is ids, enums, days, amounts and keyed hashes.
-- +goose Up
create table cases (
    id         uuid primary key,
    org_id     uuid not null references orgs,
    kind       text not null check (kind in ('dispute', 'legal_aid')),
    matter     text not null check (matter in ('insurance_claim', 'pay', 'account', 'injury', 'third_party', 'deposit', 'other')),
    stage      text not null check (stage in ('filed', 'inquiry', 'mediation', 'performing', 'closed', 'declined', 'withdrawn', 'ended', 'referred')),
    version    int  not null check (version > 0),
    turn       int  not null check (turn > 0),
    mediator   uuid references accounts,
    number     text,
    number_year int,
    number_seq int,
    filed_on   date not null,
    filed_at   timestamptz not null,
    moved_at   timestamptz not null,
    next_at    timestamptz,
    started_at timestamptz,
    issue      int not null default 1,
    chain_seq  bigint not null default 0,
    chain_head bytea not null,
    picture    jsonb not null,
    unique (org_id, number_year, number_seq),
    unique (org_id, number),
    check ((number is null) = (number_seq is null) and (number is null) = (number_year is null))
);
comment on column cases.picture is 'the person-free projection that the policy decides on (dispute.Picture)';
comment on column cases.next_at is 'soonest moment at which a running clock wants attention: the sweeper looks here';
comment on column cases.started_at is 'when the workflow was first known to run; null: the relay starts it';
create index cases_docket on cases (org_id, stage, moved_at desc, id desc);
create index cases_moved on cases (org_id, moved_at desc, id desc);
create index cases_mediator on cases (mediator, moved_at desc) where mediator is not null;
create index cases_due on cases (next_at) where next_at is not null;
create index cases_unstarted on cases (filed_at) where started_at is null;
create index cases_open on cases (id) where stage in ('filed', 'inquiry', 'mediation', 'performing');

create table case_keys (
    case_id uuid primary key references cases,
    wrapped bytea not null
);
comment on table case_keys is 'a row removed here is a case erased: nothing sealed for it opens again';

create table parties (
    id            uuid primary key,
    case_id       uuid not null references cases,
    side          text not null check (side in ('applicant', 'respondent', 'third')),
    sealed_person bytea not null,
    name_index    bytea not null,
    phone_index   bytea,
    id_index      bytea,
    written_at    timestamptz not null
);
create index parties_case on parties (case_id);
create index parties_name on parties (name_index);
create index parties_phone on parties (phone_index) where phone_index is not null;
create index parties_identity on parties (id_index) where id_index is not null;

create table entries (
    id          uuid primary key,
    case_id     uuid not null references cases,
    act         text not null,
    actor       jsonb not null,
    for_party   uuid,
    channel     text not null check (channel in ('web', 'phone', 'counter', 'paper', 'post')),
    happened_on date not null,
    stored_at   timestamptz not null,
    if_turn     int not null default 0,
    proof       uuid[] not null default '{}',
    sealed_body bytea not null,
    body_hash   bytea not null,
    idem_scope  text not null,
    idem_key    bytea not null,
    tries       int not null default 0,
    parked_at   timestamptz,
    unique (idem_scope, idem_key)
);
comment on table entries is 'the inbox: what people handed in, immutable but for the count of tries to deliver it';
create index entries_case on entries (case_id, stored_at);

create table waiting (
    entry_id  uuid primary key references entries,
    case_id   uuid not null references cases,
    stored_at timestamptz not null
);
comment on table waiting is 'the entries without an answer: what is asked every second stays as small as what waits';
create index waiting_case on waiting (case_id, stored_at);

create table deliveries (
    entry_id uuid primary key references entries,
    at       timestamptz not null,
    outcome  text not null check (outcome in ('done', 'refused')),
    fault    jsonb check ((fault is null) = (outcome = 'done'))
);
comment on table deliveries is 'an entry is delivered when its update has answered, never because its event exists';

create table events (
    id          uuid primary key,
    case_id     uuid not null references cases,
    seq         bigint not null,
    act         text not null,
    actor       jsonb not null,
    for_party   uuid,
    channel     text not null,
    happened_on date not null,
    recorded_at timestamptz not null,
    audience    text not null check (audience in ('', 'applicant', 'respondent', 'committee', 'outside_file')),
    stage       text not null,
    version     int not null,
    turn        int not null,
    after       jsonb not null,
    errands     jsonb not null,
    skeleton    bytea not null,
    salt        bytea not null,
    commitment  bytea not null,
    link        bytea not null,
    unique (case_id, seq),
    unique (case_id, version)
);
comment on column events.link is 'hash over the previous link, the sequence, the skeleton and a salted commitment to the entry';

create table clocks (
    id          uuid primary key,
    case_id     uuid not null references cases,
    rule        text not null,
    edition     date not null,
    subject     text not null default '',
    start_on    date not null,
    nominal_on  date not null,
    due_on      date not null,
    advised_on  date not null,
    remind_at   timestamptz,
    lapses_at   timestamptz not null,
    provisional boolean not null default false,
    state       text not null check (state in ('running', 'paused', 'stopped', 'lapsed')),
    reasons     jsonb not null default '[]',
    moved_by    uuid not null,
    ended_at    timestamptz
);
create index clocks_case on clocks (case_id);
create index clocks_due on clocks (due_on) where state = 'running';

create table numbers (
    org_id uuid not null references orgs,
    year   int not null,
    last   int not null check (last > 0),
    primary key (org_id, year)
);
comment on table numbers is 'the last case number given per committee and year; taken in the accepting transaction, so without gaps';
