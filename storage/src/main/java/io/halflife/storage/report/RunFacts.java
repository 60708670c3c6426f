// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.report;

import io.halflife.monitor.volume.WindowVolume;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What is known about a run beside what it found out.
 *
 * @param watermark rows received before it were seen
 * @param startedAt by the wall clock
 * @param coolDown of the policy that judged
 * @param volumes rows of windows beside those of the reference
 */
public record RunFacts(
        int versionId,
        Instant watermark,
        Instant startedAt,
        Duration coolDown,
        List<WindowVolume> volumes) {

    public RunFacts {
        Objects.requireNonNull(watermark, "watermark");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(coolDown, "coolDown");
        volumes = List.copyOf(volumes);
    }

    /** Of a run that compared no rows. */
    public RunFacts(int versionId, Instant watermark, Instant startedAt, Duration coolDown) {
        this(versionId, watermark, startedAt, coolDown, List.of());
    }

    /** The same with the rows of windows. */
    public RunFacts with(List<WindowVolume> found) {
        return new RunFacts(versionId, watermark, startedAt, coolDown, found);
    }
}
