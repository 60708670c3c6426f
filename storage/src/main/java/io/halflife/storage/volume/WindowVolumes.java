// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.volume;

import io.halflife.monitor.volume.WindowVolume;
import io.halflife.monitor.window.Window;
import io.halflife.statistics.quality.Finding;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Rows of the windows of versions. Blocking. */
public final class WindowVolumes {

    private final Jdbi jdbi;

    public WindowVolumes(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Of the windows that start in {@code [from, to)}, in order. */
    public List<WindowVolume> of(VersionScope scope, Instant from, Instant to) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select * from window_volume
                                         where version_id = :version
                                           and environment = :environment
                                           and window_start >= :from and window_start < :to
                                         order by window_start, window_end
                                        """)
                                .bind("version", scope.versionId())
                                .bind("environment", scope.environment())
                                .bind("from", from)
                                .bind("to", to)
                                .map(WindowVolumes::volume)
                                .list());
    }

    /** When the newest prediction happened that a run has seen; empty before the first. */
    public Optional<Instant> lastEvent(VersionScope scope) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select max(last_event) from window_volume
                                         where version_id = :version
                                           and environment = :environment
                                        having max(last_event) is not null
                                        """)
                                .bind("version", scope.versionId())
                                .bind("environment", scope.environment())
                                .mapTo(Instant.class)
                                .findOne());
    }

    private static WindowVolume volume(RowView row) {
        return new WindowVolume(
                new Window(
                        row.getColumn("window_start", Instant.class),
                        row.getColumn("window_end", Instant.class)),
                row.getColumn("label", String.class),
                row.getColumn("n", Long.class),
                row.getColumn("first_event", Instant.class),
                row.getColumn("last_event", Instant.class),
                row.getColumn("reference_id", Long.class),
                row.getColumn("reference_windows", Integer.class),
                number(row, "expected"),
                number(row, "log_ratio"),
                Finding.valueOf(row.getColumn("finding", String.class)),
                row.getColumn("reason", String.class));
    }

    private static double number(RowView row, String column) {
        return Optional.ofNullable(row.getColumn(column, Double.class)).orElse(Double.NaN);
    }

    /** Writes in the caller's transaction; a row of the same window is replaced. */
    public static void write(Handle handle, VersionScope scope, List<WindowVolume> volumes) {
        if (volumes.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        insert into window_volume (version_id, environment, window_start,
                            window_end, label, n, first_event, last_event, reference_id,
                            reference_windows, expected, log_ratio, finding, reason)
                        values (:version, :environment, :start, :end, :label, :n, :first, :last,
                            :reference, :windows, :expected, :ratio, :finding, :reason)
                        on conflict (version_id, environment, window_start, window_end)
                        do update set label = excluded.label, n = excluded.n,
                            first_event = excluded.first_event, last_event = excluded.last_event,
                            reference_id = excluded.reference_id,
                            reference_windows = excluded.reference_windows,
                            expected = excluded.expected, log_ratio = excluded.log_ratio,
                            finding = excluded.finding, reason = excluded.reason
                        """);
        for (WindowVolume volume : volumes) {
            batch.bind("version", scope.versionId()).bind("environment", scope.environment());
            bind(batch, volume).add();
        }
        batch.execute();
    }

    private static PreparedBatch bind(PreparedBatch batch, WindowVolume volume) {
        return batch.bind("start", volume.window().start())
                .bind("end", volume.window().end())
                .bind("label", volume.label())
                .bind("n", volume.n())
                .bind("first", volume.firstEvent())
                .bind("last", volume.lastEvent())
                .bind("reference", volume.referenceId())
                .bind("windows", volume.referenceWindows())
                .bind("expected", volume.expected())
                .bind("ratio", volume.logRatio())
                .bind("finding", volume.finding().name())
                .bind("reason", volume.reason());
    }
}
