// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.halflife.collector.directory.KnownVersion;
import io.halflife.monitor.model.OutputSpec;
import io.halflife.monitor.model.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a prediction says: label, score, value, probabilities. Kept as it was sent, but for one
 * thing: where probabilities come without a score, the score is that of the positive class, or the
 * highest. Used again for the next item. Not thread-safe.
 */
final class OutputValues {

    private static final String POINTER = "/prediction";
    private static final double SUM_TOLERANCE = 0.01;
    private static final double ROUNDING = 1e-9;

    private final TextReader texts;
    private final SeenFields seen = new SeenFields();
    private final SeenFields seenClasses = new SeenFields();
    private byte[] label;
    private double score;
    private double value;
    private double[] probabilities = new double[0];
    private boolean hasProbabilities;
    private int unknownFields;

    OutputValues(TextReader texts) {
        this.texts = texts;
    }

    void clear() {
        label = null;
        score = Double.NaN;
        value = Double.NaN;
        hasProbabilities = false;
        unknownFields = 0;
        seen.clear();
    }

    byte[] label() {
        return label;
    }

    double score() {
        return score;
    }

    double value() {
        return value;
    }

    /** In the order of the version's classes; null where there are none or it names none. */
    double[] probabilities(KnownVersion version) {
        int n = version.output().classes().size();
        return hasProbabilities && n > 0 ? Arrays.copyOf(probabilities, n) : null;
    }

    int unknownFields() {
        return unknownFields;
    }

    void read(JsonParser json, Item item, KnownVersion version) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            Values.mismatch(json, item, POINTER, "object");
            return;
        }
        int before = item.findings().size();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            readField(json, item, version, field);
        }
        if (item.findings().size() == before) {
            requireOutput(item, version);
        }
    }

    private void readField(JsonParser json, Item item, KnownVersion version, String field)
            throws IOException {
        switch (field) {
            case "label" -> {
                seen.note(0);
                label = texts.text(json, item, "/prediction/label", ItemLimits.STRING_BYTES_MAX);
                requireKnownClass(item, version);
            }
            case "score" -> {
                seen.note(1);
                score = Values.numberIn(json, item, "/prediction/score", 0, 1);
            }
            case "value" -> {
                seen.note(2);
                value = Values.number(json, item, "/prediction/value", "number");
            }
            case "probabilities" -> {
                seen.note(3);
                readProbabilities(json, item, version);
            }
            default -> {
                seen.note(field);
                unknownFields++;
                JsonInput.skip(json);
            }
        }
    }

    private void requireKnownClass(Item item, KnownVersion version) {
        if (label == null || version.output().classes().isEmpty()) {
            return;
        }
        if (version.classOrder(new String(label, StandardCharsets.UTF_8)) < 0) {
            item.refuse(
                    "/prediction/label", "invalid_enum", "is none of the classes of the version");
        }
    }

    private void readProbabilities(JsonParser json, Item item, KnownVersion version)
            throws IOException {
        String pointer = "/prediction/probabilities";
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            Values.mismatch(json, item, pointer, "object");
            return;
        }
        int before = item.findings().size();
        double sum = readClasses(json, item, version);
        if (item.findings().size() == before && !(Math.abs(sum - 1) <= SUM_TOLERANCE + ROUNDING)) {
            item.refuse(pointer, "probabilities_sum", "must sum to 1, give or take 0.01");
        }
        hasProbabilities = true;
    }

    private double readClasses(JsonParser json, Item item, KnownVersion version)
            throws IOException {
        OutputSpec output = version.output();
        int n = output.classes().size();
        probabilities = probabilities.length < n ? new double[n] : probabilities;
        Arrays.fill(probabilities, 0, n, Double.NaN);
        seenClasses.clear();
        double sum = 0;
        double highest = Double.NaN;
        double positive = Double.NaN;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            seenClasses.note(name);
            json.nextToken();
            double p = Values.numberIn(json, item, version.classPointer(name), 0, 1);
            placeClass(item, version, name, p);
            sum += Double.isNaN(p) ? 0 : p;
            highest = Double.isNaN(highest) ? p : Math.max(highest, p);
            positive = name.equals(output.positiveLabel()) ? p : positive;
        }
        if (Double.isNaN(score) && !seen.has(1)) {
            score = output.task() == Task.BINARY_CLASSIFICATION ? positive : highest;
        }
        return sum;
    }

    private void placeClass(Item item, KnownVersion version, String name, double p) {
        if (version.output().classes().isEmpty()) {
            return;
        }
        int order = version.classOrder(name);
        if (order >= 0) {
            probabilities[order] = p;
        } else {
            item.refuse(
                    "/prediction/probabilities",
                    "invalid_enum",
                    "has a class that the version does not name");
        }
    }

    /** A classification says a label or a score, a regression a value. */
    private void requireOutput(Item item, KnownVersion version) {
        switch (version.output().task()) {
            case REGRESSION -> {
                if (Double.isNaN(value)) {
                    item.refuse("/prediction/value", "required", "a regression predicts a value");
                }
            }
            case BINARY_CLASSIFICATION -> {
                if (label == null && Double.isNaN(score)) {
                    item.refuse(POINTER, "required", "label or score is required");
                }
            }
            case MULTICLASS_CLASSIFICATION -> {
                if (label == null) {
                    item.refuse("/prediction/label", "required", "the label is required");
                }
            }
        }
    }
}
