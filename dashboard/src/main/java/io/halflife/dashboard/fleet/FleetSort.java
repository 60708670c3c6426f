// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.fleet;

import io.halflife.dashboard.fleet.Standing.Budget;
import io.halflife.dashboard.fleet.Standing.Figures;
import io.halflife.storage.pages.FleetScan.Run;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What the fleet can be sorted by: one for each column of its page. */
public enum FleetSort {
    MODEL(false, standing -> Double.NaN),
    /** Worst is largest. */
    STATE(true, standing -> -standing.mark().ordinal()),
    /** Columns in alarm, then those on watch. */
    DRIFT(true, figure(f -> f.columns() == 0 ? Double.NaN : f.alarm() + f.watch() / 100_000.0)),
    PERFORMANCE(false, figure(Figures::performance)),
    HALF_LIFE(false, figure(Figures::halfLifeDays)),
    THRESHOLD(false, figure(Figures::crossingDays)),
    PREDICTIONS(true, figure(f -> f.predictions() < 0 ? Double.NaN : f.predictions())),
    LATENCY(true, figure(Figures::p99Seconds)),
    BUDGET(false, standing -> standing.budget().map(Budget::left).orElse(Double.NaN)),
    AS_OF(
            true,
            standing ->
                    standing.entry()
                            .run()
                            .map(Run::asOf)
                            .map(at -> (double) at.toEpochMilli())
                            .orElse(Double.NaN)),
    /** The newest open call first. */
    REQUEST(
            true,
            standing ->
                    standing.request()
                            .map(r -> (double) r.asOf().toEpochMilli())
                            .orElse(Double.NaN));

    private final boolean largestFirst;
    private final ToDoubleFunction<Standing> key;

    FleetSort(boolean largestFirst, ToDoubleFunction<Standing> key) {
        this.largestFirst = largestFirst;
        this.key = key;
    }

    private static ToDoubleFunction<Standing> figure(ToDoubleFunction<Figures> of) {
        return standing ->
                standing.figures().isEmpty()
                        ? Double.NaN
                        : of.applyAsDouble(standing.figures().get());
    }

    /** As addresses name it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<FleetSort> of(String text) {
        return Arrays.stream(values()).filter(sort -> sort.text().equals(text)).findFirst();
    }

    /** The order in which one looks at it first. */
    public boolean largestFirst() {
        return largestFirst;
    }

    /** What is compared; NaN comes last in both orders. */
    double key(Standing standing) {
        return key.applyAsDouble(standing);
    }
}
