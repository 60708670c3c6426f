// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import java.time.Duration;

/** Told by the writers what they do, to be counted. Called on their threads; must not block. */
public interface IngestListener {

    /** Hears nothing. */
    IngestListener NONE =
            new IngestListener() {
                @Override
                public void committed(int rows, Duration took) {}

                @Override
                public void failed(String sqlState) {}
            };

    /** A group of requests was committed. */
    void committed(int rows, Duration took);

    /** A row was refused by the database after all our checks: a bug of ours, to be counted. */
    default void unstorable(String table, String sqlState) {}

    /** A transaction failed; the empty string where the error has no SQLSTATE. */
    void failed(String sqlState);
}
