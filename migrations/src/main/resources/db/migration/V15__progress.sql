-- How far a run of many windows has come, so that a later run goes on from there.

-- At most one run of a version and environment is unfinished: its windows up to done_until are
-- written, its row in analysis_run is not. The row goes with the transaction that ends the run.
create table unfinished_run (
  version_id integer not null references model_version (id),
  environment text not null,
  as_of timestamptz not null,
  watermark timestamptz not null,
  reference_id bigint,
  policy_revision integer not null,
  done_until timestamptz not null,
  windows integer not null check (windows >= 0),
  windows_total integer not null check (windows_total >= windows),
  row_count bigint not null,
  -- Columns that the run has judged, and those that were in alarm before it began.
  columns jsonb not null,
  started_at timestamptz not null,
  written_at timestamptz not null default now(),
  primary key (version_id, environment)
);

update halflife_schema set version = 15;
