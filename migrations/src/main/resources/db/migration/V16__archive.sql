-- Which stretches of raw rows lie in an archive.

update halflife_schema set version = 16;
