-- Files handed in, papers drawn, notices sent, routes judged, consents given. Each file has a key of its own, wrapped by the
-- case's, so that one can be destroyed and the rest stay.
-- +goose Up
create table evidence (
    id           uuid primary key,
    case_id      uuid not null references cases,
    party_id     uuid,
    side         text not null check (side in ('applicant', 'respondent', 'third', 'committee')),
    shared       boolean not null default false,
    kind         text not null default 'other' check (kind in ('photo', 'orders', 'track', 'online', 'policy', 'medical', 'identity', 'refusal', 'payment', 'signed', 'other')),
    actor        jsonb not null,
    sealed_name  bytea not null,
    media        text not null,
    size         bigint not null check (size > 0),
    sha256       bytea not null check (length(sha256) = 32),
    vault_id     text not null unique,
    wrapped      bytea,
    quarantined  text not null default '',
    stored_at    timestamptz not null,
    destroyed_at timestamptz check ((destroyed_at is null) = (wrapped is not null)),
    unique (case_id, side, sha256)
);

create table papers (
    id        uuid primary key,
    case_id   uuid not null references cases,
    form      text not null,
    subject   uuid not null,
    audience  text not null check (audience in ('', 'applicant', 'respondent', 'committee', 'outside_file')),
    state     text not null check (state in ('due', 'drawn', 'failed', 'void')),
    due_at    timestamptz not null,
    drawn_at  timestamptz,
    tries     int not null default 0,
    pages     int not null default 0,
    missing   text not null default '',
    size      bigint not null default 0,
    sha256    bytea,
    vault_id  text,
    wrapped   bytea,
    check (state <> 'drawn' or (sha256 is not null and vault_id is not null and wrapped is not null))
);
create index papers_case on papers (case_id, due_at);
create index papers_due on papers (due_at) where state = 'due';

create table notices (
    id         uuid primary key,
    case_id    uuid not null references cases,
    kind       text not null,
    party_id   uuid,
    account_id uuid references accounts,
    role       text not null default '',
    subject    text not null default '',
    state      text not null default 'queued' check (state in ('queued', 'sent', 'unreachable', 'failed')),
    way        text not null default '' check (way in ('', 'sms', 'mail', 'docket')),
    tries      int not null default 0,
    queued_at  timestamptz not null,
    sent_at    timestamptz
);
create index notices_case on notices (case_id);
create index notices_queued on notices (queued_at) where state = 'queued';
create index notices_account on notices (account_id, queued_at desc) where account_id is not null;

create table routes (
    id            uuid primary key,
    case_id       uuid not null references cases,
    state         text not null check (state in ('due', 'judged', 'failed')),
    due_at        timestamptz not null,
    judged_at     timestamptz,
    tries         int not null default 0,
    progress      smallint not null default 0 check (progress between 0 and 100), -- of reading its files, in percent
    statements    int not null default 0,  -- how many numbered statements its report has
    finding       text not null default '',
    analyser      text not null default '',
    sealed_result bytea,
    sealed_svg    bytea,
    problem       jsonb
);
create index routes_case on routes (case_id, due_at);
create index routes_due on routes (due_at) where state = 'due';

-- What the other side may see of one analysis: the stretch that the worker agreed to, drawn anew. Its id is its paper's.
create table extracts (
    id            uuid primary key,
    case_id       uuid not null references cases,
    route         uuid not null references routes,
    act           uuid not null,             -- by which it was shown
    segment       boolean not null,          -- the stretch from the previous delivery to the next pickup was agreed to
    windows       jsonb not null,            -- the stretches that were agreed to by their times
    state         text not null check (state in ('due', 'made', 'failed', 'ended', 'destroyed')),
    due_at        timestamptz not null,
    made_at       timestamptz,
    tries         int not null default 0,
    from_at       timestamptz,
    to_at         timestamptz,
    statements    int[] not null default '{}', -- the numbers that it holds of the report's
    sealed_result bytea,
    sealed_svg    bytea,
    ended_at      timestamptz,
    ended_by      uuid                       -- the act or consent with which it ended
);
create index extracts_case on extracts (case_id, due_at);
create index extracts_due on extracts (due_at) where state = 'due';

-- What was destroyed because a consent ended: its key is gone; its hash stays, to show that it was the one.
create table destructions (
    id      bigint generated always as identity primary key,
    case_id uuid not null references cases,
    act     uuid not null,
    at      timestamptz not null,
    what    text not null check (what in ('track', 'points', 'extract', 'report', 'picture')),
    subject uuid not null,
    sha256  bytea
);
create index destructions_case on destructions (case_id);

create table consents (
    id         uuid primary key,
    case_id    uuid not null references cases,
    party_id   uuid not null,
    purpose    text not null,
    until_on   date,
    given_on   date not null,
    revoked_by uuid,
    expired_at timestamptz -- when what rested on it was destroyed or ended because its day had passed
);
create index consents_case on consents (case_id);
