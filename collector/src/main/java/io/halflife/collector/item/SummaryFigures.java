// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of a latency summary, in its own unit: quantiles, a histogram, responses by class.
 * Checks that they agree with each other. Used again for the next item. Not thread-safe.
 */
final class SummaryFigures {

    private static final String INCONSISTENT = "inconsistent_summary";
    private static final List<String> CLASSES = List.of("2xx", "4xx", "429", "5xx", "timeout");

    private final Map<String, Long> responses = new TreeMap<>();
    private final List<double[]> quantiles = new ArrayList<>();
    private double[] bounds;
    private long[] counts;

    void clear() {
        responses.clear();
        quantiles.clear();
        bounds = null;
        counts = null;
    }

    /** Null when there is no histogram. */
    double[] bounds() {
        return bounds;
    }

    long[] counts() {
        return counts;
    }

    /** Pairs of quantile and value. */
    List<double[]> quantiles() {
        return quantiles;
    }

    Map<String, Long> responses() {
        return responses;
    }

    /** Reads responses, quantiles or histogram; whether the field was one of them. */
    boolean read(JsonParser json, Item item, String field) throws IOException {
        switch (field) {
            case "responses" -> readResponses(json, item);
            case "quantiles" -> readQuantiles(json, item);
            case "histogram" -> readHistogram(json, item);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void readResponses(JsonParser json, Item item) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            Values.mismatch(json, item, "/responses", "object");
            return;
        }
        SeenFields seen = new SeenFields();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            seen.note(name);
            json.nextToken();
            if (CLASSES.contains(name)) {
                responses.put(name, count(json, item, "/responses/" + name));
            } else {
                JsonInput.skip(json);
            }
        }
    }

    /** A whole number of at least 0; anything else is noted and counts as 0. */
    static long count(JsonParser json, Item item, String pointer) throws IOException {
        double value = Values.whole(json, item, pointer, false);
        if (value < 0) {
            item.refuse(pointer, INCONSISTENT, "must not be negative");
            return 0;
        }
        return Double.isNaN(value) ? 0 : (long) value;
    }

    private void readQuantiles(JsonParser json, Item item) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            Values.mismatch(json, item, "/quantiles", "array");
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            String pointer = "/quantiles/" + quantiles.size();
            if (quantiles.size() == ItemLimits.QUANTILES_MAX) {
                tooMany(json, item, "/quantiles", ItemLimits.QUANTILES_MAX);
                return;
            }
            if (json.currentToken() == JsonToken.START_OBJECT) {
                quantiles.add(readQuantile(json, item, pointer));
            } else {
                Values.mismatch(json, item, pointer, "object");
            }
        }
    }

    /** Passes the rest of an array by. */
    private static void tooMany(JsonParser json, Item item, String pointer, int most)
            throws IOException {
        item.refuse(pointer, "out_of_range", "has at most " + most + " elements");
        JsonInput.skip(json);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            JsonInput.skip(json);
        }
    }

    private static double[] readQuantile(JsonParser json, Item item, String pointer)
            throws IOException {
        double[] pair = {Double.NaN, Double.NaN};
        SeenFields seen = new SeenFields();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            seen.note(name);
            json.nextToken();
            switch (name) {
                case "quantile" ->
                        pair[0] = Values.numberIn(json, item, pointer + "/quantile", 0, 1);
                case "value" -> pair[1] = Values.number(json, item, pointer + "/value", "number");
                default -> JsonInput.skip(json);
            }
        }
        if (Double.isNaN(pair[0] + pair[1]) && item.isValid()) {
            item.refuse(pointer, "required", "quantile and value are required");
        }
        return pair;
    }

    private void readHistogram(JsonParser json, Item item) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            Values.mismatch(json, item, "/histogram", "object");
            return;
        }
        SeenFields seen = new SeenFields();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            seen.note(name);
            json.nextToken();
            switch (name) {
                case "explicit_bounds" ->
                        bounds = readNumbers(json, item, "/histogram/explicit_bounds");
                case "bucket_counts" -> counts = readCounts(json, item, "/histogram/bucket_counts");
                default -> JsonInput.skip(json);
            }
        }
        boolean fit = bounds != null && counts != null && counts.length == bounds.length + 1;
        if (!fit && item.isValid()) {
            item.refuse(
                    "/histogram",
                    INCONSISTENT,
                    "bucket_counts has one element more than explicit_bounds");
        }
    }

    private static double[] readNumbers(JsonParser json, Item item, String pointer)
            throws IOException {
        List<Double> numbers = new ArrayList<>();
        if (json.currentToken() != JsonToken.START_ARRAY) {
            Values.mismatch(json, item, pointer, "array");
            return null;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (numbers.size() == ItemLimits.BUCKETS_MAX - 1) {
                tooMany(json, item, pointer, ItemLimits.BUCKETS_MAX - 1);
                return null;
            }
            double number = Values.number(json, item, pointer, "number");
            if (number < 0) {
                item.refuse(pointer, INCONSISTENT, "must not be negative");
            }
            if (!numbers.isEmpty() && !(number > numbers.get(numbers.size() - 1))) {
                item.refuse(pointer, INCONSISTENT, "must rise");
            }
            numbers.add(number);
        }
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static long[] readCounts(JsonParser json, Item item, String pointer)
            throws IOException {
        List<Long> numbers = new ArrayList<>();
        if (json.currentToken() != JsonToken.START_ARRAY) {
            Values.mismatch(json, item, pointer, "array");
            return null;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (numbers.size() == ItemLimits.BUCKETS_MAX) {
                tooMany(json, item, pointer, ItemLimits.BUCKETS_MAX);
                return null;
            }
            numbers.add(count(json, item, pointer));
        }
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    /** Notes whatever does not agree with the totals. NaN stands for a total that was not sent. */
    void requireConsistent(Item item, long total, double min, double max) {
        if (counts != null && sum(counts) != total) {
            item.refuse("/histogram/bucket_counts", INCONSISTENT, "must sum to count");
        }
        long answered = sum(responses.values().stream().mapToLong(Long::longValue).toArray());
        if (!responses.isEmpty() && answered < total) {
            item.refuse("/responses", INCONSISTENT, "must sum to count or more");
        }
        if (min > max || min < 0) {
            item.refuse("/min", INCONSISTENT, "must be between 0 and max");
        }
        requireRising(item, min, max);
    }

    private void requireRising(Item item, double min, double max) {
        quantiles.sort((a, b) -> Double.compare(a[0], b[0]));
        double last = Double.isNaN(min) ? 0 : min;
        for (double[] pair : quantiles) {
            if (pair[1] < last || pair[1] > max) {
                item.refuse(
                        "/quantiles",
                        INCONSISTENT,
                        "values must rise with their quantiles, from min to max");
                return;
            }
            last = pair[1];
        }
    }

    /** No more than an int64 holds: what is beyond it equals no count. */
    private static long sum(long[] values) {
        long sum = 0;
        for (long value : values) {
            sum = sum > Long.MAX_VALUE - value ? Long.MAX_VALUE : sum + value;
        }
        return sum;
    }
}
