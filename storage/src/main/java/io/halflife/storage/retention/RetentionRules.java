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
 * @param archivedOnly whether predictions and ground truth stay until they lie in an archive
 */
public record RetentionRules(
        Duration raw, Duration labels, Duration latencies, Duration rejects, boolean archivedOnly) {

    /** 14, 400, 90 and 7 days. */
    public static final RetentionRules DEFAULTS =
            new RetentionRules(
                    Duration.ofDays(14),
                    Duration.ofDays(400),
                    Duration.ofDays(90),
                    Duration.ofDays(7));

    /** Rules under which nothing waits for an archive. */
    public RetentionRules(Duration raw, Duration labels, Duration latencies, Duration rejects) {
        this(raw, labels, latencies, rejects, false);
    }

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
