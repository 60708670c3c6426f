// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.source;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** The rules about the reference as a whole: it has rows, and no id twice. */
final class ReferenceCheck {

    private final String file;
    private final Problems problems;
    private final Set<String> ids = new HashSet<>();
    private long rows;
    private Instant latest;

    ReferenceCheck(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    void add(long line, Row row) {
        rows++;
        if (!ids.add(row.id())) {
            problems.add(RowRules.repeated(file, line, row.id()));
        }
        if (row.time() != null && (latest == null || row.time().isAfter(latest))) {
            latest = row.time();
        }
    }

    /**
     * After the last row.
     *
     * @param stated how many rows the schema says; -1 when it does not say
     */
    void end(long stated) {
        if (problems.isEmpty()) {
            RowRules.count(file, rows, stated).ifPresent(problems::add);
        }
    }

    long rows() {
        return rows;
    }

    Instant latest() {
        return latest;
    }
}
