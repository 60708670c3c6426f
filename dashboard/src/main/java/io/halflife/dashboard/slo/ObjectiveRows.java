// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.slo;

import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.StateMark;
import io.halflife.dashboard.slo.SloPage.Burn;
import io.halflife.dashboard.slo.SloPage.ObjectiveRow;
import io.halflife.monitor.policy.ServiceLevelObjective;
import io.halflife.monitor.policy.ServiceLevelObjective.Kind;
import io.halflife.monitor.window.Window;
import io.halflife.statistics.slo.BurnAlarm;
import io.halflife.statistics.slo.Objective;
import io.halflife.statistics.slo.Requests;
import io.halflife.storage.latency.LatencyReader;
import io.halflife.storage.latency.LatencyStep;
import io.halflife.storage.results.VersionScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Each objective with what was achieved, its budget and its burn rates, all of windows that end at
 * one moment. The rules are those of {@link BurnAlarm#USUAL}, which the alert rules follow.
 */
final class ObjectiveRows {

    private static final double PERCENT = 100;

    private final LatencyReader latencies;

    ObjectiveRows(LatencyReader latencies) {
        this.latencies = latencies;
    }

    /** Three queries, whatever the number of objectives. Blocking. */
    List<ObjectiveRow> of(
            VersionScope scope, List<ServiceLevelObjective> objectives, Instant asOf) {
        List<Window> windows = new ArrayList<>();
        for (ServiceLevelObjective objective : objectives) {
            windows.add(until(asOf, objective.window()));
            for (BurnAlarm alarm : BurnAlarm.USUAL) {
                windows.add(until(asOf, alarm.longWindow()));
                windows.add(until(asOf, alarm.shortWindow()));
            }
        }
        List<LatencyStep> steps = latencies.of(scope, windows);
        int each = 1 + 2 * BurnAlarm.USUAL.size();
        List<ObjectiveRow> rows = new ArrayList<>();
        for (int i = 0; i < objectives.size(); i++) {
            rows.add(row(objectives.get(i), steps.subList(i * each, (i + 1) * each)));
        }
        return rows;
    }

    private static Window until(Instant asOf, Duration length) {
        return new Window(asOf.minus(length), asOf);
    }

    /** The objective's period first, then a long and a short window for each alarm. */
    private static ObjectiveRow row(ServiceLevelObjective slo, List<LatencyStep> steps) {
        Objective objective = new Objective(slo.objective(), slo.window());
        Requests all = requests(slo, steps.get(0));
        List<Burn> burns = new ArrayList<>();
        for (int i = 0; i < BurnAlarm.USUAL.size(); i++) {
            burns.add(
                    burn(
                            BurnAlarm.USUAL.get(i),
                            objective,
                            requests(slo, steps.get(1 + 2 * i)),
                            requests(slo, steps.get(2 + 2 * i))));
        }
        double left = objective.budgetRemaining(all).orElse(Double.NaN);
        StateMark mark = mark(all, left, burns);
        return new ObjectiveRow(
                words(slo),
                mark,
                percent(1 - all.badShare().orElse(Double.NaN), 3),
                Figures.count(all.total()),
                percent(left, 1),
                burns,
                why(slo, all, mark, burns));
    }

    /** What the objective counts: answers that failed, or latencies above the limit. */
    static Requests requests(ServiceLevelObjective slo, LatencyStep step) {
        if (slo.kind() == Kind.AVAILABILITY) {
            return new Requests(step.responses().total(), step.responses().failed());
        }
        double within = step.shareWithin(slo.thresholdSeconds());
        long good = Double.isNaN(within) ? 0 : Math.round(within * step.count());
        return new Requests(step.count(), step.count() - good);
    }

    private static Burn burn(
            BurnAlarm alarm, Objective objective, Requests longOnes, Requests shortOnes) {
        boolean pages = !alarm.equals(BurnAlarm.TICKET);
        return new Burn(
                words(alarm.longWindow()) + " and " + words(alarm.shortWindow()),
                rate(objective, longOnes) + " and " + rate(objective, shortOnes),
                (pages ? "pages" : "ticket")
                        + " above "
                        + Figures.number(alarm.threshold(objective), 1)
                        + " in both, from "
                        + alarm.badMin()
                        + " bad on",
                alarm.fires(objective, longOnes, shortOnes));
    }

    private static String rate(Objective objective, Requests requests) {
        return Figures.number(objective.burnRate(requests).orElse(Double.NaN), 1);
    }

    private static StateMark mark(Requests all, double left, List<Burn> burns) {
        if (all.total() == 0) {
            return StateMark.INCONCLUSIVE;
        }
        boolean pages = burns.subList(0, burns.size() - 1).stream().anyMatch(Burn::fires);
        if (pages || left < 0) {
            return StateMark.ALARM;
        }
        return burns.get(burns.size() - 1).fires() ? StateMark.WATCH : StateMark.CLEAR;
    }

    private static String why(
            ServiceLevelObjective slo, Requests all, StateMark mark, List<Burn> burns) {
        if (mark == StateMark.INCONCLUSIVE) {
            return slo.kind() == Kind.AVAILABILITY
                    ? "no answers were counted: send latency summaries with responses"
                    : "no latency was measured";
        }
        if (burns.stream().anyMatch(Burn::fires)) {
            return "the budget goes too fast";
        }
        String bad = Figures.count(all.bad()) + " bad of " + Figures.count(all.total());
        return mark == StateMark.ALARM ? "the budget is spent, " + bad : bad;
    }

    private static String words(ServiceLevelObjective slo) {
        String share = percent(slo.objective(), decimals(slo.objective()));
        return slo.kind() == Kind.AVAILABILITY
                ? share + " of answers without failure"
                : share + " within " + Figures.number(1000 * slo.thresholdSeconds(), 0) + " ms";
    }

    /** 99.9 % needs one decimal, 99.99 % two. */
    private static int decimals(double objective) {
        int decimals = 0;
        double percent = PERCENT * objective;
        while (decimals < 4 && Math.abs(percent - Math.round(percent)) > 1e-9) {
            percent *= 10;
            decimals++;
        }
        return decimals;
    }

    /** "30 days", "6 h", "5 min". */
    static String words(Duration length) {
        if (length.toDays() >= 1) {
            return Figures.counted(length.toDays(), "day");
        }
        return length.toHours() >= 1 ? length.toHours() + " h" : length.toMinutes() + " min";
    }

    private static String percent(double share, int decimals) {
        return Double.isFinite(share)
                ? Figures.number(PERCENT * share, decimals) + " %"
                : Figures.NONE;
    }
}
