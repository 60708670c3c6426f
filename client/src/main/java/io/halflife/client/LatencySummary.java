// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The latencies of one instance of a version over an interval of at most one hour, in seconds.
 *
 * @param environment null for {@code production}
 * @param intervalId with model, instance and start its identity: the same at every retry
 * @param sum null where it is not known; so {@code min} and {@code max}
 * @param responses numbers by class: {@code 2xx}, {@code 4xx}, {@code 429}, {@code 5xx}, {@code
 *     timeout}; together at least the bucket counts
 * @param explicitBounds rising upper bounds of the buckets
 * @param bucketCounts one more than there are bounds: the last is what is above them all
 */
public record LatencySummary(
        String model,
        String version,
        String environment,
        String instance,
        String intervalId,
        Instant start,
        Instant end,
        Double sum,
        Double min,
        Double max,
        Map<String, Long> responses,
        List<Double> explicitBounds,
        List<Long> bucketCounts)
        implements Item {

    public LatencySummary {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(instance, "instance");
        Objects.requireNonNull(intervalId, "intervalId");
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("interval is empty: [" + start + ", " + end + ")");
        }
        responses = Map.copyOf(responses);
        explicitBounds = List.copyOf(explicitBounds);
        bucketCounts = List.copyOf(bucketCounts);
        if (bucketCounts.size() != explicitBounds.size() + 1) {
            throw new IllegalArgumentException(
                    "bucketCounts has not one element more than explicitBounds: "
                            + bucketCounts.size()
                            + ", "
                            + explicitBounds.size());
        }
    }

    /** How many latencies there are. */
    public long count() {
        return bucketCounts.stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        ItemFields.text(json, "model", model);
        ItemFields.text(json, "version", version);
        ItemFields.text(json, "environment", environment);
        ItemFields.text(json, "instance", instance);
        ItemFields.text(json, "interval_id", intervalId);
        ItemFields.instant(json, "start_time", start);
        ItemFields.instant(json, "end_time", end);
        json.writeStringField("unit", "s");
        json.writeNumberField("count", count());
        ItemFields.number(json, "sum", sum);
        ItemFields.number(json, "min", min);
        ItemFields.number(json, "max", max);
        if (!responses.isEmpty()) {
            ItemFields.values(json, "responses", responses);
        }
        writeHistogram(json);
        json.writeEndObject();
    }

    private void writeHistogram(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("histogram");
        json.writeArrayFieldStart("explicit_bounds");
        for (double bound : explicitBounds) {
            json.writeNumber(bound);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("bucket_counts");
        for (long count : bucketCounts) {
            json.writeNumber(count);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
