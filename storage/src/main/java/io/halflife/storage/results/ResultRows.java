// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.results;

import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.model.Role;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.period.Marks;
import io.halflife.monitor.profile.ProfileSummary;
import io.halflife.monitor.retraining.RetrainingReason;
import io.halflife.monitor.retraining.RetrainingRequest;
import io.halflife.monitor.window.Window;
import io.halflife.storage.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.result.RowView;

/** Rows of the result tables as values. Null is undefined, and undefined is NaN. */
public final class ResultRows {

    private ResultRows() {}

    public static AnalysisRun run(RowView row) {
        Long referenceId = row.getColumn("reference_id", Long.class);
        return new AnalysisRun(
                time(row, "as_of"),
                referenceId == null ? -1 : referenceId,
                row.getColumn("policy_revision", Integer.class),
                time(row, "watermark"),
                row.getColumn("windows", Integer.class),
                count(row, "row_count"),
                text(row, "decision"),
                text(row, "decision_reason"),
                row.getColumn("forecast_streak", Integer.class),
                row.getColumn("dataset_drift", Boolean.class),
                time(row, "started_at"));
    }

    public static DriftResult drift(RowView row) {
        return new DriftResult(
                        window(row),
                        text(row, "label"),
                        column(row),
                        text(row, "test"),
                        row.getColumn("is_primary", Boolean.class),
                        count(row, "reference_id"),
                        count(row, "n_reference"),
                        count(row, "n"),
                        count(row, "missing"),
                        number(row, "statistic"),
                        number(row, "p"),
                        number(row, "p_asymptotic"),
                        number(row, "log10_p"),
                        number(row, "p_adjusted"),
                        number(row, "effect"),
                        row.getColumn("drift_detected", Boolean.class),
                        nameOf(Verdict.class, text(row, "verdict")),
                        nameOf(AlarmState.class, text(row, "alarm_state")),
                        text(row, "reason"),
                        Json.figuresOf(Json.read(text(row, "detail"))),
                        List.of(row.getColumn("new_categories", String[].class)))
                .comparedWith(comparedWith(row));
    }

    /** With what periods say of it; rows of segments do not carry that. */
    public static DriftResult marked(RowView row) {
        return drift(row).withMarks(new Marks(text(row, "muted"), text(row, "excluded")));
    }

    private static Window comparedWith(RowView row) {
        Instant start = time(row, "reference_start");
        return start == null ? null : new Window(start, time(row, "reference_end"));
    }

    public static PerformanceValue performance(RowView row) {
        return new PerformanceValue(
                window(row),
                text(row, "label"),
                text(row, "metric"),
                count(row, "n"),
                count(row, "labelled"),
                number(row, "value"),
                number(row, "low"),
                number(row, "high"),
                number(row, "se"),
                count(row, "successes"),
                count(row, "trials"),
                row.getColumn("estimated", Boolean.class),
                row.getColumn("mature", Boolean.class),
                time(row, "first_event"),
                time(row, "last_event"));
    }

    static StoredProfile profile(RowView row) {
        return new StoredProfile(
                window(row),
                text(row, "label"),
                column(row),
                FeatureKind.valueOf(text(row, "kind").toUpperCase(Locale.ROOT)),
                summary(row));
    }

    private static ProfileSummary summary(RowView row) {
        return new ProfileSummary(
                count(row, "n"),
                count(row, "missing"),
                number(row, "mean"),
                number(row, "std"),
                number(row, "min"),
                number(row, "q25"),
                number(row, "median"),
                number(row, "q75"),
                number(row, "max"));
    }

    static StoredRequest request(RowView row) {
        RetrainingRequest request =
                new RetrainingRequest(
                        text(row, "request_id"),
                        new ModelVersion(text(row, "model"), text(row, "version")),
                        text(row, "environment"),
                        time(row, "as_of"),
                        RetrainingReason.valueOf(text(row, "reason").toUpperCase(Locale.ROOT)),
                        text(row, "summary"),
                        Json.figuresOf(Json.read(text(row, "evidence"))));
        return new StoredRequest(
                request, text(row, "state"), time(row, "created_at"), time(row, "expires_at"));
    }

    private static Column column(RowView row) {
        return new Column(Role.valueOf(text(row, "role")), text(row, "name"));
    }

    private static Window window(RowView row) {
        return new Window(time(row, "window_start"), time(row, "window_end"));
    }

    private static <E extends Enum<E>> E nameOf(Class<E> type, String name) {
        return name == null ? null : Enum.valueOf(type, name);
    }

    private static String text(RowView row, String column) {
        return row.getColumn(column, String.class);
    }

    private static Instant time(RowView row, String column) {
        return row.getColumn(column, Instant.class);
    }

    private static long count(RowView row, String column) {
        return row.getColumn(column, Long.class);
    }

    private static double number(RowView row, String column) {
        Double value = row.getColumn(column, Double.class);
        return value == null ? Double.NaN : value;
    }
}
