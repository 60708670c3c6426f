-- A time zone by its name of the tz database, or null where this database does not know it. The
-- view pg_timezone_names reads all files of zones for one answer. Names without a slash may be
-- abbreviations, which stand for one offset all the year, or offsets with their sign turned.
create function halflife_zone(zone text) returns text language plpgsql stable strict as $$
begin
  if zone !~ '^[A-Za-z_]+(/[A-Za-z0-9_+-]+)+$' then
    return null;
  end if;
  perform now() at time zone zone;
  return zone;
exception when invalid_parameter_value then
  return null;
end $$;

update halflife_schema set version = 21;
