// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import java.util.Objects;

/**
 * What the writers must know of a row besides its bytes.
 *
 * @param item which item of its request it is
 * @param modelId the model it belongs to; 0 where none is checked
 * @param versionId the version it belongs to; 0 where none is checked
 * @param environment the empty string where there is none
 * @param eventMicros event time of the prediction, or {@link PgTime#NONE_MICROS}
 * @param latencySeconds to be counted when the row is new; NaN for none
 * @param referenceId of a reference row; else 0
 */
public record RowFacts(
        int item,
        int modelId,
        int versionId,
        String environment,
        long eventMicros,
        double latencySeconds,
        long referenceId) {

    public RowFacts {
        Objects.requireNonNull(environment, "environment");
    }

    /** A row that belongs to nothing that could be gone. */
    static RowFacts ofReject() {
        return new RowFacts(-1, 0, 0, "", PgTime.NONE_MICROS, Double.NaN, 0);
    }

    public static RowFacts ofPrediction(
            int item,
            int modelId,
            int versionId,
            String environment,
            long eventMicros,
            double latencySeconds) {
        return new RowFacts(item, modelId, versionId, environment, eventMicros, latencySeconds, 0);
    }

    public static RowFacts ofLabel(int item, int modelId, long eventMicros) {
        return new RowFacts(item, modelId, 0, "", eventMicros, Double.NaN, 0);
    }

    public static RowFacts ofReferenceRow(int item, int versionId, long referenceId) {
        return new RowFacts(item, 0, versionId, "", PgTime.NONE_MICROS, Double.NaN, referenceId);
    }

    public static RowFacts ofMetricValue(int item, int modelId, int versionId) {
        return new RowFacts(item, modelId, versionId, "", PgTime.NONE_MICROS, Double.NaN, 0);
    }

    public static RowFacts ofSummary(int item, int modelId, int versionId) {
        return new RowFacts(item, modelId, versionId, "", PgTime.NONE_MICROS, Double.NaN, 0);
    }
}
