-- What is kept for how long, and what outlives a row that is dropped. The collector calls these
-- functions under an advisory lock; DETACH ... CONCURRENTLY and VACUUM run in no function, so it
-- issues those itself.

-- What a late label needs of a prediction whose row is gone: filled from a partition of prediction
-- before that is dropped. Of many classes the score is the highest probability.
create table prediction_slim (
  model_id        int not null,
  event_time      timestamptz not null,
  prediction_id   uuid not null,
  version_id      int not null,
  environment     text not null,
  predicted_class text,
  score           float8,
  value           float8,
  content_hash    bigint not null,
  received_at     timestamptz not null,
  available_at    timestamptz not null,
  primary key (model_id, event_time, prediction_id)
) partition by range (event_time);
create index prediction_slim_by_arrival on prediction_slim using brin (received_at);

-- What maintenance knows of a partition. A table that is detached but was not marked here was
-- detached by a person, and is left alone.
create table partition_state (
  name          text primary key,
  -- the newest received_at that was found when it was old enough to be dropped
  last_write    timestamptz,
  -- when it was frozen and analysed after its last day
  closed_at     timestamptz,
  -- when dropping it began
  drop_began_at timestamptz
);

create table maintenance_state (
  task         text primary key,
  last_success timestamptz not null
);

create index latency_delta_by_arrival on latency_delta using brin (received_at);
create index latency_summary_by_arrival on latency_summary using brin (received_at);

-- Days of refused items, instead of one table. Identity columns of partitioned tables are too new.
alter table ingest_reject rename to ingest_reject_before;
alter index ingest_reject_pkey rename to ingest_reject_before_pkey;
drop index ingest_reject_by_time;
create sequence ingest_reject_number;
create table ingest_reject (
  id          bigint not null default nextval('ingest_reject_number'),
  door        text not null,
  model       text,
  item_sha    bytea not null,
  code        text not null,
  pointer     text not null,
  detail      text not null,
  received_at timestamptz not null default now(),
  -- what the item held, cut short and without what looks like a secret
  excerpt     text,
  primary key (received_at, id)
) partition by range (received_at);
alter sequence ingest_reject_number owned by ingest_reject.id;

-- Whether this table is a partition now and stays one.
create function halflife_is_attached(partition_name text) returns boolean
language sql as $$
  select exists (select from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where c.relname = partition_name and c.relnamespace = 'public'::regnamespace
      and not i.inhdetachpending)
$$;

-- The partitions of a table and what was one: ATTACHED, DETACHING or DETACHED.
create function halflife_partitions(parent text)
returns table (name text, lower_bound timestamptz, upper_bound timestamptz, state text)
language sql as $$
  select c.relname::text,
         b.lower_utc at time zone 'UTC',
         (b.lower_utc + case when n.digits like 'd%' then interval '1 day' else interval '1 month' end)
           at time zone 'UTC',
         case when i.inhrelid is null then 'DETACHED'
              when i.inhdetachpending then 'DETACHING'
              else 'ATTACHED' end
    from pg_class c
   cross join lateral (select substr(c.relname::text, length(parent) + 2) as digits) n
   cross join lateral (select to_date(rpad(substr(n.digits, 2), 8, '01'), 'YYYYMMDD')::timestamp
                              as lower_utc) b
    left join pg_inherits i on i.inhrelid = c.oid
   where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
     and c.relname ~ ('^' || parent || '_(d[0-9]{8}|m[0-9]{6})$')
   order by b.lower_utc, c.relname
$$;

-- As in V2, but knows that partitions are dropped: while a table that is no partition (any more)
-- holds rows of the stretch, none is made, because a row could be stored beside its twin.
create or replace function halflife_ensure_partitions(at timestamptz, clock timestamptz default now())
returns void language plpgsql as $$
declare
  day_start   timestamp := date_trunc('day', at at time zone 'UTC');
  month_start timestamp := date_trunc('month', day_start);
  this_month  timestamp := date_trunc('month', clock at time zone 'UTC');
  day_name    text := 'prediction_d' || to_char(day_start, 'YYYYMMDD');
  month_name  text := 'prediction_m' || to_char(day_start, 'YYYYMM');
  label_name  text := 'ground_truth_m' || to_char(day_start, 'YYYYMM');
  has_days    boolean;
