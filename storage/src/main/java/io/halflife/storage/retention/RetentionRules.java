// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.retention;

import java.time.Duration;

/**
 * How long what is kept, counted from the last write of a partition.
 *
 * @param raw whole predictions, and so how old a live one may be
 * @param labels ground truth, and what late labels need of predictions whose row is gone; not
 *     shorter than {@code raw}
 * @param latencies latency rows and summaries
 * @param rejects notes about refused items
 */
public record RetentionRules(Duration raw, Duration labels, Duration latencies, Duration rejects) {

    /** 14, 400, 90 and 7 days. */
    public static final RetentionRules DEFAULTS =
            new RetentionRules(
                    Duration.ofDays(14),
                    Duration.ofDays(400),
                    Duration.ofDays(90),
                    Duration.ofDays(7));

    public RetentionRules {
        for (Duration kept : new Duration[] {raw, labels, latencies, rejects}) {
            if (kept.compareTo(Duration.ofDays(1)) < 0) {
                throw new IllegalArgumentException("kept for less than a day: " + kept);
            }
        }
        if (labels.compareTo(raw) < 0) {
            throw new IllegalArgumentException(
                    "labels are kept as long as predictions: " + labels + " < " + raw);
        }
    }
}
