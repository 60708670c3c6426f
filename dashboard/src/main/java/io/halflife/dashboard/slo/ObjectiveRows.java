// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.slo;

import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.StateMark;
import io.halflife.dashboard.slo.SloPage.Burn;
import io.halflife.dashboard.slo.SloPage.ObjectiveRow;
import io.halflife.monitor.policy.ServiceLevelObjective;
import io.halflife.monitor.policy.ServiceLevelObjective.Kind;
import io.halflife.statistics.slo.BurnAlarm;
import io.halflife.statistics.slo.Requests;
import io.halflife.storage.latency.LatencyReader;
import io.halflife.storage.results.VersionScope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Each objective in words: what was achieved, its budget and its burn rates. */
final class ObjectiveRows {

    private static final double PERCENT = 100;

    private final LatencyReader latencies;

    ObjectiveRows(LatencyReader latencies) {
        this.latencies = latencies;
    }

    /** Three queries, whatever the number of objectives. Blocking. */
    List<ObjectiveRow> of(
            VersionScope scope, List<ServiceLevelObjective> objectives, Instant asOf) {
        return new ObjectiveReader(latencies)
                .of(scope, objectives, asOf).stream().map(ObjectiveRows::row).toList();
    }

    private static ObjectiveRow row(KeptObjective kept) {
        List<Burn> burns = kept.burns().stream().map(ObjectiveRows::burn).toList();
        Requests all = kept.all();
        StateMark mark = kept.mark();
        return new ObjectiveRow(
                words(kept.slo()),
                mark,
                percent(1 - all.badShare().orElse(Double.NaN), 3),
                Figures.count(all.total()),
                percent(kept.left(), 1),
                burns,
                why(kept.slo(), all, mark, burns));
    }

    private static Burn burn(KeptObjective.Burn burn) {
        BurnAlarm alarm = burn.alarm();
        boolean pages = !alarm.equals(BurnAlarm.TICKET);
        return new Burn(
                words(alarm.longWindow()) + " and " + words(alarm.shortWindow()),
                Figures.number(burn.longRate(), 1) + " and " + Figures.number(burn.shortRate(), 1),
                (pages ? "pages" : "ticket")
                        + " above "
                        + Figures.number(burn.threshold(), 1)
                        + " in both, from "
                        + alarm.badMin()
                        + " bad on",
                burn.fires());
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