begin
  if halflife_is_attached(label_name)
     and (halflife_is_attached(day_name) or halflife_is_attached(month_name)) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtext('halflife_partition'));
  perform halflife_attach_partition('ground_truth', label_name,
    month_start, month_start + interval '1 month');
  if halflife_is_attached(month_name) then
    return;
  end if;
  has_days := exists (select from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'prediction'::regclass and not i.inhdetachpending
      and starts_with(c.relname::text, 'prediction_d' || to_char(day_start, 'YYYYMM')));
  if has_days or month_start >= this_month - interval '1 month' then
    perform halflife_refuse_detached(array[month_name]);
    perform halflife_attach_partition('prediction', day_name,
      day_start, day_start + interval '1 day');
  else
    perform halflife_refuse_detached(array(select name from halflife_partitions('prediction')
      where starts_with(name, 'prediction_d' || to_char(day_start, 'YYYYMM'))));
    perform halflife_attach_partition('prediction', month_name,
      month_start, month_start + interval '1 month');
  end if;
end $$;

-- 55006, object in use: whoever writes is told to come again.
create function halflife_refuse_detached(names text[]) returns void language plpgsql as $$
declare
  one text;
begin
  foreach one in array names loop
    if halflife_has_table(one) and not halflife_is_attached(one) then
      raise exception 'table % is being dropped or was detached', one using errcode = '55006';
    end if;
  end loop;
end $$;

create or replace function halflife_attach_partition(parent text, child text, lower_utc timestamp, upper_utc timestamp)
returns void language plpgsql as $$
begin
  if halflife_is_attached(child) then
    return;
  end if;
  perform halflife_refuse_detached(array[child]);
  execute format('create table %I (like %I including defaults including constraints including storage)'
    ' with (autovacuum_vacuum_insert_scale_factor = 0.05)', child, parent);
  execute format('alter table %I attach partition %I for values from (%L) to (%L)',
    parent, child, lower_utc at time zone 'UTC', upper_utc at time zone 'UTC');
end $$;

-- Makes the partition that takes the items refused on the day of an instant.
create function halflife_ensure_reject_partition(at timestamptz) returns void language plpgsql as $$
declare
  day_start timestamp := date_trunc('day', at at time zone 'UTC');
  day_name  text := 'ingest_reject_d' || to_char(day_start, 'YYYYMMDD');
begin
  if halflife_is_attached(day_name) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtext('halflife_partition'));
  perform halflife_attach_partition('ingest_reject', day_name, day_start, day_start + interval '1 day');
end $$;

-- The newest row of a partition that arrived since an instant; null when none did. Rows arrive in
-- the order of their place, so the index leaves out all that is older.
create function halflife_last_write(partition_name text, since timestamptz)
returns timestamptz language plpgsql as $$
declare
  found timestamptz;
begin
  execute format('select max(received_at) from %I where received_at >= $1', partition_name)
    into found using since;
  return found;
end $$;

-- Keeps of the next rows of a partition what outlives them, in the order of their key. Rows that
-- are there already stay, so it may be done again from any point. n_scanned is 0 at the end.
create function halflife_fill_slim(partition_name text, after_model int, after_event timestamptz,
  after_id uuid, batch int, out n_scanned bigint, out n_kept bigint,
  out last_model int, out last_event timestamptz, out last_id uuid)
