// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.portion;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.Role;
import io.halflife.monitor.period.Marks;
import io.halflife.monitor.period.Periods;
import io.halflife.monitor.window.Window;
import io.halflife.monitor.window.WindowSpec;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.result.RowView;

/** What was written beside verdicts about muted and excluded periods. */
public final class StoredMarks {

    /** Only in stretches that some revision of a period names can marks be out of date. */
    private static final String IN_PERIODS =
            """
            select window_start, window_end, role, name, muted, excluded from drift_verdict d
             where version_id = :versionId and environment = :environment and is_primary
               and exists (
                 select 1 from mute m join model_version v on v.model_id = m.model_id
                  where v.id = :versionId
                    and (m.environment is null or m.environment = :environment)
                    and m.from_time < d.window_end and m.to_time > d.window_start)
             order by window_start
            """;

    private static final int FETCH_ROWS = 2000;

    private final Jdbi jdbi;
    private final VersionScope scope;
    private final WindowSpec spec;

    /**
     * The marks of a version's verdicts.
     *
     * @param spec windows that were cut otherwise are not looked at
     */
    public StoredMarks(Jdbi jdbi, VersionScope scope, WindowSpec spec) {
        this.jdbi = jdbi;
        this.scope = scope;
        this.spec = spec;
    }

    /** The start of the oldest window of which these periods say something else than is stored. */
    public Optional<Instant> oldestOtherThan(Periods periods) {
        return jdbi.inTransaction(
                handle -> {
                    try (ResultIterator<Row> rows =
                            handle.createQuery(IN_PERIODS)
                                    .bind("versionId", scope.versionId())
                                    .bind("environment", scope.environment())
                                    .setFetchSize(FETCH_ROWS)
                                    .map(Row::of)
                                    .iterator()) {
                        return oldest(rows, periods);
                    }
                });
    }

    private Optional<Instant> oldest(Iterator<Row> rows, Periods periods) {
        while (rows.hasNext()) {
            Row row = rows.next();
            if (spec.containing(row.window().start()).filter(row.window()::equals).isPresent()
                    && !row.marks().equals(periods.of(row.column(), row.window()))) {
                return Optional.of(row.window().start());
            }
        }
        return Optional.empty();
    }

    private record Row(Window window, Column column, Marks marks) {

        static Row of(RowView row) {
            return new Row(
                    new Window(
                            row.getColumn("window_start", Instant.class),
                            row.getColumn("window_end", Instant.class)),
                    new Column(
                            Role.valueOf(row.getColumn("role", String.class)),
                            row.getColumn("name", String.class)),
                    new Marks(
                            row.getColumn("muted", String.class),
                            row.getColumn("excluded", String.class)));
        }
    }
}
