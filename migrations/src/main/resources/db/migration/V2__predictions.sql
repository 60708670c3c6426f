-- What serving apps send: predictions, ground truth, latency. Partitions are made by the functions
-- below, which the collector calls; there is no default partition, because DETACH ... CONCURRENTLY
-- refuses a table that has one.

create table prediction (
  model_id             int not null,
  event_time           timestamptz not null,
  prediction_id        uuid not null,
  -- the id as it was sent, when it is no UUID
  id_text              text,
  version_id           int not null,
  environment          text not null,
  -- in the order of the version's signature; a null element is a missing value
  numeric_features     float8[] not null,
  categorical_features text[] not null,
  predicted_class      text,
  score                float8,
  value                float8,
  -- in the order of the version's classes
  probabilities        float8[],
  latency_seconds      float8,
  -- feature values that were NaN or infinite and are stored as missing
  non_finite           int2 not null,
  tags                 jsonb,
  -- features that the signature does not know
  extra                jsonb,
  trace_id             text,
  -- the first 8 bytes of SHA-256 over the content: tells a repeat from a conflict
  content_hash         bigint not null,
  -- start of the storing transaction: the analyzer's watermark rests on it
  received_at          timestamptz not null default now(),
  -- when the row counts as known: received_at, or event_time when it was back-filled
  available_at         timestamptz not null default now(),
  primary key (model_id, event_time, prediction_id)
) partition by range (event_time);
create index prediction_by_arrival on prediction using brin (received_at, available_at);

-- Which environments a version has predictions from: written before the first row of each pair, so
-- that nobody has to look through the rows for it. Append-only.
create table version_environment (
  version_id  int not null references model_version,
  environment text not null,
  first_seen  timestamptz not null default now(),
  primary key (version_id, environment)
);

create table ground_truth (
  model_id      int not null,
  -- of the prediction
  event_time    timestamptz not null,
  prediction_id uuid not null,
  revision      int not null,
  actual_class  text,
  actual_value  float8,
  observed_at   timestamptz not null,
  source        text,
  content_hash  bigint not null,
  received_at   timestamptz not null default now(),
  -- received_at, or observed_at when it was back-filled
  available_at  timestamptz not null default now(),
  primary key (model_id, event_time, prediction_id, revision)
) partition by range (event_time);
create index ground_truth_by_arrival on ground_truth using brin (received_at, available_at);

-- Labels sent without the prediction's event_time: the analyzer matches them by id.
create table ground_truth_pending (
  model_id      int not null,
  prediction_id uuid not null,
  revision      int not null,
  actual_class  text,
  actual_value  float8,
  observed_at   timestamptz not null,
  source        text,
  content_hash  bigint not null,
  received_at   timestamptz not null default now(),
  available_at  timestamptz not null default now(),
  primary key (model_id, prediction_id, revision)
);
create index ground_truth_pending_by_arrival on ground_truth_pending using brin (received_at, available_at);

-- Latencies of single predictions, counted in the transaction that stores them. Bucket i holds
-- (1.0202^(i-1), 1.0202^i] seconds; rows of one minute are added up.
create table latency_delta (
  version_id  int not null,
  environment text not null,
  minute      timestamptz not null,
  bucket      int2[] not null,
  n           int4[] not null,
  total       int8 not null,
  sum_seconds float8 not null,
  min_seconds float8 not null,
  max_seconds float8 not null,
  received_at timestamptz not null default now()
);
create index latency_delta_by_minute on latency_delta (version_id, environment, minute);