language plpgsql as $$
begin
  execute format($f$
    with chunk as materialized (
      select p.model_id, p.event_time, p.prediction_id, p.version_id, p.environment,
             p.predicted_class, p.score, p.value, p.probabilities, p.content_hash,
             p.received_at, p.available_at
        from %I p
       where (p.model_id, p.event_time, p.prediction_id) > ($1, $2, $3)
       order by p.model_id, p.event_time, p.prediction_id limit $4),
    kept as (
      insert into prediction_slim (model_id, event_time, prediction_id, version_id, environment,
             predicted_class, score, value, content_hash, received_at, available_at)
      select c.model_id, c.event_time, c.prediction_id, c.version_id, c.environment,
             coalesce(c.predicted_class, v.classes[array_position(c.probabilities, h.highest)]),
             coalesce(h.highest, c.score), c.value, c.content_hash, c.received_at, c.available_at
        from chunk c
        left join model_version v on v.id = c.version_id and v.task = 'multiclass_classification'
        left join lateral (select max(x) as highest from unnest(c.probabilities) as x
                            where v.id is not null) h on true
       order by c.model_id, c.event_time, c.prediction_id
      on conflict do nothing returning 1)
    select (select count(*) from chunk), (select count(*) from kept), l.*
      from (select 1) one
      left join (select model_id, event_time, prediction_id from chunk
                  order by model_id desc, event_time desc, prediction_id desc limit 1) l on true
    $f$, partition_name)
    into n_scanned, n_kept, last_model, last_event, last_id
    using after_model, after_event, after_id, batch;
end $$;

create function halflife_ensure_slim_partition(at timestamptz) returns void language plpgsql as $$
declare
  month_start timestamp := date_trunc('month', at at time zone 'UTC');
begin
  perform pg_advisory_xact_lock(hashtext('halflife_partition'));
  perform halflife_attach_partition('prediction_slim', 'prediction_slim_m' || to_char(month_start, 'YYYYMM'),
    month_start, month_start + interval '1 month');
end $$;

-- How long a model waits for the prediction of a label without event time.
create function halflife_label_delay(model int) returns interval language sql stable as $$
  select coalesce((select (body ->> 'max_label_delay')::interval from policy_revision
                    where model_id = model order by revision desc limit 1), interval '30 days')
$$;

-- Ends the waiting of labels without event time that came longer ago than their model waits: a
-- label whose predictions are there becomes ground truth of each of them, as old as it is, the
-- others go. At most so many; n_due is 0 at the end.
create function halflife_expire_pending(clock timestamptz, batch int,
  out n_due bigint, out n_matched bigint)
language plpgsql set enable_nestloop = off as $$
declare
  first_at timestamptz;
  last_at  timestamptz;
  models   int[];
  month_at timestamptz;
begin
  create temp table if not exists halflife_due (like ground_truth_pending, delay interval)
    on commit delete rows;
  create temp table if not exists halflife_match (like ground_truth) on commit delete rows;
  delete from halflife_due;
  delete from halflife_match;
  insert into halflife_due
  select g.*, d.delay from ground_truth_pending g
    join (select id, halflife_label_delay(id) as delay from model) d on d.id = g.model_id
   where g.received_at < clock - d.delay
   order by g.model_id, g.prediction_id, g.revision limit batch;
  get diagnostics n_due = row_count;
  n_matched := 0;
  if n_due = 0 then
    return;
  end if;
  -- Each table is joined by itself: only what matches is made distinct, never all predictions.
  select min(observed_at - delay), max(observed_at + delay), array_agg(distinct model_id)
    into first_at, last_at, models from halflife_due;
  insert into halflife_match (model_id, event_time, prediction_id, revision, actual_class,
         actual_value, observed_at, source, content_hash, received_at, available_at)
  select d.model_id, p.event_time, d.prediction_id, d.revision, d.actual_class, d.actual_value,
         d.observed_at, d.source, d.content_hash, d.received_at, d.available_at
    from halflife_due d
    join prediction p on p.model_id = d.model_id and p.prediction_id = d.prediction_id
     and p.event_time between d.observed_at - d.delay and d.observed_at + d.delay
   where p.model_id = any (models) and p.event_time between first_at and last_at
  union
  select d.model_id, p.event_time, d.prediction_id, d.revision, d.actual_class, d.actual_value,
         d.observed_at, d.source, d.content_hash, d.received_at, d.available_at
    from halflife_due d
    join prediction_slim p on p.model_id = d.model_id and p.prediction_id = d.prediction_id
     and p.event_time between d.observed_at - d.delay and d.observed_at + d.delay
   where p.model_id = any (models) and p.event_time between first_at and last_at;
  select count(distinct (model_id, prediction_id, revision)) into n_matched from halflife_match;
  for month_at in select distinct date_trunc('month', event_time, 'UTC') from halflife_match order by 1 loop
    perform pg_advisory_xact_lock(hashtext('halflife_partition'));
    perform halflife_attach_partition('ground_truth',
      'ground_truth_m' || to_char(month_at at time zone 'UTC', 'YYYYMM'),
      month_at at time zone 'UTC', (month_at at time zone 'UTC') + interval '1 month');
  end loop;
  insert into ground_truth select * from halflife_match
   order by model_id, event_time, prediction_id, revision on conflict do nothing;
  delete from ground_truth_pending g using halflife_due d
   where g.model_id = d.model_id and g.prediction_id = d.prediction_id and g.revision = d.revision;
