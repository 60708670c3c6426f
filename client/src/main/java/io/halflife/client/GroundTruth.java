// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;

/**
 * What turned out true about a prediction.
 *
 * @param eventTime of the prediction; null where it is not known, then it is matched by id later
 * @param label the true class; null for a regression
 * @param value the true value; null for a classification
 * @param observedAt when it became known; null for the moment it is received
 * @param source may be null
 * @param revision from 1; the highest counts
 */
public record GroundTruth(
        String model,
        String predictionId,
        Instant eventTime,
        String label,
        Double value,
        Instant observedAt,
        String source,
        int revision)
        implements Item {

    public GroundTruth {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(predictionId, "predictionId");
        if (label == null && value == null) {
            throw new IllegalArgumentException("ground truth has a label or a value");
        }
        if (revision < 1) {
            throw new IllegalArgumentException("revision is not positive: " + revision);
        }
    }

    /** The first revision of a true class. */
    public static GroundTruth ofLabel(
            String model,
            String predictionId,
            Instant eventTime,
            String label,
            Instant observedAt) {
        return new GroundTruth(model, predictionId, eventTime, label, null, observedAt, null, 1);
    }

    /** The first revision of a true value. */
    public static GroundTruth ofValue(
            String model,
            String predictionId,
            Instant eventTime,
            double value,
            Instant observedAt) {
        return new GroundTruth(model, predictionId, eventTime, null, value, observedAt, null, 1);
    }

    /** The same, known since that moment. */
    public GroundTruth observed(Instant moment) {
        return new GroundTruth(
                model, predictionId, eventTime, label, value, moment, source, revision);
    }

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("model", model);
        json.writeStringField("prediction_id", predictionId);
        ItemFields.instant(json, "event_time", eventTime);
        ItemFields.actual(json, label, value);
        ItemFields.instant(json, "observed_at", observedAt);
        ItemFields.text(json, "source", source);
        json.writeNumberField("revision", revision);
        json.writeEndObject();
    }
}
