// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.analysis;

import java.sql.SQLException;

/** The analyzer's benchmark, part by part; each part has a Postgres of its own. */
public final class AnalysisReport {

    private final String python;
    private final int rounds;

    public AnalysisReport(String python, int rounds) {
        this.python = python;
        this.rounds = rounds;
    }

    /**
     * Runs and prints.
     *
     * @param part rows, hourly, wide, large, cold or all
     */
    public void print(String part) throws SQLException, InterruptedException {
        boolean all = "all".equals(part);
        if (all || "rows".equals(part)) {
            new RowsRace(python, rounds).print();
        }
        if (all || "hourly".equals(part)) {
            Sizes.hourly(rounds);
        }
        if (all || "wide".equals(part)) {
            Sizes.wide();
        }
        if (all || "large".equals(part)) {
            Sizes.large();
        }
        if (all || "cold".equals(part)) {
            Sizes.cold(2 * rounds);
        }
    }
}