end $$;

-- Makes one row of the latency rows of a version, environment and minute. Only minutes that got a
-- row since since are looked at, and only rows from before before. One statement: whoever reads sees
-- the many or the one. At most so many minutes; n_merged is 0 at the end.
create function halflife_compact_latencies(since timestamptz, before timestamptz, batch int,
  out n_merged bigint, out n_made bigint)
language sql as $$
  with fresh as (
    select distinct version_id, environment, minute from latency_delta
     where received_at >= since and received_at < before),
  many as (
    select f.version_id, f.environment, f.minute from fresh f
     cross join lateral (
       select count(*) as n, sum(d.total) as total from latency_delta d
        where d.version_id = f.version_id and d.environment = f.environment and d.minute = f.minute
          and d.received_at < before) c
     -- the counts of a bucket are int4
     where c.n > 1 and c.total <= 2147483647
     limit batch),
  gone as (
    delete from latency_delta d using many m
     where d.version_id = m.version_id and d.environment = m.environment and d.minute = m.minute
       and d.received_at < before
    returning d.*),
  bucket as (
    select version_id, environment, minute, array_agg(bucket order by bucket) as bucket,
           array_agg(n order by bucket) as n
      from (select g.version_id, g.environment, g.minute, u.bucket, sum(u.n)::int4 as n
              from gone g cross join lateral unnest(g.bucket, g.n) as u(bucket, n)
             group by 1, 2, 3, 4) counted
     group by 1, 2, 3),
  made as (
    insert into latency_delta (version_id, environment, minute, bucket, n, total, sum_seconds,
           min_seconds, max_seconds, received_at)
    select g.version_id, g.environment, g.minute, coalesce(b.bucket, '{}'), coalesce(b.n, '{}'),
           g.total, g.sum_seconds, g.min_seconds, g.max_seconds, g.received_at
      from (select version_id, environment, minute, sum(total)::int8 as total,
                   sum(sum_seconds) as sum_seconds, min(min_seconds) as min_seconds,
                   max(max_seconds) as max_seconds, max(received_at) as received_at
              from gone group by 1, 2, 3) g
      left join bucket b on b.version_id = g.version_id and b.environment = g.environment
                        and b.minute = g.minute
    returning 1)
  select (select count(*) from gone), (select count(*) from made)
$$;

-- Removes the oldest latency rows, at most so many of each table, and says how many there were.
create function halflife_drop_latencies(before timestamptz, batch int) returns bigint
language sql as $$
  with delta as (
    delete from latency_delta where ctid = any (array(
      select ctid from latency_delta where received_at < before limit batch)) returning 1),
  summary as (
    delete from latency_summary where ctid = any (array(
      select ctid from latency_summary where received_at < before limit batch)) returning 1)
  select (select count(*) from delta) + (select count(*) from summary)
$$;

-- Days that have items, and the days to come; what was refused longer ago is not kept.
do $$
declare
  day_at timestamptz;
begin
  for day_at in select now() + i * interval '1 day' from generate_series(0, 14) i
          union select distinct date_trunc('day', received_at, 'UTC') from ingest_reject_before
                 where received_at >= now() - interval '7 days' loop
    perform halflife_ensure_reject_partition(day_at);
  end loop;
end $$;
insert into ingest_reject (door, model, item_sha, code, pointer, detail, received_at)
select door, model, item_sha, code, pointer, detail, received_at from ingest_reject_before
 where received_at >= now() - interval '7 days' order by id;
drop table ingest_reject_before;

update halflife_schema set version = 9;
