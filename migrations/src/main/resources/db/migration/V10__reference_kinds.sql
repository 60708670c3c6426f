-- References that are not rows: profiles that the caller computed, stretches of production, and
-- windows that move along with what is judged. A version has many; the history stays.

alter table reference_version drop constraint reference_version_kind_check;
alter table reference_version add constraint reference_version_kind_check
  check (kind in ('rows', 'profile', 'window', 'previous', 'trailing', 'upload'));
-- what was put, checked; null for rows
alter table reference_version add column definition jsonb;
-- the first 8 bytes of SHA-256 over kind and definition: the same put again is the same reference
alter table reference_version add column content_hash bigint;

-- When the analyzer was done with it; null for those of before this step.
alter table reference_span add column profiled_at timestamptz;
alter table reference_span alter column profiled_at set default clock_timestamp();
-- What it was made from: rows, a declared profile, stored window profiles, or nothing of its own.
alter table reference_span add column source text;

-- Written once by the analyzer: it cannot be profiled, and why. The one in force before it stays.
create table reference_failure (
  reference_id bigint primary key references reference_version,
  reason       text not null,
  occurred_at  timestamptz not null default now()
);

-- Of a moving reference: the stretch of event time that the verdict was compared with; null for
-- references that do not move, and where there was nothing to compare with.
alter table drift_verdict add column reference_start timestamptz;
alter table drift_verdict add column reference_end timestamptz;

-- In force is the one that was put last among those that are profiled: it judges from the next run
-- on, until one that was put later is profiled.
create or replace view reference_state as
select r.id as reference_id, r.version_id, r.kind, r.created_at,
       case when s.reference_id is not null then 'PROFILED'
            when e.reference_id is not null then 'FAILED'
            when f.reference_id is not null then 'FROZEN'
            else 'COLLECTING' end as state,
       greatest(f.row_count, s.row_count) as row_count,
       f.occurred_at as frozen_at,
       case when s.reference_id is not null then coalesce(s.profiled_at, f.occurred_at) end as profiled_at,
       e.reason as failure, r.definition, r.content_hash, s.source, s.first_event, s.last_event,
       s.reference_id is not null and not exists (
         select from reference_version n
           join reference_event nf on nf.reference_id = n.id and nf.state = 'FROZEN'
           join reference_span ns on ns.reference_id = n.id
          where n.version_id = r.version_id
            and (nf.occurred_at, n.id) > (f.occurred_at, r.id)) as in_force
  from reference_version r
  left join reference_event f on f.reference_id = r.id and f.state = 'FROZEN'
  left join reference_span s on s.reference_id = r.id
  left join reference_failure e on e.reference_id = r.id;

update halflife_schema set version = 10;
