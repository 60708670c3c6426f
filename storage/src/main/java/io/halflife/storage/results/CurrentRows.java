// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.results;

import io.halflife.monitor.model.Task;
import io.halflife.monitor.window.Window;
import io.halflife.storage.model.RegisteredModel.Origin;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.result.RowView;

/** Rows of {@link CurrentSql} as values. */
final class CurrentRows {

    private CurrentRows() {}

    static VersionScope scope(RowView row) {
        return new VersionScope(
                row.getColumn("version_id", Integer.class),
                row.getColumn("environment", String.class));
    }

    static CurrentVersion version(RowView row) {
        return new CurrentVersion(
                identity(row),
                ResultRows.run(row),
                row.getColumn("finished_at", Instant.class),
                time(row, "window_start").map(start -> new Window(start, end(row))),
                time(row, "training_end"),
                time(row, "deployed_at"));
    }

    private static CurrentVersion.Identity identity(RowView row) {
        return new CurrentVersion.Identity(
                row.getColumn("model_id", Integer.class),
                row.getColumn("model", String.class),
                row.getColumn("version", String.class),
                scope(row),
                Task.valueOf(upper(row, "task")),
                Origin.valueOf(upper(row, "origin")));
    }

    private static Instant end(RowView row) {
        return row.getColumn("window_end", Instant.class);
    }

    private static Optional<Instant> time(RowView row, String column) {
        return Optional.ofNullable(row.getColumn(column, Instant.class));
    }

    private static String upper(RowView row, String column) {
        return row.getColumn(column, String.class).toUpperCase(Locale.ROOT);
    }
}
