// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import io.halflife.storage.ingest.PgTime;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * What one request may send.
 *
 * @param nowMicros the clock when it arrived
 * @param oldestMicros no event may be older
 * @param newestMicros none may be newer
 * @param backfilled whether rows count as known at their own time
 * @param mayName which models it may name; others are unknown to it
 * @param registrar the key in whose name unknown models are made; null where that is not allowed
 */
public record ItemRules(
        long nowMicros,
        long oldestMicros,
        long newestMicros,
        boolean backfilled,
        Predicate<String> mayName,
        String registrar) {

    private static final Duration AHEAD_MAX = Duration.ofSeconds(ItemLimits.AHEAD_SECONDS_MAX);
    private static final Instant BACKFILL_OLDEST = Instant.parse("1900-01-01T00:00:00Z");

    /** Live data: at most this old, at most five minutes ahead. */
    public static ItemRules live(Instant now, Duration ageMax, Predicate<String> mayName) {
        return new ItemRules(
                PgTime.micros(now),
                PgTime.micros(now.minus(ageMax)),
                PgTime.micros(now.plus(AHEAD_MAX)),
                false,
                mayName,
                null);
    }

    /** History: any time since 1900, at most five minutes ahead. */
    public static ItemRules backfill(Instant now, Predicate<String> mayName) {
        return new ItemRules(
                PgTime.micros(now),
                PgTime.micros(BACKFILL_OLDEST),
                PgTime.micros(now.plus(AHEAD_MAX)),
                true,
                mayName,
                null);
    }

    /** The same, and unknown models and versions are made in the name of this key. */
    public ItemRules registering(String key) {
        return new ItemRules(nowMicros, oldestMicros, newestMicros, backfilled, mayName, key);
    }

    /** Notes a time that lies outside. */
    void require(Item item, String pointer, long micros) {
        if (micros < oldestMicros || micros > newestMicros) {
            item.refuse(
                    pointer,
                    "timestamp_out_of_range",
                    "must be between "
                            + PgTime.instant(oldestMicros)
                            + " and "
                            + PgTime.instant(newestMicros));
        }
    }
}
