-- Late labels of multi-class models count in log loss, Brier score and area under the ROC curve,
-- too: what they rest on outlives the features.

-- Of many classes only: empty where the prediction carried none, null in rows that were kept before
-- this step, of which nobody knows any more.
alter table prediction_slim add column probabilities float8[];

-- As in V9, and keeps the probabilities.
create or replace function halflife_fill_slim(partition_name text, after_model int, after_event timestamptz,
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
             predicted_class, score, value, content_hash, received_at, available_at,
             probabilities)
      select c.model_id, c.event_time, c.prediction_id, c.version_id, c.environment,
             coalesce(c.predicted_class, v.classes[array_position(c.probabilities, h.highest)]),
             coalesce(h.highest, c.score), c.value, c.content_hash, c.received_at, c.available_at,
             case when v.id is not null then coalesce(c.probabilities, '{}') end
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

update halflife_schema set version = 19;
