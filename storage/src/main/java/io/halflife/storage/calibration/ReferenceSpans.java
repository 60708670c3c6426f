// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.calibration;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** When the rows of references happened. Blocking. */
public final class ReferenceSpans {

    private final Jdbi jdbi;

    public ReferenceSpans(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Event times of the first and of the last row. */
    public record Span(Instant first, Instant last) {}

    /** Empty where rows carry no event time, and until it is profiled. */
    public Optional<Span> of(long referenceId) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select first_event, last_event from reference_span
                                         where reference_id = :id and first_event is not null
                                        """)
                                .bind("id", referenceId)
                                .map(
                                        row ->
                                                new Span(
                                                        row.getColumn("first_event", Instant.class),
                                                        row.getColumn("last_event", Instant.class)))
                                .findOne());
    }

    /**
     * Where windows of so many rows begin in a reference of rows, oldest first, and where the last
     * full one ends. Rows of one instant stay together, in the later window.
     *
     * @param rows of a window, above 0
     */
    public List<Instant> boundaries(long referenceId, long rows) {
        return jdbi.inTransaction(
                handle -> {
                    // The whole reference is put in order once.
                    handle.execute("set local statement_timeout = '10min'");
                    List<Instant> starts =
                            handle.createQuery(
                                            """
                                            select distinct event_time from (
                                              select event_time,
                                                     row_number() over (order by event_time) - 1 as place
                                                from reference_row
                                               where reference_id = :id and event_time is not null) r
                                             where place % :rows = 0 order by event_time
                                            """)
                                    .bind("id", referenceId)
                                    .bind("rows", rows)
                                    .mapTo(Instant.class)
                                    .list();
                    return withEnd(starts, fullEnd(handle, referenceId, rows));
                });
    }

    /** The end of the last row, where it is the last of a full window. */
    private static Optional<Instant> fullEnd(Handle handle, long referenceId, long rows) {
        return handle.createQuery(
                        """
                        select max(event_time) from reference_row
                         where reference_id = :id and event_time is not null
                        having count(*) % :rows = 0 and count(*) > 0
                        """)
                .bind("id", referenceId)
                .bind("rows", rows)
                .mapTo(Instant.class)
                .findOne()
                .map(last -> last.plus(1, ChronoUnit.MICROS));
    }

    private static List<Instant> withEnd(List<Instant> starts, Optional<Instant> end) {
        List<Instant> boundaries = new ArrayList<>(starts);
        end.ifPresent(boundaries::add);
        return boundaries;
    }
}
