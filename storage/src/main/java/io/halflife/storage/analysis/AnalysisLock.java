// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import io.halflife.storage.results.VersionScope;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The right to analyse a version: one analyzer at a time has it. It ends with the connection, so a
 * killed analyzer blocks nobody.
 */
public final class AnalysisLock implements AutoCloseable {

    private final Handle handle;
    private final String key;

    private AnalysisLock(Handle handle, String key) {
        this.handle = handle;
        this.key = key;
    }

    /** Takes the lock; empty when another analyzer has it. */
    public static Optional<AnalysisLock> take(Jdbi jdbi, VersionScope scope) {
        String key = "halflife_analysis/" + scope.versionId() + "/" + scope.environment();
        Handle handle = jdbi.open();
        try {
            if (ask(handle, "select pg_try_advisory_lock(hashtextextended(:key, 0))", key)) {
                return Optional.of(new AnalysisLock(handle, key));
            }
        } catch (RuntimeException e) {
            handle.close();
            throw e;
        }
        handle.close();
        return Optional.empty();
    }

    private static boolean ask(Handle handle, String sql, String key) {
        return handle.createQuery(sql).bind("key", key).mapTo(Boolean.class).one();
    }

    @Override
    public void close() {
        try (handle) {
            ask(handle, "select pg_advisory_unlock(hashtextextended(:key, 0))", key);
        }
    }
}
