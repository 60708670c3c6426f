// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.analysis;

import java.sql.SQLException;

/** The analyzer's benchmark, part by part; each part has a Postgres of its own. */
public final class AnalysisReport {

    private static final int MODEL_ROUNDS_MAX = 3;

    private final String python;
    private final int rounds;

    private final boolean evidently;

    /**
     * A report.
     *
     * @param python an interpreter that has scipy, pandas, psycopg2 and evidently
     * @param rounds of each race
     * @param evidently whether it runs too, which takes minutes
     */
    public AnalysisReport(String python, int rounds, boolean evidently) {
        this.python = python;
        this.rounds = rounds;
        this.evidently = evidently;
    }

    /**
     * Runs and prints.
     *
     * @param part rows, hourly, wide, models, large, cold or all
     */
    public void print(String part) throws SQLException, InterruptedException {
        boolean all = "all".equals(part);
        Goals goals = new Goals();
        if (all || "rows".equals(part)) {
            new RowsRace(python, rounds, evidently, goals).print();
        }
        if (all || "hourly".equals(part)) {
            Sizes.hourly(rounds, goals);
        }
        if (all || "wide".equals(part)) {
            Sizes.wide();
        }
        if (all || "models".equals(part)) {
            Sizes.models(Math.min(rounds, MODEL_ROUNDS_MAX));
        }
        if (all || "large".equals(part)) {
            Sizes.large(goals);
        }
        if (all || "cold".equals(part)) {
            ColdStart.print(2 * rounds, goals);
        }
        goals.print();
    }
}
