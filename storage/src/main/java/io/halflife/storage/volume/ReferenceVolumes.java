// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.volume;

import io.halflife.monitor.window.Window;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Rows of collected references by windows: counted once, then looked up. Blocking. */
public final class ReferenceVolumes {

    private static final String COUNT =
            """
            select width_bucket(event_time, cast(:boundaries as timestamptz[])) as bucket,
                   count(*) as n
              from reference_row
             where reference_id = :reference and event_time is not null
             group by 1
            """;

    private final Jdbi jdbi;

    public ReferenceVolumes(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** What was counted; empty until {@link #count}. */
    public NavigableMap<Window, Long> of(long referenceId, String cut) {
        NavigableMap<Window, Long> rows = new TreeMap<>();
        jdbi.useHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select window_start, window_end, n from reference_volume
                                         where reference_id = :reference and cut = :cut
                                        """)
                                .bind("reference", referenceId)
                                .bind("cut", cut)
                                .map(
                                        (row, context) ->
                                                rows.put(
                                                        window(
                                                                row.getObject(
                                                                        1, OffsetDateTime.class),
                                                                row.getObject(
                                                                        2, OffsetDateTime.class)),
                                                        row.getLong(3)))
                                .list());
        return rows;
    }

    private static Window window(OffsetDateTime start, OffsetDateTime end) {
        return new Window(start.toInstant(), end.toInstant());
    }

    /**
     * Counts the reference's rows and keeps what it found.
     *
     * @param cut names the way in which the windows are cut
     * @param windows in order, without overlaps; those without rows count 0
     */
    public NavigableMap<Window, Long> count(long referenceId, String cut, List<Window> windows) {
        return jdbi.inTransaction(
                handle -> {
                    handle.execute("set local statement_timeout = '10min'");
                    NavigableMap<Window, Long> rows = count(handle, referenceId, windows);
                    keep(handle, referenceId, cut, rows);
                    return rows;
                });
    }

    private static NavigableMap<Window, Long> count(
            Handle handle, long referenceId, List<Window> windows) {
        TreeSet<Instant> boundaries = new TreeSet<>();
        windows.forEach(window -> boundaries.addAll(List.of(window.start(), window.end())));
        List<Instant> ascending = List.copyOf(boundaries);
        NavigableMap<Window, Long> rows = new TreeMap<>();
        windows.forEach(window -> rows.put(window, 0L));
        handle.createQuery(COUNT)
                .bind("reference", referenceId)
                .bind(
                        "boundaries",
                        ascending.stream()
                                .map(Instant::toString)
                                .collect(Collectors.joining(",", "{", "}")))
                .map((row, context) -> new long[] {row.getLong("bucket"), row.getLong("n")})
                .forEach(
                        found -> {
                            int bucket = (int) found[0];
                            if (bucket > 0 && bucket < ascending.size()) {
                                Window window =
                                        new Window(
                                                ascending.get(bucket - 1), ascending.get(bucket));
                                rows.computeIfPresent(window, (w, none) -> found[1]);
                            }
                        });
        return rows;
    }

    private static void keep(
            Handle handle, long referenceId, String cut, NavigableMap<Window, Long> rows) {
        if (rows.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        insert into reference_volume (reference_id, cut, window_start, window_end, n)
                        values (:reference, :cut, :start, :end, :n) on conflict do nothing
                        """);
        rows.forEach(
                (window, n) ->
                        batch.bind("reference", referenceId)
                                .bind("cut", cut)
                                .bind("start", window.start())
                                .bind("end", window.end())
                                .bind("n", n)
                                .add());
        batch.execute();
    }
}
