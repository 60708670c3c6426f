-- Metrics that the caller computed.

update halflife_schema set version = 11;
