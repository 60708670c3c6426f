// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.declared;

import io.halflife.monitor.reference.DeclaredNumbers;
import io.halflife.storage.json.JsonFields;
import java.util.OptionalLong;

/** How many values a column has and how many are missing: together as many as the rows. */
record ColumnCounts(long count, long missing) {

    static final String INCONSISTENT = "inconsistent_summary";

    /**
     * Reads {@code count} and {@code missing}; either may be left out.
     *
     * @param rows 0 when they were refused already: then nothing is compared with them
     * @param counted what other fields of the column add up to; empty when none does
     */
    static ColumnCounts read(JsonFields fields, long rows, OptionalLong counted) {
        OptionalLong count = fields.integer("count", 0, DeclaredNumbers.COUNT_MAX);
        OptionalLong missing = fields.integer("missing", 0, DeclaredNumbers.COUNT_MAX);
        if (count.isPresent() && counted.isPresent() && count.getAsLong() != counted.getAsLong()) {
            fields.refuse(
                    "count",
                    INCONSISTENT,
                    "is "
                            + count.getAsLong()
                            + ", but the counts add up to "
                            + counted.getAsLong());
        }
        long present = count.orElse(counted.orElse(Math.max(0, rows - missing.orElse(0))));
        long absent = missing.orElse(Math.max(0, rows - present));
        if (rows > 0 && present + absent != rows) {
            fields.refuse(
                    missing.isPresent() ? "missing" : "count",
                    INCONSISTENT,
                    present + " values and " + absent + " missing are not " + rows + " rows");
        }
        return new ColumnCounts(present, absent);
    }
}
