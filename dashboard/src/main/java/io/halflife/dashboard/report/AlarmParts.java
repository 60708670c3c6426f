// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.report;

import io.halflife.dashboard.drift.Columns;
import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.WatchedModel;
import io.halflife.dashboard.page.period.Period;
import io.halflife.dashboard.report.ReportPage.AlarmRow;
import io.halflife.dashboard.report.ReportPage.Alarms;
import io.halflife.monitor.drift.TestWords;
import io.halflife.monitor.model.Role;
import io.halflife.storage.Storage;
import io.halflife.storage.pages.Alarm;
import io.halflife.storage.pages.AlarmPages;
import java.time.Instant;
import java.util.List;

/** Alarms that stood in a period. Blocking; one query. */
final class AlarmParts {

    private static final int READ_MAX = 1000;
    private static final int SHOWN_MAX = 200;

    private final AlarmPages alarms;

    AlarmParts(Storage storage) {
        this.alarms = new AlarmPages(storage.jdbi());
    }

    Alarms in(WatchedModel model, Period period) {
        if (model.version() == null) {
            return new Alarms(List.of(), "No version is registered yet.");
        }
        List<Alarm> read = alarms.alarms(model.scope(), Instant.MIN, period.to(), null, READ_MAX);
        List<Alarm> found = read.stream().filter(alarm -> stood(alarm, period)).toList();
        long raised =
                found.stream().filter(a -> !a.raised().start().isBefore(period.from())).count();
        return new Alarms(
                found.stream().limit(SHOWN_MAX).map(a -> row(a, period)).toList(),
                note(raised, found.size() - raised, read.size() == READ_MAX)
                        + (found.size() > SHOWN_MAX
                                ? " The newest " + SHOWN_MAX + " are listed."
                                : ""));
    }

    /** Raised before its end, and not cleared before its beginning. */
    private static boolean stood(Alarm alarm, Period period) {
        return alarm.isStanding() || alarm.cleared().start().isAfter(period.from());
    }

    private static String note(long raised, long before, boolean isCut) {
        if (raised + before == 0) {
            return "No alarm stood in this period.";
        }
        return (isCut ? "At least " : "")
                + Figures.counted(raised, "alarm")
                + (raised == 1 ? " was" : " were")
                + " raised in this period"
                + (before == 0 ? "." : ", and " + Figures.count(before) + " stood from before.")
                + " The figures are those of the window that raised it.";
    }

    private static AlarmRow row(Alarm alarm, Period period) {
        boolean isOpen = alarm.isStanding() || !alarm.cleared().start().isBefore(period.to());
        Role role = alarm.column().role();
        return new AlarmRow(
                alarm.column().name()
                        + (role == Role.FEATURE ? "" : " (" + Columns.word(role) + ")"),
                alarm.label(),
                isOpen ? "stands" : alarm.clearedLabel(),
                isOpen,
                TestWords.shortName(alarm.test()),
                Figures.number(alarm.statistic(), 3),
                Figures.p(alarm.pAdjusted()),
                Figures.number(alarm.effect(), 3),
                Figures.count(alarm.nReference()) + " / " + Figures.count(alarm.n()),
                alarm.reason());
    }
}
