-- Results of segments: the rows of a window that share a tag's or a feature's value.

update halflife_schema set version = 14;
