-- What a reference's own windows say about each column: calibrated effects, design effects, seasons.

-- One row for each reference and each way in which it was cut. Written once by the analyzer.
create table reference_calibration (
  reference_id  bigint not null references reference_version,
  -- names windows, season, zone and the fewest values of a window
  cut           text not null,
  -- pooled, same_hour or same_hour_of_week, why, and of which zone's hours
  season        text not null,
  season_reason text not null,
  zone          text not null,
  -- why no column is calibrated; empty where columns are
  reason        text not null,
  made_at       timestamptz not null default clock_timestamp(),
  primary key (reference_id, cut)
);

create table reference_column_calibration (
  reference_id  bigint not null,
  cut           text not null,
  role          text not null,
  name          text not null,
  -- windows of the reference that have an effect; below ten the two figures are null
  windows       bigint not null,
  effect        float8,
  design_effect float8,
  primary key (reference_id, cut, role, name),
  foreign key (reference_id, cut) references reference_calibration
);

-- The reference by the slots of its season, at most 168 a column; none where it is pooled.
create table reference_slot_profile (
  reference_id bigint not null,
  cut          text not null,
  role         text not null,
  name         text not null,
  slot         int not null,
  n            bigint not null,
  missing      bigint not null,
  profile      bytea not null,
  primary key (reference_id, cut, role, name, slot),
  foreign key (reference_id, cut) references reference_calibration
);

-- A column of a window beside the windows before it, where the policy wants that: one row for each
-- comparison. No alarm rests on these.
create table drift_beside (
  version_id      int not null references model_version,
  environment     text not null,
  window_start    timestamptz not null,
  window_end      timestamptz not null,
  -- previous, or trailing: and a length
  comparison      text not null,
  role            text not null,
  name            text not null,
  label           text not null,
  test            text not null,
  -- the stretch compared with; null where there was none
  reference_start timestamptz,
  reference_end   timestamptz,
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
  verdict         text not null,
  reason          text not null,
  detail          jsonb not null,
  new_categories  text[] not null,
  primary key (version_id, environment, window_start, window_end, comparison, role, name)
);

update halflife_schema set version = 12;
