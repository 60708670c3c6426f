// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.performance;

import io.halflife.dashboard.page.Fact;
import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.PerformanceWords;
import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.decay.DecayFit.Interval;
import io.halflife.monitor.decay.PerformanceDirections;
import io.halflife.monitor.performance.PerformanceValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the fit of M(t) = floor + (M₀ − floor)·e^(−λt) says, and what it refuses to say. */
final class FitFacts {

    private static final int RATE_DECIMALS = 5;

    private final PerformanceHistory history;
    private final DecayFit fit;
    private final Instant asOf;

    FitFacts(PerformanceHistory history, Instant asOf) {
        this.history = history;
        this.fit = history.fit();
        this.asOf = asOf;
    }

    List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Fit", quality()));
        if (fit != null && Double.isFinite(fit.ratePerDay())) {
            addFigures(facts);
        }
        facts.add(new Fact("The literal rule, value below threshold", literal()));
        return facts;
    }

    private String quality() {
        if (fit == null) {
            return "none was made of " + Figures.metric(history.metric());
        }
        String windows = Figures.counted(fit.windows(), "mature window");
        return switch (fit.status()) {
            case OK -> "good, " + windows + dispersion();
            case POOR -> "poor, " + windows + dispersion() + ": " + fit.reason();
            case INSUFFICIENT_DATA, DEGENERATE -> "refused, " + windows + ": " + fit.reason();
        };
    }

    private String dispersion() {
        return Double.isFinite(fit.dispersion())
                ? ", scatter "
                        + Figures.number(fit.dispersion(), 2)
                        + " × what sampling explains (φ)"
                : "";
    }

    private void addFigures(List<Fact> facts) {
        facts.add(new Fact("Rate λ", rate()));
        facts.add(new Fact(Figures.capital(PerformanceWords.halving(fit.metric())), halfLife()));
        facts.add(new Fact("Meets the threshold", crossing()));
        facts.add(
                new Fact(
                        "Trend, one-sided",
                        "p " + Figures.p(fit.slopeP()) + ", no decay is the hypothesis"));
        facts.add(new Fact("From the first window", origin(fit.t0(), fit.initial())));
        if (fit.exposure() != null) {
            DecayFit.Origin origin = fit.exposure();
            facts.add(
                    new Fact(
                            "Exposure, since put to work",
                            origin(origin.start(), origin.initial())));
        }
        if (fit.age() != null) {
            DecayFit.Origin origin = fit.age();
            facts.add(
                    new Fact(
                            "Age, since its data ended", origin(origin.start(), origin.initial())));
        }
    }

    private String rate() {
        Interval interval = fit.rateInterval();
        String between =
                interval == null || !Double.isFinite(interval.low())
                        ? ""
                        : ", 95 % interval "
                                + Figures.number(interval.low(), RATE_DECIMALS)
                                + " to "
                                + Figures.number(interval.high(), RATE_DECIMALS);
        return Figures.number(fit.ratePerDay(), RATE_DECIMALS) + " per day" + between;
    }

    private String halfLife() {
        if (fit.halfLife().isEmpty()) {
            return "none: the fit is not getting worse";
        }
        String interval = PerformanceWords.days(fit.halfLifeInterval());
        return Figures.number(fit.halfLife().get(), 0)
                + " days"
                + (interval.isEmpty() ? "" : ", 95 % interval " + interval);
    }

    private String crossing() {
        if (fit.crossingIfAny().isEmpty()) {
            return "no date can be named";
        }
        DecayFit.Crossing crossing = fit.crossingIfAny().get();
        return Figures.number(crossing.threshold(), 3)
                + " on "
                + Figures.day(crossing.at())
                + ", 95 % interval "
                + PerformanceWords.dates(crossing)
                + (fit.status() == DecayFit.Status.OK ? "" : "; not acted on, the fit is poor");
    }

    private String origin(Instant start, double initial) {
        long days = Math.max(0, Duration.between(start, asOf).toDays());
        return Figures.day(start)
                + ", "
                + Figures.counted(days, "day")
                + " ago"
                + (Double.isFinite(initial)
                        ? "; M₀ there " + Figures.number(initial, PerformanceWords.DECIMALS)
                        : "");
    }

    /** One bad window is enough for the literal rule; ours wants evidence. */
    private String literal() {
        if (!Double.isFinite(history.threshold())) {
            return "not judged: there is no threshold";
        }
        List<PerformanceValue> judged =
                history.measured().stream()
                        .filter(v -> v.mature() && Double.isFinite(v.value()))
                        .toList();
        List<PerformanceValue> beyond = judged.stream().filter(this::isBeyond).toList();
        String of = " of " + Figures.counted(judged.size(), "mature window") + " of this period";
        return beyond.isEmpty()
                ? "would not have fired in any" + of
                : "would have fired in "
                        + Figures.count(beyond.size())
                        + of
                        + ", first in "
                        + beyond.get(0).label();
    }

    private boolean isBeyond(PerformanceValue value) {
        return PerformanceDirections.isBeyond(history.metric(), value.value(), history.threshold());
    }
}
