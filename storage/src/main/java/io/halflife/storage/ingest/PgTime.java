// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import java.time.Instant;

/** Times as Postgres keeps them: whole microseconds since 2000-01-01 UTC. */
public final class PgTime {

    /** Stands for no time; it is no valid one. */
    public static final long NONE_MICROS = Long.MIN_VALUE;

    public static final long MICROS_PER_SECOND = 1_000_000;
    public static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

    /** 2000-01-01 in seconds since 1970. */
    public static final long EPOCH_SECONDS = 946_684_800;

    private PgTime() {}

    /** Truncated to the microsecond. */
    public static long micros(Instant instant) {
        return Math.multiplyExact(instant.getEpochSecond() - EPOCH_SECONDS, MICROS_PER_SECOND)
                + instant.getNano() / 1000;
    }

    public static Instant instant(long micros) {
        long second = Math.floorDiv(micros, MICROS_PER_SECOND);
        long rest = Math.floorMod(micros, MICROS_PER_SECOND);
        return Instant.ofEpochSecond(second + EPOCH_SECONDS, rest * 1000);
    }

    /** The UTC day as a number; days of neighbouring dates are neighbours. */
    static long day(long micros) {
        return Math.floorDiv(micros, MICROS_PER_DAY);
    }
}
