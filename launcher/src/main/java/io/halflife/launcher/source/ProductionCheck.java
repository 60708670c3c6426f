// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.source;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * The rules about production as a whole: it has rows, in order of time, and no prediction twice. A
 * prediction is known by id and time, so only rows of one instant need comparing.
 */
final class ProductionCheck {

    private final String file;
    private final Problems problems;
    private final WindowCutter cutter;
    private final Set<String> idsOfInstant = new HashSet<>();
    private long rows;
    private long labels;
    private Instant first;
    private Instant last;
    private Instant lastLabel;

    ProductionCheck(String file, Problems problems, WindowCutter cutter) {
        this.file = file;
        this.problems = problems;
        this.cutter = cutter;
    }

    void add(long line, Row row) {
        rows++;
        if (last != null && row.time().isBefore(last)) {
            problems.add(
                    RowRules.at(file, line, RowReader.TIMESTAMP)
                            + row.time()
                            + " lies before the row above ("
                            + last
                            + "); rows must be in order of time");
            return;
        }
        if (!row.time().equals(last)) {
            idsOfInstant.clear();
        }
        if (!idsOfInstant.add(row.id())) {
            problems.add(RowRules.repeated(file, line, row.id()));
        }
        first = first == null ? row.time() : first;
        last = row.time();
        cutter.add(row.time())
                .map(rule -> RowRules.at(file, line, RowReader.TIMESTAMP) + rule)
                .ifPresent(problems::add);
        row.truthIfAny().ifPresent(this::label);
    }

    private void label(Row.Truth truth) {
        labels++;
        if (lastLabel == null || truth.knownAt().isAfter(lastLabel)) {
            lastLabel = truth.knownAt();
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

    ProductionSpan span() {
        return new ProductionSpan(
                rows, labels, first, last, lastLabel, cutter.spec(), cutter.windows());
    }
}
