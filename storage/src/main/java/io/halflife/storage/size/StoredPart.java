// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.size;

import java.util.Locale;
import java.util.Objects;

/**
 * One kind of what is stored of a version.
 *
 * @param rows of reference profiles and results: rows of those tables
 * @param bytes with their entries in the primary key's index
 */
public record StoredPart(Kind kind, long rows, long bytes, Known known) {

    /** What the figures rest on. */
    public enum Known {
        COUNTED,
        /** On a part of the rows. */
        ESTIMATED,
        /** That many were counted, and there are more; no run has seen them yet. */
        AT_LEAST;

        /** The name in JSON. */
        public String jsonName() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Known of(boolean estimated) {
            return estimated ? ESTIMATED : COUNTED;
        }
    }

    /** What is stored. */
    public enum Kind {
        /** Predictions with their features. */
        PREDICTIONS,
        /** Predictions whose features are gone, for labels that come late. */
        PREDICTIONS_SLIM,
        REFERENCE_ROWS,
        REFERENCE_PROFILES,
        /** Profiles, verdicts and performance of windows. */
        RESULTS;

        /** The name in JSON. */
        public String jsonName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public boolean isOfPredictions() {
            return this == PREDICTIONS || this == PREDICTIONS_SLIM;
        }

        /** Whether it stays at hand when a version is archived. */
        boolean isMetadata() {
            return this == REFERENCE_PROFILES || this == RESULTS;
        }
    }

    public StoredPart {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(known, "known");
        if (rows < 0 || bytes < 0) {
            throw new IllegalArgumentException(
                    "rows and bytes must not be negative, were " + rows + " and " + bytes);
        }
    }
}
