-- Performance estimated until labels are known.

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

update halflife_schema set version = 17;
