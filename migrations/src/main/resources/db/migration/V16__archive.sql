-- Which rows of the log lie in an archive: Parquet files in a folder that ./halflife archive writes.
-- Written by the archiving process, read by the analyzer and by maintenance. Law: a row lies in an
-- archive exactly when a stretch of its kind and model covers its event_time and it was received
-- before archived_until. Rows that come later are received later, so they never pass for archived.

create table archive (
  -- stands in the folder, too: a folder may move, and no two databases share one
  archive_id uuid primary key,
  -- where it was last written to
  location   text not null,
  created_at timestamptz not null default now()
);

create table archive_stretch (
  archive_id     uuid not null references archive,
  kind           text not null check (kind in ('prediction', 'ground_truth')),
  model_id       int not null,
  lower_bound    timestamptz not null,
  upper_bound    timestamptz not null,
  archived_until timestamptz not null,
  -- false: only a copy, retention does not count it
  released       boolean not null,
  primary key (archive_id, kind, model_id, lower_bound, upper_bound)
);
create index archive_stretch_by_model on archive_stretch (kind, model_id, lower_bound);

create table archive_file (
  archive_id      uuid not null references archive,
  -- below the folder
  path            text not null,
  kind            text not null check (kind in ('prediction', 'ground_truth')),
  model_id        int not null,
  -- null for ground truth, which belongs to a prediction of whatever version
  version_id      int,
  environment     text,
  n_rows          bigint not null,
  n_bytes         bigint not null,
  -- of the values of every column, as they were read back
  checksum        text not null,
  first_event     timestamptz not null,
  last_event      timestamptz not null,
  last_received   timestamptz not null,
  last_available  timestamptz not null,
  written_at      timestamptz not null default now(),
  primary key (archive_id, path)
);
create index archive_file_by_model on archive_file (archive_id, kind, model_id, first_event);

-- Names files, so that none is ever written twice.
create sequence archive_file_number;

-- Whether every row of a partition lies in an archive that retention counts.
create function halflife_is_archived(kind text, partition_name text, lower_at timestamptz, upper_at timestamptz)
returns boolean language plpgsql as $$
declare
  missing boolean;
begin
  execute format($f$
    select exists (
      select from (select model_id, max(received_at) as last from %I group by model_id) m
       where not exists (
         select from archive_stretch s
          where s.kind = $1 and s.model_id = m.model_id and s.released
            and s.lower_bound <= $2 and s.upper_bound >= $3 and s.archived_until > m.last))
    $f$, partition_name)
    into missing using kind, lower_at, upper_at;
  return not missing;
end $$;

update halflife_schema set version = 16;
