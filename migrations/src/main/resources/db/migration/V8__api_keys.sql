-- The keys with which programs come in. Made, replaced and revoked by ./halflife keys alone; the
-- services read them. Never the secret: only its HMAC under a key that the database does not have.

create table api_key (
  id                  text primary key check (id ~ '^[0-9A-Za-z]{12}$'),
  -- who it was given to
  name                text not null check (name <> ''),
  secret_hash         bytea not null check (length(secret_hash) = 32),
  scopes              text[] not null check (cardinality(scopes) > 0),
  -- empty: all
  models              text[] not null,
  auto_register       boolean not null,
  -- the addresses it may be used from; null: all
  cidr                text,
  -- null: the installation's
  requests_per_second int check (requests_per_second > 0),
  requests_burst      int check (requests_burst > 0),
  items_per_second    int check (items_per_second > 0),
  items_burst         int check (items_burst > 0),
  created_at          timestamptz not null default now(),
  expires_at          timestamptz not null,
  -- in the future: it was replaced and ends then
  revoked_at          timestamptz,
  -- the key that it replaces
  replaces            text references api_key,
  check (expires_at > created_at)
);
create index api_key_by_creation on api_key (created_at, id);

-- Written by the collector, lazily: the minute in which it last saw the key.
create table api_key_use (
  key_id       text primary key references api_key,
  last_used_at timestamptz not null
);

-- The same, written by the dashboard: one writer per table.
create table api_key_read (
  key_id       text primary key references api_key,
  last_used_at timestamptz not null
);

update halflife_schema set version = 8;
