-- Performance estimated until labels are known, and what is odd about a window's data.

-- What a reference taught about the scores of its version: whether they are probabilities, and what
-- makes them so.
-- Written once by the analyzer, beside the profiles; none where too few rows were labelled.
create table reference_estimator (
  reference_id      bigint primary key references reference_version,
  -- labelled rows with a score
  row_count         bigint not null,
  -- expected calibration error of the scores; null, as raw_brier, when they are no probabilities
  calibration_error float8,
  -- Brier score of the scores as they are, and of fits at rows that they had not seen
  raw_brier         float8,
  fitted_brier      float8,
  -- where the fit bends, ascending, and its values there; both empty when scores are taken as they are
  scores            float8[] not null,
  probabilities     float8[] not null
);

-- One check of a column of a window, or of the window itself (role and name are then empty). A re-run
-- replaces the rows of its windows.
create table data_quality (
  version_id   int not null references model_version,
  environment  text not null,
  window_start timestamptz not null,
  window_end   timestamptz not null,
  role         text not null,
  name         text not null,
  -- range, cardinality or volume
  check_name   text not null,
  label        text not null,
  -- rows looked at, and how many of them failed (cardinality: distinct values)
  n            bigint not null,
  found        bigint not null,
  -- a share, a count or a ratio, as the check says; null where it is undefined
  value        float8,
  -- where the value may lie without being flagged
  low          float8,
  high         float8,
  -- null where it cannot be judged: the reason says why
  flagged      boolean,
  reason       text not null,
  primary key (version_id, environment, window_start, window_end, role, name, check_name)
);

update halflife_schema set version = 17;
