// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.rehearsal;

import io.halflife.launcher.console.TextTable;
import io.halflife.monitor.rehearsal.AlarmSpan;
import io.halflife.monitor.rehearsal.Asked;
import io.halflife.monitor.rehearsal.Course;
import io.halflife.storage.rehearsal.DryRunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** What a policy would have made of the windows, for people, line by line. */
public final class DryRunReport {

    private final DryRunResult result;

    private DryRunReport(DryRunResult result) {
        this.result = result;
    }

    public static List<String> lines(DryRunResult result) {
        return new DryRunReport(result).lines();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                result.version()
                        + " "
                        + result.environment()
                        + ": "
                        + result.windows()
                        + " windows"
                        + result.span().map(s -> " from " + s.start() + " to " + s.end()).orElse("")
                        + "; nothing is written");
        if (result.windows() == 0) {
            lines.add("no window is stored in that range: there was nothing to replay");
            return lines;
        }
        TextTable table =
                new TextTable(
                        1, 0, List.of("", "the file", "in force, revision " + result.revision()));
        row(table, "columns judged", Course::verdicts);
        row(table, "raw p below alpha", Course::raw);
        row(table, "drifted", Course::drifted);
        row(table, "inconclusive", Course::inconclusive);
        row(table, "alarms raised", Course::raised);
        row(table, "alarms from before", course -> course.alarms().size() - course.raised());
        row(table, "requests", course -> course.asked().size());
        lines.addAll(table.lines());
        addAll(lines, "by the file", result.rehearsed());
        addAll(lines, "in force", result.inForce());
        result.notes().forEach(note -> lines.add("note: " + note));
        return lines;
    }

    private boolean isFromBefore(AlarmSpan span) {
        return result.span().filter(s -> span.raised().start().isBefore(s.start())).isPresent();
    }

    private void row(TextTable table, String name, ToLongFunction<Course> figure) {
        table.add(
                List.of(
                        name,
                        String.format(Locale.ROOT, "%,d", figure.applyAsLong(result.rehearsed())),
                        String.format(Locale.ROOT, "%,d", figure.applyAsLong(result.inForce()))));
    }

    private void addAll(List<String> lines, String whose, Course course) {
        for (AlarmSpan span : course.alarms()) {
            lines.add(
                    whose
                            + ": ▲ "
                            + span.column().name()
                            + " from "
                            + span.label()
                            + (isFromBefore(span) ? ", before the first window here" : "")
                            + (span.cleared() == null ? ", standing" : " to " + span.clearedLabel())
                            + ": "
                            + span.reason());
        }
        for (Asked asked : course.asked()) {
            lines.add(
                    whose
                            + ": retraining asked as of "
                            + asked.asOf()
                            + " ("
                            + asked.reason().name().toLowerCase(Locale.ROOT)
                            + "): "
                            + asked.words());
        }
    }
}
