// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import java.util.concurrent.CompletableFuture;

/**
 * A batch, the future that its request waits for, and when nobody waits any more.
 *
 * @param expiresAt by {@link System#nanoTime}
 */
record PendingWrite(IngestBatch batch, CompletableFuture<IngestBatch> done, long expiresAt) {

    int rows() {
        return batch.rows().size();
    }

    /** Whether its request has been answered in the meantime. */
    boolean isExpired() {
        return System.nanoTime() - expiresAt > 0;
    }
}
