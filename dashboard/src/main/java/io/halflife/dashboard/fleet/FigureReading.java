// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.fleet;

import io.halflife.dashboard.fleet.Standing.Figures;
import io.halflife.dashboard.page.ModelHeads;
import io.halflife.dashboard.page.PerformanceWords;
import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.storage.latency.LatencyStep;
import io.halflife.storage.pages.ColumnCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Makes the figures of what was found: those that a row of the fleet page shows. */
final class FigureReading {

    private static final double SECONDS_PER_DAY = 86_400;

    private FigureReading() {}

    static Figures of(Findings found) {
        ColumnCounts columns = found.columns();
        Optional<PerformanceValue> newest = PerformanceWords.newest(found.performance());
        LatencyStep latency = found.latency();
        boolean measured = latency != null && !latency.isEmpty();
        return new Figures(
                ModelHeads.mark(columns, found.latest().run()),
                columns == null ? 0 : columns.columns(),
                columns == null ? 0 : columns.alarm(),
                columns == null ? 0 : columns.watch(),
                columns == null ? 0 : columns.inconclusive(),
                found.metric(),
                newest.map(PerformanceValue::value).orElse(Double.NaN),
                found.threshold(),
                newest.map(PerformanceValue::labelled).orElse(0L),
                halfLife(found.fit()),
                crossing(found.fit(), found.latest().run().asOf()),
                columns == null ? -1 : columns.predictions(),
                measured ? latency.quantile(0.99) : Double.NaN,
                measured ? latency.responses().errorRatio() : Double.NaN);
    }

    private static double halfLife(DecayFit fit) {
        return PerformanceWords.refusal(fit).isEmpty()
                ? fit.halfLife().orElse(Double.NaN)
                : Double.NaN;
    }

    private static double crossing(DecayFit fit, Instant asOf) {
        if (fit == null || fit.status() != DecayFit.Status.OK) {
            return Double.NaN;
        }
        return fit.crossingIfAny()
                .map(c -> Duration.between(asOf, c.at()).toSeconds() / SECONDS_PER_DAY)
                .orElse(Double.NaN);
    }
}
