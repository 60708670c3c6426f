-- Models, their versions and deployments, and the policies that watch them.
-- A migration is never edited after it lands.

-- One row. A service starts when version >= the version it expects and
-- oldest_supported <= the version it expects; each later migration updates it.
create table halflife_schema (
  only_row         boolean primary key default true check (only_row),
  version          int not null,
  oldest_supported int not null
);

create table model (
  id         int generated always as identity primary key,
  name       text not null unique,
  -- live, or replay/demo: such models may be reset by the one-machine mode
  origin     text not null default 'live' check (origin in ('live', 'replay', 'demo')),
  tags       jsonb not null default '{}',
  created_at timestamptz not null default now()
);

create table model_version (
  id                 int generated always as identity primary key,
  model_id           int not null references model,
  version            text not null,
  task               text not null
                     check (task in ('binary_classification', 'multiclass_classification', 'regression')),
  positive_label     text not null default '',
  classes            text[] not null default '{}',
  decision_threshold float8 not null default 0.5,
  -- {"inputs":[{name,type,feature_type,required,categories}],"inferred":false}
  signature          jsonb not null,
  artifact_digest    text not null default '',
  training_start     timestamptz,
  training_end       timestamptz,
  source             jsonb not null default '{}',
  created_at         timestamptz not null default now(),
  retired_at         timestamptz,
  unique (model_id, version)
);

-- Append-only.
create table deployment (
  id            bigint generated always as identity primary key,
  model_id      int not null references model,
  version_id    int not null references model_version,
  environment   text not null,
  action        text not null
                check (action in ('deployed', 'promoted', 'traffic_shifted', 'rolled_back', 'retired')),
  alias         text,
  stage         text,
  traffic_ratio float8,
  occurred_at   timestamptz not null,
  actor         text,
  received_at   timestamptz not null default now()
);
create index deployment_by_model on deployment (model_id, environment, occurred_at);

-- Append-only: the highest revision is in force. body holds only what was set.
create table policy_revision (
  model_id   int not null references model,
  revision   int not null,
  body       jsonb not null,
  writer     text not null,
  created_at timestamptz not null default now(),
  primary key (model_id, revision)
);

insert into halflife_schema (version, oldest_supported) values (1, 1);
