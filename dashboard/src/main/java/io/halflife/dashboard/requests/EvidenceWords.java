// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.requests;

import io.halflife.dashboard.page.Fact;
import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.requests.RequestPage.Evidence;
import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.decay.PerformanceDirections;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The figures that a request rests on, each with of how many it is. */
final class EvidenceWords {

    private static final String WHOLE_RANGE = "all";

    private final TreeMap<String, Double> rest;
    private final String metric;

    /**
     * Evidence as it was stored.
     *
     * @param metric the one that decides
     */
    EvidenceWords(Map<String, Double> evidence, String metric) {
        this.rest = new TreeMap<>(evidence);
        this.metric = metric;
    }

    /** Performance, then forecast, then drift, then whatever else there is. */
    List<Evidence> groups(List<DecayFit> fits, List<Fact> driftThen) {
        List<Evidence> groups = new ArrayList<>();
        add(groups, "Performance, " + Figures.metric(metric), performance());
        add(groups, "Forecast", forecast(fits));
        List<Fact> drift = drift();
        drift.addAll(driftThen);
        add(groups, "Drift", drift);
        rest.remove("seed_raw_trigger");
        List<Fact> others = new ArrayList<>();
        rest.forEach((name, value) -> others.add(new Fact(name, number(value))));
        add(groups, "Further figures", others);
        return groups;
    }

    private static void add(List<Evidence> groups, String title, List<Fact> facts) {
        if (!facts.isEmpty()) {
            groups.add(new Evidence(title, facts));
        }
    }

    private List<Fact> performance() {
        List<Fact> facts = new ArrayList<>();
        take("threshold").ifPresent(v -> facts.add(new Fact("Threshold", number(v))));
        Optional<Double> bound = take("level_bound");
        Optional<Double> windows = take("windows");
        take("level")
                .ifPresent(
                        v ->
                                facts.add(
                                        new Fact(
                                                "Level of the fit",
                                                number(v)
                                                        + bounded(bound, "95 %")
                                                        + of(windows, "window"))));
        Optional<Double> recentBound = take("recent_bound");
        Optional<Double> recentLabelled = take("recent_labelled");
        take("recent")
                .ifPresent(
                        v ->
                                facts.add(
                                        new Fact(
                                                "Last five windows",
                                                number(v)
                                                        + bounded(recentBound, "99 %")
                                                        + of(recentLabelled, "label"))));
        Optional<Double> labelled = take("last_labelled");
        take("last_value")
                .ifPresent(
                        v -> facts.add(new Fact("Last window", number(v) + of(labelled, "label"))));
        return facts;
    }

    private List<Fact> forecast(List<DecayFit> fits) {
        List<Fact> facts = new ArrayList<>();
        fits.stream()
                .filter(fit -> fit.metric().equals(metric) && fit.range().equals(WHOLE_RANGE))
                .findFirst()
                .ifPresent(fit -> facts.addAll(fitted(fit)));
        take("slope_p").ifPresent(p -> facts.add(new Fact("p of the trend", Figures.p(p))));
        take("forecast_streak")
                .ifPresent(
                        v ->
                                facts.add(
                                        new Fact(
                                                "Forecast in a row",
                                                Figures.counted(Math.round(v), "evaluation"))));
        return facts;
    }

    private static List<Fact> fitted(DecayFit fit) {
        List<Fact> facts = new ArrayList<>();
        String name =
                PerformanceDirections.lowerIsBetter(fit.metric()) ? "Doubling time" : "Half-life";
        fit.halfLife()
                .ifPresent(
                        days ->
                                facts.add(
                                        new Fact(
                                                name,
                                                Figures.number(days, 0)
                                                        + " days"
                                                        + interval(fit.halfLifeInterval())
                                                        + ", "
                                                        + Figures.counted(
                                                                fit.windows(), "window"))));
        fit.crossingIfAny().ifPresent(c -> facts.add(new Fact("Crossing", crossing(c))));
        return facts;
    }

    private static String interval(DecayFit.Interval days) {
        if (days == null || Double.isNaN(days.low()) || Double.isNaN(days.high())) {
            return "";
        }
        String high = Double.isInfinite(days.high()) ? "never" : Figures.number(days.high(), 0);
        return " (95 % interval " + Figures.number(days.low(), 0) + " to " + high + ")";
    }

    private static String crossing(DecayFit.Crossing crossing) {
        return "of "
                + number(crossing.threshold())
                + " on "
                + Figures.day(crossing.at())
                + " (95 % interval "
                + Figures.day(crossing.low())
                + " to "
                + (crossing.high() == null ? "never" : Figures.day(crossing.high()))
                + ")";
    }

    private List<Fact> drift() {
        List<Fact> facts = new ArrayList<>();
        Optional<Double> features = take("features");
        take("features_in_alarm")
                .ifPresent(
                        v ->
                                facts.add(
                                        new Fact(
                                                "Features in alarm",
                                                Figures.count(Math.round(v))
                                                        + features.map(
                                                                        n ->
                                                                                " of "
                                                                                        + Figures
                                                                                                .count(
                                                                                                        Math
                                                                                                                .round(
                                                                                                                        n)))
                                                                .orElse(""))));
        take("critical_in_alarm")
                .ifPresent(
                        v ->
                                facts.add(
                                        new Fact(
                                                "Critical ones in alarm",
                                                Figures.count(Math.round(v)))));
        return facts;
    }

    private Optional<Double> take(String name) {
        return Optional.ofNullable(rest.remove(name));
    }

    private static String number(double value) {
        return Figures.number(value, 4);
    }

    private static String bounded(Optional<Double> bound, String level) {
        return bound.map(v -> " (" + level + " bound " + number(v) + ")").orElse("");
    }

    private static String of(Optional<Double> count, String unit) {
        return count.map(n -> ", " + Figures.counted(Math.round(n), unit)).orElse("");
    }
}
