// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import java.time.Duration;

/**
 * What may wait for the writers.
 *
 * @param queueRowsMax rows that wait; a single larger batch is taken by an empty queue
 * @param queueBytesMax their encoded bytes
 * @param patience a batch that waited this long is not stored any more
 */
public record IngestLimits(int queueRowsMax, long queueBytesMax, Duration patience) {

    public static final IngestLimits DEFAULTS =
            new IngestLimits(50_000, 64L << 20, Duration.ofSeconds(5));

    public IngestLimits {
        if (queueRowsMax < 1 || queueBytesMax < 1) {
            throw new IllegalArgumentException(
                    "a queue holds something: " + queueRowsMax + ", " + queueBytesMax);
        }
    }
}
