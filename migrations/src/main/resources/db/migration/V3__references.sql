-- What a version is judged against. A frozen reference never changes; replacing it makes another.

create table reference_version (
  id         bigint generated always as identity primary key,
  version_id int not null references model_version,
  kind       text not null check (kind in ('rows', 'profile', 'window', 'upload')),
  created_at timestamptz not null default now()
);
create index reference_version_by_version on reference_version (version_id, id);

-- Append-only: COLLECTING while rows are posted, then FROZEN. PROFILED follows from the profiles.
create table reference_event (
  reference_id bigint not null references reference_version,
  state        text not null check (state in ('COLLECTING', 'FROZEN')),
  row_count    bigint not null,
  occurred_at  timestamptz not null default now(),
  primary key (reference_id, state)
);

create table reference_row (
  reference_id         bigint not null references reference_version,
  prediction_id        uuid not null,
  event_time           timestamptz,
  numeric_features     float8[] not null,
  categorical_features text[] not null,
  predicted_class      text,
  score                float8,
  value                float8,
  probabilities        float8[],
  actual_class         text,
  actual_value         float8,
  non_finite           int2 not null,
  content_hash         bigint not null,
  primary key (reference_id, prediction_id)
);

-- Written once by the analyzer, exact: the bytes are those of FeatureProfile.
create table reference_profile (
  reference_id bigint not null references reference_version,
  role         text not null,
  name         text not null,
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
  primary key (reference_id, role, name)
);

create table reference_performance (
  reference_id bigint not null references reference_version,
  metric       text not null,
  n            bigint not null,
  labelled     bigint not null,
  value        float8,
  low          float8,
  high         float8,
  se           float8,
  successes    bigint not null,
  trials       bigint not null,
  primary key (reference_id, metric)
);

-- first and last event time of the rows; both null when rows carry none
create table reference_span (
  reference_id bigint primary key references reference_version,
  row_count    bigint not null,
  first_event  timestamptz,
  last_event   timestamptz
);

-- The reference in force for a version: the newest frozen one.
create view reference_state as
select r.id as reference_id, r.version_id, r.kind, r.created_at,
       case when exists (select from reference_span s where s.reference_id = r.id) then 'PROFILED'
            when f.reference_id is not null then 'FROZEN'
            else 'COLLECTING' end as state,
       f.row_count, f.occurred_at as frozen_at
  from reference_version r
  left join reference_event f on f.reference_id = r.id and f.state = 'FROZEN';
