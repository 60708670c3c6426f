-- Metrics that the caller computed; what a model may be told besides its name; what its senders
-- send that no signature knows.

-- Of one version, environment and stretch of time. The highest revision counts.
create table metric_value (
  version_id     int not null references model_version,
  environment    text not null,
  name           text not null,
  -- [from_time, to_time)
  from_time      timestamptz not null,
  to_time        timestamptz not null,
  revision       int not null,
  model_id       int not null references model,
  value          float8 not null,
  -- observations behind it, and its standard error; null where not stated
  n              int8,
  standard_error float8,
  source         text,
  content_hash   bigint not null,
  received_at    timestamptz not null default now(),
  -- received_at, or to_time when it was back-filled
  available_at   timestamptz not null default now(),
  primary key (version_id, environment, name, from_time, to_time, revision),
  check (from_time < to_time)
);

alter table model
  add column description text not null default '',
  -- whether predictions with features that no signature knows are refused
  add column strict boolean not null default false,
  -- UNCONFIGURED: made by its first predictions, and nobody has looked at it yet
  add column state text not null default 'CONFIGURED' check (state in ('CONFIGURED', 'UNCONFIGURED')),
  -- an archived model keeps its data and its name and takes nothing more
  add column archived_at timestamptz;

-- The names of features that a model's senders send and no signature knows: the first fifty are
-- kept with the rows. Append-only.
create table model_extra (
  model_id   int not null references model,
  name       text not null,
  first_seen timestamptz not null default now(),
  primary key (model_id, name)
);

-- How many stored predictions carried them. The name '' stands for all names beyond the fifty.
-- Added up by the collectors every few seconds: never too high, and after a crash too low by what
-- the last seconds brought.
create table schema_drift (
  version_id  int not null references model_version,
  environment text not null,
  -- of the event time, in UTC
  day         date not null,
  name        text not null,
  n           int8 not null,
  first_seen  timestamptz not null default now(),
  last_seen   timestamptz not null default now(),
  primary key (version_id, environment, day, name)
);

update halflife_schema set version = 11;
