-- The role that Grafana's panels read with: only what they show, never for long, and nothing is
-- written. Run by docker-compose.yml after the migrations, and by hand elsewhere; may be repeated.
-- The password is set beside it.
do $$
begin
  if not exists (select from pg_roles where rolname = 'halflife_reader') then
    create role halflife_reader login connection limit 10;
  end if;
end $$;
alter role halflife_reader set statement_timeout = '10s';
alter role halflife_reader set default_transaction_read_only = on;
grant usage on schema public to halflife_reader;
grant select on model, model_version, deployment, analysis_run, drift_verdict, performance_window,
  decay_fit, latency_delta, latency_summary to halflife_reader;
