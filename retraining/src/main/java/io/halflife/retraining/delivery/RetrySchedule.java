// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.retraining.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * When a message is tried again: at offsets from its first attempt, so that slow attempts do not
 * push the later ones away. Each gap between two offsets is stretched or shortened by up to a
 * fifth, so that messages that failed together do not come back together; the order stays.
 */
public final class RetrySchedule {

    /** From the first attempt. */
    static final List<Duration> OFFSETS =
            List.of(
                    Duration.ZERO,
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(5),
                    Duration.ofHours(10),
                    Duration.ofHours(14),
                    Duration.ofHours(20),
                    Duration.ofHours(24));

    private static final double JITTER = 0.2;

    private final DoubleSupplier chance;

    /**
     * @param chance numbers in [0, 1)
     */
    public RetrySchedule(DoubleSupplier chance) {
        this.chance = chance;
    }

    /**
     * When to try again, not before now; empty when all attempts are used.
     *
     * @param attempts made so far, at least 1
     */
    public Optional<Instant> next(Instant firstAttempt, int attempts, Instant now) {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts made is not at least 1: " + attempts);
        }
        if (attempts >= OFFSETS.size()) {
            return Optional.empty();
        }
        Duration offset = OFFSETS.get(attempts);
        Duration gap = offset.minus(OFFSETS.get(attempts - 1));
        double factor = JITTER * (2 * chance.getAsDouble() - 1);
        Instant planned = firstAttempt.plus(offset).plusMillis((long) (factor * gap.toMillis()));
        return Optional.of(planned.isBefore(now) ? now : planned);
    }
}
