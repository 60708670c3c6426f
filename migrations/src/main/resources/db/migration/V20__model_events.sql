-- What became of whole models: archived, restored, deleted, by whom and why.

-- Append-only. It outlives its model, so it refers to none; a model that is made anew under the same
-- name has another id.
create table model_event (
  id          bigint generated always as identity primary key,
  model_id    int not null,
  model       text not null,
  action      text not null check (action in ('archived', 'restored', 'deleted')),
  -- the key, or development
  actor       text not null,
  reason      text not null default '',
  -- of deleted: {"rows":{table:rows}, ...}
  detail      jsonb not null default '{}',
  writer      text not null,
  occurred_at timestamptz not null default clock_timestamp()
);
create index model_event_by_model on model_event (model_id, id);

create function halflife_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'table % takes new rows only', tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger append_only before update or delete or truncate on model_event
  for each statement execute function halflife_append_only();

update halflife_schema set version = 20;
