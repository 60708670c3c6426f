// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * Which stretch of event time can be written to.
 *
 * @param oldest where the oldest partition of predictions begins; the given instant without any
 * @param newest until when there is no gap from the given instant on; the instant itself where
 *     there is no partition for it
 */
public record PartitionBounds(Instant oldest, Instant newest) {

    private static final String LIST =
            """
            select lower_bound, upper_bound from halflife_partitions('prediction')
             where state = 'ATTACHED' order by lower_bound
            """;

    private record Stretch(Instant lower, Instant upper) {}

    static PartitionBounds read(Jdbi jdbi, Instant now) {
        List<Stretch> stretches =
                jdbi.withHandle(
                        handle ->
                                handle.createQuery(LIST)
                                        .map(
                                                (row, context) ->
                                                        new Stretch(
                                                                MaintenanceSession.instant(
                                                                        row, "lower_bound"),
                                                                MaintenanceSession.instant(
                                                                        row, "upper_bound")))
                                        .list());
        Instant newest = now;
        for (Stretch stretch : stretches) {
            if (!stretch.lower.isAfter(newest) && stretch.upper.isAfter(newest)) {
                newest = stretch.upper;
            }
        }
        return new PartitionBounds(stretches.isEmpty() ? now : stretches.get(0).lower, newest);
    }

    /** Whole days from an instant on for which partitions are there. */
    public long daysAhead(Instant now) {
        return Math.max(0, Duration.between(now, newest).toDays());
    }
}
