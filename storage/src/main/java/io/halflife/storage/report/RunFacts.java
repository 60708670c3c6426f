// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What is known about a run beside what it found out.
 *
 * @param watermark rows received before it were seen
 * @param startedAt by the wall clock
 * @param coolDown of the policy that judged
 */
public record RunFacts(int versionId, Instant watermark, Instant startedAt, Duration coolDown) {

    public RunFacts {
        Objects.requireNonNull(watermark, "watermark");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(coolDown, "coolDown");
    }
}
