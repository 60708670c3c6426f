// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import io.halflife.storage.results.VersionScope;
import java.util.HashSet;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The rights to analyse versions: one analyzer at a time has that of a version and environment. All
 * that a run has are held by one connection and end with it, so a killed analyzer blocks nobody,
 * and a run over thousands of versions takes one connection from the pool. One thread.
 */
public final class AnalysisLocks implements AutoCloseable {

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
        if (held.contains(scope)
                || !ask("select pg_try_advisory_lock(hashtextextended(:key, 0))", scope)) {
            return false;
        }
        held.add(scope);
        return true;
    }

    /** Gives the lock back; one that is not held is none. */
    public void release(VersionScope scope) {
        if (held.remove(scope)) {
            ask("select pg_advisory_unlock(hashtextextended(:key, 0))", scope);
        }
    }

    private boolean ask(String sql, VersionScope scope) {
        String key = "halflife_analysis/" + scope.versionId() + "/" + scope.environment();
        return handle.createQuery(sql).bind("key", key).mapTo(Boolean.class).one();
    }

    /** Gives all of them back. */
    @Override
    public void close() {
        try (handle) {
            Set.copyOf(held).forEach(this::release);
        }
    }
}
