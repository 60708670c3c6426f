-- Periods that people set: muted ones raise no alarm, excluded ones enter neither references nor fits.

update halflife_schema set version = 13;
