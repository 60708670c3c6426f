-- What the analyzer writes: one transaction per run. A re-run replaces the rows of its windows.

create table analysis_run (
  version_id      int not null references model_version,
  environment     text not null,
  as_of           timestamptz not null,
  reference_id    bigint,
  policy_revision int not null,
  -- rows received before this instant were seen
  watermark       timestamptz not null,
  windows         int not null,
  row_count       bigint not null,
  -- NONE, RETRAIN_NOW or RETRAIN_PREDICTED, and the words for it
  decision        text not null,
  decision_reason text not null,
  -- evaluations in a row that forecast a crossing within the horizon
  forecast_streak int not null,
  dataset_drift   boolean not null,
  started_at      timestamptz not null,
  finished_at     timestamptz not null default now(),
  primary key (version_id, environment, as_of)
);

create table feature_profile (
  version_id   int not null references model_version,
  environment  text not null,
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
  primary key (version_id, environment, window_start, window_end, role, name)
);

create table drift_verdict (
  version_id     int not null references model_version,
  environment    text not null,
  window_start   timestamptz not null,
  window_end     timestamptz not null,
  role           text not null,
  name           text not null,
  test           text not null,
  label          text not null,
  is_primary     boolean not null,
  reference_id   bigint not null,
  n_reference    bigint not null,
  n              bigint not null,
  missing        bigint not null,
  statistic      float8,
  p              float8,
  p_asymptotic   float8,
  log10_p        float8,
  p_adjusted     float8,
  effect         float8,
  drift_detected boolean,
  verdict        text,
  alarm_state    text,
  reason         text not null,
  detail         jsonb not null,
  new_categories text[] not null,
  primary key (version_id, environment, window_start, window_end, role, name, test)
);

create table performance_window (
  version_id   int not null references model_version,
  environment  text not null,
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
  primary key (version_id, environment, window_start, window_end, metric, estimated)
);

create table decay_fit (
  version_id  int not null references model_version,
  environment text not null,
  metric      text not null,
  range       text not null,
  as_of       timestamptz not null,
  status      text not null,
  rate        float8,
  crossing_at timestamptz,
  -- the whole fit, as the read API shows it
  body        jsonb not null,
  primary key (version_id, environment, metric, range, as_of)
);
