// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.logging;

import java.util.Map;

/**
 * What became of the items of a logger since it was opened.
 *
 * <p>While nothing is on its way from one place to the next: logged + recovered = sent + rejected +
 * dropped + queued + in flight + spooled.
 *
 * @param logged items that were given to {@code log}
 * @param recovered items that an earlier process left in the spool file
 * @param sent items the collector has stored, now or before
 * @param retried requests that were sent again
 * @param rejected items the collector refused for good, by its code; {@code not_listed} where its
 *     answer was too long to name them all
 * @param dropped items the client gave up
 * @param queuedItems items that wait in memory
 * @param queuedBytes their JSON
 * @param inFlightItems items of the requests under way or about to be tried again
 * @param spooledItems items that wait in the spool file
 * @param spoolDamagedBytes bytes of the spool file that were torn or damaged, and cut off
 */
public record LoggerCounts(
        long logged,
        long recovered,
        long sent,
        long retried,
        Map<String, Long> rejected,
        Map<DropReason, Long> dropped,
        long queuedItems,
        long queuedBytes,
        long inFlightItems,
        long spooledItems,
        long spoolDamagedBytes) {

    public LoggerCounts {
        rejected = Map.copyOf(rejected);
        dropped = Map.copyOf(dropped);
    }

    /** Items dropped for that reason. */
    public long dropped(DropReason reason) {
        return dropped.getOrDefault(reason, 0L);
    }

    /** Items dropped for any reason. */
    public long droppedTotal() {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Items rejected with that code. */
    public long rejected(String code) {
        return rejected.getOrDefault(code, 0L);
    }

    /** Items rejected with any code. */
    public long rejectedTotal() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }
}
