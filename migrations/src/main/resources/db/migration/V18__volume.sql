-- How many rows a window has beside the reference's windows of the same hour.

-- One row for each window that was read, and for each window without rows between such. Written by
-- the analyzer; a re-run replaces it.
create table window_volume (
  version_id        int not null references model_version,
  environment       text not null,
  window_start      timestamptz not null,
  window_end        timestamptz not null,
  label             text not null,
  n                 bigint not null,
  -- event times; null without rows
  first_event       timestamptz,
  last_event        timestamptz,
  -- -1: none
  reference_id      bigint not null,
  -- windows of the reference of the same hour, and the median of their rows; null without any
  reference_windows int not null,
  expected          float8,
  -- natural logarithm of n by expected, -infinity without rows; null where it is not defined
  log_ratio         float8,
  -- of this window and the two before it: FLAGGED, CLEAR or INCONCLUSIVE
  finding           text not null,
  reason            text not null,
  primary key (version_id, environment, window_start, window_end)
);

-- Rows of a reference by the windows of a policy. Written once for each way of cutting.
create table reference_volume (
  reference_id bigint not null references reference_version,
  cut          text not null,
  window_start timestamptz not null,
  window_end   timestamptz not null,
  n            bigint not null,
  primary key (reference_id, cut, window_start)
);

update halflife_schema set version = 18;
