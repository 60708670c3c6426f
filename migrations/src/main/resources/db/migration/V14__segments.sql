-- Results of segments: the rows of a window that share a tag's or a feature's value. They are judged
-- beside all rows, never instead of them, and stand in tables of their own.

-- Tags of reference rows: without them a reference has no segments by tag. Null for rows of before.
alter table reference_row add column tags jsonb;

-- A segment that a version ever had in an environment. Rows whose value is none of the chosen ones
-- are "other", rows without a value "missing"; then the value is the empty string.
create table segment (
  id          int generated always as identity primary key,
  version_id  int not null references model_version,
  environment text not null,
  source      text not null check (source in ('tag', 'feature')),
  name        text not null,
  kind        text not null check (kind in ('value', 'other', 'missing')),
  value       text not null,
  unique (version_id, environment, source, name, kind, value)
);

-- Which values are segments of their own where the reference cannot say so: chosen once, from the
-- oldest window of the first run that needed them. No reference is -1.
create table segment_choice (
  version_id   int not null references model_version,
  environment  text not null,
  reference_id bigint not null,
  source       text not null,
  name         text not null,
  chosen       text[] not null,
  primary key (version_id, environment, reference_id, source, name)
);

-- Written once by the analyzer for each reference and key. No chosen values: the reference cannot
-- be divided so, and why.
create table reference_segmentation (
  reference_id bigint not null references reference_version,
  source       text not null,
  name         text not null,
  chosen       text[],
  reason       text not null,
  primary key (reference_id, source, name)
);

create table reference_segment_profile (
  reference_id   bigint not null references reference_version,
  segment_source text not null,
  segment_name   text not null,
  segment_kind   text not null,
  segment_value  text not null,
  role           text not null,
  name           text not null,
  n              bigint not null,
  missing        bigint not null,
  profile        bytea not null,
  primary key (reference_id, segment_source, segment_name, segment_kind, segment_value, role, name)
);

create table segment_profile (
  segment_id   int not null references segment,
  window_start timestamptz not null,
  window_end   timestamptz not null,
  role         text not null,
  name         text not null,
  label        text not null,
  kind         text not null,
  n            bigint not null,
  missing      bigint not null,
  non_finite   bigint not null,
  mean         float8,
  std          float8,
  min          float8,
  q25          float8,
  median       float8,
  q75          float8,
  max          float8,
  profile      bytea not null,
  outline      bytea,
  primary key (segment_id, window_start, window_end, role, name)
);

create table segment_verdict (
  segment_id      int not null references segment,
  window_start    timestamptz not null,
  window_end      timestamptz not null,
  role            text not null,
  name            text not null,
  test            text not null,
  label           text not null,
  is_primary      boolean not null,
  reference_id    bigint not null,
  n_reference     bigint not null,
  n               bigint not null,
  missing         bigint not null,
  statistic       float8,
  p               float8,
  p_asymptotic    float8,
  log10_p         float8,
  p_adjusted      float8,
  effect          float8,
  drift_detected  boolean,
  verdict         text,
  alarm_state     text,
  reason          text not null,
  detail          jsonb not null,
  new_categories  text[] not null,
  reference_start timestamptz,
  reference_end   timestamptz,
  primary key (segment_id, window_start, window_end, role, name, test)
);

create table segment_performance (
  segment_id   int not null references segment,
  window_start timestamptz not null,
  window_end   timestamptz not null,
  metric       text not null,
  estimated    boolean not null,
  label        text not null,
  n            bigint not null,
  labelled     bigint not null,
  value        float8,
  low          float8,
  high         float8,
  se           float8,
  successes    bigint not null,
  trials       bigint not null,
  mature       boolean not null,
  first_event  timestamptz not null,
  last_event   timestamptz not null,
  primary key (segment_id, window_start, window_end, metric, estimated)
);

update halflife_schema set version = 14;