-- What a serving process measured itself. Replaces the deltas of its version and instance over
-- [start_time, end_time).
create table latency_summary (
  model_id        int not null,
  instance        text not null,
  interval_id     text not null,
  start_time      timestamptz not null,
  end_time        timestamptz not null,
  version_id      int not null,
  environment     text not null,
  total           int8 not null,
  sum_seconds     float8,
  min_seconds     float8,
  max_seconds     float8,
  -- bounds: explicit_bounds and bounds_n; quantiles: not mergeable; count: neither
  resolution      text not null check (resolution in ('bounds', 'quantiles', 'count')),
  explicit_bounds float8[],
  bounds_n        int8[],
  -- [[quantile, seconds], ...]
  quantiles       jsonb,
  -- {"2xx":n,"4xx":n,"429":n,"5xx":n,"timeout":n}; 4xx excludes 429
  responses       jsonb not null default '{}',
  content_hash    bigint not null,
  received_at     timestamptz not null default now(),
  primary key (model_id, instance, interval_id, start_time)
);
create index latency_summary_by_time on latency_summary (version_id, environment, start_time);

-- Items that were refused: no content, only where and why.
create table ingest_reject (
  id          bigint generated always as identity primary key,
  door        text not null,
  model       text,
  item_sha    bytea not null,
  code        text not null,
  pointer     text not null,
  detail      text not null,
  received_at timestamptz not null default now()
);
create index ingest_reject_by_time on ingest_reject (received_at);

-- Whether there is such a table now. Not to_regclass(): a session that has waited for the advisory lock
-- below may still remember that there was none.
create function halflife_has_table(name text) returns boolean
language sql as $$
  select exists (select from pg_class where relname = name and relnamespace = 'public'::regnamespace)
$$;

-- Makes the partitions of prediction and of ground_truth that hold an instant; does nothing when
-- they exist. Predictions: a day gets a day partition from the month before the clock's on, and in a
-- month that already has one; any other month is one partition. Ground truth: months. The advisory
-- lock comes before the choice, so that two callers on two sides of midnight do not choose
-- differently for one month; it ends with the caller's transaction, which should therefore be short.
create function halflife_ensure_partitions(at timestamptz, clock timestamptz default now())
returns void language plpgsql as $$
declare
  day_start   timestamp := date_trunc('day', at at time zone 'UTC');
  month_start timestamp := date_trunc('month', day_start);
  this_month  timestamp := date_trunc('month', clock at time zone 'UTC');
  day_name    text := 'prediction_d' || to_char(day_start, 'YYYYMMDD');
  month_name  text := 'prediction_m' || to_char(day_start, 'YYYYMM');
  label_name  text := 'ground_truth_m' || to_char(day_start, 'YYYYMM');
  has_days    boolean;
begin
  if halflife_has_table(label_name)
     and (halflife_has_table(day_name) or halflife_has_table(month_name)) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtext('halflife_partition'));
  perform halflife_attach_partition('ground_truth', label_name,
    month_start, month_start + interval '1 month');
  if halflife_has_table(month_name) then
    return;
  end if;
  has_days := exists (select from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'prediction'::regclass
      and starts_with(c.relname::text, 'prediction_d' || to_char(day_start, 'YYYYMM')));
  if has_days or month_start >= this_month - interval '1 month' then
    perform halflife_attach_partition('prediction', day_name,
      day_start, day_start + interval '1 day');
  else
    perform halflife_attach_partition('prediction', month_name,
      month_start, month_start + interval '1 month');
  end if;
end $$;

-- The table is made beside its parent and then attached, because CREATE ... PARTITION OF would lock
-- out all readers and writers of the parent. The caller holds the advisory lock. Rows are only
-- added, so vacuum must not wait for dead ones: it marks pages all-visible for index-only scans.
create function halflife_attach_partition(parent text, child text, lower_utc timestamp, upper_utc timestamp)
returns void language plpgsql as $$
begin
  if halflife_has_table(child) then
    return;
  end if;
  execute format('create table %I (like %I including defaults including constraints including storage)'
    ' with (autovacuum_vacuum_insert_scale_factor = 0.05)', child, parent);
  execute format('alter table %I attach partition %I for values from (%L) to (%L)',
    parent, child, lower_utc at time zone 'UTC', upper_utc at time zone 'UTC');
end $$;
