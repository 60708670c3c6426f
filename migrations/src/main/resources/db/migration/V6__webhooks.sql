-- Where the outbox goes: endpoints that people register, what was sent to each, and how it went.
-- One writer per table. What belongs to an outbox row goes with it.

-- Written by the dashboard. A deleted endpoint stays as the name of its deliveries, without secrets.
create table webhook_endpoint (
  id              text primary key,
  url             text not null,
  -- empty: all
  types           text[] not null,
  models          text[] not null,
  description     text not null,
  -- the names of the static headers; their values are secrets and stand sealed beside them
  header_names    text[] not null,
  headers         bytea not null,
  secret          bytea not null,
  previous_secret bytea,
  -- until then both secrets sign
  previous_until  timestamptz,
  active          boolean not null default true,
  -- an endpoint that was shut off before this moment is on again
  activated_at    timestamptz not null default now(),
  created_by      text not null,
  created_at      timestamptz not null default now(),
  deleted_at      timestamptz
);

-- Written by retraining: an endpoint that said it is gone.
create table webhook_shutoff (
  endpoint_id text primary key references webhook_endpoint,
  shut_at     timestamptz not null,
  reason      text not null
);

-- Written by the dashboard, never updated: a person wants a message again, or an endpoint tried.
create table webhook_command (
  id          bigint generated always as identity primary key,
  kind        text not null check (kind in ('replay', 'test')),
  endpoint_id text not null references webhook_endpoint,
  message_id  text,
  actor       text not null,
  created_at  timestamptz not null default now(),
  check ((kind = 'replay') = (message_id is not null))
);
create index webhook_command_by_message on webhook_command (message_id) where kind = 'replay';

-- Written by retraining: the outbox row was held against the endpoints of that moment.
create table webhook_match (
  outbox_id  bigint primary key references outbox on delete cascade,
  matched_at timestamptz not null
);

-- Written by retraining: one message on its way to one endpoint.
create table webhook_delivery (
  -- the webhook-id, the same for every attempt
  message_id       text primary key,
  endpoint_id      text not null references webhook_endpoint,
  outbox_id        bigint references outbox on delete cascade,
  -- of a trial
  command_id       bigint unique references webhook_command,
  type             text not null,
  -- of retraining.* messages
  request_id       text,
  state            text not null check (state in ('PENDING', 'DELIVERED', 'DEAD')),
  -- why it is DEAD
  reason           text,
  expires_at       timestamptz,
  attempts         int not null default 0,
  -- since the message was made or last replayed: the schedule counts from here
  round_attempts   int not null default 0,
  round_started_at timestamptz,
  replay_command   bigint not null default 0,
  next_attempt_at  timestamptz not null,
  locked_until     timestamptz,
  first_attempt_at timestamptz,
  last_status      int,
  last_error       text,
  -- the first success
  delivered_at     timestamptz,
  created_at       timestamptz not null,
  unique (outbox_id, endpoint_id),
  check (num_nonnulls(outbox_id, command_id) = 1)
);
create index webhook_delivery_due on webhook_delivery (endpoint_id, next_attempt_at) where state = 'PENDING';
create index webhook_delivery_by_endpoint on webhook_delivery (endpoint_id, message_id);
create index webhook_delivery_by_request on webhook_delivery (request_id) where request_id is not null;

-- Written by retraining. under_way without a lease is lost: the process died, nobody knows what the
-- receiver got.
create table webhook_attempt (
  message_id  text not null references webhook_delivery on delete cascade,
  number      int not null,
  started_at  timestamptz not null,
  outcome     text not null default 'under_way'
    check (outcome in ('under_way', 'lost', 'delivered', 'refused', 'redirected', 'gone', 'timed_out',
                       'unreachable', 'address_refused', 'unusable')),
  seconds     float8,
  status      int,
  error       text,
  -- at most 1 KiB of the answer, without what looks like a secret
  response    text,
  primary key (message_id, number)
);

update halflife_schema set version = 6, oldest_supported = 5;
