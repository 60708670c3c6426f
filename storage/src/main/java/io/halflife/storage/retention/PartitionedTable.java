// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.retention;

import java.time.Duration;
import java.util.Locale;

/** A table whose partitions are dropped when they are old. */
enum PartitionedTable {
    /** Before it is dropped, what outlives it is copied. */
    PREDICTION,
    PREDICTION_SLIM,
    GROUND_TRUTH,
    INGEST_REJECT;

    /** Its name in the database. */
    String table() {
        return name().toLowerCase(Locale.ROOT);
    }

    Duration kept(RetentionRules rules) {
        return switch (this) {
            case PREDICTION -> rules.raw();
            case PREDICTION_SLIM, GROUND_TRUTH -> rules.labels();
            case INGEST_REJECT -> rules.rejects();
        };
    }

    /** How long after its stretch a partition still grows, as a rule. */
    Duration settles(RetentionRules rules) {
        return switch (this) {
            case PREDICTION, INGEST_REJECT -> Duration.ofDays(1);
            case GROUND_TRUTH -> Duration.ofDays(30);
            case PREDICTION_SLIM -> rules.raw().plus(Duration.ofDays(7));
        };
    }

    /** Whether archives hold rows of it. */
    boolean canBeArchived() {
        return this == PREDICTION || this == GROUND_TRUTH;
    }

    boolean hasSlimRows() {
        return this == PREDICTION;
    }
}
