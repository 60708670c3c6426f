-- Periods that people set: muted ones raise no alarm, excluded ones enter neither references nor fits.

create sequence mute_id;

-- Append-only: a change and a removal are revisions of their own, so that a run at an earlier clock
-- sees what was known then. In force is the highest revision that was available at the clock.
create table mute (
  id           bigint not null,
  revision     int not null,
  model_id     int not null references model,
  -- null: every environment
  environment  text,
  effect       text not null check (effect in ('muted', 'excluded')),
  -- [from_time, to_time) of event time
  from_time    timestamptz not null,
  to_time      timestamptz not null,
  -- names of features; empty: every column, outputs and label too
  features     text[] not null,
  reason       text not null,
  deleted      boolean not null,
  written_by   text not null,
  written_at   timestamptz not null default now(),
  -- written_at, or from_time where the model is replayed: its runs have clocks of their own
  available_at timestamptz not null default now(),
  primary key (id, revision),
  check (from_time < to_time)
);
create index mute_by_model on mute (model_id, from_time, id);

-- Of the primary test: why nothing is told of the verdict, and why it counts for nothing; null when
-- it is told and counts.
alter table drift_verdict add column muted text;
alter table drift_verdict add column excluded text;

update halflife_schema set version = 13;
