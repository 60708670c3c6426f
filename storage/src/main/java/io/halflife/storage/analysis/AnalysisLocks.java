// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import io.halflife.storage.results.VersionScope;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.jdbi.v3.core.CloseException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * The rights to analyse versions: one analyzer at a time has that of a version and environment. All
 * that a run has are held by one connection and end with it, so a killed analyzer blocks nobody,
 * and a run over thousands of versions takes one connection from the pool. A connection that breaks
 * takes them along unnoticed: who holds one asks {@link #holds} before he writes. One thread.
 */
public final class AnalysisLocks implements AutoCloseable {

    private static final String TAKE = "select pg_try_advisory_lock(hashtextextended(:key, 0))";

    private static final String TAKE_IN_TRANSACTION =
            "select pg_try_advisory_xact_lock(hashtextextended(:key, 0))";

    private static final String RELEASE = "select pg_advisory_unlock(hashtextextended(:key, 0))";

    /** Behind a pooler that hands out another server process, the connection lives and has none. */
    private static final String HOLDS =
            """
            select exists (
                select from pg_locks
                 where locktype = 'advisory' and pid = pg_backend_pid() and granted
                   and objsubid = 1
                   and database = (select oid from pg_database where datname = current_database())
                   and (classid::bigint << 32) | objid::bigint = hashtextextended(:key, 0))
            """;

    /** A line that is silent for longer is as good as cut. */
    private static final int ANSWER_SECONDS_MAX = 10;

    private final Handle handle;
    private final Set<VersionScope> held = new HashSet<>();

    private AnalysisLocks(Handle handle) {
        this.handle = handle;
    }

    /** Holds none yet. */
    public static AnalysisLocks open(Jdbi jdbi) {
        return new AnalysisLocks(jdbi.open());
    }

    /** Takes the lock; false when another analyzer has it, or this one took it before. */
    public boolean take(VersionScope scope) {
        if (held.contains(scope) || !ask(TAKE, scope)) {
            return false;
        }
        held.add(scope);
        return true;
    }

    /** Whether the database still knows that it is ours; once lost, all are lost. */
    public boolean holds(VersionScope scope) {
        if (held.contains(scope) && !(isAlive() && ask(HOLDS, scope))) {
            held.clear();
        }
        return held.contains(scope);
    }

    private boolean isAlive() {
        try {
            return handle.getConnection().isValid(ANSWER_SECONDS_MAX);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Gives the lock back; one that is not held, or was lost, is none. */
    public void release(VersionScope scope) {
        if (held.remove(scope)) {
            try {
                ask(RELEASE, scope);
            } catch (JdbiException e) {
                // With the connection all that it held is given back.
                held.clear();
            }
        }
    }

    /**
     * Takes the lock until the caller's transaction ends, for who changes what runs build on.
     *
     * @return false when an analyzer has it
     */
    public static boolean takeInTransaction(Handle transaction, VersionScope scope) {
        return ask(transaction, TAKE_IN_TRANSACTION, scope);
    }

    private boolean ask(String sql, VersionScope scope) {
        return ask(handle, sql, scope);
    }

    private static boolean ask(Handle handle, String sql, VersionScope scope) {
        String key = "halflife_analysis/" + scope.versionId() + "/" + scope.environment();
        return handle.createQuery(sql).bind("key", key).mapTo(Boolean.class).one();
    }

    /** Gives all of them back. */
    @Override
    public void close() {
        try (handle) {
            Set.copyOf(held).forEach(this::release);
        } catch (CloseException e) {
            // A connection that is gone cannot be asked for its state; the pool throws it away.
            held.clear();
        }
    }
}
