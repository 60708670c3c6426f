-- What pages draw: profiles cut down to a few hundred points or categories, so that a look never
-- reads a reference of a million values. Null where the profile itself is that small, and for rows
-- that are older than this step: then the profile is read.

alter table reference_profile add column outline bytea;
alter table feature_profile add column outline bytea;

-- The history of every column over many windows, from the index alone.
create index drift_verdict_primary on drift_verdict (version_id, environment, window_start, window_end)
  include (role, name, test, label, statistic, effect, verdict, alarm_state)
  where is_primary;

update halflife_schema set version = 7;
