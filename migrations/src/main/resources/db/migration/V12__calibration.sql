-- What a reference's own windows say about each column: calibrated effects, design effects, seasons.

update halflife_schema set version = 12;
