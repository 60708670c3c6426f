// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.rehearsal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.launcher.console.TextTable;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.policy.DriftSettings;
import io.halflife.monitor.rehearsal.FalseAlarms;
import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.proportion.ClopperPearson;
import io.halflife.statistics.proportion.PoissonRate;
import io.halflife.storage.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The false alarms of a policy on a reference, with 95 % intervals: Clopper–Pearson of shares,
 * Garwood's of alarms in a time.
 *
 * @param rows of the reference that lie in the windows
 * @param cut how it was cut, in words
 * @param days that the windows take; empty for windows without a length
 */
public record AaReport(
        ModelVersion version,
        long referenceId,
        DriftSettings settings,
        long rows,
        String cut,
        Optional<Double> days,
        FalseAlarms found) {

    private static final double CONFIDENCE = 0.95;
    private static final double MONTH_DAYS = 30;
    private static final int COLUMNS_SHOWN = 20;

    public ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("model", version.model());
        json.put("version", version.version());
        json.put("reference_id", referenceId);
        json.put("rows", rows);
        json.put("windows", found.windows());
        json.put("cut", cut);
        json.put("alpha", settings.alpha());
        json.put("judged", found.judged());
        json.put("days", days.orElse(null));
        json.set("raw", share(found.raw()));
        json.set("drifted", share(found.drifted()));
        ObjectNode alarms = json.putObject("alarms");
        alarms.put("n", found.alarms());
        if (found.judged() > 0) {
            days.ifPresent(
                    d -> {
                        alarms.set("per_day", rate(d));
                        alarms.set("per_30_days", rate(d / MONTH_DAYS));
                    });
        }
        ArrayNode columns = json.putArray("features");
        found.columns().forEach(column -> columns.add(json(column)));
        return json;
    }

    private ObjectNode share(long n) {
        ObjectNode json = Json.object();
        json.put("n", n);
        if (found.judged() > 0) {
            Interval interval = ClopperPearson.interval(n, found.judged(), CONFIDENCE);
            json.put("share", n / (double) found.judged());
            putEnds(json, interval);
        }
        if (found.judged() > 0) {
            days.ifPresent(d -> json.put("per_day", n / d));
        }
        return json;
    }

    private ObjectNode rate(double exposure) {
        ObjectNode json = Json.object();
        json.put("value", found.alarms() / exposure);
        putEnds(json, PoissonRate.interval(found.alarms(), exposure, CONFIDENCE));
        return json;
    }

    private static void putEnds(ObjectNode json, Interval interval) {
        json.put("low", interval.lower().orElse(Double.NaN));
        json.put("high", interval.upper().orElse(Double.NaN));
    }

    private static ObjectNode json(FalseAlarms.OfColumn column) {
        ObjectNode json = Json.object();
        json.put("feature", column.column().name());
        json.put("judged", column.judged());
        json.put("raw", column.raw());
        json.put("drifted", column.drifted());
        json.put("alarms", column.alarms());
        return json;
    }

    /** For people, line by line. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%s: %,d windows of its own reference %d, %,d rows: %s",
                        version,
                        found.windows(),
                        referenceId,
                        rows,
                        cut));
        lines.add(String.format(Locale.ROOT, "%,d feature-windows were judged", found.judged()));
        lines.add(shareWords("raw p below " + settings.alpha(), found.raw()));
        lines.add(shareWords("drifted", found.drifted()));
        lines.add(String.format(Locale.ROOT, "alarms: %,d", found.alarms()) + rateWords());
        TextTable table =
                new TextTable(1, 0, List.of("feature", "judged", "raw", "drifted", "alarms"));
        found.columns().stream().limit(COLUMNS_SHOWN).forEach(column -> add(table, column));
        lines.addAll(table.lines());
        if (found.columns().size() > COLUMNS_SHOWN) {
            lines.add("and " + (found.columns().size() - COLUMNS_SHOWN) + " more, none worse");
        }
        return lines;
    }

    private String shareWords(String what, long n) {
        if (found.judged() == 0) {
            return what + ": none could be judged";
        }
        Interval interval = ClopperPearson.interval(n, found.judged(), CONFIDENCE);
        return String.format(
                        Locale.ROOT,
                        "%s: %,d, %.2f %% (95 %% interval %.2f to %.2f %%)",
                        what,
                        n,
                        100.0 * n / found.judged(),
                        100 * interval.lower().orElse(Double.NaN),
                        100 * interval.upper().orElse(Double.NaN))
                + days.map(d -> String.format(Locale.ROOT, ", %.3g a day", n / d)).orElse("");
    }

    private String rateWords() {
        if (found.judged() == 0) {
            return "; no window was judged, so there is no rate";
        }
        return days.map(
                        d -> {
                            Interval month =
                                    PoissonRate.interval(
                                            found.alarms(), d / MONTH_DAYS, CONFIDENCE);
                            return String.format(
                                    Locale.ROOT,
                                    " in %.3g days: %.3g a day, %.3g in 30 days (95 %% interval"
                                            + " %.3g to %.3g)",
                                    d,
                                    found.alarms() / d,
                                    found.alarms() * MONTH_DAYS / d,
                                    month.lower().orElse(Double.NaN),
                                    month.upper().orElse(Double.NaN));
                        })
                .orElse("; windows of a number of rows have no length in days");
    }

    private static void add(TextTable table, FalseAlarms.OfColumn column) {
        table.add(
                List.of(
                        column.column().name(),
                        String.format(Locale.ROOT, "%,d", column.judged()),
                        String.format(Locale.ROOT, "%,d", column.raw()),
                        String.format(Locale.ROOT, "%,d", column.drifted()),
                        String.format(Locale.ROOT, "%,d", column.alarms())));
    }
}
