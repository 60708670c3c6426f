// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.archive;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The right to write archives: one process of an installation at a time has it. */
public final class ArchiveLock implements AutoCloseable {

    private static final String TAKE =
            "select pg_try_advisory_lock(hashtextextended('halflife_archive', 0))";
    private static final String GIVE_BACK =
            "select pg_advisory_unlock(hashtextextended('halflife_archive', 0))";

    private final Handle handle;

    private ArchiveLock(Handle handle) {
        this.handle = handle;
    }

    /** Takes it; empty while another process has it. It ends with the connection. */
    public static Optional<ArchiveLock> take(Jdbi jdbi) {
        Handle handle = jdbi.open();
        try {
            if (handle.createQuery(TAKE).mapTo(Boolean.class).one()) {
                return Optional.of(new ArchiveLock(handle));
            }
        } catch (RuntimeException e) {
            handle.close();
            throw e;
        }
        handle.close();
        return Optional.empty();
    }

    @Override
    public void close() {
        try (handle) {
            handle.createQuery(GIVE_BACK).mapTo(Boolean.class).one();
        }
    }
}
