// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.read;

import java.time.Instant;
import java.util.Objects;

/**
 * The filters of a read and the page of it that is wanted.
 *
 * @param version the empty string: the one that was analysed last
 * @param from windows that start here or later
 * @param to and before this instant
 * @param newestFirst the order
 * @param limit items, or windows where a read goes by windows, 1..{@link #LIMIT_MAX}
 * @param cursor where the page before ended; the empty string on the first
 */
public record PageQuery(
        String version,
        String environment,
        Instant from,
        Instant to,
        boolean newestFirst,
        int limit,
        String cursor) {

    public static final int LIMIT_DEFAULT = 100;
    public static final int LIMIT_MAX = 1000;
    public static final String ENVIRONMENT_DEFAULT = "production";

    public PageQuery {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(cursor, "cursor");
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("limit is not in 1.." + LIMIT_MAX + ": " + limit);
        }
    }

    /** Whether the instant lies in {@code [from, to)}. */
    boolean covers(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }

    /** What a cursor is bound to: everything but the limit, which may change from page to page. */
    String question(String path) {
        return String.join(
                "\n",
                path,
                version,
                environment,
                from.toString(),
                to.toString(),
                newestFirst ? "desc" : "asc");
    }
}
