// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The instant before which every row that will ever have been received is visible.
 *
 * <p>A row's {@code received_at} is the start of the transaction that stored it, so a transaction
 * that is still open may yet commit rows as old as itself. Law: a row that a snapshot taken after
 * {@link #settled} does not see has {@code received_at >= settled}; a run that remembers it misses
 * nothing, and where nobody writes the next run finds nothing new.
 */
public final class Watermark {

    private final Jdbi jdbi;

    public Watermark(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The database's own clock, to be read some time before {@link #settled} is asked. */
    public Instant clock() {
        return jdbi.withHandle(
                h -> h.createQuery("select clock_timestamp()").mapTo(Instant.class).one());
    }

    /**
     * The watermark of a snapshot taken from now on.
     *
     * @param clock an earlier {@link #clock}: a transaction that began before it has had time to
     *     show itself among the open ones
     * @throws IllegalStateException when this role may not see when others began
     */
    public Instant settled(Instant clock) {
        return jdbi.withHandle(handle -> settled(handle, clock));
    }

    private static Instant settled(Handle handle, Instant clock) {
        String hidden =
                """
                select count(*) from pg_stat_activity
                 where datname = current_database() and usesysid is not null
                   and query = '<insufficient privilege>'
                """;
        if (handle.createQuery(hidden).mapTo(Long.class).one() > 0) {
            throw new IllegalStateException(
                    "this database role cannot see the open transactions of others; grant it"
                            + " pg_read_all_stats");
        }
        String oldest =
                """
                select least(:clock, min(xact_start)) from pg_stat_activity
                 where datname = current_database() and pid <> pg_backend_pid()
                   and backend_type <> 'autovacuum worker'
                """;
        return handle.createQuery(oldest).bind("clock", clock).mapTo(Instant.class).one();
    }
}
