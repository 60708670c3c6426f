// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.sending;

import io.halflife.client.ClientSettings;
import io.halflife.client.HalflifeClient;
import java.net.URI;
import java.time.Duration;

/** A client of a collector on this machine: large batches, not compressed, little patience. */
public final class LoopbackClient {

    private static final int BATCH_BYTES = 4 << 20;

    private LoopbackClient() {}

    public static HalflifeClient open(URI collector) {
        return HalflifeClient.open(
                new ClientSettings(
                        collector,
                        "",
                        Sending.BATCH_ITEMS,
                        BATCH_BYTES,
                        Integer.MAX_VALUE,
                        Duration.ofSeconds(60),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(2),
                        Duration.ofMinutes(1)));
    }
}
