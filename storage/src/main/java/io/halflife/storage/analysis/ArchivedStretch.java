// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Event times of which an archive has every row that arrived before {@code until}.
 *
 * @param lower the first instant
 * @param upper the first one behind it
 */
public record ArchivedStretch(Instant lower, Instant upper, Instant until) implements Serializable {

    /**
     * Holds of rows p that no archive has. Its parameters are {@link #literals}: what is archived
     * while a run goes on is still a row of the database to that run.
     */
    static final String NOT_ARCHIVED =
            """
             and not exists (
               select from unnest(cast(? as timestamptz[]), cast(? as timestamptz[]),
                                  cast(? as timestamptz[])) s (lower_at, upper_at, until_at)
                where p.event_time >= s.lower_at and p.event_time < s.upper_at
                  and p.received_at < s.until_at)
            """;

    public ArchivedStretch {
        Objects.requireNonNull(lower, "lower");
        Objects.requireNonNull(upper, "upper");
        Objects.requireNonNull(until, "until");
    }

    /** Arrays of lower bounds, of upper bounds, and of when they were archived. */
    static List<String> literals(List<ArchivedStretch> stretches) {
        return List.of(
                literal(stretches, ArchivedStretch::lower),
                literal(stretches, ArchivedStretch::upper),
                literal(stretches, ArchivedStretch::until));
    }

    private static String literal(
            List<ArchivedStretch> stretches, Function<ArchivedStretch, Instant> of) {
        return stretches.stream()
                .map(of)
                .map(Instant::toString)
                .collect(Collectors.joining(",", "{", "}"));
    }
}
