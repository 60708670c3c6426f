-- What is kept for how long, and what outlives a row that is dropped.

alter table ingest_reject add column excerpt text;

update halflife_schema set version = 9;
