-- References that are not rows: profiles that the caller computed, stretches of production.

update halflife_schema set version = 10;
