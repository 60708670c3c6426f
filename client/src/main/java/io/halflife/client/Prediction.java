// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing a model said. Immutable.
 *
 * <p>Id and event time are its identity: they are fixed once, before the first send, so that a
 * repeat is harmless.
 */
public final class Prediction implements Item {

    private final Builder values;
    private final Instant eventTime;

    private Prediction(Builder values, Instant eventTime) {
        this.values = values;
        this.eventTime = eventTime;
    }

    /**
     * Starts a prediction of this moment: it gets an id of its own (UUIDv7), and its event time
     * when it is logged.
     */
    public static Builder builder() {
        return new Builder(PredictionIds.next(), null);
    }

    /**
     * Starts a prediction.
     *
     * @param predictionId at most 128 characters, the same at every retry
     * @param eventTime when the model answered; null for the moment it is logged, and for reference
     *     rows that have no time
     */
    public static Builder builder(String predictionId, Instant eventTime) {
        return new Builder(predictionId, eventTime);
    }

    public String predictionId() {
        return values.predictionId;
    }

    /** When the model answered; empty where it was left open. */
    public Optional<Instant> eventTime() {
        return Optional.ofNullable(eventTime);
    }

    /** The same prediction of that moment. */
    public Prediction at(Instant moment) {
        return new Prediction(values, Objects.requireNonNull(moment, "moment"));
    }

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        ItemFields.text(json, "model", values.model);
        ItemFields.text(json, "version", values.version);
        ItemFields.text(json, "environment", values.environment);
        ItemFields.text(json, "prediction_id", values.predictionId);
        ItemFields.instant(json, "event_time", eventTime);
        ItemFields.values(json, "features", values.features);
        writeOutput(json);
        if (values.latency != null) {
            json.writeNumberField("latency_ms", values.latency.toNanos() / 1e6);
        }
        if (!values.tags.isEmpty()) {
            ItemFields.values(json, "tags", values.tags);
        }
        ItemFields.text(json, "trace_id", values.traceId);
        ItemFields.actual(json, values.actualLabel, values.actualValue);
        json.writeEndObject();
    }

    private void writeOutput(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("prediction");
        ItemFields.text(json, "label", values.label);
        ItemFields.number(json, "score", values.score);
        ItemFields.number(json, "value", values.value);
        if (!values.probabilities.isEmpty()) {
            ItemFields.values(json, "probabilities", values.probabilities);
        }
        json.writeEndObject();
    }

    /** Collects what is known of a prediction. Not thread-safe. */
    public static final class Builder {

        private final String predictionId;
        private final Instant eventTime;
        private String model;
        private String version;
        private String environment;
        private Map<String, Object> features = Map.of();
        private String label;
        private Double score;
        private Double value;
        private Map<String, Object> probabilities = Map.of();
        private Duration latency;
        private Map<String, Object> tags = Map.of();
        private String traceId;
        private String actualLabel;
        private Double actualValue;

        private Builder(String predictionId, Instant eventTime) {
            this.predictionId = Objects.requireNonNull(predictionId, "predictionId");
            this.eventTime = eventTime;
        }

        /** Which model answered; left out where the path of the door says it. */
        public Builder model(String name, String versionName) {
            this.model = name;
            this.version = versionName;
            return this;
        }

        /** By default {@code production}. */
        public Builder environment(String name) {
            this.environment = name;
            return this;
        }

        /**
         * The inputs by name: numbers, strings, booleans, instants; null is a missing value.
         * Fastest in the order of the version's signature. Without a map the prediction cannot be
         * written: a logger counts it as invalid, so that no app fails while it serves.
         */
        public Builder features(Map<String, ?> inputs) {
            this.features = copy(inputs);
            return this;
        }

        private static Map<String, Object> copy(Map<String, ?> values) {
            return values == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        public Builder label(String predictedClass) {
            this.label = predictedClass;
            return this;
        }

        /** The probability of the positive class. */
        public Builder score(double probability) {
            this.score = probability;
            return this;
        }

        /** The answer of a regression. */
        public Builder value(double answer) {
            this.value = answer;
            return this;
        }

        public Builder probabilities(Map<String, Double> byClass) {
            this.probabilities = copy(byClass);
            return this;
        }

        public Builder latency(Duration duration) {
            this.latency = duration;
            return this;
        }

        public Builder tags(Map<String, String> texts) {
            this.tags = copy(texts);
            return this;
        }

        public Builder traceId(String id) {
            this.traceId = id;
            return this;
        }

        /** What turned out true; reference rows only. */
        public Builder actual(String trueClass) {
            this.actualLabel = trueClass;
            return this;
        }

        /** What turned out true, for a regression; reference rows only. */
        public Builder actual(double trueValue) {
            this.actualValue = trueValue;
            return this;
        }

        /** The prediction; the builder may not be used again. */
        public Prediction build() {
            return new Prediction(this, eventTime);
        }
    }
}
