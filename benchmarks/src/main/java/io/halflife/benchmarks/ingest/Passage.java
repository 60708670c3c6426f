// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.ingest;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a stretch of sending gave and took.
 *
 * @param collectorMicros processor time of the collector per row; NaN where it has no part
 * @param postgresMicros processor time of all Postgres processes per row
 * @param walBytes per row
 * @param fullPageImages in the WAL, of the whole stretch
 * @param p50 from the request to its answer, milliseconds
 * @param stall the slowest answer of a door that does nothing, milliseconds
 */
record Passage(
        double rowsPerSecond,
        double collectorMicros,
        double postgresMicros,
        double walBytes,
        double fullPageImages,
        double p50,
        double p99,
        double stall) {

    /** Each figure's median; of stalls the longest. */
    static Passage median(List<Passage> all) {
        return new Passage(
                median(all, Passage::rowsPerSecond),
                median(all, Passage::collectorMicros),
                median(all, Passage::postgresMicros),
                median(all, Passage::walBytes),
                median(all, Passage::fullPageImages),
                median(all, Passage::p50),
                median(all, Passage::p99),
                all.stream().mapToDouble(Passage::stall).max().orElse(Double.NaN));
    }

    private static double median(List<Passage> all, ToDoubleFunction<Passage> figure) {
        double[] sorted = all.stream().mapToDouble(figure).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    double cpuMicros() {
        return collectorMicros + postgresMicros;
    }
}
