-- How far a run of many windows has come, so that a later run goes on from there.

update halflife_schema set version = 15;
