-- Calls to retrain and everything that is to be delivered. All append-only: any service writes in the
-- transaction of its change, each row names its writer, the current state is a view.

create table retraining_event (
  id          bigint generated always as identity primary key,
  request_id  text not null,
  model_id    int not null references model,
  version_id  int not null references model_version,
  environment text not null,
  state       text not null check (state in ('REQUESTED', 'SENT', 'ACKNOWLEDGED', 'RUNNING',
                                             'SUCCEEDED', 'FAILED', 'EXPIRED', 'CANCELLED')),
  reason      text not null check (reason in ('decay', 'forecast', 'drift', 'manual')),
  -- the run's clock for REQUESTED; when it happened for the others
  as_of       timestamptz not null,
  expires_at  timestamptz not null,
  summary     text not null,
  evidence    jsonb not null default '{}',
  writer      text not null,
  occurred_at timestamptz not null default now(),
  unique (request_id, state)
);
create index retraining_event_by_model on retraining_event (model_id, environment, id);

create view retraining_request as
select distinct on (e.request_id)
       e.request_id, e.model_id, e.version_id, e.environment, e.state, e.reason,
       first.as_of, first.expires_at, first.summary, first.evidence, first.occurred_at as created_at,
       e.as_of as state_as_of, e.occurred_at as changed_at
  from retraining_event e
  join retraining_event first on first.request_id = e.request_id and first.state = 'REQUESTED'
 order by e.request_id, e.id desc;

-- What other systems are to be told. Never updated.
create table outbox (
  id          bigint generated always as identity primary key,
  -- retraining.requested, alarm.raised, alarm.cleared, ...
  type        text not null,
  model_id    int not null references model,
  environment text not null,
  payload     jsonb not null,
  expires_at  timestamptz,
  writer      text not null,
  created_at  timestamptz not null default now()
);
create index outbox_by_time on outbox (created_at);

update halflife_schema set version = 5, oldest_supported = 5;
