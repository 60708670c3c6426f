// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.fleet;

import io.halflife.dashboard.fleet.Standing.Budget;
import io.halflife.dashboard.fleet.Standing.Figures;
import io.halflife.dashboard.page.StateMark;
import io.halflife.storage.pages.FleetScan.Run;
import io.halflife.storage.pages.LastRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What the fleet can be sorted by: one for each column of its page. */
public enum FleetSort {
    MODEL(false),
    /** Worst is largest. */
    STATE(true),
    /** Columns in alarm, then those on watch. */
    DRIFT(true),
    PERFORMANCE(false),
    HALF_LIFE(false),
    THRESHOLD(false),
    PREDICTIONS(true),
    LATENCY(true),
    BUDGET(false),
    AS_OF(true),
    /** The newest open call first. */
    REQUEST(true);

    private static final double WATCHED_A_COLUMN_IN_ALARM = 100_000;

    private final boolean largestFirst;

    FleetSort(boolean largestFirst) {
        this.largestFirst = largestFirst;
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
        return switch (this) {
            case MODEL -> Double.NaN;
            case STATE -> severity(standing.mark());
            case DRIFT -> figure(standing, FleetSort::drift);
            case PERFORMANCE -> figure(standing, Figures::performance);
            case HALF_LIFE -> figure(standing, Figures::halfLifeDays);
            case THRESHOLD -> figure(standing, Figures::crossingDays);
            case PREDICTIONS -> figure(standing, FleetSort::predictions);
            case LATENCY -> figure(standing, Figures::p99Seconds);
            case BUDGET -> standing.budget().map(Budget::left).orElse(Double.NaN);
            case AS_OF -> epoch(standing.entry().run().map(Run::asOf));
            case REQUEST -> epoch(standing.request().map(LastRequest::asOf));
        };
    }

    private static int severity(StateMark mark) {
        return switch (mark) {
            case ALARM -> 3;
            case WATCH -> 2;
            case CLEAR -> 1;
            case INCONCLUSIVE -> 0;
        };
    }

    private static double drift(Figures figures) {
        return figures.columns() == 0
                ? Double.NaN
                : figures.alarm() + figures.watch() / WATCHED_A_COLUMN_IN_ALARM;
    }

    private static double predictions(Figures figures) {
        return figures.predictions() < 0 ? Double.NaN : figures.predictions();
    }

    private static double figure(Standing standing, ToDoubleFunction<Figures> of) {
        Optional<Figures> figures = standing.figures();
        return figures.isEmpty() ? Double.NaN : of.applyAsDouble(figures.get());
    }

    private static double epoch(Optional<Instant> at) {
        return at.map(instant -> (double) instant.toEpochMilli()).orElse(Double.NaN);
    }
}
