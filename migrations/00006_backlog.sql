-- +goose Up
-- What waits, as numbers alone: serve counts over all offices here and reads none of it.
-- +goose StatementBegin
create function door_backlog() returns table (waiting bigint, parked bigint, unstarted bigint)
language sql stable security definer set search_path = public, pg_temp as $$
    select count(*) filter (where e.parked_at is null), count(*) filter (where e.parked_at is not null),
           (select count(*) from cases where started_at is null)
    from waiting w join entries e on e.id = w.entry_id
$$;
-- +goose StatementEnd
revoke all on function door_backlog from public;
grant execute on function door_backlog to hejie_serve, hejie_work;
