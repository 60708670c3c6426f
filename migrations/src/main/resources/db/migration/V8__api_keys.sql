-- The keys with which programs come in.

update halflife_schema set version = 8;
